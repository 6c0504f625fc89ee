"""Congress sessions, and meetings made after others: what is taken over and what never is."""

from collections.abc import Sequence

import pytest

from core.database import Database
from core.ids import MeetingId
from core.people import Role
from sessions import queries
from sessions.agenda.commands import add_item, move_item
from sessions.agenda.course.commands import put_aside, start_item
from sessions.agenda.item import Item, ItemState
from sessions.agenda.tree import Way
from sessions.attendance.commands import give_offices
from sessions.attendance.rollcall import Attendance, Line
from sessions.commands import call_meeting, open_sign_in
from sessions.congress.commands import (
    form_session,
    join_session,
    lay_out,
    leave_session,
    take_over,
    take_over_session,
)
from sessions.congress.queries import others_of, session_of
from sessions.congress.session import MOST_MEETINGS, Take
from sessions.meeting import MeetingPhase
from tests.cast import NOTICE, Congress, in_session, make_congress, member, refused

NEXT_YEAR = NOTICE | {
    "title": "第四次会议",
    "held_on": "",
    "date": "2027-01-20",
    "starts": "09:00",
}
ALL = frozenset(Take)


async def agenda_of(congress: Congress, meeting: str) -> Sequence[Item]:
    return (await congress.read(queries.meeting_view, meeting)).agenda


def shape(one: Item) -> tuple[object, ...]:
    return one.number, one.title, one.kind, one.lasts, one.starts, one.speaker, one.unit


def place(one: Line) -> tuple[object, ...]:
    return one.person, one.name, one.delegation, one.roles, one.seat, one.id_tail


async def roster_of(congress: Congress, meeting: str) -> list[Line]:
    return await congress.read(queries.roster, meeting)


async def planned(congress: Congress) -> None:
    """An agenda with a heading, times and minutes."""
    first = {"title": "听取报告", "kind": "other", "starts": "09:30"}
    await add_item(congress.db, congress.clerk, first)
    part = {
        "title": "政府",
        "kind": "report",
        "lasts": "60",
        "speaker": "县长",
        "unit": "政府办",
    }
    item = await add_item(congress.db, congress.clerk, part)
    await move_item(congress.db, congress.clerk, item, Way.IN)
    await add_item(congress.db, congress.clerk, {"title": "票决", "kind": "vote"})


async def test_a_meeting_after_another_takes_the_agenda_as_it_was_planned(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await planned(congress)
    old = await agenda_of(congress, congress.meeting)
    await start_item(db, congress.chair, old[1].id)
    await put_aside(db, congress.chair, old[2].id, ItemState.POSTPONED, "材料未齐")
    made = await take_over(db, congress.clerk, NEXT_YEAR, ALL, beside=False)
    new = await agenda_of(congress, made)
    assert list(map(shape, new)) == list(map(shape, old))
    assert {one.state for one in new} == {ItemState.PLANNED}
    assert not [one for one in new if one.started_at or one.reason]
    assert not {one.id for one in new} & {one.id for one in old}
    assert [one.state for one in await agenda_of(congress, congress.meeting)][1] == "current"


async def test_times_of_day_are_taken_only_when_asked_for(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await planned(congress)
    made = await take_over(db, congress.clerk, NEXT_YEAR, {Take.AGENDA}, beside=False)
    new = await agenda_of(congress, made)
    assert [(one.starts, one.lasts) for one in new] == [("", None), ("", 60), ("", None)]


async def test_the_roster_comes_along_with_nobody_present_and_badges_stay_valid(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    made = await take_over(db, congress.clerk, NEXT_YEAR, ALL, beside=False)
    old, new = await roster_of(congress, congress.meeting), await roster_of(congress, made)
    assert list(map(place, new)) == list(map(place, old))
    assert {one.attendance for one in new} == {Attendance.ABSENT}
    assert not [one for one in new if one.arrived_at or one.reason]
    meeting = await congress.read(queries.load_meeting, made)
    assert (meeting.phase, meeting.members) == (MeetingPhase.DRAFT, None)
    await open_sign_in(db, await member(db, made, congress.clerk.name))
    await congress.sign_in(congress.deputies[1])
    here = [one.name for one in await roster_of(congress, made) if one.attendance == "present"]
    assert here == [congress.deputies[1].name]


@pytest.mark.parametrize(
    "take", [frozenset({Take.ROSTER}), frozenset({Take.OFFICES, Take.SEATS})]
)
async def test_offices_and_seats_come_only_with_their_box_and_their_people(
    db: Database, take: frozenset[Take]
) -> None:
    congress = await make_congress(db, deputies=3)
    made = await take_over(db, congress.clerk, NEXT_YEAR, take, beside=False)
    new = await roster_of(congress, made)
    assert [one.name for one in new if Role.CLERK in one.roles] == [congress.clerk.name]
    assert not [one for one in new if Role.CHAIR in one.roles or one.seat]
    assert len(new) == (
        len(await roster_of(congress, congress.meeting)) if Take.ROSTER in take else 1
    )
    assert all(one.roles for one in new), "nobody is on a roster as nothing"
    assert await agenda_of(congress, made) == ()


async def test_what_is_taken_over_is_told_in_the_new_journal_alone(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await planned(congress)
    before = len(await congress.journal())
    made = await take_over(db, congress.clerk, NEXT_YEAR, ALL, beside=False)
    entries = await congress.read(queries.journal_since, made, 0)
    assert [one.kind for one in entries] == [
        "MeetingCalled",
        "AgendaChanged",
        "MeetingTakenOver",
    ]
    told = entries[-1].facts
    assert (told["source"], told["items"], told["by"]) == (
        congress.meeting,
        3,
        congress.clerk.name,
    )
    assert told["takes"] == sorted(ALL)
    assert len(await congress.journal()) == before


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "field-empty"),
        ({"date": "2027-02-30"}, "date-unreadable"),
        ({"starts": "25:00"}, "time-unreadable"),
    ],
)
async def test_a_meeting_that_will_not_do_is_not_made_at_all(
    db: Database, wrong: dict[str, str], code: str
) -> None:
    congress = await make_congress(db, deputies=3)
    before = len(await congress.read(queries.my_meetings, congress.clerk.person))
    with refused(code):
        await take_over(db, congress.clerk, NEXT_YEAR | wrong, ALL, beside=False)
    assert len(await congress.read(queries.my_meetings, congress.clerk.person)) == before


async def in_a_session(db: Database) -> tuple[Congress, list[MeetingId]]:
    """This meeting and two more in one session, the second with an earlier day."""
    congress = await make_congress(db, deputies=3)
    await planned(congress)
    await form_session(db, congress.clerk, " 第四次会议 ")
    made = [congress.meeting]
    for title, day in (("第一次全体会议", "2027-01-21"), ("预备会议", "2027-01-20")):
        notice = NEXT_YEAR | {"title": title, "date": day}
        made.append(await take_over(db, congress.clerk, notice, ALL, beside=True))
    return congress, made


async def test_the_meetings_of_a_session_stand_in_the_order_of_their_days(db: Database) -> None:
    congress, (first, second, third) = await in_a_session(db)
    view = await congress.read(session_of, second, congress.clerk.person)
    assert view is not None
    assert view.session.title == "第四次会议"
    assert [one.meeting.id for one in view.sittings] == [third, second, first]
    [joined] = [
        one.facts
        for one in await congress.read(queries.journal_since, third, 0)
        if one.kind == "SessionJoined"
    ]
    assert joined["title"] == "第四次会议"


async def test_a_person_sees_the_other_meetings_they_belong_to_and_no_others(
    db: Database,
) -> None:
    congress, (first, second, third) = await in_a_session(db)
    notice = NEXT_YEAR | {"title": "主席团会议"}
    await take_over(db, congress.clerk, notice, {Take.AGENDA}, beside=True)
    deputy = congress.deputies[1].person
    found = await congress.read(others_of, first, [deputy, congress.outsider.person])
    assert [one.meeting.id for one in found[deputy]] == [third, second]
    assert congress.outsider.person not in found


async def test_a_session_of_next_year_has_all_its_meetings_without_days(db: Database) -> None:
    congress, (_, second, third) = await in_a_session(db)
    made = await take_over_session(db, congress.clerk, "第五次会议", ALL - {Take.TIMES})
    view = await congress.read(session_of, made[0], congress.clerk.person)
    assert view is not None
    assert view.session.title == "第五次会议"
    titles = [one.meeting.title for one in view.sittings]
    assert titles == ["预备会议", "第一次全体会议", "第三次会议"]
    assert {(one.meeting.date, one.meeting.starts) for one in view.sittings} == {("", "")}
    for one in view.sittings:
        assert len(await agenda_of(congress, one.meeting.id)) == 3
    old = await congress.read(session_of, second, congress.clerk.person)
    assert old is not None
    assert third in {one.meeting.id for one in old.sittings}, "the old session stays as it is"


async def test_a_session_takes_over_only_what_the_person_is_clerk_of(db: Database) -> None:
    congress, (_, second, _) = await in_a_session(db)
    clerk, chair = [
        await member(db, second, one.name) for one in (congress.clerk, congress.chair)
    ]
    await give_offices(db, clerk, chair.person, frozenset({Role.CLERK, Role.CHAIR}))
    by = await member(db, second, chair.name)
    made = await take_over_session(db, by, "第五次会议", ALL)
    titles = [(await congress.read(queries.load_meeting, one)).title for one in made]
    assert titles == ["第一次全体会议"]


async def test_a_meeting_joins_and_leaves_a_session_by_its_own_clerk(db: Database) -> None:
    congress, (first, *_) = await in_a_session(db)
    alone = await call_meeting(db, congress.clerk.person, congress.clerk.name, NEXT_YEAR)
    with refused("not-here"):
        await join_session(db, congress.clerk, congress.outsider.meeting)
    await join_session(db, congress.clerk, alone)
    with refused("session-already"):
        await join_session(db, congress.clerk, alone)
    with refused("session-already"):
        await form_session(db, congress.clerk, "第五次会议")
    await leave_session(db, await member(db, alone, congress.clerk.name))
    view = await congress.read(session_of, first, congress.clerk.person)
    assert view is not None
    assert alone not in {one.meeting.id for one in view.sittings}
    kinds = [one.kind for one in await congress.read(queries.journal_since, alone, 0)]
    assert kinds == ["MeetingCalled", "SessionJoined", "SessionLeft"]


async def test_without_a_session_nothing_is_added_to_it(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    with refused("no-session"):
        await leave_session(db, congress.clerk)
    with refused("no-session"):
        await take_over(db, congress.clerk, NEXT_YEAR, ALL, beside=True)
    with refused("field-empty"):
        await form_session(db, congress.clerk, "\u3000")


async def test_a_usual_session_is_laid_out_whole_or_not_at_all(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await form_session(db, congress.clerk, "第四次会议")
    plans = [(f"第{no}次会议", [(0, {"title": "报告", "kind": "report"})]) for no in (1, 2, 3)]
    made = await lay_out(db, congress.clerk, plans, ALL)
    for meeting in made:
        assert [one.title for one in await agenda_of(congress, meeting)] == ["报告"]
        assert len(await roster_of(congress, meeting)) > 3
    with refused("session-full", most=MOST_MEETINGS):
        await lay_out(db, congress.clerk, plans * 13, ALL)
    with refused("field-empty"):
        await lay_out(
            db, congress.clerk, [*plans, ("坏的", [(0, {"title": " ", "kind": "report"})])], ALL
        )
    view = await congress.read(session_of, congress.meeting, congress.clerk.person)
    assert view is not None
    assert len(view.sittings) == 4
