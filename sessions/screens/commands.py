"""What can change about the big screens. Each screen is kept whole, never half."""

from collections.abc import Callable
from dataclasses import replace

from core.database import Database
from core.errors import Refused
from core.ids import ScreenId, new_id
from sessions.meeting import Member
from sessions.screens import store
from sessions.screens.events import ScreenChanged, ScreenLinkEnded
from sessions.screens.queries import screens_of
from sessions.screens.screen import (
    TEXT_LENGTH,
    Look,
    Picture,
    Screen,
    check_look,
    check_picture,
    check_room,
    one_of,
    shown,
)


async def add_screen(db: Database, by: Member, look: Look) -> ScreenId:
    async with db.transaction() as tx:
        screens = await screens_of(tx.connection, by.meeting)
        check_room(screens)
        check_look(look, screens)
        position = screens[-1].position + 1
        made = Screen(ScreenId(new_id()), by.meeting, position, look)
        await store.keep_screen(tx.connection, made)
        tx.record(ScreenChanged(meeting=by.meeting, screen=made.id))
    return made.id


async def set_look(db: Database, by: Member, screen: str, look: Look) -> None:
    async with db.transaction() as tx:
        screens = await screens_of(tx.connection, by.meeting)
        known = one_of(screens, screen)
        # The main screen may stay without a name: then the pages call it the big screen.
        if look.name or not known.is_main:
            check_look(look, [one for one in screens if one.id != screen])
        await store.keep_screen(tx.connection, replace(known, look=look))
        tx.record(ScreenChanged(meeting=by.meeting, screen=screen))


async def show(db: Database, by: Member, screen: str, picture: Picture) -> None:
    """Put another picture on a screen, whole and at once."""
    check_picture(picture)
    await _change(db, by, screen, lambda known: shown(known, picture))


async def set_blank(db: Database, by: Member, screen: str, is_blank: bool) -> None:
    """Take the picture away, or show again what was there."""
    await _change(db, by, screen, lambda known: replace(known, is_blank=is_blank))


async def lay_band(db: Database, by: Member, screen: str, text: str) -> None:
    """Lay a message over the picture of one screen, or of all (`screen` empty); '' lifts it."""
    if len(text) > TEXT_LENGTH:
        raise Refused("field-too-long", field="text", most=TEXT_LENGTH, length=len(text))
    await _change(db, by, screen, lambda known: replace(known, band=text))


async def _change(
    db: Database, by: Member, screen: str, change: Callable[[Screen], Screen]
) -> None:
    async with db.transaction() as tx:
        screens = await screens_of(tx.connection, by.meeting)
        for known in [one_of(screens, screen)] if screen else screens:
            await store.keep_screen(tx.connection, change(known))
        tx.record(ScreenChanged(meeting=by.meeting, screen=screen))


async def renew_link(db: Database, by: Member, screen: str) -> None:
    """From now on only a new link opens the screen."""
    async with db.transaction() as tx:
        known = one_of(await screens_of(tx.connection, by.meeting), screen)
        await store.keep_screen(tx.connection, replace(known, edition=known.edition + 1))
        tx.record(ScreenLinkEnded(meeting=by.meeting, screen=screen))


async def remove_screen(db: Database, by: Member, screen: str) -> None:
    """Its link opens nothing any more. The main screen stays: its link can only be renewed."""
    async with db.transaction() as tx:
        known = one_of(await screens_of(tx.connection, by.meeting), screen)
        if known.is_main:
            raise Refused("main-screen-stays")
        await store.drop_screen(tx.connection, screen)
        tx.record(ScreenLinkEnded(meeting=by.meeting, screen=screen))
