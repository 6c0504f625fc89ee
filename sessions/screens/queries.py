"""What can be read of the big screens."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere, Refused
from core.ids import MeetingId
from sessions.screens import store
from sessions.screens.screen import Link, Screen, check_link, main_screen, with_main


async def screens_of(connection: AsyncConnection, meeting: str) -> tuple[Screen, ...]:
    """The screens of a meeting, the main one first."""
    return with_main(MeetingId(meeting), await store.list_screens(connection, meeting))


async def screens_behind(
    connection: AsyncConnection, links: Sequence[Link | None]
) -> list[Screen | Refused]:
    """The screen each link opens (None: nobody signed it). After a restart all ask at once."""
    asked = sorted({link.screen for link in links if link})
    found = await store.find_screens(connection, asked)
    for name in await store.known_meetings(connection, asked):
        found.setdefault(name, main_screen(name))
    return [_behind(link, found) for link in links]


def _behind(link: Link | None, found: Mapping[str, Screen]) -> Screen | Refused:
    screen = found.get(link.screen) if link else None
    if link is None or screen is None:
        return NotHere("screen")
    try:
        check_link(link, screen)
    except Refused as refusal:
        return refusal
    return screen
