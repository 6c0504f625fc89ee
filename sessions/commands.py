"""What can change about a meeting. Each command: load, ask the rules, save, record."""

from collections.abc import Mapping, Sequence

from core.database import Database
from core.errors import Refused
from core.ids import MeetingId, PersonId, new_id
from core.moves import check_move
from core.people import Role
from sessions import store
from sessions.agenda.course.commands import Guard, end_current
from sessions.agenda.plan import read_date, read_time
from sessions.agenda.store import load_items
from sessions.archive.commands import list_house
from sessions.attendance.attendee import others_here
from sessions.attendance.rollcall import Attendance, Line, by_delegation
from sessions.attendance.store import count_attendance
from sessions.events import (
    MeetingAmended,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    SignInOpened,
)
from sessions.meeting import (
    MEETING_MOVES,
    MeetingPhase,
    Member,
    check_notice,
    check_quorum,
    quorum_needed,
)

NOTICE = ("title", "congress", "place", "held_on")


def read_notice(values: Mapping[str, str]) -> dict[str, str]:
    """The notice as it is kept; refused without its title or congress, or on no real day."""
    check_notice(values)
    day, clock = read_date(values.get("date", "")), read_time(values.get("starts", ""))
    return {name: values[name].strip() for name in NOTICE} | {"date": day, "starts": clock}


async def call_meeting(
    db: Database,
    person: PersonId,
    name: str,
    values: Mapping[str, str],
    known_as: str = "",
) -> MeetingId:
    """A new meeting; whoever calls it becomes its clerk. One that was held on another machine
    keeps the id it is `known_as` there."""
    notice = read_notice(values)
    meeting = MeetingId(known_as or new_id())
    async with db.transaction() as tx:
        if known_as and await store.has_meeting(tx.connection, known_as):
            raise Refused("meeting-there")
        await store.add_meeting(tx.connection, meeting, notice, tx.now)
        clerk = store.new_member(meeting, person, frozenset({Role.CLERK}), position=0)
        await store.add_members(tx.connection, [clerk])
        tx.record(MeetingCalled(meeting=meeting, by=name, **notice))
    return meeting


async def amend_meeting(db: Database, by: Member, values: Mapping[str, str]) -> None:
    """Correct the notice, as long as the meeting has not been opened."""
    notice = read_notice(values)
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        if meeting.phase not in (MeetingPhase.DRAFT, MeetingPhase.GATHERING):
            raise Refused("meeting-begun")
        await store.save_meeting(tx.connection, by.meeting, **notice)
        await store.note_change(tx.connection, by.meeting, tx.now)
        tx.record(MeetingAmended(meeting=by.meeting, by=by.name, **notice))


async def open_sign_in(db: Database, by: Member) -> None:
    """From now on a scanned badge makes its holder present."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_move(MEETING_MOVES, meeting.phase, MeetingPhase.GATHERING, by.roles)
        call = await count_attendance(tx.connection, by.meeting)
        if call.entitled == 0:
            raise Refused("no-members")
        await store.save_meeting(tx.connection, by.meeting, phase=MeetingPhase.GATHERING)
        tx.record(SignInOpened(meeting=by.meeting, by=by.name))


async def open_meeting(db: Database, by: Member) -> None:
    """Count those present, refuse without a quorum, freeze the number of all deputies."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_move(MEETING_MOVES, meeting.phase, MeetingPhase.OPEN, by.roles)
        call = await count_attendance(tx.connection, by.meeting)
        check_quorum(call.entitled, call.present)
        await store.save_meeting(
            tx.connection,
            by.meeting,
            phase=MeetingPhase.OPEN,
            members=call.entitled,
            opened_at=tx.now,
        )
        lines = await store.list_lines(tx.connection, by.meeting)
        deputies = [line for group in by_delegation(lines).values() for line in group]
        tx.record(
            MeetingOpened(
                meeting=by.meeting,
                entitled=call.entitled,
                present=call.present,
                on_leave=[
                    {"name": one.name, "delegation": one.delegation, "reason": one.reason}
                    for one in deputies
                    if one.attendance is Attendance.ON_LEAVE
                ],
                missing=_named(deputies, Attendance.ABSENT),
                left=_named(deputies, Attendance.LEFT),
                others=others_here(lines),
                needed=quorum_needed(call.entitled),
                by=by.name,
            )
        )


def _named(deputies: Sequence[Line], attendance: Attendance) -> list[dict[str, str]]:
    return [
        {"name": one.name, "delegation": one.delegation}
        for one in deputies
        if one.attendance is attendance
    ]


async def close_meeting(db: Database, by: Member, guard: Guard | None = None) -> None:
    async with db.transaction() as tx:
        if guard is not None:
            await guard(tx.connection, by.meeting)
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_move(MEETING_MOVES, meeting.phase, MeetingPhase.CLOSED, by.roles)
        await end_current(tx, by, await load_items(tx.connection, by.meeting))
        await store.save_meeting(
            tx.connection,
            by.meeting,
            phase=MeetingPhase.CLOSED,
            closed_at=tx.now,
            current_item=None,
        )
        call = await count_attendance(tx.connection, by.meeting)
        lines = await store.list_lines(tx.connection, by.meeting)
        list_house(tx, by.meeting, lines, await load_items(tx.connection, by.meeting))
        tx.record(MeetingClosed(meeting=by.meeting, present=call.present, by=by.name))
