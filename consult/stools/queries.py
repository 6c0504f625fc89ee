"""What can be read of stools."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.stools import store
from consult.stools.stool import Seat, Stool
from core.errors import NotHere, Refused
from sessions.queries import secret_hash


async def stools_of(connection: AsyncConnection, meeting: str) -> list[Stool]:
    return await store.list_stools(connection, meeting)


async def stool_of_card(connection: AsyncConnection, card: str) -> tuple[Stool, str]:
    """The stool of a printed card, and the hash of the device that has joined it."""
    return await store.load_by_card(connection, secret_hash(card))


async def load_stool(connection: AsyncConnection, meeting: str, stool: str) -> Stool:
    return await store.load_stool(connection, meeting, stool)


async def recognise_stools(
    connection: AsyncConnection, seats: Sequence[Seat]
) -> list[Stool | Refused]:
    """The stool behind each cookie, if it is still good. A whole yard asks at once."""
    found = await store.find_stools(connection, sorted({seat.stool for seat in seats}))
    return [_behind(seat, found.get(seat.stool)) for seat in seats]


def _behind(seat: Seat, stool: Stool | None) -> Stool | Refused:
    is_good = stool is not None and (stool.meeting, stool.edition) == (
        seat.meeting,
        seat.edition,
    )
    return stool if stool is not None and is_good else NotHere("stool")
