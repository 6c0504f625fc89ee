"""Phones without script: everything a deputy must do works with links and buttons alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ballot import HALF, expect_counted, mark
from tests.browser.people import PHONE, Hall, sign_in
from tests.browser.stage import Stage


@pytest.fixture
def plain(hall: Hall, stage: Stage) -> Page:
    """A phone without script that has signed in by its badge's button."""
    stage.gather()
    page = hall.context(PHONE, java_script_enabled=False).new_page()
    sign_in(page, f"/b/{stage.congress.codes[stage.voters[0].person]}")
    return page


def test_a_phone_without_script_signs_in_marks_reviews_casts_and_sees_the_receipt(
    plain: Page, stage: Stage, hall: Hall
) -> None:
    expect(plain).to_have_url(re.compile(f"{stage.m}$"))
    expect(plain.locator(".me-card .present")).to_be_visible()
    stage.open_vote()
    plain.reload()
    plain.locator("#now a[href$='/ballot']").click()
    for name, sign in HALF.items():
        mark(plain, int(name.removeprefix("mark-")), sign)
    plain.locator(".cast-bar button").click()
    expect(plain).to_have_url(re.compile("/review$"))
    expect(plain.locator(".marked .mark.for")).to_have_count(1)
    expect(plain.locator(".marked .mark.against")).to_have_count(1)
    plain.locator("form[action$='/cast'] button").click()
    expect_counted(plain)
    expect(plain.locator(".marked .mark.abstain")).to_have_count(1)
    assert stage.counted() == 1


def test_without_script_a_second_cast_shows_what_was_counted(plain: Page, stage: Stage) -> None:
    stage.open_vote()
    plain.goto(stage.ballot)
    mark(plain, 1)
    plain.locator(".cast-bar button").click()
    plain.locator("form[action$='/cast'] button").click()
    expect_counted(plain)
    plain.go_back()
    expect(plain).to_have_url(re.compile("/review$"))
    plain.locator("form[action$='/cast'] button").click()
    expect_counted(plain)
    assert stage.counted() == 1


def test_without_script_too_many_marks_are_told_and_kept(
    plain: Page, stage: Stage, hall: Hall
) -> None:
    hall.expect("422")
    stage.open_vote(stand=4, seats=2, max_marks=2)
    plain.goto(stage.ballot)
    for no in (1, 2, 3):
        mark(plain, no)
    plain.locator(".cast-bar button").click()
    expect(plain.locator(".refusal")).to_be_visible()
    expect(plain.locator("#ballot input:checked")).to_have_count(3)
    assert stage.counted() == 0


def test_the_minutes_and_the_result_can_be_read_without_script(
    plain: Page, stage: Stage
) -> None:
    stage.open_vote(stand=3, seats=2)
    voters = stage.congress.deputies[3:]
    stage.run(stage.congress.cast_all(stage.round, ["++-"] * 8, voters))
    stage.run(stage.congress.announce(stage.round))
    plain.reload()
    plain.locator(f"a[href$='/rounds/{stage.round}']").first.click()
    expect(plain.locator("tr.won")).to_have_count(2)
    plain.goto(f"{stage.m}/minutes")
    expect(plain.locator(".chosen li")).to_have_count(2)
