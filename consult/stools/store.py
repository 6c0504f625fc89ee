"""The SQL of stools."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.grids.store import grids
from consult.stools.stool import AgeBand, Sex, Stool
from core.errors import NotHere
from core.ids import MeetingId
from core.schema import Moment, metadata

stools = sa.Table(
    "stool",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("card_hash", sa.String, unique=True),
    sa.Column("device_hash", sa.String, nullable=False),
    sa.Column("household", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("sex", sa.String),
    sa.Column("age_band", sa.String),
    sa.Column("grid", sa.String, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("joined_at", Moment),
    sa.UniqueConstraint("meeting", "number"),
)


def _stool(row: Any) -> Stool:
    return Stool(
        id=row.id,
        meeting=MeetingId(row.meeting),
        number=row.number,
        household=row.household,
        name=row.name,
        sex=Sex(row.sex) if row.sex else None,
        age_band=AgeBand(row.age_band) if row.age_band else None,
        grid=row.grid,
        has_card=row.card_hash is not None,
        edition=row.edition,
        joined_at=row.joined_at,
        grid_name=row.grid_name or row.grid,
    )


def _select() -> sa.Select[Any]:
    named = sa.select(stools, grids.c.name.label("grid_name"))
    return named.outerjoin(grids, grids.c.id == stools.c.grid)


async def list_stools(connection: AsyncConnection, meeting: str) -> list[Stool]:
    rows = await connection.execute(
        _select().where(stools.c.meeting == meeting).order_by(stools.c.number)
    )
    return [_stool(row) for row in rows]


async def find_stools(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, Stool]:
    rows = await connection.execute(_select().where(stools.c.id.in_(ids)))
    return {row.id: _stool(row) for row in rows}


async def load_stool(connection: AsyncConnection, meeting: str, stool: str) -> Stool:
    found = (await find_stools(connection, [stool])).get(stool)
    if found is None or found.meeting != meeting:
        raise NotHere("stool")
    return found


async def load_by_card(connection: AsyncConnection, card_hash: str) -> tuple[Stool, str]:
    """The stool of a card, and the hash of the device that has joined it (or empty)."""
    query = _select().where(stools.c.card_hash == card_hash)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("stool")
    return _stool(row), row.device_hash


async def add_stools(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(sa.insert(stools), list(rows))


async def save_stool(connection: AsyncConnection, stool: str, **changes: Any) -> None:
    await connection.execute(sa.update(stools).where(stools.c.id == stool).values(**changes))


async def put_grid(
    connection: AsyncConnection, meeting: str, numbers: Sequence[int], grid: str
) -> None:
    mine = (stools.c.meeting == meeting) & stools.c.number.in_(numbers)
    await connection.execute(sa.update(stools).where(mine).values(grid=grid))


async def count_joined(connection: AsyncConnection, meeting: str) -> int:
    query = sa.select(sa.func.count()).where(
        stools.c.meeting == meeting, stools.c.joined_at.is_not(None)
    )
    return (await connection.execute(query)).scalar_one()
