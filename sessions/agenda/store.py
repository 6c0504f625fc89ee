"""The SQL of agendas."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import Refused
from core.ids import ItemId, MeetingId
from core.schema import Moment, metadata
from sessions.agenda.item import Item, ItemKind, ItemState
from sessions.agenda.tree import arranged

items = sa.Table(
    "item",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("speaker", sa.String, nullable=False),
    sa.Column("started_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("depth", sa.Integer, nullable=False, server_default="0"),
    sa.Column("unit", sa.String, nullable=False, server_default=""),
    sa.Column("starts", sa.String, nullable=False, server_default=""),
    sa.Column("lasts", sa.Integer),
    sa.Column("reason", sa.String, nullable=False, server_default=""),
)


async def load_items(connection: AsyncConnection, meeting: str) -> list[Item]:
    """The agenda of a meeting, arranged."""
    rows = await connection.execute(
        sa.select(items).where(items.c.meeting == meeting).order_by(items.c.position)
    )
    return arranged([_item(row) for row in rows])


def _item(row: Any) -> Item:
    return Item(
        id=ItemId(row.id),
        meeting=MeetingId(row.meeting),
        position=row.position,
        title=row.title,
        kind=ItemKind(row.kind),
        state=ItemState(row.state),
        speaker=row.speaker,
        started_at=row.started_at,
        ended_at=row.ended_at,
        depth=row.depth,
        unit=row.unit,
        starts=row.starts,
        lasts=row.lasts,
        reason=row.reason,
    )


async def add_items(connection: AsyncConnection, new: Sequence[Item]) -> None:
    """Items that nothing has happened to yet."""
    rows = [
        {
            "id": one.id,
            "meeting": one.meeting,
            "position": one.position,
            "title": one.title,
            "kind": one.kind,
            "state": ItemState.PLANNED,
            "speaker": one.speaker,
            "depth": one.depth,
            "unit": one.unit,
            "starts": one.starts,
            "lasts": one.lasts,
        }
        for one in new
    ]
    if rows:
        await connection.execute(sa.insert(items), rows)


async def save_item(connection: AsyncConnection, item: str, **changes: Any) -> None:
    await connection.execute(sa.update(items).where(items.c.id == item).values(**changes))


async def save_places(connection: AsyncConnection, agenda: Sequence[Item]) -> None:
    """Where each item stands: its position and its depth."""
    rows = [{"_id": one.id, "position": one.position, "depth": one.depth} for one in agenda]
    if rows:
        places: dict[str, Any] = {name: sa.bindparam(name) for name in ("position", "depth")}
        query = sa.update(items).where(items.c.id == sa.bindparam("_id")).values(**places)
        await connection.execute(query, rows)


async def drop_item(connection: AsyncConnection, item: str) -> None:
    try:
        await connection.execute(sa.delete(items).where(items.c.id == item))
    except sa.exc.IntegrityError:  # another room has hung a vote on it
        raise Refused("item-has-vote") from None
