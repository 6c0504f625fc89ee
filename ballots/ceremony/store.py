"""The SQL of ceremonies, and nothing else."""

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.ceremony.ceremony import Held, Rite
from core.schema import Moment, metadata

ceremonies = sa.Table(
    "ceremony",
    metadata,
    sa.Column("paper", sa.ForeignKey("paper.id"), primary_key=True),
    sa.Column("begun_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# The key is what lets a rite be held once. `round` is empty for what is held once for a vote.
rites = sa.Table(
    "rite",
    metadata,
    sa.Column("paper", sa.ForeignKey("ceremony.paper"), primary_key=True),
    sa.Column("round", sa.String, primary_key=True),
    sa.Column("rite", sa.String, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)


async def begin(connection: AsyncConnection, paper: str, now: datetime) -> None:
    await connection.execute(sa.insert(ceremonies).values(paper=paper, begun_at=now))


async def is_begun(connection: AsyncConnection, paper: str) -> bool:
    query = sa.select(ceremonies.c.paper).where(ceremonies.c.paper == paper)
    return (await connection.execute(query)).first() is not None


async def add_rite(connection: AsyncConnection, paper: str, held: Held) -> None:
    await connection.execute(
        sa.insert(rites).values(
            paper=paper,
            round=held.round,
            rite=held.rite,
            at=held.at,
            by=held.by,
            reason=held.reason,
            facts=json.dumps(held.facts, ensure_ascii=False),
        )
    )


async def list_rites(connection: AsyncConnection, paper: str) -> list[Held]:
    """In the order in which they were held."""
    query = sa.select(rites).where(rites.c.paper == paper).order_by(rites.c.at, rites.c.rite)
    return [
        Held(Rite(row.rite), row.round, row.at, row.by, row.reason, json.loads(row.facts))
        for row in await connection.execute(query)
    ]
