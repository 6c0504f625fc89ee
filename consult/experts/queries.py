"""What can be read of experts."""

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.experts import store
from consult.experts.expert import Expert


async def all_experts(connection: AsyncConnection) -> list[Expert]:
    return await store.list_experts(connection)
