"""What can change about who is here while a meeting runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from core import journal
from core.database import Database, Transaction
from core.errors import Forbidden, NotHere, Refused
from core.ids import PersonId
from sessions import store
from sessions.attendance.attendee import others_here
from sessions.attendance.commands import (
    check_attendance_is_kept,
    leave_of,
    tell_attendance,
)
from sessions.attendance.events import (
    ManyMarked,
    MarkUndone,
    PersonLeft,
    PresentRecounted,
)
from sessions.attendance.presence import (
    PEN,
    Presence,
    check_change,
    check_may_undo,
    departed,
    marked,
    of_line,
)
from sessions.attendance.rollcall import Attendance, Line
from sessions.attendance.store import count_attendance, save_presences, save_recount
from sessions.meeting import Meeting, MeetingPhase, Member, Recount, quorum_needed


async def mark_many(
    db: Database,
    by: Member,
    persons: Sequence[str],
    attendance: Attendance,
    reason: str = "",
    hours: tuple[str, str] = ("", ""),
) -> int:
    """One stroke over many names, all of them or none; how many it changed."""
    leave = leave_of(attendance, reason, hours)
    async with db.transaction() as tx:
        check_attendance_is_kept(await store.load_meeting(tx.connection, by.meeting))
        lines = await store.list_lines(tx.connection, by.meeting, persons)
        if not lines:
            raise Refused("nobody-ticked")
        changed: dict[PersonId, Presence] = {}
        for line in lines:
            was = of_line(line)
            now = marked(was, attendance, leave, tx.now)
            if now != was:
                _check_possible(line, now, by)
                changed[line.person] = now
        if not changed:
            return 0
        people = _people(lines, changed)
        await _save(tx, by, changed)
        tx.record(
            ManyMarked(
                meeting=by.meeting,
                people=people,
                attendance=attendance,
                reason=leave.reason,
                leave_from=leave.start,
                leave_to=leave.end,
                by=by.name,
            )
        )
        await tell_attendance(tx, by.meeting)
    return len(changed)


def _check_possible(line: Line, now: Presence, by: Member) -> None:
    try:
        check_change(of_line(line), now, by.roles)
    except Refused as refusal:
        if refusal.code == "no-such-move":  # one name of forty: say whose
            raise Refused("never-came", name=line.name) from None
        raise


def _people(
    lines: Sequence[Line], changed: Mapping[PersonId, Presence]
) -> list[dict[str, Any]]:
    return [
        {
            "person": line.person,
            "name": line.name,
            "delegation": line.delegation,
            "roles": sorted(line.roles),
        }
        for line in lines
        if line.person in changed
    ]


async def _save(tx: Transaction, by: Member, changed: Mapping[PersonId, Presence]) -> None:
    rows = {(by.meeting, person): presence for person, presence in changed.items()}
    await save_presences(tx.connection, rows)


async def undo_mark(db: Database, by: Member, number: int) -> None:
    """Take back a mark, as a new entry. Not when its people have come or gone since."""
    async with db.transaction() as tx:
        check_attendance_is_kept(await store.load_meeting(tx.connection, by.meeting))
        if by.roles.isdisjoint(PEN):
            raise Forbidden("not-your-move", roles=sorted(PEN))
        entries = await journal.since(tx.connection, by.meeting, 0)
        before = check_may_undo(entries, number)
        lines = await store.list_lines(tx.connection, by.meeting, list(before))
        before = {line.person: before[line.person] for line in lines}
        await _save(tx, by, before)
        people = [
            {**one, "attendance": before[PersonId(one["person"])].attendance}
            for one in _people(lines, before)
        ]
        tx.record(MarkUndone(meeting=by.meeting, undoes=number, people=people, by=by.name))
        await tell_attendance(tx, by.meeting)


async def leave_meeting(db: Database, by: Member) -> None:
    """Somebody goes: they are no longer present, and can come back. Twice is once."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        _check_gathers(meeting)
        found = await store.find_member(tx.connection, by.meeting, by.person)
        if found is None:
            raise NotHere("person")
        was = of_line(found[1])
        if was.attendance is Attendance.LEFT:
            return
        now = departed(was, tx.now)
        check_change(was, now, by.roles)
        await _save(tx, by, {by.person: now})
        tx.record(
            PersonLeft(
                meeting=by.meeting,
                person=by.person,
                name=by.name,
                delegation=by.delegation,
                roles=sorted(by.roles),
            )
        )
        await tell_attendance(tx, by.meeting)


def _check_gathers(meeting: Meeting) -> None:
    if meeting.phase not in (MeetingPhase.GATHERING, MeetingPhase.OPEN):
        raise Refused("sign-in-not-open")


async def recount_present(db: Database, by: Member) -> Recount:
    """The chair has those present counted again and told, as before every vote."""
    async with db.transaction() as tx:
        return await tell_recount(tx, by)


async def tell_recount(tx: Transaction, by: Member) -> Recount:
    """The same as part of another act."""
    meeting = await store.load_meeting(tx.connection, by.meeting)
    if meeting.phase is not MeetingPhase.OPEN:
        raise Refused("meeting-not-open")
    call = await count_attendance(tx.connection, by.meeting)
    members = meeting.members or call.entitled
    recount = Recount(
        at=tx.now.isoformat(),
        item=meeting.current_item or "",
        present=call.present,
        needed=quorum_needed(members),
    )
    await save_recount(tx.connection, by.meeting, recount)
    lines = await store.list_lines(tx.connection, by.meeting)
    tx.record(
        PresentRecounted(
            meeting=by.meeting,
            item=recount.item,
            entitled=members,
            present=call.present,
            on_leave=call.on_leave,
            left=call.left,
            missing=call.missing,
            needed=recount.needed,
            met=recount.has_quorum,
            others=others_here(lines),
            by=by.name,
        )
    )
    return recount
