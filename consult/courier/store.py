"""The SQL of couriers: the machines whose parcels are taken, and rows put in as they came."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.entry import Entry
from consult.contribution.store import entries
from consult.courier.parcel import Chair
from consult.stools.store import stools
from core.schema import Moment, metadata

couriers = sa.Table(
    "courier",
    metadata,
    sa.Column("fingerprint", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("trusted_by", sa.String, nullable=False),
    sa.Column("trusted_at", Moment, nullable=False),
)


async def list_couriers(connection: AsyncConnection) -> list[Any]:
    return list(await connection.execute(sa.select(couriers).order_by(couriers.c.name)))


async def find_courier(connection: AsyncConnection, fingerprint: str) -> str | None:
    """The name a key is known by."""
    query = sa.select(couriers.c.name).where(couriers.c.fingerprint == fingerprint)
    return (await connection.execute(query)).scalar()


async def save_courier(
    connection: AsyncConnection, fingerprint: str, name: str, by: str, at: datetime
) -> None:
    await drop_courier(connection, fingerprint)
    values = {"fingerprint": fingerprint, "name": name, "trusted_by": by, "trusted_at": at}
    await connection.execute(sa.insert(couriers).values(**values))


async def drop_courier(connection: AsyncConnection, fingerprint: str) -> None:
    await connection.execute(sa.delete(couriers).where(couriers.c.fingerprint == fingerprint))


async def card_hashes(connection: AsyncConnection, meeting: str) -> dict[str, str | None]:
    """The hash of each stool's card, by the stool."""
    query = sa.select(stools.c.id, stools.c.card_hash).where(stools.c.meeting == meeting)
    return {row.id: row.card_hash for row in await connection.execute(query)}


async def add_chairs(
    connection: AsyncConnection, meeting: str, chairs: Sequence[Chair]
) -> None:
    rows = [
        {
            "id": one.id,
            "meeting": meeting,
            "number": one.number,
            "card_hash": one.card_hash,
            "device_hash": "",
            "household": one.household,
            "name": one.name,
            "sex": one.sex,
            "age_band": one.age_band,
            "grid": one.grid,
            "edition": 0,
            "joined_at": None,
        }
        for one in chairs
    ]
    if rows:
        await connection.execute(sa.insert(stools), rows)


async def owners(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, str]:
    """The consultation each of these entries belongs to, as far as they are here."""
    found: dict[str, str] = {}
    for at in range(0, len(ids), 500):
        query = sa.select(entries.c.id, entries.c.meeting).where(
            entries.c.id.in_(ids[at : at + 500])
        )
        found |= {row.id: row.meeting for row in await connection.execute(query)}
    return found


async def add_entries(connection: AsyncConnection, meeting: str, new: Sequence[Entry]) -> None:
    rows = [
        {
            "id": one.id,
            "meeting": meeting,
            "at": one.at,
            "kind": one.kind,
            "voice": one.voice,
            "typed_by": one.typed_by,
            "data": one.data,
        }
        for one in new
    ]
    if rows:
        await connection.execute(sa.insert(entries), rows)


async def drop_entries(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Those in whose place another spelling of the same entry stands."""
    if ids:
        await connection.execute(sa.delete(entries).where(entries.c.id.in_(ids)))
