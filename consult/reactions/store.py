"""The SQL of reactions: one row a voice and statement, the one that counts."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.said import EntryId, Voice
from consult.reactions.reaction import Counts, Opinion, Reaction
from core.schema import metadata

reactions = sa.Table(
    "reaction",
    metadata,
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), primary_key=True),
    sa.Column("statement", sa.String, primary_key=True),
    sa.Column("voice", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("entry_id", sa.String, nullable=False),
    sa.Column("typed_by", sa.String, nullable=False),
    sa.Index("ix_reaction_voice", "meeting", "voice"),
    sqlite_with_rowid=False,
)


def _reaction(row: Any) -> Reaction:
    return Reaction(
        statement=EntryId(row.statement),
        voice=Voice(row.voice),
        value=Opinion(row.value),
        at=row.at,
        entry_id=EntryId(row.entry_id),
        typed_by=row.typed_by,
    )


async def list_reactions(
    connection: AsyncConnection,
    meeting: str,
    voices: Sequence[str] | None = None,
    statements: Sequence[str] | None = None,
) -> list[Reaction]:
    """All of a consultation, or those of some voices, or on some statements. For counting and
    analysis only."""
    query = sa.select(reactions).where(reactions.c.meeting == meeting)
    if voices is not None:
        query = query.where(reactions.c.voice.in_(voices))
    if statements is not None:
        query = query.where(reactions.c.statement.in_(statements))
    return [_reaction(row) for row in await connection.execute(query)]


async def count_by_statement(connection: AsyncConnection, meeting: str) -> dict[str, Counts]:
    rows = await connection.execute(
        sa.select(reactions.c.statement, reactions.c.value, sa.func.count().label("number"))
        .where(reactions.c.meeting == meeting)
        .group_by(reactions.c.statement, reactions.c.value)
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.statement, {})[row.value] = row.number
    return {
        statement: Counts(of.get("agree", 0), of.get("disagree", 0), of.get("pass", 0))
        for statement, of in found.items()
    }


async def save_reactions(
    connection: AsyncConnection, meeting: str, new: Iterable[Reaction], gone: Iterable[Reaction]
) -> None:
    """Put in those that count now; `gone` are the rows they take the place of."""
    old = [{"b_statement": one.statement, "b_voice": one.voice} for one in gone]
    if old:
        await connection.execute(
            sa.delete(reactions).where(
                reactions.c.meeting == meeting,
                reactions.c.statement == sa.bindparam("b_statement"),
                reactions.c.voice == sa.bindparam("b_voice"),
            ),
            old,
        )
    rows = [
        {
            "meeting": meeting,
            "statement": one.statement,
            "voice": one.voice,
            "value": one.value,
            "at": one.at,
            "entry_id": one.entry_id,
            "typed_by": one.typed_by,
        }
        for one in new
    ]
    if rows:
        await connection.execute(sa.insert(reactions), rows)
