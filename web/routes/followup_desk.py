"""The unit's desk, and the forms by which offices act on a matter."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from core.errors import Forbidden, NotHere
from followup import commands, queries
from followup import event as e
from followup.deliveries import queries as deliveries
from followup.matter import TEXT_LENGTH, Achieved
from followup.office import Actor, Office
from web.access import Who, act, page
from web.forms import Form
from web.routes.followup_board import BOARD, MATTER, fresh, held, matter
from web.routes.followup_handing import HANDING, completed
from web.visit import Visit

DESK = f"{BOARD}-desk"


async def desk(visit: Visit) -> Response:
    """What is due, in order, and all that the unit has in hand."""
    own = await held(visit)
    if not own.units and not deliveries.brings(own):
        raise Forbidden("not-your-office", offices=[Office.UNIT])
    await fresh(visit)
    async with visit.house.db.reading() as connection:
        owed, listed = await queries.desk(connection, own.units)
        bring = await deliveries.still_open(connection, own) if deliveries.brings(own) else ()
    return visit.render("followup/desk.html", owed=owed, listed=listed, held=own, bring=bring)


def _none(form: Form) -> dict[str, Any]:
    return {}


def _reason(form: Form) -> dict[str, Any]:
    return {"reason": form.text("reason", TEXT_LENGTH)}


def _text(form: Form) -> dict[str, Any]:
    return {"text": form.text("text", TEXT_LENGTH)}


def _milestone(form: Form) -> dict[str, Any]:
    return {"seq": form.number("seq", 1, 999), **_text(form)}


def _paid(form: Form) -> dict[str, Any]:
    line, amount = form.number("line", 1, 999), form.money("amount")
    return {
        "line": line,
        "amount": str(amount or 0),
        "text": form.text("text", TEXT_LENGTH, needed=False),
    }


def _report(form: Form) -> dict[str, Any]:
    period, claimed = form.text("period", 6), form.number("claimed", 0, 100)
    return {"period": period, "claimed": claimed, **_text(form)}


def _claim(form: Form) -> dict[str, Any]:
    return {"achieved": form.choice("achieved", Achieved).value, **_text(form)}


def _verified(form: Form) -> dict[str, Any]:
    return {"passed": form.is_ticked("passed"), **_text(form)}


# What each form of the matter's page sends. Others of `acts.ACTS` have pages of their own.
FORMS: dict[str, tuple[type[e.MatterEvent], Callable[[Form], dict[str, Any]]]] = {
    "Accepted": (e.Accepted, _none),
    "Returned": (e.Returned, _reason),
    "MilestoneDone": (e.MilestoneDone, _milestone),
    "Paid": (e.Paid, _paid),
    "Reported": (e.Reported, _report),
    "Answered": (e.Answered, _text),
    "ClaimedDone": (e.ClaimedDone, _claim),
    "Verified": (e.Verified, _verified),
    "Suspended": (e.Suspended, _reason),
    "Resumed": (e.Resumed, _reason),
    "Closed": (e.Closed, _text),
    "Noted": (e.Noted, _text),
    **HANDING,
}


def actor_of(visit: Visit) -> Actor:
    """As what somebody acts: the form says so, the command asks whether it is true."""
    assert visit.holder is not None, "Who.HOLDER"
    office = visit.form.choice("office", Office)
    org = visit.form.text("org", 40)
    return Actor(visit.holder.person, visit.holder.name, office, org)


async def do(visit: Visit) -> Response:
    """One event, by a form of the matter's page."""
    if visit.path("kind") not in FORMS:
        raise NotHere("page")
    kind, read = FORMS[visit.path("kind")]
    by, facts = actor_of(visit), read(visit.form)
    visit.form.check()
    facts = await completed(visit, kind, facts)
    await commands.record(visit.house.db, by, visit.path("matter"), kind, **facts)
    return visit.go(f"{BOARD}/{visit.path('matter')}")


routes = [
    page(DESK, desk, Who.HOLDER),
    act(f"{MATTER}/do/{{kind:str}}", do, Who.HOLDER, again=matter),
]
