"""The SQL of meetings, members and attendance. Agenda and badges have their own."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.ids import MeetingId, PersonId
from core.people import Role
from core.schema import Moment, metadata
from sessions.attendance.rollcall import Attendance, Line
from sessions.meeting import Meeting, MeetingPhase, Member, Recount

meetings = sa.Table(
    "meeting",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("congress", sa.String, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("held_on", sa.String, nullable=False),
    sa.Column("phase", sa.String, nullable=False),
    sa.Column("members", sa.Integer),
    sa.Column("current_item", sa.String),
    sa.Column("called_at", Moment, nullable=False),
    sa.Column("opened_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("recount", sa.Text),  # of those present, when it was taken last
    sa.Column("date", sa.String, nullable=False, server_default=""),
    sa.Column("starts", sa.String, nullable=False, server_default=""),
    sa.Column("changes", sa.Integer, nullable=False, server_default="0"),
    sa.Column("changed_at", Moment),
)

people = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("may_call", sa.Boolean, nullable=False),  # may call new meetings
    sa.Column("pin_hash", sa.String),
)

members = sa.Table(
    "member",
    metadata,
    sa.Column("meeting", sa.ForeignKey("meeting.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("delegation", sa.String, nullable=False),
    sa.Column("roles", sa.String, nullable=False),  # comma-joined, sorted
    sa.Column("seat", sa.String, nullable=False),
    sa.Column("id_tail", sa.String, nullable=False),  # last four characters, never the whole
    sa.Column("attendance", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("arrived_at", Moment),
    sa.Column("kind", sa.String, nullable=False, server_default=""),  # of who has no vote
    sa.Column("unit", sa.String, nullable=False, server_default=""),  # where they work
    sa.Column("leave_from", sa.String, nullable=False, server_default=""),
    sa.Column("leave_to", sa.String, nullable=False, server_default=""),
    sa.Column("left_at", Moment),
    sa.Column("back_at", Moment),
    sa.Index("ix_member_person", "person"),
)


def meeting_of(row: Any) -> Meeting:
    return Meeting(
        id=MeetingId(row.id),
        title=row.title,
        congress=row.congress,
        place=row.place,
        held_on=row.held_on,
        phase=MeetingPhase(row.phase),
        members=row.members,
        current_item=row.current_item,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        date=row.date,
        starts=row.starts,
        changes=row.changes,
        changed_at=row.changed_at,
        recount=Recount(**json.loads(row.recount)) if row.recount else None,
    )


def roles_of(text: str) -> frozenset[Role]:
    return frozenset(Role(word) for word in text.split(",") if word)


def roles_text(roles: frozenset[Role]) -> str:
    return ",".join(sorted(roles))


async def has_meeting(connection: AsyncConnection, meeting: str) -> bool:
    query = sa.select(meetings.c.id).where(meetings.c.id == meeting)
    return (await connection.execute(query)).first() is not None


async def load_meeting(connection: AsyncConnection, meeting: str) -> Meeting:
    row = (
        await connection.execute(sa.select(meetings).where(meetings.c.id == meeting))
    ).first()
    if row is None:
        raise NotHere("meeting")
    return meeting_of(row)


async def add_meeting(
    connection: AsyncConnection, meeting: MeetingId, values: dict[str, str], now: datetime
) -> None:
    row = {"id": meeting, "phase": MeetingPhase.DRAFT, "called_at": now, **values}
    row["changed_at"] = now
    await connection.execute(sa.insert(meetings).values(**row))


async def save_meeting(connection: AsyncConnection, meeting: str, **changes: Any) -> None:
    await connection.execute(
        sa.update(meetings).where(meetings.c.id == meeting).values(**changes)
    )


async def note_change(connection: AsyncConnection, meeting: str, now: datetime) -> None:
    """Notice or agenda is another than before: calendars that hold it have to learn so."""
    changes = {"changes": meetings.c.changes + 1, "changed_at": now}
    await connection.execute(
        sa.update(meetings).where(meetings.c.id == meeting).values(**changes)
    )


async def list_meetings(connection: AsyncConnection, person: str) -> list[tuple[Meeting, str]]:
    """The person's meetings with the roles they have in each, newest first."""
    rows = await connection.execute(
        sa.select(meetings, members.c.roles)
        .join(members, members.c.meeting == meetings.c.id)
        .where(members.c.person == person)
        .order_by(meetings.c.called_at.desc())
    )
    return [(meeting_of(row), row.roles) for row in rows]


async def list_with_role(connection: AsyncConnection, role: Role) -> set[str]:
    """Everybody who has this role in some meeting."""
    alike = members.c.roles.contains(role.value, autoescape=True)
    rows = await connection.execute(sa.select(members.c.person, members.c.roles).where(alike))
    return {row.person for row in rows if role.value in row.roles.split(",")}


async def anybody(connection: AsyncConnection) -> bool:
    return (await connection.execute(sa.select(people.c.id).limit(1))).first() is not None


_MEMBER = sa.select(members, people.c.name).join(people, people.c.id == members.c.person)


def _member(row: Any) -> Member:
    return Member(
        meeting=MeetingId(row.meeting),
        person=PersonId(row.person),
        name=row.name,
        delegation=row.delegation,
        roles=roles_of(row.roles),
        seat=row.seat,
    )


def _line(row: Any) -> Line:
    return Line(
        person=PersonId(row.person),
        name=row.name,
        delegation=row.delegation,
        seat=row.seat,
        roles=roles_of(row.roles),
        attendance=Attendance(row.attendance),
        reason=row.reason,
        arrived_at=row.arrived_at,
        id_tail=row.id_tail,
        kind=row.kind,
        unit=row.unit,
        leave_from=row.leave_from,
        leave_to=row.leave_to,
        left_at=row.left_at,
        back_at=row.back_at,
    )


async def find_member(
    connection: AsyncConnection, meeting: str, person: str
) -> tuple[Member, Line] | None:
    """The person as a member of this meeting, and their line of the roll call."""
    row = (
        await connection.execute(
            _MEMBER.where(members.c.meeting == meeting, members.c.person == person)
        )
    ).first()
    return (_member(row), _line(row)) if row else None


async def list_lines(
    connection: AsyncConnection, meeting: str, persons: Sequence[str] | None = None
) -> list[Line]:
    """The roster in its order; `persons` narrows it."""
    query = _MEMBER.where(members.c.meeting == meeting).order_by(members.c.position)
    if persons is not None:
        query = query.where(members.c.person.in_(persons))
    return [_line(row) for row in await connection.execute(query)]


async def last_position(connection: AsyncConnection, meeting: str) -> int:
    query = sa.select(sa.func.max(members.c.position)).where(members.c.meeting == meeting)
    return (await connection.execute(query)).scalar() or 0


async def add_people(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(sa.insert(people), list(rows))


def new_member(
    meeting: str,
    person: str,
    roles: frozenset[Role],
    position: int,
    *,
    delegation: str = "",
    seat: str = "",
    id_tail: str = "",
    kind: str = "",
    unit: str = "",
) -> dict[str, Any]:
    """A row for someone who has just come onto the roster and is not here yet."""
    return {
        "meeting": meeting,
        "person": person,
        "position": position,
        "delegation": delegation,
        "roles": roles_text(roles),
        "seat": seat,
        "id_tail": id_tail,
        "kind": kind,
        "unit": unit,
        "attendance": Attendance.ABSENT,
        "reason": "",
    }


async def add_members(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(sa.insert(members), list(rows))


async def drop_member(connection: AsyncConnection, meeting: str, person: str) -> None:
    await connection.execute(
        sa.delete(members).where(members.c.meeting == meeting, members.c.person == person)
    )


async def save_members(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Update roster lines; each row has `_meeting`, `_person` and the new values."""
    if not rows:
        return
    changes: dict[str, Any] = {
        name: sa.bindparam(name) for name in rows[0] if not name.startswith("_")
    }
    await connection.execute(
        sa.update(members)
        .where(
            members.c.meeting == sa.bindparam("_meeting"),
            members.c.person == sa.bindparam("_person"),
        )
        .values(**changes),
        list(rows),
    )
