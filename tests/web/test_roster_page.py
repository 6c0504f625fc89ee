"""The roster through its page: all of a spreadsheet comes in, or none of it and why."""

import re

import pytest

from core.spreadsheet import write_xlsx
from tests.cast import HEADER, Congress, roster_rows
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.records import csv_of
from tests.web.scenes import desk, people

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


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gbk", "xlsx"])
def test_a_roster_comes_in_from_any_spreadsheet(
    clerk: Browser, empty: str, form: str, language: str
) -> None:
    rows = roster_rows(30)
    content = write_xlsx(rows, "名单") if form == "xlsx" else csv_of(rows, form)
    clerk.headers["accept-language"] = language
    name = "名单.xlsx" if form == "xlsx" else "../../名单.csv"
    answer = clerk.act(f"{empty}/roster", file=("file", name, content))
    page = clerk.see(answer.headers["location"])
    assert page.language == language
    assert "33" in page.part("main"), "thirty deputies and three others were added"
    assert all(row[0] in page.text for row in rows[1:])


def test_a_second_import_updates_and_removes_nobody(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    before = hall.do(people, congress)
    changed = [
        HEADER,
        ["李伟", "南乡代表团", "代表", "9排9座", ""],
        ["新来", "", "代表", "", ""],
    ]
    answer = clerk.act(f"{desk(congress)}/roster", file=("file", "a.csv", csv_of(changed)))
    assert answer.headers["location"].endswith("?done=1-1")
    after = {line.person: line for line in hall.do(people, congress)}
    assert len(after) == len(before) + 1
    [moved] = [line for line in after.values() if line.name == "李伟"]
    assert (moved.delegation, moved.seat) == ("南乡代表团", "9排9座")


def test_bad_lines_are_shown_with_their_reason_and_nothing_is_imported(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    before = hall.do(people, congress)
    rows = [
        HEADER,
        ["好人", "", "代表", "", ""],
        ["", "东", "代表", "", ""],
        [SCRIPT, "", SCRIPT, "", ""],
        ["好人", "", "", "", ""],
    ]
    answer = clerk.act(f"{desk(congress)}/roster", file=("file", "a.csv", csv_of(rows)))
    page = Page(answer.text)
    assert answer.status_code == 422
    assert re.findall(r"<td class=\"number\">(\d+)</td><td>.+?</td>", answer.text) == [
        "3",
        "4",
        "5",
    ]
    assert ("<script>" in page.text, page.sins) == (True, []), "said, not run"
    assert hall.do(people, congress) == before


def test_bad_lines_are_told_to_a_script_as_json(clerk: Browser, congress: Congress) -> None:
    clerk.headers["accept"] = "application/json"
    rows = [HEADER, ["", "东", "代表", "", ""]]
    answer = clerk.act(f"{desk(congress)}/roster", file=("file", "a.csv", csv_of(rows)))
    said = answer.json()
    assert (answer.status_code, said["refused"][0]["code"]) == (422, "bad-rows")
    assert [line["line"] for line in said["lines"]] == [2]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leer.csv", b""),
        ("bild.png", b"\x89PNG\r\n\x1a\n"),
        ("alt.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        ("kaputt.xlsx", b"PK\x03\x04 not really"),
        ("ohne.csv", "甲,乙\n1,2\n".encode()),
        ("x" * 3000 + ".csv", b"\xff\xff\xff\xff"),
        (f"{SCRIPT}.csv", b"\xff\xff\xff\xff"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_a_sentence(
    clerk: Browser, congress: Congress, name: str, content: bytes
) -> None:
    answer = clerk.act(f"{desk(congress)}/roster", file=("file", name, content))
    page = Page(answer.text)
    assert (answer.status_code, page.sins) == (422, [])
    assert page.offers("/desk/roster"), "and may be chosen again"


def test_a_roster_without_a_file_is_asked_for_it(clerk: Browser, congress: Congress) -> None:
    assert clerk.act(f"{desk(congress)}/roster").status_code == 422


def test_after_the_opening_the_roster_is_the_base_of_every_majority(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    clerk = hall.visitor(congress, congress.clerk)
    before = hall.do(people, congress)
    file = ("file", "a.csv", csv_of([HEADER, ["新来", "", "代表", "", ""]]))
    assert clerk.act(f"{desk(congress)}/roster", file=file).status_code == 422
    assert hall.do(people, congress) == before


def test_people_are_found_by_name_or_delegation(clerk: Browser, congress: Congress) -> None:
    at = f"{desk(congress)}/roster"
    assert "李伟" in clerk.see(f"{at}?find=李").text
    assert "王建国" not in clerk.see(f"{at}?find=李").text
    assert "王建国" in clerk.see(f"{at}?find=东城").text
    assert clerk.see(f"{at}?find={SCRIPT}&done={SCRIPT}-{SCRIPT}").sins == []


def test_an_example_roster_can_be_filled_in_and_imported(clerk: Browser, empty: str) -> None:
    example = clerk.get(f"{empty}/roster.csv")
    assert "attachment" in example.headers["content-disposition"]
    answer = clerk.act(f"{empty}/roster", file=("file", "roster.csv", example.content))
    assert answer.headers["location"].endswith("?done=2-0")
    page = clerk.see(f"{empty}/roster").text
    assert "Presiding chair, Deputy" in page, (
        "the example shows how a chair who votes is written"
    )


def test_somebody_is_taken_off_the_roster_and_is_out_at_once(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    who, at = congress.deputies[2], f"/m/{congress.meeting}"
    phone = hall.visitor(congress, who)
    page = clerk.done(f"{desk(congress)}/roster/{who.person}", "/remove")
    assert who.name not in page.part("main")
    assert phone.get(at).status_code == 404
    own = f"{desk(congress)}/roster/{congress.clerk.person}"
    assert clerk.act(f"{own}/remove").status_code == 422, "not the clerk at work"


def test_a_deputy_of_the_opened_congress_stays_on_the_roster(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    clerk = hall.visitor(congress, congress.clerk)
    at = f"{desk(congress)}/roster/{congress.deputies[2].person}"
    assert not clerk.see(at).offers("/remove")
    assert clerk.act(f"{at}/remove").status_code == 422
    assert len(hall.do(people, congress)) == 10
