"""What can be read of grids."""

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.grids import store
from consult.grids.grid import Grid


async def all_grids(connection: AsyncConnection) -> list[Grid]:
    return await store.list_grids(connection)


async def find_grid(connection: AsyncConnection, id: str) -> Grid | None:
    return await store.find_grid(connection, id)
