"""The SQL of rolls and registers: who may cast in a round."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId
from core.schema import Moment, metadata

# Who may cast in a round. Frozen when it opens; a late arrival is added by casting.
roll = sa.Table(
    "roll",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    # When somebody was added, in rounds by name and by hands. In a secret round a moment
    # beside a name would be a trace that leads towards a ballot.
    sa.Column("added_at", Moment),
    sqlite_with_rowid=False,
)

registers = sa.Table(
    "register",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("hash", sa.String, nullable=False),
    sa.Column("lines", sa.Text, nullable=False),  # the text that the hash is of
)


async def add_to_roll(
    connection: AsyncConnection,
    round: str,
    persons: Sequence[str],
    added_at: datetime | None = None,
) -> None:
    if persons:
        rows = [{"round": round, "person": one, "added_at": added_at} for one in persons]
        await connection.execute(sa.insert(roll), rows)


async def list_roll(
    connection: AsyncConnection, round: str, persons: Sequence[str]
) -> set[PersonId]:
    """Those of `persons` who are on the roll of this round."""
    query = sa.select(roll.c.person).where(roll.c.round == round, roll.c.person.in_(persons))
    return {PersonId(row.person) for row in await connection.execute(query)}


async def load_roll(connection: AsyncConnection, round: str) -> dict[PersonId, datetime | None]:
    """All who are on the roll, with the moment of who was added."""
    query = sa.select(roll.c.person, roll.c.added_at).where(roll.c.round == round)
    return {PersonId(row.person): row.added_at for row in await connection.execute(query)}


async def count_roll(connection: AsyncConnection, round: str) -> int:
    query = sa.select(sa.func.count()).select_from(roll).where(roll.c.round == round)
    return (await connection.execute(query)).scalar_one()


async def add_register(connection: AsyncConnection, round: str, digest: str, text: str) -> None:
    await connection.execute(sa.insert(registers).values(round=round, hash=digest, lines=text))


async def find_register(connection: AsyncConnection, round: str) -> tuple[str, str] | None:
    """Hash and text; None of a round that was opened before registers were kept, or not yet."""
    query = sa.select(registers.c.hash, registers.c.lines).where(registers.c.round == round)
    row = (await connection.execute(query)).first()
    return (row.hash, row.lines) if row else None
