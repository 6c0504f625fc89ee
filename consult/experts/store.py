"""The SQL of experts. They belong to the house."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.experts.expert import Expert
from core.schema import metadata

experts = sa.Table(
    "expert",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("fields", sa.String, nullable=False),  # parted by 、
    sa.Column("unit", sa.String, nullable=False),
)


async def list_experts(connection: AsyncConnection) -> list[Expert]:
    rows = await connection.execute(sa.select(experts).order_by(experts.c.name, experts.c.id))
    return [Expert(row.id, row.name, tuple(row.fields.split("、")), row.unit) for row in rows]


async def add_expert(connection: AsyncConnection, expert: Expert) -> None:
    values = {"id": expert.id, "name": expert.name, "unit": expert.unit}
    values["fields"] = "、".join(expert.fields)
    await connection.execute(sa.insert(experts).values(**values))


async def remove_expert(connection: AsyncConnection, expert: str) -> bool:
    """Whether there was one: two who press at once want the same."""
    gone = await connection.execute(sa.delete(experts).where(experts.c.id == expert))
    return bool(gone.rowcount)
