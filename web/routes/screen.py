"""The projector: its own link, no account; and the wires to all screens."""

from starlette.responses import JSONResponse, Response
from starlette.routing import WebSocketRoute

from web.access import Visit, Who, page
from web.fragments import hall
from web.hub import Audience
from web.live import LiveDoor

M = "/m/{meeting:str}"


async def screen(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, visit.screen or "", visit.house.boxes)
    return visit.render("screen.html", hall=shown, audience=Audience.SCREEN)


async def health(visit: Visit) -> Response:
    """Answers when the database can be read."""
    await visit.house.db.ping()
    return JSONResponse({"status": "ok"})


routes = [
    page("/s/{token:str}", screen, Who.SCREEN),
    WebSocketRoute("/s/{token:str}/live", LiveDoor(Who.SCREEN, Audience.SCREEN)),
    WebSocketRoute(f"{M}/live/phone", LiveDoor(Who.MEMBER, Audience.PHONE)),
    WebSocketRoute(f"{M}/live/chair", LiveDoor(Who.CHAIR, Audience.CHAIR)),
    WebSocketRoute(f"{M}/live/desk", LiveDoor(Who.CLERK, Audience.DESK)),
    page("/healthz", health, Who.ANYONE),
]
