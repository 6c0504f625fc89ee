"""The SQL of online consultations."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.online.window import Window
from consult.reactions.reaction import Counts, Opinion, Reaction
from core.schema import Moment, metadata

windows = sa.Table(
    "consult_window",
    metadata,
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), primary_key=True),
    sa.Column("opens_at", Moment, nullable=False),
    sa.Column("closes_at", Moment, nullable=False),
    sa.Column("outside", sa.Boolean, nullable=False),
)
# Apart from `reaction`, so that nothing that counts the meeting can meet these.
outsiders = sa.Table(
    "outside_reaction",
    metadata,
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), primary_key=True),
    sa.Column("statement", sa.String, primary_key=True),
    sa.Column("voice", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
    sqlite_with_rowid=False,
)


async def find_window(connection: AsyncConnection, meeting: str) -> Window | None:
    query = sa.select(windows).where(windows.c.meeting == meeting)
    row: Any = (await connection.execute(query)).first()
    return Window(row.opens_at, row.closes_at, row.outside) if row else None


async def save_window(connection: AsyncConnection, meeting: str, window: Window) -> None:
    values = {
        "opens_at": window.opens_at,
        "closes_at": window.closes_at,
        "outside": window.outside,
    }
    query = insert(windows).values(meeting=meeting, **values)
    await connection.execute(
        query.on_conflict_do_update(index_elements=["meeting"], set_=values)
    )


async def save_outside(
    connection: AsyncConnection, meeting: str, new: Iterable[Reaction]
) -> None:
    """The last word of each visitor counts."""
    rows = [
        {
            "meeting": meeting,
            "statement": one.statement,
            "voice": one.voice,
            "value": one.value,
        }
        for one in new
    ]
    if rows:
        query = insert(outsiders)
        keys = ["meeting", "statement", "voice"]
        await connection.execute(
            query.on_conflict_do_update(
                index_elements=keys, set_={"value": query.excluded.value}
            ),
            rows,
        )


async def outside_of(
    connection: AsyncConnection, meeting: str, voice: str
) -> dict[str, Opinion]:
    query = sa.select(outsiders.c.statement, outsiders.c.value).where(
        outsiders.c.meeting == meeting, outsiders.c.voice == voice
    )
    return {row.statement: Opinion(row.value) for row in await connection.execute(query)}


async def count_outside(connection: AsyncConnection, meeting: str) -> dict[str, Counts]:
    rows = await connection.execute(
        sa.select(outsiders.c.statement, outsiders.c.value, sa.func.count().label("number"))
        .where(outsiders.c.meeting == meeting)
        .group_by(outsiders.c.statement, outsiders.c.value)
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.statement, {})[row.value] = row.number
    return {
        statement: Counts(of.get("agree", 0), of.get("disagree", 0), of.get("pass", 0))
        for statement, of in found.items()
    }


async def count_visitors(connection: AsyncConnection, meeting: str) -> int:
    query = sa.select(sa.func.count(sa.distinct(outsiders.c.voice))).where(
        outsiders.c.meeting == meeting
    )
    return (await connection.execute(query)).scalar_one()
