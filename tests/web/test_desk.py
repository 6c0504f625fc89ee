"""The clerk's desk through its pages: notice, badges, attendance, offices, journal."""

import re

import pytest

from ballots.rounds.commands import announce_result
from core.journal import check_chain
from tests.cast import HEADER, Congress, roster_rows
from tests.web.browse import HOME, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.qrcode import read_qr
from tests.web.records import csv_of, entries_of, rows_of
from tests.web.scenes import adopted, desk, people

SCRIPT = "<script>alert(1)</script>"
NOTICE = {"title": "第三次会议", "congress": "青禾县人大", "place": "", "held_on": ""}


@pytest.fixture
def congress(called: Called) -> Congress:
    return called()


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


@pytest.fixture
def empty(clerk: Browser) -> str:
    """The desk of a meeting that has only its clerk."""
    answer = clerk.act("/meetings/new", NOTICE)
    return answer.headers["location"]


def test_the_sheet_has_a_card_for_everybody_and_ten_go_on_a_page(
    clerk: Browser, empty: str
) -> None:
    rows = roster_rows(30)
    clerk.act(f"{empty}/roster", file=("file", "a.csv", csv_of(rows)))
    answer = clerk.act(f"{empty}/badges")
    assert answer.text.count('class="badge-card"') == answer.text.count("<svg") == 33
    assert Page(answer.text).sins == []
    style = clerk.get("/static/minyi.css").text
    columns = re.search(r"\.badges \{[^}]*grid-template-columns: ([\w ]+);", style)
    card = re.search(r"\.badge-card \{[^}]* height: (\d+)mm;", style)
    margin = re.search(r"@page \{ size: A4; margin: (\d+)mm", style)
    assert columns, "need the sheet's measures"
    assert card
    assert margin
    down = (297 - 2 * int(margin[1])) // int(card[1])
    assert down * len(columns[1].split()) == 10


def test_every_printed_code_signs_its_person_in(hall: Hall, clerk: Browser, empty: str) -> None:
    clerk.act(f"{empty}/roster", file=("file", "a.csv", csv_of(roster_rows(12))))
    sheet = clerk.act(f"{empty}/badges").text
    cards = re.findall(r'(<svg.+?</svg>).+?"badge-name">(.+?)</p>', sheet, re.DOTALL)
    assert len(cards) == 15
    for svg, name in cards:
        path = read_qr(svg).removeprefix(HOME.upper())
        assert name in hall.browser().see(path).text


def test_badges_are_printed_once(hall: Hall, clerk: Browser, congress: Congress) -> None:
    page = clerk.see(desk(congress))
    assert page.offers("/desk/badges")
    assert clerk.act(f"{desk(congress)}/badges").status_code == 422, "all have one"


def test_reissue_takes_three_taps_and_kills_the_old_badge(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    who = congress.deputies[2]
    phone = hall.visitor(congress, who)
    roster = clerk.see(f"{desk(congress)}/roster")
    [person] = [link for link in roster.links if link.endswith(who.person)]  # first tap
    sheet = clerk.press(person, "/reissue")  # second opens the question, third answers it
    [link] = [one for one in Page(sheet.text).links if "/B/" in one]
    assert phone.get(f"/m/{congress.meeting}").status_code == 401
    new = hall.browser().act(link.replace("HTTP://TESTSERVER", ""))
    assert new.headers["location"] in ("/", f"/m/{congress.meeting}")


def test_a_released_device_leaves_the_badge_for_the_next_phone(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    who = congress.deputies[2]
    at = f"{desk(congress)}/roster/{who.person}"
    assert not clerk.see(at).offers("/release"), "no device yet"
    hall.visitor(congress, who)
    second = hall.browser()
    assert second.act(f"/b/{congress.codes[who.person]}").status_code == 422
    clerk.done(at, "/release")
    assert second.act(f"/b/{congress.codes[who.person]}").status_code == 303


@pytest.mark.parametrize("marked", ["present", "on_leave", "absent"])
def test_the_clerks_pen_marks_attendance_and_why_somebody_is_on_leave(
    hall: Hall, clerk: Browser, congress: Congress, marked: str
) -> None:
    who, reason = congress.deputies[2], f"因病 {SCRIPT}"
    at = f"{desk(congress)}/roster/{who.person}"
    page = clerk.done(at, "/attendance", {"attendance": marked, "reason": reason})
    [line] = [one for one in hall.do(people, congress) if one.person == who.person]
    assert line.attendance == marked
    assert (reason in page.text) == (line.reason == reason) == (marked == "on_leave")
    assert page.sins == []


@pytest.mark.parametrize(
    "typed", [{"attendance": "late"}, {"attendance": "present", "reason": "因" * 101}]
)
def test_attendance_that_is_none_is_refused(
    clerk: Browser, congress: Congress, typed: dict[str, str]
) -> None:
    at = f"{desk(congress)}/roster/{congress.deputies[2].person}"
    page = clerk.refused(at, "/attendance", typed)
    assert page.sheet("/attendance").values["reason"] == typed.get("reason", "")


def test_a_person_of_another_meeting_is_not_at_this_desk(
    clerk: Browser, congress: Congress
) -> None:
    at = f"{desk(congress)}/roster/{congress.outsider.person}"
    assert clerk.get(at).status_code == 404
    for act in ("reissue", "release", "attendance"):
        typed = {"attendance": "present"}
        assert clerk.act(f"{at}/{act}", typed).status_code in (404, 422), act


def test_the_attendance_list_runs_no_formula(clerk: Browser, empty: str) -> None:
    rows = [HEADER, ["=cmd()|'/C calc'!A0", "+东", "代表", "@1", ""]]
    clerk.act(f"{empty}/roster", file=("file", "a.csv", csv_of(rows)))
    answer = clerk.get(f"{empty}/attendance.csv")
    lines = rows_of(answer.content)
    assert lines[0][:6] == ["name", "delegation", "role", "kind", "seat", "attendance"]
    assert lines[2][:5] == ["'=cmd()|'/C calc'!A0", "'+东", "deputy", "", "'@1"]


def test_an_office_is_given_and_taken_back(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    clerk, who = hall.visitor(congress, congress.clerk), congress.deputies[2]
    at, console = f"{desk(congress)}/roster/{who.person}", f"/m/{congress.meeting}/chair"
    deputy = hall.visitor(congress, who)
    for offices, status in (({"chair": "on"}, 200), ({}, 403)):
        assert deputy.get(console).status_code != status
        assert clerk.act(f"{at}/offices", offices).status_code == 303
        assert deputy.get(console).status_code == status
    [line] = [one for one in hall.do(people, congress) if one.person == who.person]
    assert line.roles == {"deputy"}, "who is a deputy stays one"


def test_the_journal_comes_as_a_file_whose_chain_holds(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    answer = clerk.get(f"{desk(congress)}/journal.jsonl")
    entries = entries_of(answer.content)
    check_chain(entries)
    assert entries == hall.do(congress.journal)
    assert [one.kind for one in entries][:2] == ["MeetingCalled", "RosterImported"]


def test_the_journals_file_tells_no_count_before_it_is_announced(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    round = hall.do(congress.open_round, hall.do(adopted, congress))
    hall.do(congress.cast_all, round, ["+--"] * 5)
    hall.do(congress.count, round)
    clerk, at = hall.visitor(congress, congress.clerk), f"{desk(congress)}/journal.jsonl"
    before = entries_of(clerk.get(at).content)
    check_chain(before)
    assert before[-1].kind == "RoundClosed"
    hall.do(announce_result, congress.db, congress.chair, round)
    assert entries_of(clerk.get(at).content)[-1].kind == "ResultAnnounced"


def test_the_notice_is_corrected_until_the_meeting_is_opened(
    hall: Hall, sitting: Called, clerk: Browser, congress: Congress
) -> None:
    at = desk(congress)
    typed = {"title": f"第四次会议 {SCRIPT}", "congress": "青禾 🏳️‍🌈 県"}
    assert f"第四次会议 {SCRIPT}" in clerk.done(at, "/notice", typed).text
    over = sitting()
    late = hall.visitor(over, over.clerk)
    assert not late.see(desk(over)).offers("/notice")
    assert late.act(f"{desk(over)}/notice", NOTICE).status_code == 422


@pytest.mark.parametrize("typed", ["", " \t ", "\x00", "\u202e", "长" * 5000])
def test_a_notice_that_will_not_do_keeps_what_was_typed(
    clerk: Browser, congress: Congress, typed: str
) -> None:
    page = clerk.refused(desk(congress), "/notice", {"title": typed, "congress": f'"{SCRIPT}"'})
    kept = page.sheet("/notice").values
    assert kept["title"].strip() == typed.strip().replace("\x00", kept["title"][:1])
    assert (kept["congress"], page.sins) == (f'"{SCRIPT}"', [])
    assert page.part("title-wrong")
