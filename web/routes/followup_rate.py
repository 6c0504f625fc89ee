"""On the phone: a deputy rates by badge, a resident by the slip, and neither leaves a trace."""

from starlette.responses import Response

from core.errors import Refused
from followup.rating import commands
from followup.rating import queries as rating
from followup.rating.given import TEXT_LENGTH, Graded, typed_code
from followup.rating.queries import Asked
from web.access import Who, act, page
from web.forms import BadForm
from web.routes.followup_board import MATTER
from web.visit import Visit

LIST = "/rate"
SLIP = f"{LIST}/{{slip:str}}"
DEPUTY = f"{MATTER}/rate"


async def listed(visit: Visit) -> Response:
    """A deputy's matters to be rated; and where the code of a slip is typed."""
    code = typed_code(visit.request.query_params.get("code", "")[:40])
    if code:
        return visit.go(f"{LIST}/{code}")
    waiting = []
    if visit.holder is not None:
        async with visit.house.db.reading() as connection:
            waiting = await rating.to_rate(connection, visit.holder.person)
    return visit.render("followup/rate_list.html", waiting=waiting)


def _shown(visit: Visit, asked: Asked, action: str) -> Response:
    answer = visit.render(
        "followup/rate.html", asked=asked, action=action, grades=Graded, most=TEXT_LENGTH
    )
    answer.headers["cache-control"] = "no-store"
    answer.headers["x-robots-tag"] = "noindex"
    return answer


async def slip(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        asked = await rating.asked_slip(connection, visit.path("slip"))
    return _shown(visit, asked, f"{LIST}/{typed_code(visit.path('slip'))}")


async def deputy(visit: Visit) -> Response:
    assert visit.holder is not None, "Who.HOLDER"
    matter = visit.path("matter")
    async with visit.house.db.reading() as connection:
        asked = await rating.asked_deputy(connection, matter, visit.holder.person)
    return _shown(visit, asked, f"/matters/{matter}/rate")


def _read(visit: Visit) -> tuple[Graded, Graded, str]:
    """Both answers; what is missing is said at its question."""
    given = visit.form.values
    asked = [name for name in ("attitude", "result") if given.get(name, "") not in set(Graded)]
    wrong = [Refused("grade-missing", name) for name in asked]
    if wrong:
        raise BadForm(wrong)
    text = visit.form.text("text", TEXT_LENGTH, needed=False)
    visit.form.check()
    return Graded(given["attitude"]), Graded(given["result"]), text


async def rate_slip(visit: Visit) -> Response:
    code = typed_code(visit.path("slip"))
    await commands.rate_with_slip(visit.house.db, code, *_read(visit))
    return visit.go(f"{LIST}/{code}")


async def rate_deputy(visit: Visit) -> Response:
    assert visit.holder is not None, "Who.HOLDER"
    person, matter = visit.holder.person, visit.path("matter")
    await commands.rate_as_deputy(visit.house.db, person, matter, *_read(visit))
    return visit.go(f"/matters/{matter}/rate")


routes = [
    page(LIST, listed, Who.ANYONE),
    page(SLIP, slip, Who.ANYONE),
    act(SLIP, rate_slip, Who.ANYONE, again=slip),
    page(DEPUTY, deputy, Who.HOLDER),
    act(DEPUTY, rate_deputy, Who.HOLDER, again=deputy),
]
