"""The SQL of badges and their devices. No badge code is ever stored, only its hash."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import BadgeId, MeetingId, PersonId
from core.schema import Moment, metadata
from sessions.attendance.presence import Presence
from sessions.attendance.rollcall import Attendance, Leave
from sessions.meeting import MeetingPhase
from sessions.signin.badge import Badge, Membership
from sessions.store import meetings, members, people, roles_of

badges = sa.Table(
    "badge",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("secret_hash", sa.String, nullable=False, unique=True),
    sa.Column("issued_at", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
    sa.Column("wrong_pins", sa.Integer, nullable=False),
    sa.Column("locked_until", Moment),
)

devices = sa.Table(
    "device",
    metadata,
    sa.Column("badge", sa.ForeignKey("badge.id"), primary_key=True),
    sa.Column("device_hash", sa.String, primary_key=True),
    sa.Column("bound_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Devices that were turned away, until the clerk releases or reissues the badge.
refusals = sa.Table(
    "device_refusal",
    metadata,
    sa.Column("badge", sa.ForeignKey("badge.id"), primary_key=True),
    sa.Column("device_hash", sa.String, primary_key=True),
    sa.Column("refused_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)


def _badge(row: Any) -> Badge:
    return Badge(
        id=BadgeId(row.id),
        person=PersonId(row.person),
        revoked_at=row.revoked_at,
        name=row.name,
        may_call=row.may_call,
        pin_hash=row.pin_hash,
        wrong_pins=row.wrong_pins,
        locked_until=row.locked_until,
    )


_BADGE = sa.select(badges, people.c.name, people.c.may_call, people.c.pin_hash).join(
    people, people.c.id == badges.c.person
)


async def find_badges(
    connection: AsyncConnection, secret_hashes: Sequence[str]
) -> dict[str, Badge]:
    """The badges by the hash of their code."""
    rows = await connection.execute(_BADGE.where(badges.c.secret_hash.in_(secret_hashes)))
    return {row.secret_hash: _badge(row) for row in rows}


async def list_devices(
    connection: AsyncConnection, badge_ids: Sequence[str]
) -> dict[str, set[str]]:
    rows = await connection.execute(sa.select(devices).where(devices.c.badge.in_(badge_ids)))
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.badge, set()).add(row.device_hash)
    return found


ATTENDANCE = (
    members.c.reason,
    members.c.leave_from,
    members.c.leave_to,
    members.c.arrived_at,
    members.c.left_at,
    members.c.back_at,
)


def _presence(row: Any) -> Presence:
    leave = Leave(row.reason, row.leave_from, row.leave_to)
    attendance = Attendance(row.attendance)
    return Presence(attendance, leave, row.arrived_at, row.left_at, row.back_at)


async def list_memberships(
    connection: AsyncConnection, persons: Sequence[str]
) -> dict[str, list[Membership]]:
    """For each person all their meetings, the newest first; someone without any has none."""
    rows = await connection.execute(
        sa.select(
            people.c.id.label("person"),
            people.c.name,
            members.c.meeting,
            members.c.delegation,
            members.c.roles,
            members.c.attendance,
            *ATTENDANCE,
            meetings.c.phase,
            meetings.c.title,
            meetings.c.congress,
            meetings.c.called_at,
        )
        .join(members, members.c.person == people.c.id)
        .join(meetings, meetings.c.id == members.c.meeting)
        .where(people.c.id.in_(persons))
        .order_by(meetings.c.called_at.desc())
    )
    found: dict[str, list[Membership]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(
            Membership(
                meeting=MeetingId(row.meeting),
                phase=MeetingPhase(row.phase),
                title=row.title,
                congress=row.congress,
                name=row.name,
                delegation=row.delegation,
                roles=roles_of(row.roles),
                present=row.attendance == Attendance.PRESENT,
                presence=_presence(row),
            )
        )
    return found


async def list_bound(
    connection: AsyncConnection, badge_ids: Sequence[str]
) -> dict[tuple[str, str], Any]:
    """Person, name, may_call by badge and device hash, where the two still belong together."""
    rows = await connection.execute(
        sa.select(
            devices.c.badge,
            devices.c.device_hash,
            badges.c.person,
            people.c.name,
            people.c.may_call,
        )
        .join(badges, badges.c.id == devices.c.badge)
        .join(people, people.c.id == badges.c.person)
        .where(devices.c.badge.in_(badge_ids), badges.c.revoked_at.is_(None))
    )
    return {(row.badge, row.device_hash): row for row in rows}


async def bind_devices(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(sa.insert(devices), list(rows))


async def release_devices(connection: AsyncConnection, persons: Sequence[str]) -> None:
    own = sa.select(badges.c.id).where(badges.c.person.in_(persons))
    await connection.execute(sa.delete(devices).where(devices.c.badge.in_(own)))
    await connection.execute(sa.delete(refusals).where(refusals.c.badge.in_(own)))


async def note_refusal(
    connection: AsyncConnection, badge: str, device_hash: str, now: datetime
) -> bool:
    """Remember that this device was turned away; False when it is known already."""
    known = await connection.execute(
        sa.select(refusals.c.badge).where(
            refusals.c.badge == badge, refusals.c.device_hash == device_hash
        )
    )
    if known.first() is not None:
        return False
    await connection.execute(
        sa.insert(refusals).values(badge=badge, device_hash=device_hash, refused_at=now)
    )
    return True


async def list_refused(connection: AsyncConnection, meeting: str) -> list[Any]:
    """Person, name and moment of each badge in this meeting that a second device has shown."""
    rows = await connection.execute(
        sa.select(
            people.c.id.label("person"),
            people.c.name,
            members.c.delegation,
            sa.func.max(refusals.c.refused_at, type_=Moment).label("refused_at"),
        )
        .join(badges, badges.c.id == refusals.c.badge)
        .join(people, people.c.id == badges.c.person)
        .join(members, members.c.person == people.c.id)
        .where(members.c.meeting == meeting, badges.c.revoked_at.is_(None))
        .group_by(people.c.id, people.c.name, members.c.delegation)
    )
    return list(rows)


async def add_badges(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(sa.insert(badges), [{"wrong_pins": 0, **row} for row in rows])


async def revoke_badges(
    connection: AsyncConnection, persons: Sequence[str], now: datetime
) -> None:
    await release_devices(connection, persons)
    await connection.execute(
        sa.update(badges)
        .where(badges.c.person.in_(persons), badges.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


async def list_badge_holders(connection: AsyncConnection, meeting: str) -> dict[str, bool]:
    """Persons of the meeting with a live badge; True when a device is bound to it."""
    rows = await connection.execute(
        sa.select(badges.c.person, sa.func.count(devices.c.device_hash).label("bound"))
        .join(members, members.c.person == badges.c.person)
        .join(devices, devices.c.badge == badges.c.id, isouter=True)
        .where(members.c.meeting == meeting, badges.c.revoked_at.is_(None))
        .group_by(badges.c.person)
    )
    return {row.person: row.bound > 0 for row in rows}


async def find_caller(connection: AsyncConnection) -> PersonId | None:
    """Whoever may call meetings and has been here longest."""
    query = (
        sa.select(badges.c.person)
        .join(people, people.c.id == badges.c.person)
        .where(people.c.may_call)
        .order_by(badges.c.issued_at)
        .limit(1)
    )
    row = (await connection.execute(query)).first()
    return PersonId(row.person) if row else None


async def save_badge(connection: AsyncConnection, badge: str, **changes: Any) -> None:
    await connection.execute(sa.update(badges).where(badges.c.id == badge).values(**changes))


async def save_pin(connection: AsyncConnection, person: str, pin_hash: str | None) -> None:
    await connection.execute(
        sa.update(people).where(people.c.id == person).values(pin_hash=pin_hash)
    )


async def list_holders(connection: AsyncConnection) -> list[tuple[str, str]]:
    """Person and name of everybody in the house who has a badge, by name."""
    held = sa.select(badges.c.person).where(badges.c.revoked_at.is_(None))
    query = sa.select(people.c.id, people.c.name).where(people.c.id.in_(held))
    rows = await connection.execute(query.order_by(people.c.name, people.c.id))
    return [(row.id, row.name) for row in rows]
