"""The SQL of grids. They belong to the house and not to one meeting."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.grids.grid import Grid, Level
from core.errors import Refused
from core.schema import metadata

grids = sa.Table(
    "grid",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("parent", sa.String, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("head", sa.String, nullable=False),
    sa.Column("worker", sa.String, nullable=False),
    sa.Column("deputies", sa.String, nullable=False),  # parted by 、
)


def _grid(row: Any) -> Grid:
    return Grid(
        id=row.id,
        parent=row.parent,
        level=Level(row.level),
        name=row.name,
        head=row.head,
        worker=row.worker,
        deputies=tuple(row.deputies.split("、")) if row.deputies else (),
    )


async def list_grids(connection: AsyncConnection) -> list[Grid]:
    return [_grid(row) for row in await connection.execute(sa.select(grids))]


async def find_grid(connection: AsyncConnection, id: str) -> Grid | None:
    row = (await connection.execute(sa.select(grids).where(grids.c.id == id))).first()
    return _grid(row) if row else None


async def load_grid(connection: AsyncConnection, id: str, field: str) -> Grid:
    found = await find_grid(connection, id)
    if found is None:
        raise Refused("choose-one", field=field)
    return found


async def put_grids(connection: AsyncConnection, new: Sequence[Grid]) -> None:
    """Add them; one that is there already is written anew."""
    await connection.execute(
        sa.delete(grids).where(grids.c.id == sa.bindparam("b_id")),
        [{"b_id": one.id} for one in new],
    )
    await connection.execute(
        sa.insert(grids),
        [
            {
                "id": one.id,
                "parent": one.parent,
                "level": one.level,
                "name": one.name,
                "head": one.head,
                "worker": one.worker,
                "deputies": "、".join(one.deputies),
            }
            for one in new
        ],
    )
