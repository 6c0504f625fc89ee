"""The SQL of who is here: figures, and the lines of the register."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import MeetingId, PersonId
from core.people import Role
from sessions import store
from sessions.attendance.presence import Presence
from sessions.attendance.rollcall import Attendance, RollCall, call_of
from sessions.meeting import Recount
from sessions.store import members, people

DEPUTY = sa.literal(",").concat(members.c.roles).concat(",").contains(f",{Role.DEPUTY},")


async def count_attendance(connection: AsyncConnection, meeting: str) -> RollCall:
    rows = await connection.execute(
        sa.select(members.c.attendance, sa.func.count().label("number"))
        .where(members.c.meeting == meeting, DEPUTY)
        .group_by(members.c.attendance)
    )
    return call_of({Attendance(row.attendance): int(row.number) for row in rows})


async def count_by_delegation(
    connection: AsyncConnection, meeting: str
) -> dict[str, dict[Attendance, int]]:
    """How many deputies of each delegation stand at which attendance, in roster order."""
    rows = await connection.execute(
        sa.select(
            members.c.delegation,
            members.c.attendance,
            sa.func.count().label("number"),
            sa.func.min(members.c.position).label("first"),
        )
        .where(members.c.meeting == meeting, DEPUTY)
        .group_by(members.c.delegation, members.c.attendance)
        .order_by("first")
    )
    found: dict[str, dict[Attendance, int]] = {}
    for row in rows:
        found.setdefault(row.delegation, {})[Attendance(row.attendance)] = int(row.number)
    return found


async def list_absent(
    connection: AsyncConnection, meeting: str, most: int
) -> list[tuple[str, str]]:
    """Name and delegation of the first deputies who are absent without leave."""
    rows = await connection.execute(
        sa.select(people.c.name, members.c.delegation)
        .join(people, people.c.id == members.c.person)
        .where(members.c.meeting == meeting, DEPUTY)
        .where(members.c.attendance == Attendance.ABSENT)
        .order_by(members.c.position)
        .limit(most)
    )
    return [(row.name, row.delegation) for row in rows]


def presence_row(presence: Presence) -> dict[str, Any]:
    """What of a roster line is attendance."""
    return {
        "attendance": presence.attendance,
        "reason": presence.leave.reason,
        "leave_from": presence.leave.start,
        "leave_to": presence.leave.end,
        "arrived_at": presence.arrived_at,
        "left_at": presence.left_at,
        "back_at": presence.back_at,
    }


async def save_presences(
    connection: AsyncConnection, presences: Mapping[tuple[MeetingId, PersonId], Presence]
) -> None:
    """By meeting and person."""
    await store.save_members(
        connection,
        [
            {"_meeting": meeting, "_person": person, **presence_row(presence)}
            for (meeting, person), presence in presences.items()
        ],
    )


async def save_recount(connection: AsyncConnection, meeting: str, recount: Recount) -> None:
    text = json.dumps(asdict(recount), ensure_ascii=False)
    await store.save_meeting(connection, meeting, recount=text)
