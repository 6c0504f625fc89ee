"""The SQL of handouts."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.ids import HandoutId, MeetingId
from core.schema import Moment, metadata
from sessions.handouts.handout import End, FileKind, Handout, Release
from sessions.handouts.reading import Reading

# `opened` is a bare number: who opened what is kept nowhere. `item` is no foreign key, for an
# item may leave the agenda while its papers stay with the meeting.
handouts = sa.Table(
    "handout",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("item", sa.String, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("filename", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("release", sa.String, nullable=False),
    sa.Column("ending", sa.String),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("follows", sa.String, nullable=False),
    sa.Column("added_at", Moment, nullable=False),
    sa.Column("released_at", Moment),
    sa.Column("opened", sa.Integer, nullable=False),
    sa.Column("reading", sa.Text, nullable=False),
)
LISTED = [column for column in handouts.c if column.name != "reading"]


def _handout(row: Any) -> Handout:
    return Handout(
        id=HandoutId(row.id),
        meeting=MeetingId(row.meeting),
        item=row.item,
        position=row.position,
        title=row.title,
        filename=row.filename,
        kind=FileKind(row.kind),
        sha256=row.sha256,
        size=row.size,
        release=Release(row.release),
        end=End(row.ending) if row.ending else None,
        reason=row.reason,
        follows=row.follows,
        added_at=row.added_at,
        released_at=row.released_at,
        opened=row.opened,
    )


async def list_handouts(connection: AsyncConnection, meeting: str) -> list[Handout]:
    rows = await connection.execute(
        sa.select(*LISTED)
        .where(handouts.c.meeting == meeting)
        .order_by(handouts.c.position, handouts.c.added_at)
    )
    return [_handout(row) for row in rows]


async def load_handout(connection: AsyncConnection, meeting: str, handout: str) -> Handout:
    query = sa.select(*LISTED).where(handouts.c.meeting == meeting, handouts.c.id == handout)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("handout")
    return _handout(row)


async def load_reading(connection: AsyncConnection, handout: str) -> Reading:
    query = sa.select(handouts.c.reading).where(handouts.c.id == handout)
    text = (await connection.execute(query)).scalar_one()
    return msgspec.json.decode(text, type=Reading)


async def add_handout(
    connection: AsyncConnection, values: Mapping[str, Any], reading: Reading
) -> None:
    text = msgspec.json.encode(reading).decode()
    await connection.execute(sa.insert(handouts).values(**values, reading=text))


async def save_handout(connection: AsyncConnection, handout: str, **changes: Any) -> None:
    await connection.execute(
        sa.update(handouts).where(handouts.c.id == handout).values(**changes)
    )


async def drop_handout(connection: AsyncConnection, handout: str) -> None:
    await connection.execute(sa.delete(handouts).where(handouts.c.id == handout))


async def add_opened(connection: AsyncConnection, counts: Mapping[str, int]) -> None:
    for handout, more in counts.items():
        await connection.execute(
            sa.update(handouts)
            .where(handouts.c.id == handout)
            .values(opened=handouts.c.opened + more)
        )


async def named_files(connection: AsyncConnection) -> set[str]:
    """The hashes of all files that some handout of some meeting names."""
    rows = await connection.execute(sa.select(handouts.c.sha256).distinct())
    return {row.sha256 for row in rows}


async def is_named(connection: AsyncConnection, sha256: str) -> bool:
    query = sa.select(handouts.c.id).where(handouts.c.sha256 == sha256).limit(1)
    return (await connection.execute(query)).first() is not None
