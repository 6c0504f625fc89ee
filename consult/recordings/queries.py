"""Which files the log names."""

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution import store
from consult.contribution.said import Contributed


async def named_files(connection: AsyncConnection) -> set[str]:
    """Of all consultations of the house."""
    found: set[str] = set()
    for entry in await store.list_contributed(connection):
        if isinstance(entry.said, Contributed):
            found |= {entry.said.photo, entry.said.sound}
    return found - {""}
