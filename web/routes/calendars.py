"""Agendas as calendars. A phone's calendar has no badge: the link alone opens them."""

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from core.errors import NotHere
from sessions import queries as sessions
from sessions.agenda.icalendar import Event, calendar, item_events, meeting_event
from sessions.congress import queries as congress
from web.access import Who, page
from web.downloads import attachment
from web.visit import Visit


async def feed(visit: Visit) -> Response:
    """The agenda of a meeting, or the meetings of a session; nothing about any person."""
    found = visit.house.signer.calendar_of(visit.path("feed"))
    if found is None:
        raise NotHere("calendar")
    thing, named = found
    read = _session if thing == "session" else _meeting
    async with visit.house.db.reading() as connection:
        name, events = await read(visit, connection, named)
    return attachment("agenda.ics", calendar(name, events))


async def _meeting(
    visit: Visit, connection: AsyncConnection, meeting: str
) -> tuple[str, list[Event]]:
    zone = visit.house.settings.zone
    view = await sessions.meeting_view(connection, meeting)
    agenda = list(view.agenda)
    whole = meeting_event(view.meeting, agenda, zone)
    parts = item_events(view.meeting, agenda, zone)
    return view.meeting.title, [*([whole] if whole else []), *parts]


async def _session(
    visit: Visit, connection: AsyncConnection, session: str
) -> tuple[str, list[Event]]:
    zone = visit.house.settings.zone
    found = await congress.session_view(connection, session)
    events = []
    for one in found.sittings:
        view = await sessions.meeting_view(connection, one.meeting.id)
        events.append(meeting_event(view.meeting, list(view.agenda), zone))
    return found.session.title, [one for one in events if one is not None]


routes = [page("/calendars/{feed:str}", feed, Who.ANYONE)]
