"""Online consultations: the way in, one statement at a time, the list, and the clerk's page."""

import secrets
from datetime import datetime

from starlette.responses import Response

from consult import queries as consult
from consult.contribution.commands import contribute_as, new_entry_id
from consult.online.commands import set_window
from consult.online.queries import find_window, outside_opinions
from consult.online.voices import is_outside
from consult.online.window import Window
from consult.opinion.priority import next_statement, weights
from consult.pictures.shown import Glance
from consult.queries import YardView
from consult.reactions.commands import React
from consult.reactions.queries import my_reactions
from consult.reactions.reaction import Opinion
from core.errors import Forbidden, Refused
from core.ids import MeetingId
from web.access import Who, act, page, speaking
from web.qr import qr_svg
from web.recordings import MOST_SAID
from web.saying import FORM, check_pace, read_said
from web.uploads import upload
from web.visit import NoVoice, Visit

M = "/m/{meeting:str}"
VOICE = f"{M}/voice"
DESK = f"{M}/desk/consult/online"


async def front(visit: Visit) -> Response:
    """The link's page: what it is about, until when, and the ways in."""
    try:
        visit.voice = await speaking(visit)
    except (NoVoice, Refused):
        visit.voice = None
    yard, window = await _talk(visit)
    return visit.render(
        "consult/online.html", yard=yard, window=window, state=_state(visit, window)
    )


async def come_in(visit: Visit) -> Response:
    """Somebody without card or badge. They are heard apart."""
    meeting = visit.path("meeting")
    _, window = await _talk(visit)
    if window is None or not window.outside:
        raise Refused("outside-not-taken")
    response = visit.go(f"/m/{meeting}/voice/next")
    if visit.house.signer.visitor(visit.request, meeting) is None:
        visit.house.visiting.count(meeting)
        visit.house.signer.set_visitor(response, meeting, visit.is_secure)
    return response


async def one(visit: Visit) -> Response:
    """One statement with three buttons. The address names it: a reload shows it again."""
    meeting = visit.path("meeting")
    yard, window = await _talk(visit)
    mine = await _mine(visit)
    heard = {str(each.id): each for each in yard.heard() if not each.said.about}
    asked = visit.request.query_params.get("s", "")
    if asked not in heard or asked in mine:
        found = await _draw(visit, mine, set(heard))
        if found is not None:
            return visit.go(f"/m/{meeting}/voice/next?s={found}")
        asked = ""
    return visit.render(
        "consult/online_next.html",
        yard=yard,
        one=heard.get(asked),
        done=len(mine.keys() & heard.keys()),
        total=len(heard),
        state=_state(visit, window),
        outside=is_outside(visit.speaker),
    )


async def listed(visit: Visit) -> Response:
    """What was said, with the buttons, and the form to say something."""
    yard, window = await _yard(visit)
    return visit.render(
        "consult/online_list.html",
        yard=yard,
        mine=await _mine(visit),
        state=_state(visit, window),
        outside=is_outside(visit.speaker),
        entry=new_entry_id(),
        **FORM,
    )


async def react(visit: Visit) -> Response:
    value = visit.form.choice("opinion", Opinion)
    visit.form.check()
    meeting, statement = MeetingId(visit.path("meeting")), visit.path("statement")
    await visit.house.reacting.put(
        React(meeting, statement, visit.speaker, value, new_entry_id())
    )
    at = f"/m/{meeting}/voice"
    return visit.go(f"{at}#s-{statement}" if visit.form.is_ticked("stay") else f"{at}/next")


async def say(visit: Visit) -> Response:
    if is_outside(visit.speaker):
        raise Forbidden("outside-says-nothing")
    id, said = await read_said(visit)
    visit.form.check()
    check_pace(visit, visit.speaker)
    number = visit.stool.number if visit.stool else 0
    meeting = MeetingId(visit.path("meeting"))
    await contribute_as(visit.house.db, meeting, visit.speaker, said, id, number=number)
    return visit.go(f"/m/{meeting}/voice?sent=1")


async def desk(visit: Visit) -> Response:
    yard, window = await _yard(visit)
    link = f"{visit.origin}/m/{visit.me.meeting}/online"
    zone = visit.house.settings.zone
    return visit.render(
        "consult/online_desk.html",
        yard=yard,
        window=window,
        link=link,
        qr=qr_svg(link),
        typed_at=lambda when: when.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
    )


async def arrange(visit: Visit) -> Response:
    opens_at, closes_at = _moment(visit, "opens_at"), _moment(visit, "closes_at")
    window = Window(opens_at, closes_at, visit.form.is_ticked("outside"))
    await set_window(visit.house.db, visit.me, window)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/online")


def _moment(visit: Visit, name: str) -> datetime:
    """A moment as browsers send it, in the zone of the house."""
    typed = visit.form.text(name, 25)
    visit.form.check()
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        raise Refused("moment-unreadable", field=name, typed=typed) from None
    if not 2000 < found.year < 2200:  # what no clock of ours can be asked to turn
        raise Refused("moment-unreadable", field=name, typed=typed)
    return found.replace(tzinfo=visit.house.settings.zone)


async def _yard(visit: Visit) -> tuple[YardView, Window | None]:
    meeting = visit.path("meeting")
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, meeting)
        return yard, await find_window(connection, meeting)


async def _talk(visit: Visit) -> tuple[YardView, Window | None]:
    meeting = visit.path("meeting")
    async with visit.house.db.reading() as connection:
        yard = await consult.talk_view(connection, meeting)
        return yard, await find_window(connection, meeting)


async def _mine(visit: Visit) -> dict[str, Opinion]:
    voice, meeting = visit.speaker, visit.path("meeting")
    async with visit.house.db.reading() as connection:
        if is_outside(voice):
            return await outside_opinions(connection, meeting, voice)
        return await my_reactions(connection, meeting, voice)


def _state(visit: Visit, window: Window | None) -> str:
    """Where the window stands now; a consultation without one is open while it talks."""
    return window.state(visit.house.db.clock()).value if window else "open"


async def _draw(visit: Visit, mine: dict[str, Opinion], heard: set[str]) -> str | None:
    """The next statement, by priority; the dice are the system's, the choice is pure."""
    gallery, meeting = visit.house.gallery, visit.path("meeting")
    # Of a moment ago is good enough: thousands who ask must not wait for each other's votes.
    glance = gallery.newest(meeting) or await gallery.now(meeting)
    if heard - mine.keys() - set(glance.picture.matrix.statements):
        glance = await gallery.now(meeting)  # something was said that it does not know yet
    return choose(glance, mine, heard, secrets.SystemRandom().random())


def choose(
    glance: Glance, mine: dict[str, Opinion], heard: set[str], draw: float
) -> str | None:
    """The statement that a number of [0, 1) falls on, of those this voice has not answered."""
    table = glance.picture.matrix
    weighed = weights(table, glance.picture.priorities, "")
    for place, statement in enumerate(table.statements):
        if statement in mine or statement not in heard:
            weighed[place] = 0.0
    return next_statement(table, weighed, draw)


routes = [
    page(f"{M}/online", front, Who.ANYONE),
    act(f"{M}/online", come_in, Who.ANYONE, again=front),
    page(VOICE, listed, Who.VOICE),
    page(f"{VOICE}/next", one, Who.VOICE),
    act(f"{VOICE}/said/{{statement:str}}/react", react, Who.VOICE, again=listed),
    upload(f"{VOICE}/say", say, Who.VOICE, again=listed, most=MOST_SAID),
    page(DESK, desk, Who.CONVENER),
    act(DESK, arrange, Who.CONVENER, again=desk),
]
