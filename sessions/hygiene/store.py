"""The SQL of what is due. Nothing here knows of ballots, boxes, journals or enrolled keys."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schema import Moment
from sessions.hygiene.due import Due, LastSeen
from sessions.meeting import Meeting
from sessions.signin.store import badges, devices, refusals
from sessions.store import meeting_of, meetings, members, people

AT_ONCE = 500  # names in one statement: SQLite takes no more than some thousands


async def list_all_meetings(connection: AsyncConnection) -> list[Meeting]:
    query = sa.select(meetings).order_by(meetings.c.called_at.desc())
    return [meeting_of(row) for row in await connection.execute(query)]


async def list_members_of(connection: AsyncConnection, found: Sequence[str]) -> set[str]:
    query = sa.select(members.c.person).distinct().where(members.c.meeting.in_(found))
    return set((await connection.execute(query)).scalars())


async def list_last_seen(connection: AsyncConnection) -> list[LastSeen]:
    """Everybody but those who may call meetings: they still run this server."""
    last = [sa.func.max(badges.c.issued_at), sa.func.max(devices.c.bound_at)]
    last.append(sa.func.max(refusals.c.refused_at))
    rows = await connection.execute(
        sa.select(people.c.id, *(sa.type_coerce(one, Moment) for one in last))
        .join(badges, badges.c.person == people.c.id, isouter=True)
        .join(devices, devices.c.badge == badges.c.id, isouter=True)
        .join(refusals, refusals.c.badge == badges.c.id, isouter=True)
        .where(sa.not_(people.c.may_call))
        .group_by(people.c.id)
    )
    found = []
    for person, *moments in rows:
        seen = [moment for moment in moments if moment is not None]
        found.append(LastSeen(person, max(seen, default=None)))
    return found


def _parts(persons: Collection[str]) -> list[list[str]]:
    names = sorted(persons)
    return [names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE)]


async def count_due(
    connection: AsyncConnection, persons: Collection[str], ripe: Sequence[str]
) -> Due:
    """What is kept of these persons' sign-in, and of identity numbers in these meetings."""
    due = Due(id_tails=await _count(connection, members, *_tails(ripe)))
    for part in _parts(persons):
        own = sa.select(badges.c.id).where(badges.c.person.in_(part))
        due = Due(
            due.badges + await _count(connection, badges, badges.c.person.in_(part)),
            due.devices + await _count(connection, devices, devices.c.badge.in_(own)),
            due.refusals + await _count(connection, refusals, refusals.c.badge.in_(own)),
            due.pins + await _count(connection, people, *_pins(part)),
            due.id_tails,
        )
    return due


def _tails(ripe: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    return [members.c.meeting.in_(ripe), members.c.id_tail != ""]


def _pins(part: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    return [people.c.id.in_(part), people.c.pin_hash.is_not(None)]


async def _count(
    connection: AsyncConnection, table: sa.Table, *where: sa.ColumnElement[bool]
) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*where)
    return (await connection.execute(query)).scalar_one()


async def delete_due(
    connection: AsyncConnection, persons: Collection[str], ripe: Sequence[str]
) -> None:
    for part in _parts(persons):
        own = sa.select(badges.c.id).where(badges.c.person.in_(part))
        await connection.execute(sa.delete(refusals).where(refusals.c.badge.in_(own)))
        await connection.execute(sa.delete(devices).where(devices.c.badge.in_(own)))
        await connection.execute(sa.delete(badges).where(badges.c.person.in_(part)))
        await connection.execute(sa.update(people).where(*_pins(part)).values(pin_hash=None))
    await connection.execute(sa.update(members).where(*_tails(ripe)).values(id_tail=""))
