"""The SQL of paper slips: who was given one, and what each teller counted."""

import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.tally import Tally, tally_from_facts, tally_to_facts
from core.schema import metadata

slips = sa.Table(
    "slip",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sqlite_with_rowid=False,
)

slip_counts = sa.Table(
    "slip_count",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("teller", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("count", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)


async def count_given(connection: AsyncConnection, round: str) -> int:
    query = sa.select(sa.func.count()).select_from(slips).where(slips.c.round == round)
    return (await connection.execute(query)).scalar_one()


async def list_slips(
    connection: AsyncConnection, round: str, persons: Sequence[str] | None = None
) -> set[str]:
    query = sa.select(slips.c.person).where(slips.c.round == round)
    if persons is not None:
        query = query.where(slips.c.person.in_(persons))
    return {row.person for row in await connection.execute(query)}


async def add_slip(connection: AsyncConnection, round: str, person: str) -> None:
    await connection.execute(sa.insert(slips).values(round=round, person=person))


async def save_count(
    connection: AsyncConnection, round: str, teller: str, count: Tally
) -> None:
    mine = sa.and_(slip_counts.c.round == round, slip_counts.c.teller == teller)
    await connection.execute(sa.delete(slip_counts).where(mine))
    text = json.dumps(tally_to_facts(count))
    await connection.execute(
        sa.insert(slip_counts).values(round=round, teller=teller, count=text)
    )


async def agreed_count(connection: AsyncConnection, round: str) -> Tally | None:
    """The totals of the slips, once two people have typed the same."""
    query = (
        sa.select(slip_counts.c.count)
        .where(slip_counts.c.round == round)
        .group_by(slip_counts.c.count)
        .having(sa.func.count() > 1)
    )
    rows = (await connection.execute(query)).scalars().all()
    return tally_from_facts(json.loads(rows[0])) if len(rows) == 1 else None


async def list_tellers(connection: AsyncConnection, round: str) -> list[str]:
    query = sa.select(slip_counts.c.teller).where(slip_counts.c.round == round)
    return list((await connection.execute(query.order_by(slip_counts.c.teller))).scalars())
