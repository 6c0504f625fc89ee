"""Setting the big screens: each is kept whole, told at once, and nothing of it is minuted."""

from core.database import Database
from core.journal import Entry
from sessions.screens import commands
from sessions.screens.queries import screens_behind, screens_of
from sessions.screens.screen import (
    MOST_SCREENS,
    Link,
    Look,
    Picture,
    Ratio,
    Screen,
    Shows,
    Theme,
)
from tests.cast import Congress, in_session, make_congress, refused

DARK = Look("右侧", Theme.DARK, Ratio.STANDARD, is_large=True)


async def screens(congress: Congress) -> tuple[Screen, ...]:
    return await congress.read(screens_of, congress.meeting)


async def opened(congress: Congress, *links: Link | None) -> list[object]:
    """What each link opens: the screen's id, or nothing."""
    async with congress.db.reading() as connection:
        found = await screens_behind(connection, links)
    return [one.id if isinstance(one, Screen) else None for one in found]


async def test_a_screen_is_kept_as_it_was_set(db: Database) -> None:
    congress = await make_congress(db, 3)
    made = await commands.add_screen(db, congress.clerk, DARK)
    picture = Picture(Shows.COUNTDOWN, "休息", until=db.clock())
    await commands.show(db, congress.chair, made, picture)
    await commands.lay_band(db, congress.chair, made, "请就座")
    main, right = await screens(congress)
    assert (main.look.name, main.picture, main.band) == ("", Picture(), "")
    assert (right.look, right.picture, right.band) == (DARK, picture, "请就座")


async def test_nothing_of_it_stands_in_the_journal(db: Database, told: list[Entry]) -> None:
    congress = await in_session(db, 3)
    before = await congress.journal()
    made = await commands.add_screen(db, congress.chair, DARK)
    await commands.set_blank(db, congress.chair, made, True)
    await commands.remove_screen(db, congress.chair, made)
    assert await congress.journal() == before
    kinds = [one.kind for one in told[-3:]]
    assert kinds == ["ScreenChanged", "ScreenChanged", "ScreenLinkEnded"]


async def test_blank_keeps_the_picture_and_a_new_picture_lights_the_screen(
    db: Database,
) -> None:
    congress = await make_congress(db, 3)
    main = congress.meeting
    await commands.show(db, congress.chair, main, Picture(Shows.AGENDA))
    await commands.set_blank(db, congress.chair, main, True)
    assert (await screens(congress))[0].is_blank
    await commands.set_blank(db, congress.chair, main, False)
    assert (await screens(congress))[0].picture == Picture(Shows.AGENDA)
    await commands.set_blank(db, congress.chair, main, True)
    await commands.show(db, congress.chair, main, Picture())
    assert (await screens(congress))[0].follows


async def test_a_message_lies_on_all_screens_or_on_one(db: Database) -> None:
    congress = await make_congress(db, 3)
    made = await commands.add_screen(db, congress.clerk, DARK)
    await commands.lay_band(db, congress.chair, "", "全体请注意")
    assert [one.band for one in await screens(congress)] == ["全体请注意"] * 2
    await commands.lay_band(db, congress.chair, made, "")
    assert [one.band for one in await screens(congress)] == ["全体请注意", ""]


async def test_only_the_newest_link_opens_a_screen(db: Database) -> None:
    congress = await make_congress(db, 3)
    main = congress.meeting
    made = await commands.add_screen(db, congress.clerk, DARK)
    links = [Link(main, 0), Link(made, 0), Link("gone", 0), None]
    assert await opened(congress, *links) == [main, made, None, None]
    await commands.renew_link(db, congress.chair, main)
    assert await opened(congress, Link(main, 0), Link(main, 1)) == [None, main]
    await commands.remove_screen(db, congress.chair, made)
    assert await opened(congress, Link(made, 0)) == [None]


async def test_the_main_screen_stays(db: Database) -> None:
    congress = await make_congress(db, 3)
    with refused("main-screen-stays"):
        await commands.remove_screen(db, congress.chair, congress.meeting)


async def test_a_screen_of_another_meeting_is_not_here(db: Database) -> None:
    congress = await make_congress(db, 3)
    theirs = congress.outsider.meeting
    with refused("not-here"):
        await commands.set_blank(db, congress.chair, theirs, True)
    with refused("not-here"):
        await commands.show(db, congress.chair, theirs, Picture())


async def test_a_meeting_has_room_for_so_many_screens(db: Database) -> None:
    congress = await make_congress(db, 3)
    for number in range(1, MOST_SCREENS):
        await commands.add_screen(db, congress.clerk, Look(f"屏{number}"))
    with refused("screens-full", most=MOST_SCREENS):
        await commands.add_screen(db, congress.clerk, Look("多"))
