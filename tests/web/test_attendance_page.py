"""The attendance register on the clerk's page, on the phone, on the console and in the file."""

import hashlib
import json

import pytest

from ballots.round import Kind
from ballots.rounds.commands import open_round, seal_round
from core.ids import RoundId
from core.spreadsheet import read_table
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from tests.cast import Congress, FixedClock
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall
from tests.web.conftest import Called
from tests.web.records import csv_of, rows_of
from tests.web.scenes import adopted, desk, people


@pytest.fixture
def congress(sitting: Called) -> Congress:
    """Nine deputies, eight of them here."""
    return sitting(9, 8)


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


@pytest.fixture
def at(congress: Congress) -> str:
    return f"{desk(congress)}/attendance"


def ticked(congress: Congress, *seats: int) -> dict[str, str]:
    return {f"person-{congress.deputies[seat].person}": "1" for seat in seats}


def standing(hall: Hall, congress: Congress, seat: int) -> Attendance:
    who = congress.deputies[seat].person
    [line] = [one for one in hall.do(people, congress) if one.person == who]
    return line.attendance


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_register_shows_everybody_by_delegation(
    hall: Hall, congress: Congress, at: str, language: str
) -> None:
    page = hall.visitor(congress, congress.clerk, language).see(at)
    assert (page.language, page.sins) == (language, [])
    for who in (*congress.deputies, congress.guest):
        assert who.name in page.part("register")
    assert "9" in page.part("attendance")


def test_many_are_marked_with_one_stroke_and_it_is_taken_back(
    hall: Hall, clerk: Browser, congress: Congress, at: str
) -> None:
    typed = {"attendance": "left", **ticked(congress, 1, 2)}
    page = clerk.done(at, "/attendance", typed)
    assert standing(hall, congress, 2) is Attendance.LEFT
    assert congress.deputies[2].name in page.part("marks")
    clerk.done(at, "/undo")
    assert standing(hall, congress, 2) is Attendance.PRESENT
    assert not clerk.see(at).offers(f"{page.sheets[-1].action}/undo"), "taken back once"


def test_filters_find_who_is_missing_and_stay_after_a_mark(
    clerk: Browser, congress: Congress, at: str
) -> None:
    missing, here = congress.deputies[8].name, congress.deputies[7].name
    asked = f"{at}?state=absent"
    page = clerk.see(asked)
    assert missing in page.part("register")
    assert here not in page.part("register")
    answer = clerk.press(
        asked, "state=absent", {"attendance": "on_leave", **ticked(congress, 8)}
    )
    assert answer.headers["location"].endswith("state=absent")
    assert missing not in clerk.see(asked).part("register")
    group = clerk.see(f"{at}?group={congress.deputies[0].delegation}").part("register")
    assert congress.deputies[1].name in group
    assert here not in group
    others = clerk.see(f"{at}?state=others").part("register")
    assert congress.guest.name in others
    assert here not in others


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"attendance": "on_leave", "leave_from": "halb zehn"}, "halb zehn"),
        ({"attendance": "on_leave", "leave_from": "11:00", "leave_to": "10:00"}, "before"),
        ({"attendance": "gone"}, "choose"),
        ({"attendance": "left"}, "has not been here"),
    ],
)
def test_a_bad_stroke_is_refused_and_no_tick_is_lost(
    clerk: Browser, congress: Congress, at: str, typed: dict[str, str], code: str
) -> None:
    ticks = ticked(congress, 1, 8)
    page = clerk.refused(at, "/attendance", {"reason": "因事", **typed, **ticks})
    assert code in page.text
    sheet = page.sheet("/attendance")
    assert {name: sheet.values.get(name) for name in ticks} == ticks
    assert sheet.values["reason"] == "因事"


def test_a_stroke_over_nobody_is_refused(clerk: Browser, at: str) -> None:
    assert "tick at least one" in clerk.refused(at, "/attendance", {"attendance": "left"}).text


def test_one_person_is_given_leave_for_some_hours(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    who = congress.deputies[8]
    at = f"{desk(congress)}/roster/{who.person}"
    typed = {"attendance": "on_leave", "reason": "送医", "leave_to": "10:00"}
    page = clerk.done(at, "/attendance", typed)
    assert page.sheet("/attendance").values["leave_to"] == "10:00"
    assert standing(hall, congress, 8) is Attendance.ON_LEAVE
    assert "10:00" in clerk.see(f"/m/{congress.meeting}/minutes").text


def test_a_deputy_leaves_and_comes_back_on_the_phone(hall: Hall, congress: Congress) -> None:
    phone, m = hall.visitor(congress, congress.deputies[1]), f"/m/{congress.meeting}"
    page = phone.done(m, "/leave")
    assert standing(hall, congress, 1) is Attendance.LEFT
    assert "You left at" in page.text
    assert not page.offers("/leave")
    page = phone.done(m, "/arrive")
    assert standing(hall, congress, 1) is Attendance.PRESENT
    assert page.offers("/leave")
    minutes = phone.see(f"{m}/minutes").text
    assert f"{congress.deputies[1].name} left." in minutes
    assert f"{congress.deputies[1].name} came back." in minutes


def test_who_has_left_has_no_ballot(hall: Hall, congress: Congress) -> None:
    paper = hall.do(adopted, congress)
    round = hall.do(congress.open_round, paper)
    phone, m = hall.visitor(congress, congress.deputies[1]), f"/m/{congress.meeting}"
    assert phone.see(f"{m}/rounds/{round}/ballot").offers("/review")
    phone.done(m, "/leave")
    assert not phone.see(f"{m}/rounds/{round}/ballot").offers("/review")


def test_the_chair_counts_again_and_sees_who_is_missing(hall: Hall, congress: Congress) -> None:
    db, chair = hall.house.db, hall.visitor(congress, congress.chair)
    at = f"/m/{congress.meeting}/chair"
    paper = hall.do(adopted, congress)
    hall.do(seal_round, db, congress.chair, paper, Kind.RECORDED)
    assert congress.deputies[8].name in chair.see(at).part("missing")
    assert "Counted again" not in chair.see(at).text
    page = chair.done(at, "/recount")
    assert "8 present, 6 needed" in page.part("console")
    who = congress.deputies[2].person
    hall.do(mark_attendance, db, congress.clerk, who, Attendance.LEFT, "")
    assert "Now 7 are present" in chair.see(at).part("console")
    assert "counted again" in chair.see(f"/m/{congress.meeting}/minutes").text


def test_the_record_is_a_table_with_sums_and_runs_no_formula(
    hall: Hall, clerk: Browser, congress: Congress, at: str, clock: FixedClock
) -> None:
    clock.advance(minutes=9)
    hall.do(congress.sign_in, congress.deputies[8])
    hall.do(
        mark_attendance,
        hall.house.db,
        congress.clerk,
        congress.deputies[3].person,
        Attendance.ON_LEAVE,
        "=HYPERLINK(1)",
    )
    people_csv = rows_of(clerk.get(f"{at}.csv").content)
    late = next(row for row in people_csv if row[0] == congress.deputies[8].name)
    assert late[5:8] == ["late", "09:09", "yes"]
    assert any("'=HYPERLINK(1)" in row for row in people_csv)
    sums = rows_of(clerk.get(f"{at}-sums.csv").content)
    assert ["total", "9", "8", "1", "0", "1", "0"] in sums
    book = read_table("a.xlsx", clerk.get(f"{at}.xlsx").content)
    assert any("=HYPERLINK(1)" in row for row in book), "as text, not as a formula"
    assert ["total", "9", "8", "1", "0", "1", "0"] in [row[:7] for row in book]
    record = clerk.get(f"{at}.json").json()
    assert record["total"] == {
        **{"entitled": 9, "present": 8, "late": 1, "left": 0, "on_leave": 1, "absent": 0}
    }
    assert sum(one["entitled"] for one in record["delegations"]) == 9


def test_the_record_can_be_imported_as_the_next_roster(
    clerk: Browser, congress: Congress, at: str
) -> None:
    rows = rows_of(clerk.get(f"{at}.csv").content)
    answer = clerk.act("/meetings/new", {"title": "下次", "congress": "县人大"})
    there = answer.headers["location"]
    done = clerk.act(f"{there}/roster", file=("file", "a.csv", csv_of(rows)))
    assert done.status_code == 303, done.text


def test_the_register_of_a_vote_is_given_out_with_its_sum(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    paper = hall.do(adopted, congress)
    round: RoundId = hall.do(seal_round, hall.house.db, congress.chair, paper, Kind.RECORDED)
    path = f"/m/{congress.meeting}/rounds/{round}"
    assert clerk.get(f"{path}/register.csv").status_code == 404
    hall.do(open_round, hall.house.db, congress.chair, round)
    text = clerk.get(f"{path}/register.json").content
    rows = rows_of(clerk.get(f"{path}/register.csv").content)
    assert rows[-1][:2] == ["SHA-256", hashlib.sha256(text).hexdigest()]
    assert len(json.loads(text)["voters"]) == 9 == len(rows) - 2
    assert f"{path}/register.csv" in clerk.see(path).links
    guest = hall.visitor(congress, congress.guest)
    assert guest.get(f"{path}/register.csv").status_code == 403
    assert f"{path}/register.csv" not in guest.see(path).links
