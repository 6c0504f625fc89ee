"""The SQL of deliveries: names that are in no chain, read by those who bring the news."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.schema import metadata
from followup.deliveries.delivery import Delivery, Way
from followup.store import matters

deliveries = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("matter", sa.ForeignKey("matter.id"), nullable=False, index=True),
    sa.Column("org", sa.String, nullable=False),
    sa.Column("org_name", sa.String, nullable=False),
    sa.Column("contact", sa.String, nullable=False),
    sa.Column("phone", sa.String, nullable=False),
    sa.Column("receiver", sa.String, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("delivered_on", sa.Date, index=True),
    sa.Column("delivered_by", sa.String, nullable=False),
    sa.Column("way", sa.String),
)


async def add(connection: AsyncConnection, new: Sequence[Delivery]) -> None:
    await connection.execute(sa.insert(deliveries), [asdict(one) for one in new])


async def mark(connection: AsyncConnection, delivery: str, on: date, by: str, way: Way) -> None:
    query = sa.update(deliveries).where(deliveries.c.id == delivery)
    await connection.execute(query.values(delivered_on=on, delivered_by=by, way=way))


def _delivery(row: Any) -> Delivery:
    values = {name: getattr(row, name) for name in deliveries.c.keys()}  # noqa: SIM118
    return Delivery(**values | {"way": Way(row.way) if row.way else None})


async def load(connection: AsyncConnection, delivery: str) -> Delivery:
    query = sa.select(deliveries).where(deliveries.c.id == delivery)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("delivery")
    return _delivery(row)


async def list_of(connection: AsyncConnection, matter: str) -> list[Delivery]:
    """The open ones first."""
    query = sa.select(deliveries).where(deliveries.c.matter == matter)
    ordered = query.order_by(deliveries.c.delivered_on, deliveries.c.due, deliveries.c.receiver)
    return [_delivery(row) for row in await connection.execute(ordered)]


async def list_open(
    connection: AsyncConnection, held: Sequence[str] | None, most: int
) -> list[tuple[Delivery, str]]:
    """What these organisations are to bring, or all, in order; with the matter's title."""
    query = sa.select(deliveries, matters.c.title).join(matters)
    query = query.where(deliveries.c.delivered_on.is_(None))
    if held is not None:
        query = query.where(deliveries.c.org.in_(held))
    rows = await connection.execute(
        query.order_by(deliveries.c.due, matters.c.no, deliveries.c.receiver).limit(most)
    )
    return [(_delivery(row), row.title) for row in rows]
