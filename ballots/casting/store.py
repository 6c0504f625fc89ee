"""The SQL of ballots by name, and nothing else."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import PersonId
from core.schema import metadata

# Ballots of recorded rounds, by name. The key is what makes a second ballot impossible.
ballots = sa.Table(
    "ballot",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("marks", sa.String, nullable=False),
    sqlite_with_rowid=False,
)


async def find_marks(
    connection: AsyncConnection, round: str, persons: Sequence[str] | None = None
) -> dict[PersonId, str]:
    """The marks that lie in the round already, by person; `persons` narrows the question."""
    query = sa.select(ballots.c.person, ballots.c.marks).where(ballots.c.round == round)
    if persons is not None:
        query = query.where(ballots.c.person.in_(persons))
    return {PersonId(row.person): row.marks for row in await connection.execute(query)}


async def count_ballots(connection: AsyncConnection, round: str) -> int:
    query = sa.select(sa.func.count()).select_from(ballots).where(ballots.c.round == round)
    return (await connection.execute(query)).scalar_one()


async def add_ballots(connection: AsyncConnection, rows: Sequence[dict[str, str]]) -> None:
    if rows:
        await connection.execute(sa.insert(ballots), list(rows))
