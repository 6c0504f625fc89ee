"""A server that dies in the middle of a vote and comes back on the same port and folder."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from tests.browser.ballot import (
    HALF,
    expect_counted,
    expect_marked,
    half_fill,
    press_cast,
    says,
    waiting,
)
from tests.browser.conftest import HallAt
from tests.browser.people import PHONE, PROJECTOR, Hall
from tests.browser.server import Alone, alone, beside
from tests.browser.stage import Stage, set_stage

REFUSED = "ERR_CONNECTION_REFUSED"
CUT = (
    "ERR_CONTENT_LENGTH_MISMATCH",
    "ERR_CONNECTION_RESET",
    "ERR_EMPTY_RESPONSE",
    "ERR_SOCKET_NOT_CONNECTED",
)


@pytest.fixture
def vote(tmp_path: Path) -> Stage:
    """An open vote in a folder that no server runs on."""
    with beside(tmp_path / "data") as server:
        stage = set_stage(server)
        stage.gather()
        here, voter = stage.congress, stage.voters[0]
        come = mark_attendance(here.db, here.clerk, voter.person, Attendance.PRESENT, "")
        stage.run(come)
        stage.open_vote()
    return stage


@pytest.fixture
def lone(vote: Stage) -> Iterator[Alone]:
    with alone(vote.server.house.settings.data) as server:
        yield server


@pytest.fixture
def crowd(lone: Alone, vote: Stage, hall_at: HallAt) -> Hall:
    hall = hall_at(lone.origin)
    hall.codes = vote.congress.codes
    hall.expect(REFUSED, *CUT)
    return hall


@pytest.fixture
def phone(crowd: Hall, vote: Stage) -> Page:
    page = crowd.enter(PHONE, vote.voters[0].person)
    page.goto(vote.ballot)
    return page


def test_a_projector_says_that_it_is_stale_and_comes_back_alone(
    crowd: Hall, vote: Stage, lone: Alone
) -> None:
    screen = crowd.open(PROJECTOR, vote.screen)
    expect(screen.locator("#turnout b")).to_have_text("0")
    screen.evaluate("window.unbroken = true")
    lone.kill()
    expect(screen.locator("#wire")).to_be_visible()
    expect(screen.locator("#wire")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    expect(screen.locator("#turnout b")).to_have_text("0")
    crowd.shot(screen, "stale")
    banner, title = (screen.locator(one).bounding_box() for one in ("#wire", "#stage h1"))
    assert banner is not None
    assert title is not None
    assert banner["y"] + banner["height"] <= title["y"], "the banner hides nothing of the vote"

    lone.start()
    expect(screen.locator("#wire")).to_be_hidden(timeout=20_000)
    voter = crowd.enter(PHONE, vote.voters[0].person)
    voter.goto(vote.ballot)
    half_fill(voter)
    press_cast(voter)
    expect(screen.locator("#turnout b")).to_have_text("1")
    assert screen.evaluate("window.unbroken"), "it has come back without a reload"


def test_a_half_filled_ballot_outlives_the_server(phone: Page, lone: Alone) -> None:
    half_fill(phone)
    lone.kill()
    lone.start()
    phone.reload()
    expect_marked(phone, HALF)
    press_cast(phone)
    expect_counted(phone)


def test_a_ballot_cast_while_the_server_is_down_is_counted_when_it_is_back(
    phone: Page, lone: Alone, crowd: Hall, vote: Stage
) -> None:
    half_fill(phone)
    lone.kill()
    press_cast(phone)
    expect(waiting(phone)).to_have_text(says(phone, "waiting"))
    lone.start()
    expect(phone.locator(".counted .code")).to_be_visible(timeout=20_000)
    screen = crowd.open(PROJECTOR, vote.screen)
    expect(screen.locator("#turnout b")).to_have_text("1")
