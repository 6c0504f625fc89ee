"""The floor as chair and clerk lead it: the list of speakers and the acts of the chair."""

from starlette.responses import JSONResponse, Response

from core.errors import NotHere, Refused
from core.people import Role
from sessions import queries as sessions
from sessions.agenda.item import Item
from sessions.queries import MeetingView
from sessions.speaking import commands as speaking
from sessions.speaking.calling import commands as calling
from sessions.speaking.limits import (
    LIMITS,
    LONGEST,
    MOST_EXTENSION,
    MOST_SPEECHES,
    Limits,
    Ordering,
    Preset,
    Terms,
)
from sessions.speaking.queries import load_floor, view_of
from sessions.speaking.word import Category, Listing, Word
from web.access import Who, act, check_member, page
from web.fragments import hall
from web.hub import Audience
from web.routes.meeting import chair
from web.visit import Visit

F = "/m/{meeting:str}/floor"
ONE = F + "/{item:str}"


async def floor(visit: Visit) -> Response:
    """The list of one item with all that can be set; without one, of the item that is on."""
    check_member(Who.CONVENER, visit.member)
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, visit.me.meeting, visit.house.boxes)
        known = await load_floor(connection, visit.me.meeting)
        item = _item(visit, shown.view)
        listed = await view_of(connection, visit.me.meeting, known, item) if item else None
    is_chair = Role.CHAIR in visit.me.roles
    return visit.render(
        "speaking/floor.html",
        hall=shown,
        audience=Audience.CHAIR if is_chair else Audience.DESK,
        item=item,
        listed=listed,
        known=known,
        Preset=Preset,
        Ordering=Ordering,
        presets=LIMITS,
    )


def _item(visit: Visit, view: MeetingView) -> Item | None:
    """The item of the address; without one the current, the next, the last."""
    asked = visit.request.path_params.get("item")
    if asked is not None:
        for one in view.agenda:
            if one.id == asked:
                return one
        raise NotHere("item")
    last = view.agenda[-1] if view.agenda else None
    return view.current or view.next or last


def _back(visit: Visit) -> Response:
    """To the page on which it was pressed."""
    at = f"/m/{visit.me.meeting}"
    if visit.form.values.get("from") == "floor":
        return visit.go(f"{at}/floor/{visit.path('item')}")
    return visit.go(f"{at}/chair")


async def _again(visit: Visit) -> Response:
    """The page on which a refused act was pressed, with the sentence."""
    from_floor = visit.form.values.get("from") == "floor" or Role.CHAIR not in visit.me.roles
    return await (floor if from_floor else chair)(visit)


async def arrange(visit: Visit) -> Response:
    form = visit.form
    order, preset = form.choice("order", Ordering), form.choice("preset", Preset)
    limits = LIMITS.get(preset) or Limits(
        first=form.number("first", 1, LONGEST),
        later=form.number("later", 1, LONGEST),
        most=form.number("most", 1, MOST_SPEECHES),
        patience=form.number("patience", 1, LONGEST),
    )
    form.check()
    terms = Terms(order, preset, limits)
    await speaking.arrange_floor(visit.house.db, visit.me, visit.path("item"), terms)
    return _back(visit)


async def _person(visit: Visit) -> str:
    """Who is meant by what was typed: a seat, or a name that only one has."""
    typed = visit.form.text("who", 60)
    visit.form.check()
    async with visit.house.db.reading() as connection:
        lines = await sessions.roster(connection, visit.me.meeting)
    seated = [one.person for one in lines if one.seat and one.seat == typed]
    found = seated or [one.person for one in lines if one.name == typed]
    if not found:
        raise Refused("nobody-found", field="who", typed=typed)
    if len(found) > 1:
        raise Refused("several-found", field="who", typed=typed)
    return found[0]


async def add(visit: Visit) -> Response:
    """For somebody without a phone."""
    word = visit.form.choice("word", Word)
    category = Category.PROCEDURE if word is Word.POINT else None
    if visit.form.values.get("category"):
        category = visit.form.choice("category", Category)
    person = visit.me.person if word is Word.PROCEDURAL else await _person(visit)
    visit.form.check()
    item = visit.path("item")
    await speaking.ask_to_speak(visit.house.db, visit.me, item, word, category, person)
    return _back(visit)


async def note_pass(visit: Visit) -> Response:
    person = await _person(visit)
    await speaking.pass_word(visit.house.db, visit.me, visit.path("item"), person)
    return _back(visit)


async def drop(visit: Visit) -> Response:
    entry = visit.form.text("entry", 20)
    visit.form.check()
    await speaking.withdraw(visit.house.db, visit.me, visit.path("item"), entry)
    return _back(visit)


async def turn_list(visit: Visit) -> Response:
    state = visit.form.choice("state", Listing)
    visit.form.check()
    await speaking.turn_list(visit.house.db, visit.me, visit.path("item"), state)
    return _back(visit)


async def ask_unheard(visit: Visit) -> Response:
    await speaking.ask_unheard(visit.house.db, visit.me, visit.path("item"))
    return _back(visit)


async def call_up(visit: Visit) -> Response:
    entry = visit.form.text("entry", 20)
    seen = visit.form.text("seen", 20, needed=False)
    visit.form.check()
    await calling.call_up(visit.house.db, visit.me, visit.path("item"), entry, seen)
    return _back(visit)


async def stop(visit: Visit) -> Response:
    turn = visit.form.text("turn", 20)
    visit.form.check()
    await calling.stop_turn(visit.house.db, visit.me, turn)
    return _back(visit)


async def extend(visit: Visit) -> Response:
    turn = visit.form.text("turn", 20)
    minutes = visit.form.number("minutes", 1, MOST_EXTENSION)
    visit.form.check()
    await calling.extend_turn(visit.house.db, visit.me, turn, minutes)
    return _back(visit)


async def clock(visit: Visit) -> Response:
    """The server's time, by which a page measures how wrong its own clock is."""
    return JSONResponse({"now": int(visit.house.db.clock().timestamp() * 1000)})


routes = [
    page("/clock", clock, Who.ANYONE),
    page(F, floor, Who.CONVENER),
    page(ONE, floor, Who.CONVENER),
    act(f"{ONE}/terms", arrange, Who.CONVENER, again=floor),
    act(f"{ONE}/add", add, Who.CONVENER, again=_again),
    act(f"{ONE}/pass", note_pass, Who.CONVENER, again=floor),
    act(f"{ONE}/drop", drop, Who.CONVENER, again=_again),
    act(f"{ONE}/list", turn_list, Who.CONVENER, again=_again),
    act(f"{ONE}/unheard", ask_unheard, Who.CONVENER, again=_again),
    act(f"{ONE}/call", call_up, Who.CHAIR, again=_again),
    act(f"{ONE}/stop", stop, Who.CHAIR, again=_again),
    act(f"{ONE}/extend", extend, Who.CHAIR, again=_again),
]
