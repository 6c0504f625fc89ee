"""What can be read of congress sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from sessions.congress import store
from sessions.congress.session import CongressSession, Sitting, in_order


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its meetings in their order, as one person sees them."""

    session: CongressSession
    sittings: tuple[Sitting, ...]


async def session_view(
    connection: AsyncConnection, session: str, person: str = ""
) -> SessionView:
    loaded = await store.load_session(connection, session)
    found = await store.list_sittings(connection, session, person)
    return SessionView(loaded, tuple(in_order(found)))


async def session_of(
    connection: AsyncConnection, meeting: str, person: str
) -> SessionView | None:
    """The session that a meeting belongs to, if it does."""
    found = await store.find_session(connection, meeting)
    return await session_view(connection, found.id, person) if found else None


async def others_of(
    connection: AsyncConnection, meeting: str, persons: Sequence[str]
) -> dict[str, tuple[Sitting, ...]]:
    """For each person the other meetings of the same session that they belong to."""
    found = await store.find_session(connection, meeting)
    mine = await store.list_mine(connection, found.id, persons) if found else {}
    return {
        person: tuple(in_order(one for one in sittings if one.meeting.id != meeting))
        for person, sittings in mine.items()
    }
