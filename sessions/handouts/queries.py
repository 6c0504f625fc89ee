"""What can be read of handouts. What is not for somebody is not there for them."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.people import Role
from sessions.handouts import store
from sessions.handouts.handout import Handout, concerns, may_open
from sessions.handouts.reading import Reading


async def all_handouts(connection: AsyncConnection, meeting: str) -> list[Handout]:
    """Drafts and old versions too: for the clerk."""
    return await store.list_handouts(connection, meeting)


async def handouts_for(
    connection: AsyncConnection, meeting: str, roles: Collection[Role]
) -> list[Handout]:
    """What is out and for these roles; the clerk reads here what everybody reads."""
    found = await store.list_handouts(connection, meeting)
    return [one for one in found if one.is_out and concerns(one, roles)]


async def find_handout(
    connection: AsyncConnection, meeting: str, handout: str, roles: Collection[Role]
) -> tuple[Handout, str]:
    """A handout these roles may know of, and the version that took its place, or ""."""
    found = await store.load_handout(connection, meeting, handout)
    if not concerns(found, roles):
        raise NotHere("handout")
    others = await store.list_handouts(connection, meeting)
    return found, next((one.id for one in others if one.follows == found.id), "")


async def openable(
    connection: AsyncConnection, meeting: str, handout: str, roles: Collection[Role]
) -> Handout:
    """A handout whose file these roles may have."""
    found = await store.load_handout(connection, meeting, handout)
    if not may_open(found, roles):
        raise NotHere("handout")
    return found


async def reading(connection: AsyncConnection, handout: Handout) -> Reading:
    return await store.load_reading(connection, handout.id)
