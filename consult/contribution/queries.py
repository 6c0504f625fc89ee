"""What can be read of what was said."""

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution import store
from consult.contribution.fold import State, fold


async def state_of(connection: AsyncConnection, meeting: str) -> State:
    return fold(await store.list_entries(connection, meeting))
