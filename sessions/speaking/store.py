"""The floor, read from the journal: it is kept nowhere else."""

from sqlalchemy.ext.asyncio import AsyncConnection

from core import journal
from sessions.speaking.floor import KINDS, Floor, fold


async def load_floor(connection: AsyncConnection, meeting: str) -> Floor:
    return fold(await journal.of_kinds(connection, meeting, KINDS))
