"""What can be read of notices."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sessions.notices import store
from sessions.notices.notice import Notice


async def boards(
    connection: AsyncConnection, meetings: Sequence[str]
) -> list[tuple[Notice, ...]]:
    """The notices of each meeting: when one is pushed, the whole hall asks at once."""
    found = {one: tuple(await store.list_notices(connection, one)) for one in set(meetings)}
    return [found[one] for one in meetings]


async def change(connection: AsyncConnection, meeting: str) -> int:
    """A number that is another after each notice and each withdrawal; it names nobody."""
    return await store.count_changes(connection, meeting)
