"""The SQL of advice, and nothing else."""

import json
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.funding.advice import Attached
from core.errors import NotHere
from core.ids import PaperId
from core.schema import metadata

advices = sa.Table(
    "advice",
    metadata,
    sa.Column("paper", sa.ForeignKey("paper.id"), primary_key=True),
    sa.Column("file_hash", sa.String, nullable=False),
    sa.Column("residents", sa.Integer, nullable=False),
    sa.Column("numbers", sa.String, nullable=False),
    sa.Column("budget", sa.String, nullable=False),  # a fraction, exact
    sa.Column("currency", sa.String, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


async def save_advice(connection: AsyncConnection, advice: Attached, content: bytes) -> None:
    """The file takes the place of the one before."""
    await connection.execute(sa.delete(advices).where(advices.c.paper == advice.paper))
    await connection.execute(
        sa.insert(advices).values(
            paper=advice.paper,
            file_hash=advice.file_hash,
            residents=advice.residents,
            numbers=json.dumps(advice.numbers),
            budget=str(advice.budget),
            currency=advice.currency,
            content=content,
        )
    )


async def find_advice(connection: AsyncConnection, paper: str) -> Attached | None:
    """All but the file itself, which may be large."""
    columns = [column for column in advices.c if column is not advices.c.content]
    query = sa.select(*columns).where(advices.c.paper == paper)
    row = (await connection.execute(query)).first()
    if row is None:
        return None
    return Attached(
        PaperId(row.paper),
        row.file_hash,
        row.residents,
        tuple(json.loads(row.numbers)),
        Fraction(row.budget),
        row.currency,
    )


async def load_content(connection: AsyncConnection, paper: str) -> bytes:
    query = sa.select(advices.c.content).where(advices.c.paper == paper)
    content = (await connection.execute(query)).scalar()
    if content is None:
        raise NotHere("advice")
    return bytes(content)
