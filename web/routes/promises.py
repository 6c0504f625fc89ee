"""What the server promises to the people who vote, and what it does not."""

from starlette.responses import Response

from web.access import Who, page
from web.visit import Visit


async def show(visit: Visit) -> Response:
    return visit.render("promises.html")


routes = [page("/promises", show, Who.ANYONE)]
