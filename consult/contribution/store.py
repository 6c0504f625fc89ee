"""The SQL of a consultation's log. Rows are added and never changed."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.entry import Entry, read_entry
from core.schema import metadata

entries = sa.Table(
    "consult_entry",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),  # of arrival in this house; orders nothing
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), nullable=False, index=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("voice", sa.String, nullable=False),
    sa.Column("typed_by", sa.String, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)


def _entry(row: Any) -> Entry:
    return read_entry(row.id, row.at, row.kind, row.voice, row.typed_by, row.data)


async def list_entries(connection: AsyncConnection, meeting: str) -> list[Entry]:
    rows = await connection.execute(sa.select(entries).where(entries.c.meeting == meeting))
    return [_entry(row) for row in rows]


async def list_contributed(connection: AsyncConnection) -> list[Entry]:
    """Those of the whole house that may name a file."""
    query = sa.select(entries).where(entries.c.kind == "contributed")
    return [_entry(row) for row in await connection.execute(query)]


async def find_entry(connection: AsyncConnection, id: str) -> tuple[str, Entry] | None:
    """The consultation an entry belongs to, and the entry."""
    row = (await connection.execute(sa.select(entries).where(entries.c.id == id))).first()
    return (row.meeting, _entry(row)) if row else None


async def add_entry(connection: AsyncConnection, meeting: str, entry: Entry) -> None:
    await connection.execute(
        sa.insert(entries).values(
            id=entry.id,
            meeting=meeting,
            at=entry.at,
            kind=entry.kind,
            voice=entry.voice,
            typed_by=entry.typed_by,
            data=entry.data,
        )
    )
