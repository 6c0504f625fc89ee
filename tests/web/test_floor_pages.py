"""The floor on pages: what a phone, the chair, the clerk and the big screen are offered."""

import pytest

from sessions import queries
from sessions.agenda.commands import add_item
from sessions.speaking.calling.commands import call_up
from sessions.speaking.commands import ask_to_speak
from tests.cast import Congress, FixedClock
from tests.web.browse import CHINESE, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import adopted, put_on


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def item(hall: Hall, congress: Congress) -> str:
    hall.do(congress.add_item, "审议", "deliberation")
    return hall.do(put_on, congress)


@pytest.fixture
def chair(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.chair)


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


@pytest.fixture
def phone(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.deputies[1], CHINESE)


@pytest.fixture
def m(congress: Congress) -> str:
    return f"/m/{congress.meeting}"


def ask(hall: Hall, congress: Congress, item: str, number: int) -> str:
    return hall.do(ask_to_speak, hall.house.db, congress.deputies[number], item)


def test_a_phone_asks_sees_its_place_and_takes_it_back_without_script(
    hall: Hall, congress: Congress, item: str, phone: Browser, m: str
) -> None:
    ask(hall, congress, item, 2)
    page = phone.done(m, f"{item}/ask")
    assert "您在发言名单上排第 2 位" in page.part("queue")
    page = phone.done(m, f"{item}/take-back")
    assert len(hall.do(congress.told, "WordWithdrawn")) == 1
    assert page.offers(f"{item}/ask")


def test_the_chair_calls_the_one_on_the_button_and_stops_them(
    hall: Hall, congress: Congress, item: str, chair: Browser, m: str
) -> None:
    ask(hall, congress, item, 3)
    page = chair.see(f"{m}/chair")
    assert f"Call {congress.deputies[3].name}" in page.part("floor")
    page = chair.done(f"{m}/chair", f"{item}/call")
    assert page.offers("/stop")
    page = chair.done(f"{m}/chair", "/extend", {"minutes": "2"})
    page = chair.done(f"{m}/chair", "/stop")
    assert not page.offers("/stop")
    assert "1 of 6 have spoken" in page.part("floor")


def test_a_chair_who_looked_too_long_is_told_and_cuts_nobody_off(
    hall: Hall, congress: Congress, item: str, chair: Browser, m: str
) -> None:
    first, second = (ask(hall, congress, item, number) for number in (2, 3))
    old = chair.see(f"{m}/chair").sheet(f"{item}/call").values
    hall.do(call_up, hall.house.db, congress.chair, item, second)
    assert old["entry"] == first
    answer = chair.act(f"{m}/floor/{item}/call", old)
    assert answer.status_code == 422
    assert "Meanwhile the floor has gone to somebody else" in Page(answer.text).text


def test_the_clerk_adds_somebody_by_seat_and_a_typing_error_keeps_what_was_typed(
    hall: Hall, congress: Congress, item: str, clerk: Browser, m: str
) -> None:
    at = f"{m}/floor/{item}"
    page = clerk.done(at, f"{item}/add", {"who": "3", "word": "speech"})
    assert congress.deputies[2].name in page.part("floor")
    assert not page.offers("/call"), "the clerk calls nobody"
    page = clerk.refused(at, f"{item}/add", {"who": "99排", "word": "speech"})
    assert page.sheet(f"{item}/add").values["who"] == "99排"


def test_own_minutes_are_taken_and_wrong_ones_are_kept_on_the_page(
    hall: Hall, congress: Congress, item: str, clerk: Browser, m: str
) -> None:
    at = f"{m}/floor/{item}"
    own = {"preset": "own", "first": "7", "later": "3", "most": "3", "patience": "20"}
    assert "7 + 3 min" in clerk.done(at, f"{item}/terms", own).part("floor")
    page = clerk.refused(at, f"{item}/terms", own | {"first": "很久"})
    assert page.sheet(f"{item}/terms").values["first"] == "很久"


def test_the_screen_shows_who_speaks_until_when_and_who_is_next(
    hall: Hall, congress: Congress, item: str, clock: FixedClock
) -> None:
    entry, _ = (ask(hall, congress, item, number) for number in (2, 3))
    hall.do(call_up, hall.house.db, congress.chair, item, entry)
    path = f"/s/{hall.house.signer.screen_token(congress.meeting)}"
    html = hall.browser().get(path).text
    assert f'data-ends="{int(clock().timestamp()) + 600}"' in html
    shown = Page(html).part("lectern")
    assert congress.deputies[2].name in shown
    assert congress.deputies[3].name in shown


def test_the_clock_is_the_servers(hall: Hall, clock: FixedClock) -> None:
    told = hall.browser().get("/clock").json()
    assert told == {"now": int(clock().timestamp() * 1000)}


def test_a_deputy_asks_and_a_department_answers_in_the_minutes(
    hall: Hall, congress: Congress, item: str, phone: Browser, m: str
) -> None:
    hostile = "<script>alert(1)</script> 何时完工?"
    page = phone.done(f"{m}/questions", "/questions", {"unit": "教育局", "text": hostile})
    assert hostile in page.text
    assert page.sins == []
    refused = phone.refused(f"{m}/questions", "/questions", {"unit": "", "text": "原文"})
    assert "请填写" in refused.text
    guest = hall.visitor(congress, congress.guest)
    [question] = [one["question"] for one in hall.do(congress.told, "QuestionPut")]
    assert "not answered yet" in guest.see(f"{m}/minutes").text
    guest.done(f"{m}/questions", f"/questions/{question}", {"answer": "六月底"})
    assert "六月底" in guest.see(f"{m}/minutes").text
    assert "not answered yet" not in guest.see(f"{m}/minutes").text


def test_a_summary_goes_from_the_clerk_to_the_speakers_phone_and_into_the_minutes(
    hall: Hall,
    congress: Congress,
    item: str,
    chair: Browser,
    clerk: Browser,
    phone: Browser,
    m: str,
) -> None:
    ask(hall, congress, item, 1)
    chair.done(f"{m}/chair", f"{item}/call")
    [given] = hall.do(congress.told, "FloorGiven")
    chair.done(f"{m}/chair", "/stop")
    at, ending = f"{m}/summaries", f"/summaries/{given['turn']}"
    clerk.done(at, ending, {"text": "同意报告", "send": "1"})
    assert "同意报告" in phone.see(f"{m}/speaking").text
    phone.done(f"{m}/speaking", f"{ending}/correct", {"correction": "完全同意报告"})
    minutes = phone.see(f"{m}/minutes").text
    assert "完全同意报告" in minutes
    assert "发言人已更正" in minutes


def test_nobody_registers_to_speak_on_a_heading(
    hall: Hall, congress: Congress, item: str, phone: Browser, clerk: Browser, m: str
) -> None:
    over = hall.do(congress.add_item, "表决各项决议", "other")
    below = {"title": "关于预算的决议", "kind": "other", "under": over}
    part = hall.do(add_item, congress.db, congress.clerk, below)
    page = phone.see(f"{m}/speaking")
    assert page.offers(f"{part}/ask")
    assert not page.offers(f"{over}/ask"), "it is never begun: nobody would be called"
    assert over not in phone.get(f"{m}/questions").text
    tabs = clerk.see(f"{m}/floor")
    assert f"{m}/floor/{over}" not in tabs.links
    assert f"{m}/floor/{part}" in tabs.links
    assert "关于预算的决议" in tabs.text, "a tab says what its number stands for"


def test_while_phones_vote_the_vote_is_the_one_big_thing(
    hall: Hall, congress: Congress, phone: Browser, m: str
) -> None:
    paper = hall.do(adopted, congress, 3, 2)
    big = '<button class="big">我要发言'
    assert big in phone.get(m).text
    hall.do(congress.open_round, paper)
    assert big not in phone.get(m).text
    assert phone.see(m).offers("/ask"), "it can still be asked for"


def test_registering_for_a_later_item_is_on_ones_own_page(
    hall: Hall, congress: Congress, item: str, phone: Browser, m: str
) -> None:
    hall.do(congress.add_item, "其他事项", "other")
    later = hall.do(congress.read, queries.meeting_view, congress.meeting).agenda[-1].id
    page = phone.done(f"{m}/speaking", f"{later}/ask")
    assert page.offers(f"{later}/take-back")
