"""The agenda: written by the clerk, gone through by the chair."""

from starlette.responses import Response

from ballots import queries as ballots
from sessions import queries as sessions
from sessions.agenda import commands
from sessions.agenda.course import commands as course
from sessions.agenda.item import REASON_LENGTH, TITLE_LENGTH, ItemKind, ItemState
from sessions.agenda.plan import timetable
from sessions.agenda.templates import AGENDAS
from sessions.agenda.tree import LEVELS, Way
from web.access import Who, act, page
from web.agenda_words import lines_of
from web.routes.meeting import M, chair
from web.visit import Visit

AGENDA = f"{M}/desk/agenda"


async def agenda(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
    return visit.render(
        "sessions/agenda.html",
        view=view,
        slots=timetable(view.agenda, view.meeting.starts),
        ItemKind=ItemKind,
        levels=LEVELS,
        templates=AGENDAS,
    )


def _item_values(visit: Visit) -> dict[str, str]:
    form = visit.form
    values: dict[str, str] = {
        "title": form.text("title", TITLE_LENGTH),
        "kind": form.choice("kind", ItemKind),
        "speaker": form.text("speaker", 60, needed=False),
        "unit": form.text("unit", 60, needed=False),
        "starts": form.text("starts", 8, needed=False),
        "lasts": form.text("lasts", 4, needed=False),
        "under": form.text("under", 40, needed=False),
    }
    form.check()
    return values


async def add_item(visit: Visit) -> Response:
    await commands.add_item(visit.house.db, visit.me, _item_values(visit))
    return _to_agenda(visit)


def _to_agenda(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/desk/agenda")


async def edit_item(visit: Visit) -> Response:
    values = _item_values(visit)
    await commands.edit_item(visit.house.db, visit.me, visit.path("item"), values)
    return _to_agenda(visit)


async def move_item(visit: Visit) -> Response:
    way = visit.form.choice("way", Way)
    visit.form.check()
    await commands.move_item(visit.house.db, visit.me, visit.path("item"), way)
    return _to_agenda(visit)


async def place_item(visit: Visit) -> Response:
    """Where an item was dropped: before another one, or at the end."""
    before = visit.form.text("before", 40, needed=False)
    depth = visit.form.number("depth", 0, LEVELS - 1)
    visit.form.check()
    await commands.place_item(visit.house.db, visit.me, visit.path("item"), before, depth)
    return _to_agenda(visit)


async def drop_item(visit: Visit) -> Response:
    await commands.drop_item(visit.house.db, visit.me, visit.path("item"))
    return _to_agenda(visit)


async def fill_agenda(visit: Visit) -> Response:
    """A template, in the language of the clerk's screen."""
    lines = lines_of(visit.language, visit.path("agenda"))
    await commands.fill_agenda(visit.house.db, visit.me, lines)
    return _to_agenda(visit)


async def _put_aside(visit: Visit) -> None:
    form = visit.form
    reason = form.text("reason", REASON_LENGTH)
    state = form.choice("state", ItemState)
    form.check()
    item, guard = visit.path("item"), ballots.check_undecided
    await course.put_aside(visit.house.db, visit.me, item, state, reason, guard)


async def put_aside_at_desk(visit: Visit) -> Response:
    await _put_aside(visit)
    return _to_agenda(visit)


async def put_aside(visit: Visit) -> Response:
    await _put_aside(visit)
    return visit.go(f"/m/{visit.me.meeting}/chair")


async def take_back_at_desk(visit: Visit) -> Response:
    await course.take_back(visit.house.db, visit.me, visit.path("item"))
    return _to_agenda(visit)


async def take_back(visit: Visit) -> Response:
    await course.take_back(visit.house.db, visit.me, visit.path("item"))
    return visit.go(f"/m/{visit.me.meeting}/chair")


async def start_item(visit: Visit) -> Response:
    item, guard = visit.path("item"), ballots.check_no_open_vote
    await course.start_item(visit.house.db, visit.me, item, guard)
    return visit.go(f"/m/{visit.me.meeting}/chair")


ITEM = f"{AGENDA}/{{item:str}}"
ON = f"{M}/items/{{item:str}}"

routes = [
    page(AGENDA, agenda, Who.CLERK),
    act(AGENDA, add_item, Who.CLERK, again=agenda),
    act(f"{AGENDA}/templates/{{agenda:str}}", fill_agenda, Who.CLERK, again=agenda),
    act(ITEM, edit_item, Who.CLERK, again=agenda),
    act(f"{ITEM}/move", move_item, Who.CLERK, again=agenda),
    act(f"{ITEM}/place", place_item, Who.CLERK, again=agenda),
    act(f"{ITEM}/drop", drop_item, Who.CLERK, again=agenda),
    act(f"{ITEM}/aside", put_aside_at_desk, Who.CLERK, again=agenda),
    act(f"{ITEM}/back", take_back_at_desk, Who.CLERK, again=agenda),
    act(f"{ON}/start", start_item, Who.CHAIR, again=chair),
    act(f"{ON}/aside", put_aside, Who.CHAIR, again=chair),
    act(f"{ON}/back", take_back, Who.CHAIR, again=chair),
]
