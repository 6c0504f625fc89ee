"""Large letters on the smallest phone: good to read and to press, and nothing sticks out."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import FINE_PRINT, TIGHT, sideways, violations
from tests.browser.ballot import expect_counted, half_fill
from tests.browser.people import SMALL_PHONE, Hall
from tests.browser.stage import Stage

LANGUAGES = ("zh-CN", "en")
LEAST_TEXT, FINGER = 22, 60  # CSS pixels
FAINT = """() => axe.run({runOnly: ["color-contrast-enhanced"]}).then(found => found.violations
    .flatMap(one => one.nodes.map(node => `${node.target} ${node.failureSummary}`)))"""
COVERED = """() => [...document.querySelectorAll(".marks label")].filter(one => {
    one.scrollIntoView({block: "center"});
    const box = one.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return !one.contains(document.elementFromPoint(x, y));
}).map(one => one.textContent)"""


@pytest.fixture(params=LANGUAGES)
def phone(request: pytest.FixtureRequest, hall: Hall, stage: Stage) -> Page:
    """A small phone whose owner has chosen large letters by the link on the page."""
    stage.gather()
    page = hall.enter(SMALL_PHONE, stage.voters[0].person, lang=request.param)
    page.goto(stage.m)
    page.locator("nav a[href^='/letters/large']").click()
    page.locator("nav a[href^='/letters/normal']").wait_for()
    return page


def shortcomings(page: Page) -> list[str]:
    found = violations(page) + sideways(page)
    found += page.evaluate(FINE_PRINT, LEAST_TEXT) + page.evaluate(TIGHT, FINGER)
    return found + list(page.evaluate(FAINT))


def test_the_meeting_page_is_large_and_stays_so_when_news_come(
    phone: Page, hall: Hall, stage: Stage
) -> None:
    assert shortcomings(phone) == []
    hall.shot(phone, "meeting-before", whole=True)
    stage.open_vote()
    expect(phone.locator("#now a[href$='/ballot']")).to_be_visible()
    assert shortcomings(phone) == []
    hall.shot(phone, "meeting-voting", whole=True)


def test_the_ballot_is_large_stacked_and_can_be_cast(
    phone: Page, hall: Hall, stage: Stage
) -> None:
    stage.open_vote()
    phone.goto(stage.ballot)
    half_fill(phone)
    assert shortcomings(phone) == []
    assert phone.evaluate(COVERED) == []
    boxes = [one.bounding_box() for one in phone.locator(".marks").first.locator("label").all()]
    lefts = {box["x"] for box in boxes if box}
    tops = [box["y"] for box in boxes if box]
    assert len(lefts) == 1, "one below the other"
    assert all(lower - upper >= FINGER for upper, lower in pairwise(tops))
    hall.shot(phone, "ballot")
    hall.shot(phone, "ballot-whole", whole=True)
    phone.locator(".cast-bar button").click()
    expect(phone.locator("#yes")).to_be_in_viewport(ratio=1)
    assert shortcomings(phone) == []
    hall.shot(phone, "confirm")
    phone.locator("#yes").click()
    expect_counted(phone)
    assert shortcomings(phone) == []
    hall.shot(phone, "receipt", whole=True)


def test_normal_letters_come_back(phone: Page) -> None:
    phone.locator("nav a[href^='/letters/normal']").click()
    phone.locator("nav a[href^='/letters/large']").wait_for()
    assert phone.evaluate("getComputedStyle(document.body).fontSize") == "18px"
