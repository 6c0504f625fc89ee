"""The ceremony of a vote: the chair begins it, holds its rites, or passes one over."""

from starlette.responses import Response

from ballots.adoption import Hands
from ballots.ceremony import commands
from ballots.ceremony.ceremony import REASON_LENGTH, Rite
from core.errors import NotHere
from sessions.attendance.marking.commands import tell_recount
from web.access import Who, act
from web.routes.ballots import M
from web.routes.meeting import chair
from web.totals import HANDS_MOST
from web.visit import Visit

PAPER = f"{M}/papers/{{paper:str}}"


def _rite(visit: Visit) -> Rite:
    try:
        return Rite(visit.path("rite"))
    except ValueError:
        raise NotHere("rite") from None


def _to_chair(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/chair")


async def begin(visit: Visit) -> Response:
    await commands.begin_ceremony(visit.house.db, visit.me, visit.path("paper"))
    return _to_chair(visit)


async def hold(visit: Visit) -> Response:
    rite = _rite(visit)
    also = tell_recount if rite is Rite.RECOUNT else None
    await commands.hold_rite(visit.house.db, visit.me, visit.path("paper"), rite, also)
    return _to_chair(visit)


async def elect(visit: Visit) -> Response:
    form = visit.form
    chief = form.text("chief", 64)
    hands = Hands(
        form.number("for", 0, HANDS_MOST),
        form.number_or_none("against", 0, HANDS_MOST) or 0,
        form.number_or_none("abstain", 0, HANDS_MOST) or 0,
    )
    note = form.text("note", REASON_LENGTH, needed=False)
    form.check()
    paper = visit.path("paper")
    await commands.elect_officers(visit.house.db, visit.me, paper, chief, hands, note)
    return _to_chair(visit)


async def pass_over(visit: Visit) -> Response:
    reason = visit.form.text("reason", REASON_LENGTH)
    visit.form.check()
    paper = visit.path("paper")
    await commands.pass_over(visit.house.db, visit.me, paper, _rite(visit), reason)
    return _to_chair(visit)


routes = [
    act(f"{PAPER}/ceremony", begin, Who.CHAIR, again=chair),
    act(f"{PAPER}/rites/officers/elect", elect, Who.CHAIR, again=chair),
    act(f"{PAPER}/rites/{{rite:str}}", hold, Who.CHAIR, again=chair),
    act(f"{PAPER}/rites/{{rite:str}}/pass", pass_over, Who.CHAIR, again=chair),
]
