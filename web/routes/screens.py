"""The big screens, as chair and clerk set them: what each shows, how it looks, its link."""

import re
from datetime import datetime

from starlette.responses import Response

from core.errors import Refused
from core.people import Role
from sessions.screens import commands
from sessions.screens.screen import (
    MOST_MINUTES,
    NAME_LENGTH,
    TEXT_LENGTH,
    Look,
    Picture,
    Ratio,
    Screen,
    Shows,
    Theme,
    at_clock_time,
    in_minutes,
)
from web.access import Who, act, page
from web.forms import BadForm
from web.fragments import hall
from web.hub import Audience
from web.routes.meeting import chair
from web.visit import Visit
from web.walls import told_results

SCREENS = "/m/{meeting:str}/screens"
SCREEN = f"{SCREENS}/{{screen:str}}"
CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:：.]([0-5][0-9])", re.ASCII)


async def screens(visit: Visit) -> Response:
    """All screens with their links; the clerk's side of what the console does."""
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, visit.me.meeting, visit.house.boxes, {Audience.DESK})
    return visit.render(
        "sessions/screens.html",
        hall=shown,
        audience=Audience.DESK,
        wire="desk" if Role.CLERK in visit.me.roles else "chair",
        links={one.id: link_of(visit, one) for one in shown.screens},
        Theme=Theme,
        Ratio=Ratio,
    )


def link_of(visit: Visit, screen: Screen) -> str:
    return f"/s/{visit.house.signer.screen_token(screen.id, screen.edition)}"


async def add(visit: Visit) -> Response:
    look = _look(visit, needed=True)
    await commands.add_screen(visit.house.db, visit.me, look)
    return visit.go(f"/m/{visit.me.meeting}/screens")


async def set_look(visit: Visit) -> Response:
    is_main = visit.path("screen") == visit.me.meeting
    look = _look(visit, needed=not is_main)
    await commands.set_look(visit.house.db, visit.me, visit.path("screen"), look)
    return visit.go(f"/m/{visit.me.meeting}/screens")


def _look(visit: Visit, *, needed: bool) -> Look:
    form = visit.form
    name = form.text("name", NAME_LENGTH, needed=needed)
    theme, ratio = form.choice("theme", Theme), form.choice("ratio", Ratio)
    form.check()
    return Look(name, theme, ratio, form.is_ticked("large"))


async def renew(visit: Visit) -> Response:
    await commands.renew_link(visit.house.db, visit.me, visit.path("screen"))
    return visit.go(f"/m/{visit.me.meeting}/screens")


async def remove(visit: Visit) -> Response:
    await commands.remove_screen(visit.house.db, visit.me, visit.path("screen"))
    return visit.go(f"/m/{visit.me.meeting}/screens")


async def show(visit: Visit) -> Response:
    """A picture that needs no words: the meeting, the agenda, a result, the title slide …"""
    shows = visit.form.choice("shows", Shows)
    visit.form.check()
    round = visit.form.values.get("round", "") if shows is Shows.RESULT else ""
    if round:
        await _check_announced(visit, round)
    await _show(visit, visit.path("screen"), Picture(shows, round=round))
    return _back(visit)


async def _check_announced(visit: Visit, round: str) -> None:
    # Asked before the transaction: what was once announced stays so.
    async with visit.house.db.reading() as connection:
        told = await told_results(connection, visit.me.meeting)
    if round not in {one.view.round.id for one in told}:
        raise Refused("result-not-announced", field="round")


async def say(visit: Visit) -> Response:
    """Words of the moment: a band over the picture, a message alone, or a title slide."""
    text = visit.form.text("text", TEXT_LENGTH)
    visit.form.check()
    target, way = visit.form.values.get("screen", ""), visit.form.values.get("as", "band")
    if way == "band":
        await commands.lay_band(visit.house.db, visit.me, target, text)
        return _back(visit)
    shows = Shows.TITLE if way == "title" else Shows.MESSAGE
    await _show(visit, target, Picture(shows, text))
    return _back(visit)


async def lift(visit: Visit) -> Response:
    """Take a message off one screen, or off all."""
    target = visit.form.values.get("screen", "")
    await commands.lay_band(visit.house.db, visit.me, target, "")
    return _back(visit)


async def count_down(visit: Visit) -> Response:
    caption = visit.form.text("caption", TEXT_LENGTH, needed=False)
    until = _until(visit)
    visit.form.check()
    target = visit.form.values.get("screen", "")
    await _show(visit, target, Picture(Shows.COUNTDOWN, caption, until=until))
    return _back(visit)


def _until(visit: Visit) -> datetime | None:
    """The end of a countdown: a clock time if one was given, else so many minutes from now."""
    now, form = visit.house.db.clock(), visit.form
    typed = form.text("clock", 5, needed=False)
    if not typed:
        minutes = form.number_or_none("minutes", 1, MOST_MINUTES)
        return in_minutes(now, minutes) if minutes else None
    found = CLOCK.fullmatch(typed)
    if found is None:
        raise BadForm([Refused("clock-unreadable", field="clock")])
    return at_clock_time(now, visit.house.settings.zone, int(found[1]), int(found[2]))


async def _show(visit: Visit, screen: str, picture: Picture) -> None:
    await commands.show(visit.house.db, visit.me, screen, picture)


async def blank(visit: Visit) -> Response:
    await commands.set_blank(visit.house.db, visit.me, visit.path("screen"), True)
    return _back(visit)


async def unblank(visit: Visit) -> Response:
    await commands.set_blank(visit.house.db, visit.me, visit.path("screen"), False)
    return _back(visit)


def _back(visit: Visit) -> Response:
    """To the console, with the same screen in its preview; the clerk to the screens' page."""
    if Role.CHAIR in visit.me.roles and visit.form.values.get("from") != "screens":
        chosen = visit.form.values.get("chosen", "")
        return visit.go(f"/m/{visit.me.meeting}/chair" + (f"?screen={chosen}" * bool(chosen)))
    return visit.go(f"/m/{visit.me.meeting}/screens")


async def _where_set(visit: Visit) -> Response:
    at_desk = visit.form.values.get("from") == "screens" or Role.CHAIR not in visit.me.roles
    return await (screens(visit) if at_desk else chair(visit))


routes = [
    page(SCREENS, screens, Who.CONVENER),
    act(SCREENS, add, Who.CONVENER, again=screens),
    act(f"{SCREENS}/say", say, Who.CONVENER, again=_where_set),
    act(f"{SCREENS}/lift", lift, Who.CONVENER, again=_where_set),
    act(f"{SCREENS}/countdown", count_down, Who.CONVENER, again=_where_set),
    act(f"{SCREEN}/look", set_look, Who.CONVENER, again=screens),
    act(f"{SCREEN}/link", renew, Who.CONVENER, again=screens),
    act(f"{SCREEN}/remove", remove, Who.CONVENER, again=screens),
    act(f"{SCREEN}/show", show, Who.CONVENER, again=_where_set),
    act(f"{SCREEN}/blank", blank, Who.CONVENER, again=_where_set),
    act(f"{SCREEN}/unblank", unblank, Who.CONVENER, again=_where_set),
]
