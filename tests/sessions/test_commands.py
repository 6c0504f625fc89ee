"""Calling a meeting, its agenda, opening it with a quorum, and closing it."""

import pytest

from core.database import Database
from core.errors import Forbidden
from core.ids import ItemId
from core.journal import Entry
from core.people import Role
from sessions import queries
from sessions.agenda.course.commands import start_item
from sessions.agenda.item import ItemState
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import (
    amend_meeting,
    call_meeting,
    close_meeting,
    open_meeting,
    open_sign_in,
)
from sessions.meeting import MeetingPhase
from tests.cast import CLERK, NOTICE, Congress, hire, in_session, make_congress, member, refused


async def titles(congress: Congress) -> list[str]:
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert [item.position for item in view.agenda] == list(range(1, len(view.agenda) + 1))
    return [item.title for item in view.agenda]


async def states(congress: Congress) -> list[ItemState]:
    view = await congress.read(queries.meeting_view, congress.meeting)
    return [item.state for item in view.agenda]


async def phase(congress: Congress) -> MeetingPhase:
    return (await congress.read(queries.load_meeting, congress.meeting)).phase


async def three_items(congress: Congress) -> list[ItemId]:
    return [await congress.add_item(title) for title in ("审议", "通过办法", "票决")]


async def test_whoever_calls_a_meeting_becomes_its_clerk(db: Database) -> None:
    meeting = await call_meeting(db, await hire(db, CLERK), CLERK, NOTICE)
    clerk = await member(db, meeting, CLERK)
    assert clerk.roles == {Role.CLERK}


async def test_a_meeting_without_a_title_is_not_called(db: Database, told: list[Entry]) -> None:
    person = await hire(db, CLERK)
    with refused("field-empty"):
        await call_meeting(db, person, CLERK, {**NOTICE, "title": " "})
    assert told == []


async def test_a_notice_can_be_corrected_until_the_meeting_opens(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await amend_meeting(db, congress.clerk, {**NOTICE, "place": " 大礼堂 "})
    meeting = await congress.read(queries.load_meeting, congress.meeting)
    assert meeting.place == "大礼堂"
    await congress.gather()
    await congress.open()
    with refused("meeting-begun"):
        await amend_meeting(db, congress.clerk, NOTICE)


@pytest.mark.parametrize("role", Role)
async def test_clerk_and_chair_open_the_sign_in_and_nobody_else(
    db: Database, role: Role
) -> None:
    congress = await make_congress(db, deputies=3)
    if role in {Role.CLERK, Role.CHAIR}:
        await open_sign_in(db, congress.acting(role))
        assert await phase(congress) is MeetingPhase.GATHERING
    else:
        with pytest.raises(Forbidden):
            await open_sign_in(db, congress.acting(role))
        assert await phase(congress) is MeetingPhase.DRAFT


async def test_sign_in_for_a_meeting_without_deputies_is_refused(db: Database) -> None:
    meeting = await call_meeting(db, await hire(db, CLERK), CLERK, NOTICE)
    with refused("no-members"):
        await open_sign_in(db, await member(db, meeting, CLERK))


@pytest.mark.parametrize("role", Role)
async def test_the_chair_opens_and_closes_the_meeting_and_nobody_else(
    db: Database, role: Role
) -> None:
    congress = await make_congress(db, deputies=3)
    await congress.gather()
    for act, then in ((open_meeting, MeetingPhase.OPEN), (close_meeting, MeetingPhase.CLOSED)):
        if role is not Role.CHAIR:
            with pytest.raises(Forbidden):
                await act(db, congress.acting(role))
        await act(db, congress.chair)
        assert await phase(congress) is then


async def test_217_of_327_do_not_open_a_meeting_and_218_do(db: Database) -> None:
    congress = await make_congress(db, deputies=327)
    await congress.gather(present=217)
    with refused("quorum-missing", needed=218, present=217, members=327):
        await congress.open()
    await congress.sign_in(congress.deputies[217])
    await congress.open()
    assert await phase(congress) is MeetingPhase.OPEN


async def test_who_is_no_deputy_does_not_fill_the_quorum(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await congress.gather(present=1)
    await congress.sign_in(congress.guest)
    with refused("quorum-missing", needed=2, present=1, members=3):
        await congress.open()


async def test_the_opening_tells_who_is_on_leave_and_who_is_missing(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    await congress.gather(present=4)
    _, _, _, _, ill, gone = congress.deputies
    await mark_attendance(db, congress.clerk, ill.person, Attendance.ON_LEAVE, "病假")
    await congress.open()
    [facts] = await congress.told("MeetingOpened")
    assert (facts["entitled"], facts["present"], facts["needed"]) == (6, 4, 4)
    assert [(one["name"], one["reason"]) for one in facts["on_leave"]] == [(ill.name, "病假")]
    assert [one["name"] for one in facts["missing"]] == [gone.name]


async def test_closing_ends_the_item_that_is_on(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    first, second, _ = await three_items(congress)
    await start_item(db, congress.chair, first)
    await close_meeting(db, congress.chair)
    assert await states(congress) == ["done", "planned", "planned"]
    assert (await congress.told("MeetingClosed"))[0]["present"] == 3
    with refused("meeting-not-open"):
        await start_item(db, congress.chair, second)
