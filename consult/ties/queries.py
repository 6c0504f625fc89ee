"""What can be read of ties."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.said import Voice
from consult.ties import store


async def ties_of(connection: AsyncConnection, meeting: str) -> Mapping[Voice, Voice]:
    """The stool's voice by that of the badge in the same hand."""
    return await store.list_ties(connection, meeting)
