"""The SQL of settlements, and nothing else."""

import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.outcome import Matter, Next
from ballots.settling.settlement import Settlement
from core.ids import RoundId
from core.schema import metadata

# The key is what lets a matter be settled once.
settlements = sa.Table(
    "settlement",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("matter", sa.String, primary_key=True),
    sa.Column("how", sa.String, nullable=False),
    sa.Column("chosen", sa.String, nullable=False),
    sa.Column("seed", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sqlite_with_rowid=False,
)


async def add_settlement(connection: AsyncConnection, settlement: Settlement) -> None:
    await connection.execute(
        sa.insert(settlements).values(
            round=settlement.round,
            matter=settlement.matter,
            how=settlement.how,
            chosen=json.dumps(settlement.chosen),
            seed=settlement.seed,
            note=settlement.note,
        )
    )


async def list_settlements(
    connection: AsyncConnection, rounds: Sequence[str]
) -> list[Settlement]:
    """What was settled of these rounds, the tie of a round before its shortfall."""
    query = (
        sa.select(settlements)
        .where(settlements.c.round.in_(rounds))
        .order_by(settlements.c.round, settlements.c.matter.desc())
    )
    return [
        Settlement(
            round=RoundId(row.round),
            matter=Matter(row.matter),
            how=Next(row.how),
            chosen=tuple(json.loads(row.chosen)),
            seed=row.seed,
            note=row.note,
        )
        for row in await connection.execute(query)
    ]
