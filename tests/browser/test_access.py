"""Every page, in both languages, at the sizes of phone, laptop and big screen, for everybody.

Whoever adds a page adds it to the moment of the meeting at which it is seen.
"""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, Request, expect

from ballots.method import LiveTally, Mode
from ballots.round import Kind
from ballots.rounds.commands import announce_result, close_round
from sessions.commands import close_meeting
from sessions.congress.commands import form_session
from tests.browser.access import fine_print, tight
from tests.browser.around import AROUND, CAST, open_all
from tests.browser.ballot import half_fill, press_cast
from tests.browser.people import PHONE, Hall
from tests.browser.rooms import ROOMS
from tests.browser.stage import Stage, set_stage
from tests.browser.tour import Tour

LANGUAGES = ("zh-CN", "en")
MOST_BYTES = 60_000  # of the ballot page with all it loads, compressed


def before_the_meeting(tour: Tour) -> None:
    codes, congress = tour.stage.congress.codes, tour.stage.congress
    tour.stranger("/", "home-stranger")
    tour.stranger(tour.m, "no-badge")
    tour.stranger("/nowhere", "refused")
    tour.stranger(f"/b/{codes[tour.stage.voters[0].person]}", "badge")
    tour.stranger(f"/b/{codes[congress.chair.person]}", "badge-with-pin")
    tour.clerk("/", "home")
    tour.clerk("/meetings/new", "new-meeting")
    tour.chair(f"{tour.m}/chair", "chair")
    tour.voter(tour.m, "now")
    tour.screen("before")


def preparing(tour: Tour) -> None:
    congress = tour.stage.congress
    tour.stage.run(congress.vote_item())
    person = f"{tour.m}/desk/roster/{congress.deputies[4].person}"
    tour.clerk(f"{tour.m}/desk", "desk", open_all)
    tour.clerk(f"{tour.m}/desk/roster", "roster", open_all)
    tour.clerk(f"{tour.m}/desk/roster", "roster-refused", import_a_bad_line)
    tour.clerk(f"{tour.m}/desk/agenda", "agenda", open_all)
    tour.clerk(f"{tour.m}/desk/agenda", "vote-desk", to_the_vote)
    tour.clerk(f"{tour.m}/desk/session", "session-none", open_all)
    tour.stage.run(form_session(congress.db, congress.clerk, "第四次会议"))
    tour.clerk(f"{tour.m}/desk/session", "session", open_all)
    tour.clerk(person, "person", open_all)
    tour.clerk(person, "badges", reissue)


def import_a_bad_line(page: Page) -> None:
    open_all(page)
    bad = "姓名,代表团,身份\n张三,第一代表团,部长\n".encode()
    file: FilePayload = {"name": "roster.csv", "mimeType": "text/csv", "buffer": bad}
    page.locator("#file").set_input_files(file)
    page.locator("form[enctype] button").click()
    page.locator(".bad-lines").wait_for()


def to_the_vote(page: Page) -> None:
    page.locator("a[href*='/desk/votes/']").click()
    page.locator("#method-title").wait_for()
    page.locator("details").first.evaluate("one => { one.open = true }")


def reissue(page: Page) -> None:
    open_all(page)
    page.locator("form[action$='/reissue'] button").click()
    page.locator(".badge-card").wait_for()


def signing_in(tour: Tour) -> None:
    tour.chair(f"{tour.m}/chair", "chair-draft")
    tour.stage.gather()
    tour.stranger(f"/b/{tour.stage.congress.codes[tour.stage.voters[1].person]}", "badge")
    tour.voter(tour.m, "now")
    tour.chair(f"{tour.m}/chair", "chair")
    tour.screen("signing-in")


def adopting_the_method(tour: Tour) -> None:
    tour.stage.gather()
    tour.stage.put_method_to_hands()
    tour.chair(f"{tour.m}/chair", "chair", open_all)
    tour.voter(tour.m, "now")
    tour.screen("candidates")


def voting(tour: Tour) -> None:
    tour.stage.gather()
    tour.voter(tour.m, "now-gathering")
    tour.stage.open_vote()
    tour.voter(tour.m, "now")
    tour.voter(tour.stage.ballot, "ballot", half_fill)
    tour.voter(tour.stage.ballot, "confirm", to_confirm)
    tour.voter(tour.stage.ballot, "review", review)
    tour.chair(f"{tour.m}/chair", "chair", open_all)
    tour.screen("voting")
    tour.voter(tour.stage.ballot, "receipt", cast)


def cast(page: Page) -> None:
    press_cast(page)
    page.locator(".counted").wait_for()


def to_confirm(page: Page) -> None:
    page.locator(".cast-bar button").click()


def review(page: Page) -> None:
    """As a phone without script sends it."""
    page.evaluate("setTimeout(() => document.getElementById('ballot').submit())")
    page.wait_for_url("**/review")


def voting_with_a_running_count(tour: Tour) -> None:
    tour.stage.gather()
    tour.voter(tour.m, "now-gathering")
    tour.stage.open_vote(
        stand=30, seats=20, max_marks=20, mode=Mode.PICK, live_tally=LiveTally.FULL
    )
    voters = tour.stage.congress.deputies[3:]
    tour.stage.run(tour.stage.congress.cast_all(tour.stage.round, ["+" * 20] * 8, voters))
    tour.voter(tour.stage.ballot, "ballot")
    tour.screen("running-count")
    tour.stage.run(tour.stage.congress.announce(tour.stage.round))
    tour.screen("thirty-results")


def voting_on_many(tour: Tour) -> None:
    tour.stage.gather()
    tour.stage.put_method_to_hands(stand=30, seats=20)
    tour.screen("thirty-to-adopt")
    tour.stage = set_stage(tour.stage.server)
    tour.stage.gather()
    tour.stage.open_vote(stand=30, seats=20)
    tour.screen("thirty-candidates")


def counting(tour: Tour) -> None:
    tour.stage.gather()
    tour.stage.open_vote()
    here, round = tour.stage.congress, tour.stage.round
    tour.stage.run(here.cast_all(round, CAST, here.deputies[3:]))
    tour.stage.run(here.count(round))
    tour.chair(f"{tour.m}/chair", "chair")
    tour.voter(tour.m, "now")
    tour.scrutineer(f"{tour.m}/rounds/{round}", "to-sign")
    tour.screen("closed")
    tour.stage.run(announce_result(here.db, here.chair, round))
    tour.chair(f"{tour.m}/chair", "chair-announced", open_all)
    tour.voter(tour.m, "now-announced")
    tour.voter(f"{tour.m}/rounds/{round}", "result")
    tour.screen("result")


def tied_at_the_cut(tour: Tour) -> None:
    tour.stage.gather()
    tour.stage.open_vote(stand=4, seats=2)
    here, round = tour.stage.congress, tour.stage.round
    tour.stage.run(here.cast_all(round, ["+++."] * 8, here.deputies[3:]))
    tour.stage.run(here.announce(round))
    tour.chair(f"{tour.m}/chair", "chair")
    tour.voter(f"{tour.m}/rounds/{round}", "result")
    tour.clerk(f"{tour.m}/desk/agenda", "vote-desk-locked", to_the_locked_vote)
    tour.screen("tie")


def to_the_locked_vote(page: Page) -> None:
    page.locator("a[href*='/desk/votes/']").click()
    page.locator("dl.method").wait_for()


def showing_hands(tour: Tour) -> None:
    tour.stage.gather()
    tour.stage.open_vote(stand=5, seats=4, kind=Kind.HANDS)
    here = tour.stage.congress
    tour.voter(tour.m, "now")
    tour.screen("hands")
    tour.stage.run(close_round(here.db, here.chair, tour.stage.round))
    tour.chair(f"{tour.m}/chair", "chair-totals", open_all)


def after_the_meeting(tour: Tour) -> None:
    tour.stage.gather()
    tour.stage.open_vote()
    here, round = tour.stage.congress, tour.stage.round
    tour.stage.run(here.cast_all(round, CAST, here.deputies[3:]))
    tour.stage.run(here.announce(round))
    tour.stage.run(close_meeting(here.db, here.chair))
    tour.voter(tour.m, "now")
    tour.voter(f"{tour.m}/minutes", "minutes")
    tour.chair(f"{tour.m}/chair", "chair")
    tour.clerk(f"{tour.m}/desk", "desk")
    tour.screen("closed-meeting")


MOMENTS: tuple[Callable[[Tour], None], ...] = (
    before_the_meeting,
    preparing,
    signing_in,
    adopting_the_method,
    voting,
    voting_with_a_running_count,
    voting_on_many,
    counting,
    tied_at_the_cut,
    showing_hands,
    after_the_meeting,
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("moment", MOMENTS + AROUND + ROOMS, ids=lambda one: str(one.__name__))
def test_everybody_can_use_the_pages_of(
    moment: Callable[[Tour], None], lang: str, hall: Hall, stage: Stage
) -> None:
    hall.expect("401", "404", "422")
    tour = Tour(hall, stage, lang)
    moment(tour)
    assert not tour.wrong, "\n".join(tour.wrong)


@pytest.fixture
def phone(hall: Hall, stage: Stage) -> Page:
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person)
    stage.open_vote()
    page.goto(stage.ballot)
    return page


def test_the_ballot_is_large_enough_for_old_eyes_and_thumbs(phone: Page) -> None:
    assert fine_print(phone) == []
    assert tight(phone) == []
    to_confirm(phone)
    expect(phone.locator("#yes")).to_be_visible()
    assert fine_print(phone) == []
    assert tight(phone) == []


def test_the_ballot_can_be_cast_with_the_keyboard_alone(phone: Page, stage: Stage) -> None:
    phone.locator("input[name='mark-1']").first.focus()
    phone.keyboard.press("Space")
    phone.locator(".cast-bar button").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#confirm-title")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(phone.locator("#yes")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.locator(".counted")).to_be_visible()
    assert stage.counted() == 1


def test_the_ballot_page_is_light_on_a_poor_network(hall: Hall, stage: Stage) -> None:
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person)
    stage.open_vote(stand=30, seats=20)
    loaded: list[Request] = []
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(stage.ballot)
    page.wait_for_load_state("networkidle")
    assert len(loaded) >= 3, "page, style and script were loaded"
    assert sum(map(weigh, loaded)) < MOST_BYTES


def weigh(request: Request) -> int:
    """The bytes of the answer as a proxy before the server would send them."""
    answer = request.response()
    assert answer is not None, "what has finished was answered"
    return len(gzip.compress(answer.body()))
