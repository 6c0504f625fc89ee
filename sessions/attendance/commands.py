"""What can change about who belongs to a meeting and who is here."""

from collections.abc import Sequence

from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId, PersonId, new_id
from core.people import POWERFUL, Role, check_apart
from sessions import store
from sessions.attendance.presence import check_change, marked, of_line
from sessions.attendance.rollcall import Attendance, Leave
from sessions.attendance.roster import RosterLine, matched
from sessions.attendance.store import count_attendance, save_presences
from sessions.events import (
    AttendanceChanged,
    AttendanceMarked,
    MemberRemoved,
    RolesChanged,
    RosterImported,
)
from sessions.meeting import Meeting, MeetingPhase, Member

REASON_LENGTH = 100


async def import_roster(
    db: Database, by: Member, lines: Sequence[RosterLine]
) -> tuple[int, int]:
    """Take in a whole roster: (added, updated). Nobody is removed by being left out."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        if meeting.members is not None:
            # 全体代表 was frozen at the opening; the base of every majority rests on it.
            raise Refused("roster-frozen", field="file")
        known = await store.list_lines(tx.connection, by.meeting)
        lines = matched(
            lines,
            [
                RosterLine(
                    one.name, one.delegation, one.roles, one.seat, one.id_tail, one.person
                )
                for one in known
            ],
        )
        added = await _add(tx, by.meeting, [line for line in lines if line.person is None])
        updated = [line for line in lines if line.person is not None]
        await store.save_members(tx.connection, [_changes(by, line) for line in updated])
        call = await count_attendance(tx.connection, by.meeting)
        tx.record(
            RosterImported(
                meeting=by.meeting,
                added=added,
                updated=len(updated),
                deputies=call.entitled,
                by=by.name,
            )
        )
        await tell_attendance(tx, by.meeting)
    return added, len(updated)


def _changes(by: Member, line: RosterLine) -> dict[str, str]:
    # The clerk at work keeps the clerk's role even if the list forgets it: else nobody could
    # mend the list.
    roles = line.roles | {Role.CLERK} if line.person == by.person else line.roles
    check_apart(roles)
    return {
        "_meeting": by.meeting,
        "_person": str(line.person),
        "delegation": line.delegation,
        "roles": store.roles_text(roles),
        "seat": line.seat,
        "id_tail": line.id_tail,
        "kind": line.kind or "",
        "unit": line.unit,
    }


async def _add(tx: Transaction, meeting: MeetingId, lines: Sequence[RosterLine]) -> int:
    position = await store.last_position(tx.connection, meeting)
    persons = [PersonId(new_id()) for _ in lines]
    await store.add_people(
        tx.connection,
        [
            {"id": person, "name": line.name, "may_call": Role.CLERK in line.roles}
            for person, line in zip(persons, lines, strict=True)
        ],
    )
    await store.add_members(
        tx.connection,
        [
            store.new_member(
                meeting,
                person,
                line.roles,
                position + step,
                delegation=line.delegation,
                seat=line.seat,
                id_tail=line.id_tail,
                kind=line.kind or "",
                unit=line.unit,
            )
            for step, (person, line) in enumerate(zip(persons, lines, strict=True), start=1)
        ],
    )
    return len(lines)


async def mark_attendance(
    db: Database,
    by: Member,
    person: str,
    attendance: Attendance,
    reason: str,
    hours: tuple[str, str] = ("", ""),
) -> None:
    """The clerk's pen: present without a phone, left, on leave with a reason, or not here.

    `hours` of a leave are from and to, each "09:30" or empty.
    """
    leave = leave_of(attendance, reason, hours)
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_attendance_is_kept(meeting)
        found = await store.find_member(tx.connection, by.meeting, person)
        if found is None:
            raise NotHere("person")
        member, line = found
        was = of_line(line)
        now = marked(was, attendance, leave, tx.now)
        if now == was:
            return
        check_change(was, now, by.roles)
        await save_presences(tx.connection, {(by.meeting, line.person): now})
        tx.record(_mark_of(member, attendance, leave, by))
        await tell_attendance(tx, by.meeting)


def _mark_of(
    member: Member, attendance: Attendance, leave: Leave, by: Member
) -> AttendanceMarked:
    return AttendanceMarked(
        meeting=by.meeting,
        person=member.person,
        name=member.name,
        delegation=member.delegation,
        roles=sorted(member.roles),
        attendance=attendance,
        reason=leave.reason,
        leave_from=leave.start,
        leave_to=leave.end,
        by=by.name,
    )


def leave_of(attendance: Attendance, reason: str, hours: tuple[str, str]) -> Leave:
    if attendance is not Attendance.ON_LEAVE:
        return Leave()
    return Leave(reason.strip()[:REASON_LENGTH], *hours)


def check_attendance_is_kept(meeting: Meeting) -> None:
    if meeting.phase is MeetingPhase.CLOSED:
        raise Refused("meeting-closed")


async def tell_attendance(tx: Transaction, meeting: MeetingId) -> None:
    call = await count_attendance(tx.connection, meeting)
    tx.record(
        AttendanceChanged(
            meeting=meeting,
            entitled=call.entitled,
            present=call.present,
            on_leave=call.on_leave,
            left=call.left,
        )
    )


async def remove_member(db: Database, by: Member, person: str) -> None:
    """Take somebody off the roster. Not once the number of all deputies is frozen."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        if meeting.members is not None:
            raise Refused("roster-frozen")
        found = await store.find_member(tx.connection, by.meeting, person)
        if found is None:
            raise NotHere("person")
        if person == by.person:
            raise Refused("not-yourself")
        await store.drop_member(tx.connection, by.meeting, person)
        tx.record(
            MemberRemoved(meeting=by.meeting, person=person, name=found[0].name, by=by.name)
        )
        await tell_attendance(tx, by.meeting)


OFFICES = POWERFUL


async def give_offices(db: Database, by: Member, person: str, offices: frozenset[Role]) -> None:
    """Who chairs, tells, scrutinises may change at any time; who is a deputy may not."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_attendance_is_kept(meeting)
        found = await store.find_member(tx.connection, by.meeting, person)
        if found is None:
            raise NotHere("person")
        kept = found[0].roles - OFFICES
        roles = kept | (offices & OFFICES) | ({Role.CLERK} if person == by.person else set())
        check_apart(roles)
        if not roles:
            roles = frozenset({Role.NON_VOTING})
        await store.save_members(
            tx.connection,
            [
                {
                    "_meeting": by.meeting,
                    "_person": person,
                    "roles": store.roles_text(frozenset(roles)),
                }
            ],
        )
        tx.record(
            RolesChanged(
                meeting=by.meeting,
                person=person,
                name=found[0].name,
                roles=sorted(roles),
                by=by.name,
            )
        )
