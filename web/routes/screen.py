"""The projector: its own link, no account; and the wires to all screens."""

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import WebSocketRoute

from core.errors import NotHere
from sessions.screens.screen import Screen
from web.access import Who, page
from web.fragments import hall, on_wall
from web.hub import Audience
from web.live import LiveDoor
from web.visit import Visit
from web.walls import SAMPLES

M = "/m/{meeting:str}"


async def screen(visit: Visit) -> Response:
    wall = _wall(visit)
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, wall.meeting, visit.house.boxes, {Audience.SCREEN})
    # As it was read with all the rest, not as it was when the link was looked up.
    return _render(visit, "screen.html", shown.wall(wall.id), hall=shown)


async def hall_test(visit: Visit) -> Response:
    """What the people of the house look at before the hall fills."""
    return _render(visit, "screens/test.html", _wall(visit), samples=SAMPLES)


def _wall(visit: Visit) -> Screen:
    if visit.screen is None:
        raise NotHere("screen")
    return visit.screen


def _render(visit: Visit, template: str, wall: Screen, **context: object) -> Response:
    house = visit.house
    context |= on_wall(wall)
    context |= {
        "audience": Audience.SCREEN,
        "now_ms": int(house.db.clock().timestamp() * 1000),
        "zone": str(house.settings.zone),
    }
    return HTMLResponse(house.pages.render(visit.language, template, visit=visit, **context))


async def health(visit: Visit) -> Response:
    """Answers when the database can be read."""
    await visit.house.db.ping()
    return JSONResponse({"status": "ok"})


routes = [
    page("/s/{token:str}", screen, Who.SCREEN),
    page("/s/{token:str}/test", hall_test, Who.SCREEN),
    WebSocketRoute("/s/{token:str}/live", LiveDoor(Who.SCREEN, Audience.SCREEN)),
    WebSocketRoute(f"{M}/live/phone", LiveDoor(Who.MEMBER, Audience.PHONE)),
    WebSocketRoute(f"{M}/live/chair", LiveDoor(Who.CHAIR, Audience.CHAIR)),
    WebSocketRoute(f"{M}/live/desk", LiveDoor(Who.CLERK, Audience.DESK)),
    page("/healthz", health, Who.ANYONE),
]
