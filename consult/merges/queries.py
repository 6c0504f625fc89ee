"""What has been said already that is like what somebody is about to say."""

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.fold import Contribution
from consult.contribution.queries import state_of
from consult.contribution.said import Circle, Contributed, EntryId
from consult.merges.likeness import similar


async def similar_said(
    connection: AsyncConnection, meeting: str, said: Contributed, id: str
) -> list[Contribution]:
    """Only among what everybody reads, and only before something public is posted."""
    if said.circle is not Circle.PUBLIC or not said.text:
        return []
    state = await state_of(connection, meeting)
    if EntryId(id) in state.contributions:
        return []  # sent twice: it is said already
    heard = [one for one in state.standing if one.said.circle is Circle.PUBLIC]
    return [state.contributions[one.id] for one in similar(said, heard)]
