"""Calendars behind a signed link: they open without a badge and tell the agenda only."""

import pytest

from core.database import Database
from sessions.agenda.commands import add_item, move_item
from sessions.agenda.course.commands import put_aside
from sessions.agenda.item import ItemState
from sessions.agenda.tree import Way
from sessions.commands import amend_meeting
from sessions.congress.commands import form_session, take_over
from sessions.congress.session import Take
from tests.cast import NOTICE, Congress
from tests.sessions.agenda.test_icalendar import events_of
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from tests.web.scenes import desk

DAY = {"date": "2027-01-20", "starts": "09:00"}


@pytest.fixture
def congress(hall: Hall, called: Called) -> Congress:
    congress = called()
    hall.do(amend_meeting, hall.house.db, congress.clerk, NOTICE | DAY)
    for title in ("听取报告", "票决"):
        values = {"title": title, "kind": "report", "lasts": "60", "speaker": "县长"}
        hall.do(add_item, hall.house.db, congress.clerk, values)
    return congress


def link(page_of: Browser, path: str) -> str:
    [found] = [one for one in page_of.see(path).links if one.startswith("/calendars/")]
    return found


def fetched(hall: Hall, path: str) -> list[dict[str, str]]:
    answer = hall.browser().get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return events_of(answer.content)


def test_phone_and_desk_have_the_link_and_it_needs_no_badge(
    hall: Hall, congress: Congress
) -> None:
    on_phone = link(hall.visitor(congress, congress.deputies[1]), f"/m/{congress.meeting}")
    assert link(hall.visitor(congress, congress.clerk), desk(congress)) == on_phone
    whole, first, second = fetched(hall, on_phone)
    assert (whole["DTSTART"], whole["DTEND"]) == ("20270120T010000Z", "20270120T030000Z")
    assert [first["SUMMARY"], second["SUMMARY"]] == ["1 听取报告", "2 票决"]


def test_every_change_of_the_plan_makes_the_sequence_higher(
    hall: Hall, congress: Congress
) -> None:
    path = link(hall.visitor(congress, congress.clerk), desk(congress))
    db: Database = hall.house.db
    before = fetched(hall, path)
    item = before[2]["UID"].split("@")[0]
    hall.do(move_item, db, congress.clerk, item, Way.UP)
    moved = fetched(hall, path)
    hall.do(put_aside, db, congress.clerk, item, ItemState.POSTPONED, "机密理由")
    aside = fetched(hall, path)
    found = [int(one[0]["SEQUENCE"]) for one in (before, moved, aside)]
    assert found == sorted(set(found)), "higher each time"
    assert {one["UID"] for one in before} == {one["UID"] for one in aside}
    assert [one["STATUS"] for one in aside if item in one["UID"]] == ["CANCELLED"]
    assert "机密理由" not in str(aside), "the reason belongs to the hall"


def test_the_calendar_of_a_session_has_one_event_a_meeting(
    hall: Hall, congress: Congress
) -> None:
    db = hall.house.db
    hall.do(form_session, db, congress.clerk, "第四次会议")
    notice = NOTICE | {"title": "预备会议", "date": "2027-01-19"}
    hall.do(take_over, db, congress.clerk, notice, frozenset({Take.AGENDA}), beside=True)
    later = NOTICE | {"title": "第二次全体会议"}
    hall.do(take_over, db, congress.clerk, later, frozenset[Take](), beside=True)
    path = link(hall.visitor(congress, congress.clerk), f"{desk(congress)}/session")
    found = fetched(hall, path)
    assert [one["SUMMARY"].split()[-1] for one in found] == ["预备会议", "第三次会议"]
    assert found[0]["DTSTART"] == ";VALUE=DATE20270119"


def test_nothing_of_the_people_stands_in_a_calendar(hall: Hall, congress: Congress) -> None:
    path = link(hall.visitor(congress, congress.clerk), desk(congress))
    content = hall.browser().get(path).text
    for one in (*congress.deputies, congress.clerk, congress.chair):
        assert one.name not in content
        assert one.person not in content
        assert congress.codes[one.person] not in content


def test_only_a_signed_link_opens_a_calendar(hall: Hall, congress: Congress) -> None:
    signer = hall.house.signer
    wrong = [
        congress.meeting,
        signer.screen_token(congress.meeting),
        signer.calendar_token("meeting", congress.meeting)[:-1],
        signer.calendar_token("meeting", "unknown"),
        signer.calendar_token("session", congress.meeting),
    ]
    for token in wrong:
        assert hall.browser().get(f"/calendars/{token}").status_code == 404
