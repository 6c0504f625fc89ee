"""What goes wrong in a hall: no network, impatient fingers, a second tab, news while typing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from ballots.method import Mode
from ballots.round import Kind
from ballots.rounds.commands import close_round
from tests.browser.ballot import (
    HALF,
    expect_counted,
    expect_marked,
    half_fill,
    mark,
    marked,
    press_cast,
    says,
    waiting,
)
from tests.browser.people import LAPTOP, PHONE, Hall
from tests.browser.stage import Stage

OFFLINE = "ERR_INTERNET_DISCONNECTED"
LOST = "ERR_FAILED"


@pytest.fixture
def phone(hall: Hall, stage: Stage) -> Page:
    """The phone of the first voter, from the meeting's page on to an open ballot."""
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person)
    page.goto(stage.m)
    stage.open_vote()
    page.locator("#now a[href$='/ballot']").click()
    expect(page.locator("#ballot")).to_be_visible()
    return page


def freeze(page: Page) -> None:
    """The phone's screen is locked: the browser stops the page, and later wakes it."""
    lock = page.context.new_cdp_session(page)
    lock.send("Page.setWebLifecycleState", {"state": "frozen"})
    lock.send("Page.setWebLifecycleState", {"state": "active"})
    lock.detach()


def lose_network(page: Page) -> None:
    page.context.set_offline(True)
    page.context.set_offline(False)


FATES: dict[str, Callable[[Page], object]] = {
    "reload": lambda page: page.reload(),
    "locked screen": freeze,
    "lost network": lose_network,
}


@pytest.mark.parametrize("fate", FATES.values(), ids=FATES)
def test_a_half_filled_ballot_survives_a(fate: Callable[[Page], object], phone: Page) -> None:
    half_fill(phone)
    fate(phone)
    expect_marked(phone, HALF)
    expect(phone.locator("#tally")).to_have_text(re.compile("1"))


def test_a_half_filled_ballot_survives_a_closed_tab(phone: Page, hall: Hall) -> None:
    half_fill(phone)
    address, context = phone.url, phone.context
    phone.close()
    again = context.new_page()
    again.goto(address)
    expect_marked(again, HALF)
    hall.shot(again, "half-filled")


def test_a_half_filled_ballot_survives_the_news_of_others(phone: Page, stage: Stage) -> None:
    half_fill(phone)
    beside = phone.context.new_page()
    beside.goto(stage.m)
    stage.run(stage.congress.cast_all(stage.round, ["+" * 12] * 3, stage.congress.deputies[3:]))
    stage.run(stage.congress.add_item("临时动议", "other"))
    expect(beside.locator(".agenda-list li")).to_have_count(2)
    expect_marked(phone, HALF)


def test_a_mark_that_is_pressed_again_is_taken_back(phone: Page) -> None:
    expect(phone.locator("#tally")).not_to_be_empty()  # the page has come to life
    mark(phone, 3)
    mark(phone, 3)
    assert marked(phone) == {}
    phone.reload()
    assert marked(phone) == {}


def test_a_ballot_cast_without_network_is_sent_by_itself(
    phone: Page, stage: Stage, hall: Hall
) -> None:
    hall.expect(OFFLINE)
    half_fill(phone)
    phone.context.set_offline(True)
    press_cast(phone)
    expect(waiting(phone)).to_have_text(says(phone, "waiting"))
    hall.shot(phone, "not-sent-yet")
    assert stage.counted() == 0
    phone.context.set_offline(False)
    expect_counted(phone)
    assert stage.counted() == 1


def test_a_reload_while_sending_goes_on_sending_the_same_ballot(
    phone: Page, stage: Stage, hall: Hall
) -> None:
    hall.expect(LOST)
    phone.route("**/cast", lambda route: route.abort())
    half_fill(phone)
    press_cast(phone)
    expect(waiting(phone)).to_have_text(says(phone, "waiting"))
    phone.reload()
    expect(waiting(phone)).to_have_text(says(phone, "waiting"))
    expect_marked(phone, HALF)
    phone.unroute("**/cast")
    expect_counted(phone)
    assert stage.counted() == 1


def test_a_ballot_whose_answer_was_lost_is_counted_once(
    phone: Page, stage: Stage, hall: Hall
) -> None:
    hall.expect(LOST)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    phone.route("**/cast", lose_the_answer, times=1)
    half_fill(phone)
    press_cast(phone)
    expect_counted(phone)
    assert stage.counted() == 1


def test_a_page_of_the_hotels_network_is_not_taken_for_an_answer(
    phone: Page, stage: Stage
) -> None:
    def hotel(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Wi-Fi</h1>")

    phone.route("**/cast", hotel, times=1)
    half_fill(phone)
    press_cast(phone)
    expect_counted(phone)
    assert stage.counted() == 1


def tap_twice(page: Page, target: Locator) -> None:
    target.click(trial=True)  # it is there, and would hear a tap
    box = target.bounding_box()
    assert box is not None, "what is tapped must be seen"
    for _ in range(2):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("stand", [5, 12, 30])
def test_a_double_tap_shows_the_ballot_again_and_does_not_cast_it(
    stand: int, hall: Hall, stage: Stage
) -> None:
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person)
    stage.open_vote(stand=stand, seats=4)
    page.goto(stage.ballot)
    half_fill(page)
    tap_twice(page, page.locator(".cast-bar button"))
    expect(page.locator("#confirm")).to_be_visible()
    expect(page.locator("#summary li").first).to_be_in_viewport()
    expect(page.locator("#yes")).to_be_in_viewport()
    hall.shot(page, "confirm")
    assert stage.counted() == 0


def test_a_double_tap_on_yes_makes_one_ballot(phone: Page, stage: Stage) -> None:
    half_fill(phone)
    phone.locator(".cast-bar button").click()
    tap_twice(phone, phone.locator("#yes"))
    expect_counted(phone)
    assert stage.counted() == 1


def test_the_second_tab_of_a_phone_shows_what_the_first_has_cast(
    phone: Page, stage: Stage, hall: Hall
) -> None:
    hall.expect("409")
    second = phone.context.new_page()
    half_fill(phone)
    second.goto(stage.ballot)
    expect_marked(second, HALF)  # both tabs are one phone
    mark(second, 7)
    press_cast(phone)
    expect_counted(phone)
    press_cast(second)
    expect_counted(second)
    expect(second.locator(".marked li").nth(6).locator(".mark")).to_have_class(
        re.compile("none")
    )
    assert stage.counted() == 1


def test_the_way_back_from_the_receipt_leads_to_no_second_ballot(
    phone: Page, stage: Stage
) -> None:
    half_fill(phone)
    press_cast(phone)
    expect_counted(phone)
    phone.go_back()
    expect(phone).to_have_url(re.compile(f"{stage.m}$"))
    phone.go_forward()
    expect_counted(phone)
    phone.goto(stage.ballot)
    expect(phone.locator("#ballot")).to_have_count(0)


def test_too_many_marks_are_told_and_cannot_be_sent(hall: Hall, stage: Stage) -> None:
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person)
    stage.open_vote(stand=5, seats=3, max_marks=3, mode=Mode.PICK)
    page.goto(stage.ballot)
    for no in (1, 2, 3, 4):
        mark(page, no)
    told = says(page, "over").replace("{most}", "3")
    expect(page.locator("#tally")).to_have_text(told)
    page.locator(".cast-bar button").click()
    expect(page.locator("#confirm")).to_be_hidden()
    hall.shot(page, "over-marked")
    mark(page, 4)
    press_cast(page)
    expect_counted(page)
    assert stage.counted() == 1


def test_a_ballot_that_comes_too_late_is_told_so(phone: Page, stage: Stage, hall: Hall) -> None:
    hall.expect("422")
    half_fill(phone)
    stage.run(stage.congress.count(stage.round))
    press_cast(phone)
    expect(phone.locator(".refusal")).to_contain_text(says(phone, "refused"))
    expect(phone.locator(".refusal")).to_be_in_viewport()
    expect(phone.locator("#sending")).to_be_hidden()
    hall.shot(phone, "too-late")
    assert stage.counted() == 0


def test_the_chairs_hands_are_not_disturbed_by_news(hall: Hall, stage: Stage) -> None:
    stage.gather()
    stage.put_method_to_hands()
    page = hall.enter(LAPTOP, stage.congress.chair.person)
    page.goto(f"{stage.m}/chair")
    page.locator("input[name='for']").fill("9")
    page.locator("input[name='against']").fill("1")
    stage.run(stage.congress.sign_in(stage.voters[0]))
    stage.run(stage.congress.add_item("临时动议", "other"))
    page.locator("#attendance div").nth(1).locator("b", has_text="11").wait_for()
    expect(page.locator("input[name='for']")).to_have_value("9")
    expect(page.locator("input[name='against']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("form[action$='/seal'] button")).to_be_visible()


def test_totals_that_are_being_typed_are_not_disturbed_by_news(
    hall: Hall, stage: Stage
) -> None:
    stage.gather()
    stage.open_vote(stand=4, seats=3, kind=Kind.HANDS)
    stage.run(close_round(stage.congress.db, stage.congress.chair, stage.round))
    page = hall.enter(LAPTOP, stage.congress.chair.person)
    page.goto(f"{stage.m}/chair")
    page.locator("input[name='for-1']").fill("8")
    page.locator("input[name='for-2']").focus()
    stage.run(stage.congress.sign_in(stage.voters[0]))
    stage.run(stage.congress.add_item("临时动议", "other"))
    page.locator("#attendance div").nth(1).locator("b", has_text="11").wait_for()
    expect(page.locator("input[name='for-1']")).to_have_value("8")
    expect(page.locator("input[name='for-2']")).to_be_focused()
    hall.shot(page, "totals")
    for no in (2, 3, 4):
        page.locator(f"input[name='for-{no}']").fill("7")
    page.locator("form[action$='/count'] button").click()
    expect(page.locator("form[action$='/announce'] button")).to_be_attached()
