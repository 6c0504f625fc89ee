"""Who speaks in the yard, and hands beside phones, as their pages show it."""

import re

from consult.grids.commands import import_grids
from tests.cast import Congress, FixedClock
from tests.consult.resolved import GRIDS
from tests.consult.yard import gathered, stool
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from tests.web.test_consult_pages import joined, say


def begun(hall: Hall, sitting: Called, stools: int) -> tuple[Congress, dict[int, str], Browser]:
    congress = sitting()
    codes = hall.do(gathered, congress, stools)
    return congress, codes, hall.visitor(congress, congress.clerk)


def board(hall: Hall, congress: Congress) -> str:
    token = hall.house.signer.screen_token(congress.meeting)
    return hall.browser().see(f"/s/{token}/consult").text


def test_a_phone_asks_the_leader_calls_and_the_yard_sees_who_speaks(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress, codes, clerk = begun(hall, sitting, 4)
    at, desk = f"/m/{congress.meeting}/stool", f"/m/{congress.meeting}/consult/talk"
    phone = joined(hall, codes[2])
    assert phone.act(f"{at}/talk/ask").status_code == 303
    assert "You are number 1 on the list." in phone.see(at).text
    clock.advance(seconds=5)
    clerk.done(desk, "/add", {"who": "3", "word": "speech"})
    page = clerk.see(desk)
    assert "Call stool 2" in page.text
    assert page.sins == []
    clock.advance(seconds=5)
    clerk.done(desk, "/call")
    assert "You have the floor." in phone.see(at).part("talk_phone")
    assert "Call stool 3" in clerk.see(desk).text
    assert 'data-allowed="120"' in clerk.get(desk).text
    told = board(hall, congress)
    assert "Next" in told
    clock.advance(seconds=60)
    clerk.done(desk, "/call")
    clock.advance(seconds=60)
    clerk.done(desk, "/stop")
    clock.advance(seconds=5)
    assert "asked: speak, or pass?" in board(hall, congress)
    assert joined(hall, codes[1]).act(f"{at}/talk/pass").status_code == 303
    clock.advance(seconds=5)
    clerk.done(desk, "/end")
    minutes = clerk.see(f"/m/{congress.meeting}/minutes").text
    assert "The talk: 2 of 4 spoke, 1 passed" in minutes


def test_who_has_spoken_has_one_meaning_on_every_screen(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    """Stool 1 has the floor, stool 2 types, stool 3 does both, stool 4 passes."""
    congress, codes, clerk = begun(hall, sitting, 5)
    at, desk = f"/m/{congress.meeting}/stool", f"/m/{congress.meeting}/consult/talk"
    phones = {number: joined(hall, codes[number]) for number in (2, 3, 4)}
    assert phones[2].act(f"{at}/talk/pass").status_code == 303
    assert phones[4].act(f"{at}/talk/pass").status_code == 303
    for number, text in ((2, "路灯坏了"), (3, "排水沟又堵了")):
        assert say(phones[number], at, text) == 303
    for speaker in ("1", "3"):
        speak(clerk, congress, clock, speaker)
    shown = board(hall, congress)
    assert "3 of 5 stools spoke" in shown
    assert "3 of 5 spoke" not in shown, "it is told once"
    assert "1 passed" in shown
    assert "3 of 5 spoke" in clerk.see(desk).part("talk_desk")
    assert "3 of 5 spoke" in clerk.see(f"/m/{congress.meeting}/consult").part("stools")
    clerk.done(desk, "/end")
    told = clerk.see(f"/m/{congress.meeting}/minutes").text
    assert "The talk: 3 of 5 spoke, 1 passed" in told


def test_what_cannot_be_is_said_plainly_and_keeps_what_was_typed(
    hall: Hall, sitting: Called
) -> None:
    congress, _, clerk = begun(hall, sitting, 4)
    desk = f"/m/{congress.meeting}/consult/talk"
    lost = clerk.refused(desk, "/add", {"who": "77", "word": "speech"})
    assert "“77” is no stool here" in lost.text
    clerk.done(desk, "/add", {"who": "1", "word": "speech"})
    entry = clerk.see(desk).sheet("/call").values["entry"]
    clerk.done(desk, "/call")
    again = clerk.act(f"{desk}/call", {"entry": entry})
    assert again.status_code == 422, "pressed twice, nobody else is called"
    assert "The list has moved on" in again.text


def test_the_paper_is_typed_in_with_the_time_it_happened(hall: Hall, sitting: Called) -> None:
    congress, _, clerk = begun(hall, sitting, 4)
    desk = f"/m/{congress.meeting}/consult/talk"
    paper = clerk.see(f"{desk}/paper")
    assert "Count of hands" in paper.text
    typed = {"who-0": "2", "began-0": "0:05", "spoken-0": "2:30"}
    typed |= {"who-1": "4", "began-1": "0:10", "passed-1": "1"}
    wrong = clerk.refused(f"{desk}/typed", "/typed", typed | {"spoken-0": "lang"})
    assert "“lang” is no length" in wrong.text
    for _ in range(2):
        sheet = clerk.see(f"{desk}/typed").sheet("/typed").values | {"entry": "e" * 32} | typed
        assert clerk.act(f"{desk}/typed", sheet).status_code == 303
    assert "1 of 4 spoke" in clerk.see(desk).text
    assert "1 passed" in clerk.see(desk).text


def test_hands_leave_out_the_phones_and_the_record_says_both(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress, codes, clerk = begun(hall, sitting, 12)
    at, desk = f"/m/{congress.meeting}/stool", f"/m/{congress.meeting}/consult/hands"
    clerk.done(desk, "/hands", {"question": "修路灯吗", "size": "10"})
    phone, late = joined(hall, codes[3]), joined(hall, codes[5])
    found = re.search(r'name="question" value="(\w+)"', phone.get(at).text)
    assert found is not None
    show = {"question": found[1], "hand": "against"}
    clock.advance(seconds=5)
    stale = clerk.see(desk).sheet("/count").values
    assert phone.act(f"{at}/hands", show).status_code == 303
    clock.advance(seconds=5)
    page = clerk.see(desk)
    assert "stools 1, 2, 4, 5, 6, 7, 8, 9, 10" in page.text
    figures = {"for": "8", "against": "1", "abstain": "0"}
    answer = clerk.act(f"{desk}/count", stale | figures)
    assert answer.status_code == 422
    assert "answered by phone now: 3" in answer.text
    assert "Against 1" not in page.text, "how a phone answered is not shown"
    first = page.sheet("/count").values
    over = clerk.act(f"{desk}/count", first | figures | {"for": "9"})
    assert "only 9 are to be counted" in over.text
    assert clerk.act(f"{desk}/count", first | figures).status_code == 303
    clock.advance(seconds=5)
    refused = late.act(f"{at}/hands", show)
    assert "Nobody counts twice" in refused.text
    clerk.act(f"{desk}/close", {"question": found[1]})
    rest = {"question": found[1], "block": "1", "seen": "", "for": "1"}
    assert (
        clerk.act(f"{desk}/count", rest | {"against": "0", "abstain": "1"}).status_code == 303
    )
    clerk.done(desk, "/close")
    told = clerk.see(f"/m/{congress.meeting}/minutes").text
    assert "9 in favour, 2 against, 1 abstaining of 12 stools" in told
    assert "by hand 11; by phone 1" in told
    shown = board(hall, congress)
    assert "by hand 11, by phone 1, of 12 stools" in shown


def test_shares_are_told_by_the_grid_that_stools_sit_in(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress, _, clerk = begun(hall, sitting, 4)
    units = [
        ["U1", "C", "单元网格", "槐树下", "", "", ""],
        ["U2", "C", "单元网格", "水井边", "", "", ""],
    ]
    hall.do(import_grids, congress.db, "周敏", [*GRIDS, *units])
    at = f"/m/{congress.meeting}/desk/consult"
    clerk.done(at, "/desk/consult", {"grid": "C"})
    speak(clerk, congress, clock, "1")
    wrong = clerk.refused(at, "/seats", {"first": "7", "last": "9", "seats": "U1"})
    assert "There are no stools from 7 to 9" in wrong.text
    clerk.refused(at, "/seats", {"first": "1", "last": "3", "seats": "nowhere"})
    clock.advance(seconds=5)
    clerk.done(at, "/seats", {"first": "1", "last": "3", "seats": "U1"})
    clock.advance(seconds=5)
    one = hall.do(stool, congress, 4)
    clerk.done(f"{at}/stools/{one.id}", f"/stools/{one.id}", {"grid": "U2"})
    page = clerk.see(at).text
    assert "槐树下: stools 1–3" in page
    assert "水井边: stools 4" in page
    assert "息县" not in clerk.see(f"{at}/stools/{one.id}").text, (
        "only what lies in the yard's grid"
    )
    clock.advance(seconds=5)
    told = clerk.see(f"/m/{congress.meeting}/consult/talk").part("talk_desk")
    assert "槐树下3175 %100 %" in told, "who spoke before is told too"
    clerk.done(
        f"/m/{congress.meeting}/consult/hands", "/hands", {"question": "修吗", "size": "grid"}
    )
    assert "stools 1, 2, 3" in clerk.see(f"/m/{congress.meeting}/consult/hands").text


def speak(clerk: Browser, congress: Congress, clock: FixedClock, number: str) -> None:
    desk = f"/m/{congress.meeting}/consult/talk"
    clerk.done(desk, "/add", {"who": number, "word": "speech"})
    clock.advance(seconds=5)
    clerk.done(desk, "/call")
    clock.advance(seconds=60)
    clerk.done(desk, "/stop")
