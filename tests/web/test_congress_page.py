"""The clerk's page of a congress session, and what a deputy's phone shows of it."""

from dataclasses import replace

import pytest

from core.people import Role
from sessions.attendance.commands import give_offices
from tests.cast import Congress
from tests.web.browse import CHINESE, Browser, Hall
from tests.web.conftest import Called
from tests.web.scenes import desk

SCRIPT = "<script>alert(1)</script>"
NEW = {"title": "预备会议", "date": "2027-01-20", "starts": "09:00"}


@pytest.fixture
def congress(called: Called) -> Congress:
    return called()


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


def test_a_session_is_formed_and_gets_a_meeting_that_phones_show(
    hall: Hall, congress: Congress, clerk: Browser
) -> None:
    at = f"{desk(congress)}/session"
    page = clerk.done(at, "/session", {"session": f"第四次会议{SCRIPT}"})
    assert f"第四次会议{SCRIPT}" in page.text
    assert page.sins == []
    made = clerk.done(at, "/session/meetings", NEW)
    assert "预备会议" in made.text
    phone = hall.visitor(congress, congress.deputies[1], CHINESE)
    shown = phone.see(f"/m/{congress.meeting}")
    [link] = [one for one in shown.links if is_other(one, congress)]
    assert "2027年1月20日" in shown.text
    assert "预备会议" in phone.see(link).text


def is_other(link: str, congress: Congress) -> bool:
    return link.startswith("/m/") and congress.meeting not in link


def test_what_is_refused_keeps_what_was_typed_and_ticked(
    clerk: Browser, congress: Congress
) -> None:
    at = f"{desk(congress)}/session"
    typed = NEW | {"date": "2027-02-30", "take-times": "yes", "take-seats": ""}
    page = clerk.refused(at, "/session/after", typed)
    sheet = page.sheet("/session/after")
    assert (sheet.values["title"], sheet.values["date"]) == ("预备会议", "2027-02-30")
    assert "take-times" in sheet.values
    assert "take-seats" not in sheet.values
    assert "2027-02-30" in page.part("date-after-wrong")


def test_a_usual_session_is_laid_out_in_the_language_of_the_screen(
    hall: Hall, congress: Congress
) -> None:
    clerk = hall.visitor(congress, congress.clerk, CHINESE)
    at = f"{desk(congress)}/session"
    clerk.done(at, "/session", {"session": "第四次会议"})
    page = clerk.done(at, "/templates/annual")
    found = page.text
    for title in ("预备会议", "主席团第一次会议", "第一次全体会议", "第三次全体会议"):
        assert title in found
    last = [one for one in page.links if one.endswith("/desk") and congress.meeting not in one][
        -1
    ]
    assert "票决民生实事项目" in clerk.see(f"{last}/agenda").text


def test_who_may_call_no_meetings_makes_none_after_another(
    hall: Hall, congress: Congress
) -> None:
    deputy = congress.deputies[1]
    hall.do(give_offices, hall.house.db, congress.clerk, deputy.person, frozenset({Role.CLERK}))
    helper = hall.visitor(congress, replace(deputy, roles=deputy.roles | {Role.CLERK}))
    answer = helper.act(f"{desk(congress)}/session/after", NEW)
    assert answer.status_code == 403


def test_the_next_session_is_made_after_this_one(clerk: Browser, congress: Congress) -> None:
    at = f"{desk(congress)}/session"
    clerk.done(at, "/session", {"session": "第四次会议"})
    clerk.done(at, "/session/meetings", NEW)
    page = clerk.done(at, "/session/next", {"session": "第五次会议"})
    assert "第五次会议" in page.part("main")
    assert "no day yet" in page.text


def test_a_meeting_is_taken_in_and_out(clerk: Browser, congress: Congress) -> None:
    at = f"{desk(congress)}/session"
    clerk.done(at, "/session/after", NEW)
    clerk.done(at, "/session", {"session": "第四次会议"})
    page = clerk.done(at, "/session/join")
    assert "预备会议" in page.text
    clerk.done(at, "/session/leave")
    assert "第四次会议" not in clerk.see(at).part("main")
