"""Which numbers of announcements are taken."""

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.announcing.announcement import ISSUED
from sessions import queries as sessions


async def numbers_taken(connection: AsyncConnection, meeting: str) -> set[int]:
    """The numbers issued in this meeting, and in all others of its session."""
    issued = await sessions.told_in_session(connection, meeting, ISSUED)
    return {entry.facts["number"] for entry in issued}
