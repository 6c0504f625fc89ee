"""The guide on the phone: seat, delegation, agenda, notices."""

import pytest
from starlette.testclient import WebSocketTestSession

from sessions.attendance.commands import import_roster, mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.attendance.roster import read_roster
from sessions.handouts.handout import Release
from sessions.notices.commands import give_notice, withdraw_notice
from sessions.notices.notice import To
from tests.cast import HEADER, Congress
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from tests.web.papers import paper
from tests.web.scenes import desk


@pytest.fixture
def congress(called: Called) -> Congress:
    return called()


@pytest.fixture
def deputy(hall: Hall, congress: Congress) -> Browser:
    """李伟 of the first delegation, who sits in row 7."""
    rows = [HEADER, ["李伟", "东城代表团", "代表", "7排12座", ""]]
    rows += [["王建国", "东城代表团", "代表、执行主席", "7-13", ""]]
    hall.do(import_roster, hall.house.db, congress.clerk, read_roster(rows))
    return hall.visitor(congress, congress.deputies[1])


def guide(congress: Congress, name: str) -> str:
    return f"/m/{congress.meeting}/guide/{name}"


def test_my_seat_is_on_the_plan_and_no_name_is(congress: Congress, deputy: Browser) -> None:
    page = deputy.see(guide(congress, "seat"))
    assert "Row 7, seat 12" in page.text
    assert {"svg", "circle"} <= set(page.tags)
    assert congress.chair.name not in page.text
    assert page.sins == []


def test_a_seat_that_is_no_number_is_shown_as_it_stands(hall: Hall, congress: Congress) -> None:
    browser = hall.visitor(congress, congress.deputies[2])
    page = browser.see(guide(congress, "seat"))
    assert (congress.deputies[2].seat in page.text, "svg" in page.tags) == (True, False)


def test_my_delegation_has_names_and_seats_and_no_reasons(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    chair = congress.chair.person
    mark = (hall.house.db, congress.clerk, chair, Attendance.ON_LEAVE, "住院")
    hall.do(mark_attendance, *mark)
    page = deputy.see(guide(congress, "delegation"))
    assert (congress.chair.name in page.text, "7-13" in page.text) == (True, True)
    assert congress.deputies[-1].name not in page.text, "another delegation's"
    assert ("住院" in page.text, "on leave" in page.text) == (False, False)


def test_who_has_no_delegation_is_told_so(hall: Hall, congress: Congress) -> None:
    guest = hall.visitor(congress, congress.guest)
    assert "no delegation" in guest.see(guide(congress, "delegation")).text


def test_papers_stand_under_their_item(hall: Hall, congress: Congress, deputy: Browser) -> None:
    item = hall.do(congress.add_item, "听取报告", "report")
    hall.do(paper, hall.house, congress, Release.ALL, None, "工作报告.pdf", item)
    text = deputy.see(guide(congress, "agenda")).text
    assert text.index("听取报告") < text.index("工作报告")


def notices(congress: Congress) -> str:
    return f"/m/{congress.meeting}/notices"


def test_a_notice_is_read_by_those_it_is_for(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    clerk = hall.visitor(congress, congress.clerk)
    for text, to, group in (
        ("致全体", "all", ""),
        ("致代表", "deputies", ""),
        ("致东城", "delegation", "东城代表团"),
        ("致南乡", "delegation", "南乡代表团"),
    ):
        typed = {"text": text, "to": to, "delegation": group}
        clerk.done(f"{desk(congress)}/notices", "/desk/notices", typed)
    assert "3 new notices" in deputy.see(f"/m/{congress.meeting}").part("fresh")
    text = deputy.see(notices(congress)).text
    assert [one in text for one in ("致全体", "致代表", "致东城", "致南乡")] == [True] * 3 + [
        False
    ]
    assert deputy.see(f"{notices(congress)}/fresh").text == "", "read now"
    guest = hall.visitor(congress, congress.guest).see(notices(congress)).text
    assert ("致全体" in guest, "致代表" in guest, "致东城" in guest) == (True, False, False)


def test_a_withdrawn_notice_stands_with_its_reason(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    chair = hall.visitor(congress, congress.chair)
    chair.done(f"{desk(congress)}/notices", "/desk/notices", {"text": "14时开会", "to": "all"})
    chair.refused(f"{desk(congress)}/notices", "/withdraw", {"reason": ""})
    chair.done(f"{desk(congress)}/notices", "/withdraw", {"reason": "改为15时"})
    assert "改为15时" in deputy.see(notices(congress)).text
    kinds = [entry.kind for entry in hall.do(congress.journal)][-2:]
    assert kinds == ["NoticeGiven", "NoticeWithdrawn"]


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "", "to": "all"},
        {"text": "x" * 301, "to": "all"},
        {"text": "留着", "to": "delegation", "delegation": ""},
        {"text": "留着", "to": "delegation", "delegation": "没有的团"},
        {"text": "留着", "to": "world"},
    ],
)
def test_a_notice_for_nobody_is_refused_and_keeps_what_was_typed(
    hall: Hall, congress: Congress, typed: dict[str, str]
) -> None:
    clerk = hall.visitor(congress, congress.clerk)
    at = f"{desk(congress)}/notices"
    page = clerk.refused(at, "/desk/notices", typed)
    assert typed["text"] in page.part("text") or typed["text"] == ""
    assert [one.kind for one in hall.do(congress.journal)].count("NoticeGiven") == 0


def test_what_is_pushed_tells_nothing_of_a_notice(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    house = hall.house
    with deputy.websocket_connect(f"/m/{congress.meeting}/live/phone") as phone:
        before = another(phone, "")
        made = hall.do(
            give_notice, house.db, congress.clerk, "南乡代表团留步", To.DELEGATION, "南乡代表团"
        )
        told = another(phone, before)
        assert ("留步" in told, "南乡" in told) == (False, False)
        hall.do(withdraw_notice, house.db, congress.clerk, made, "误发")
        assert "误发" not in another(phone, told)


def another(phone: WebSocketTestSession, before: str) -> str:
    """The part of the notices as soon as it is not what it was."""
    while (part := phone.receive_json().get("parts", {}).get("notices", before)) == before:
        pass
    return str(part)
