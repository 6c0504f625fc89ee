"""What can be read of what people think."""

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.queries import state_of
from consult.pictures.poll import Poll, poll
from consult.reactions.queries import all_reactions
from consult.stools.queries import stools_of


async def poll_of(connection: AsyncConnection, meeting: str) -> Poll:
    """Statements, votes and declared groups of the meeting; nothing from outside."""
    return poll(
        await state_of(connection, meeting),
        await all_reactions(connection, meeting),
        await stools_of(connection, meeting),
    )
