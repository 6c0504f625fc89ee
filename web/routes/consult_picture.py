"""What people think, as a living picture: in browsers, on the big screen, and as files."""

from asyncio import to_thread
from dataclasses import replace

from starlette.responses import HTMLResponse, Response
from starlette.routing import WebSocketRoute

from consult import queries as consult
from consult.exports.comments import comments_csv
from consult.exports.participants import participants_csv
from consult.exports.summary import summary_csv
from consult.exports.votes import votes_csv
from consult.online.queries import outside_voices
from consult.opinion.ladder import Shown
from consult.pictures.poll import conversation
from consult.pictures.shown import Glance
from core.errors import NotHere
from sessions import queries as sessions
from web.access import Who, page
from web.downloads import attachment
from web.fragments import Hall, hall
from web.hub import Audience
from web.live import LiveDoor
from web.visit import Visit

M = "/m/{meeting:str}"
S = "/s/{token:str}/consult"
DAY = 86_400_000  # milliseconds
# Those with a line for each person are given where the ladder allows more than counts.
BY_PERSON = {"votes": votes_csv, "participants-votes": participants_csv}
FILES = {"comments": comments_csv, "summary": summary_csv} | BY_PERSON


async def show(visit: Visit) -> Response:
    meeting = visit.path("meeting")
    shown = await _shown(visit, meeting)
    async with visit.house.db.reading() as connection:
        outside = await outside_voices(connection, meeting)
    return visit.render("consult/picture.html", hall=shown, outside=outside, Shown=Shown)


async def board(visit: Visit) -> Response:
    """The same on the big screen, by the link of the meeting's main screen."""
    if visit.screen is None:
        raise NotHere("screen")
    shown = await _shown(visit, visit.screen.meeting)
    context = {"visit": visit, "hall": shown, "audience": Audience.PICTURE}
    html = visit.house.pages.render(visit.language, "consult/picture_board.html", **context)
    return HTMLResponse(html)


async def table(visit: Visit) -> Response:
    """One of the four files of Pol.is."""
    meeting, name = visit.path("meeting"), visit.path("table")
    write = FILES.get(name)
    async with visit.house.db.reading() as connection:
        found = await consult.find_consultation(connection, meeting)
        if found is None or write is None:
            raise NotHere("consultation")
        known = await sessions.load_meeting(connection, meeting)
    glance = await visit.house.gallery.now(meeting)
    if name in BY_PERSON and not glance.may(Shown.LISTS):
        raise NotHere("table")
    at = int(known.opened_at.timestamp() * 1000) // DAY * DAY if known.opened_at else 0
    told = conversation(glance.poll, found.topic, at, _groups(glance))
    return attachment(f"{name}.csv", await to_thread(write, told))


def _groups(glance: Glance) -> dict[str, str]:
    """Only where the ladder allows groups."""
    if not glance.may(Shown.MAP):
        return {}
    labels = glance.picture.labels.tolist()
    people = glance.picture.matrix.people
    return {one: str(label) for one, label in zip(people, labels, strict=True) if label >= 0}


async def _shown(visit: Visit, meeting: str) -> Hall:
    async with visit.house.db.reading() as connection:
        if await consult.find_consultation(connection, meeting) is None:
            raise NotHere("consultation")
        shown = await hall(connection, meeting, visit.house.boxes, {Audience.PICTURE})
    return replace(shown, glance=await visit.house.gallery.now(meeting))


routes = [
    page(f"{M}/picture", show, Who.ANYONE),
    page(f"{M}/picture/{{table:str}}.csv", table, Who.ANYONE),
    page(f"{S}/picture", board, Who.SCREEN),
    WebSocketRoute(f"{M}/live/picture", LiveDoor(Who.ANYONE, Audience.PICTURE)),
    WebSocketRoute(f"{S}/picture/live", LiveDoor(Who.SCREEN, Audience.PICTURE)),
]
