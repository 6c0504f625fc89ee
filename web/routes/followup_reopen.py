"""The form on a closed matter's page by which people have it opened again."""

from starlette.responses import Response

from followup.matter import TEXT_LENGTH
from followup.reopening.commands import ask_reopening
from web.access import Who, act
from web.routes.followup_board import BOARD, MATTER, matter
from web.visit import Visit


async def reopen(visit: Visit) -> Response:
    code, reason = visit.form.text("code", 40), visit.form.prose("text", TEXT_LENGTH)
    visit.form.check()
    await ask_reopening(visit.house.db, visit.path("matter"), code, reason)
    return visit.go(f"{BOARD}/{visit.path('matter')}")


routes = [act(f"{MATTER}/reopen", reopen, Who.ANYONE, again=matter)]
