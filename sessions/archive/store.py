"""The SQL of archives on the shelf, and of what is searched in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.schema import Moment, metadata
from sessions.archive.terms import Copy
from sessions.retention import Retention
from sessions.store import meetings

archives = sa.Table(
    "archive",
    metadata,
    sa.Column("hash", sa.String, primary_key=True),  # of the manifest
    sa.Column("meeting", sa.String, nullable=False, index=True),  # none here, if imported
    sa.Column("copy", sa.String, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("congress", sa.String, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("held_on", sa.String, nullable=False),
    sa.Column("last_at", sa.String, nullable=False),
    sa.Column("retention", sa.String, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("file_hash", sa.String, nullable=False),  # of the zip
    sa.Column("origin", sa.String, nullable=False),
    sa.Column("imported_by", sa.String, nullable=False),  # empty: closed on this server
    sa.Column("is_open", sa.Boolean, nullable=False),  # anybody may read it
    sa.Column("kept_at", Moment, nullable=False),
)

passages = sa.Table(
    "archive_passage",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("archive", sa.ForeignKey("archive.hash"), nullable=False, index=True),
    sa.Column("source", sa.String, nullable=False),  # the file it stands in
    sa.Column("text", sa.Text, nullable=False),
)

# FTS5 over the terms of each passage, by its id; made in the migration.
INDEX = sa.table("archive_index", sa.column("terms"), sa.column("rowid", sa.Integer))


@dataclass(frozen=True, slots=True)
class Kept:
    """An archive on the shelf."""

    hash: str
    meeting: str
    copy: Copy
    edition: int
    entries: int
    title: str
    congress: str
    place: str
    held_on: str
    last_at: str
    retention: Retention
    size: int
    file_hash: str
    origin: str
    imported_by: str
    is_open: bool
    kept_at: datetime

    @property
    def year(self) -> str:
        """Of the meeting: as the notice says it, else of its last entry."""
        return self.held_on[:4] if self.held_on[:4].isdigit() else self.last_at[:4]


def _kept(row: Any) -> Kept:
    values = dict(row._mapping)
    values |= {"copy": Copy(row.copy), "retention": Retention(row.retention)}
    return Kept(**values)


async def find_archive(connection: AsyncConnection, hash: str) -> Kept | None:
    query = sa.select(archives).where(archives.c.hash == hash)
    row = (await connection.execute(query)).first()
    return _kept(row) if row else None


async def load_archive(connection: AsyncConnection, hash: str) -> Kept:
    found = await find_archive(connection, hash)
    if found is None:
        raise NotHere("archive")
    return found


NEWEST = (archives.c.last_at.desc(), archives.c.edition.desc(), archives.c.copy)


async def list_archives(connection: AsyncConnection, *, only_open: bool = False) -> list[Kept]:
    """The newest meeting first, of a meeting the newest edition first."""
    query = sa.select(archives).order_by(*NEWEST)
    if only_open:
        query = query.where(archives.c.is_open)
    return [_kept(row) for row in await connection.execute(query)]


async def list_editions(
    connection: AsyncConnection, meeting: str, *, imported: bool
) -> list[Kept]:
    """What this server made of a meeting, or (`imported`) what others say is of it.

    Never both: anybody can write and sign an archive that names a meeting of ours.
    """
    is_imported = archives.c.imported_by != ""
    query = sa.select(archives).where(archives.c.meeting == meeting, is_imported == imported)
    return [_kept(row) for row in await connection.execute(query.order_by(*NEWEST))]


async def save_made_here(connection: AsyncConnection, hash: str) -> None:
    which = archives.c.hash == hash
    await connection.execute(sa.update(archives).where(which).values(imported_by=""))


async def add_archive(
    connection: AsyncConnection, kept: Kept, texts: Sequence[tuple[str, str, str]]
) -> None:
    """Put it on the shelf. `texts` are source, text and search terms of each passage."""
    row = {name: getattr(kept, name) for name in Kept.__slots__}
    await connection.execute(sa.insert(archives).values(**row))
    if not texts:
        return
    first = (await connection.execute(sa.select(sa.func.max(passages.c.id)))).scalar() or 0
    numbered = list(enumerate(texts, start=first + 1))
    await connection.execute(
        sa.insert(passages),
        [
            {"id": id, "archive": kept.hash, "source": source, "text": text}
            for id, (source, text, _) in numbered
        ],
    )
    await connection.execute(
        sa.insert(INDEX), [{"rowid": id, "terms": terms} for id, (_, _, terms) in numbered]
    )


async def save_open(connection: AsyncConnection, hash: str, is_open: bool) -> None:
    await connection.execute(
        sa.update(archives).where(archives.c.hash == hash).values(is_open=is_open)
    )


async def search(
    connection: AsyncConnection, wanted: str, among: Collection[str], most: int
) -> list[tuple[str, str]]:
    """Archive and text of the passages that match, the best first."""
    query = (
        sa.select(passages.c.archive, passages.c.text)
        .join(INDEX, INDEX.c.rowid == passages.c.id)
        .where(sa.text("archive_index MATCH :wanted"), passages.c.archive.in_(among))
        .order_by(sa.text("rank"), passages.c.id)
        .limit(most)
    )
    rows = await connection.execute(query, {"wanted": wanted})
    return [(row.archive, row.text) for row in rows]


async def list_passages(
    connection: AsyncConnection, archive: str, source: str, most: int
) -> list[str]:
    query = sa.select(passages.c.text).where(
        passages.c.archive == archive, passages.c.source == source
    )
    rows = await connection.execute(query.order_by(passages.c.id).limit(most))
    return [row.text for row in rows]


async def list_closed(connection: AsyncConnection) -> list[str]:
    """The meetings of this server that are closed."""
    rows = await connection.execute(
        sa.select(meetings.c.id).where(meetings.c.phase == "closed")
    )
    return [row.id for row in rows]
