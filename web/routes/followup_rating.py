"""The congress office and the presidium: a matter is rated, heard, and handed over again."""

from datetime import date
from typing import Any

from starlette.responses import Response

from consult.grids import queries as grids
from consult.grids.grid import Grid
from core.errors import Forbidden, Refused
from followup.acts import open_acts
from followup.evaluation import may_see_ratings
from followup.matter import TEXT_LENGTH
from followup.office import SEES_ALL
from followup.rating import commands
from followup.rating import queries as rating
from followup.rating.given import MOST_DEPUTIES, MOST_RESIDENTS, shown_code
from followup.rating.outcome import outcomes, sentences
from web.access import Who, act, page
from web.qr import qr_svg
from web.routes.followup_board import MATTER, held, units
from web.routes.followup_desk import actor_of
from web.visit import Visit

DESK = f"{MATTER}/rating"
NAMES_LENGTH = 120
MOST_PRESENT = 10_000
TICK = "deputy-"  # before the id of a person, in the name of a box to tick


async def desk(visit: Visit) -> Response:
    """How the rating of a matter stands, and what this office does next."""
    own = await held(visit)
    if SEES_ALL.isdisjoint(own.offices):
        raise Forbidden("not-your-office", offices=sorted(SEES_ALL))
    async with visit.house.db.reading() as connection:
        found = await rating.desk(connection, visit.path("matter"))
        listed = await units(connection)
        there = await grids.all_grids(connection)
    now, sees = found.now, may_see_ratings(own.offices)
    forms = {
        kind: post
        for post, _ in own.posts
        for kind in open_acts(now.state, post.office)
        if post.office in SEES_ALL
    }
    context: dict[str, Any] = {
        "found": found,
        "now": now,
        "forms": forms,
        "units": listed,
        "stationed": _stationed(now.matter.place if now.matter else "", there),
        "sees": sees,
        "outcomes": outcomes(now),
        "words": sentences(now) if sees else {},
        "most": MOST_RESIDENTS,
        "k": now.terms.k,
    }
    return visit.render("followup/rating.html", **context)


def _stationed(place: str, there: list[Grid]) -> set[str]:
    """Names of the deputies of the grid that the matter lies in: proposed, not yet invited."""
    return {name for one in there if place and one.name == place for name in one.deputies}


async def ask(visit: Visit) -> Response:
    """Only names that were ticked are read, whatever else was sent."""
    by, sent = actor_of(visit), visit.form.values
    residents = visit.form.number("residents", 0, MOST_RESIDENTS)
    visit.form.check()
    chosen = [name.removeprefix(TICK) for name in sent if name.startswith(TICK)]
    if len(chosen) > MOST_DEPUTIES:
        raise Refused("number-outside-range", "deputies", least=0, most=MOST_DEPUTIES)
    matter = visit.path("matter")
    await commands.ask_ratings(visit.house.db, by, matter, chosen, residents)
    return _back(visit)


def _back(visit: Visit) -> Response:
    return visit.go(f"/matters/{visit.path('matter')}/rating")


async def slips(visit: Visit) -> Response:
    """Eight a page; shown once, kept nowhere."""
    matter = visit.path("matter")
    codes = await commands.print_slips(visit.house.db, actor_of(visit), matter)
    async with visit.house.db.reading() as connection:
        now = await rating.standing(connection, matter)
    links = [(shown_code(one), f"{visit.origin}/rate/{one}") for one in codes]
    made = visit.render(
        "followup/rating_slips.html",
        now=now,
        slips=[(code, qr_svg(link)) for code, link in links],
        address=f"{visit.origin}/rate",
    )
    made.headers["cache-control"] = "no-store"
    return made


async def close(visit: Visit) -> Response:
    await commands.close_ratings(visit.house.db, actor_of(visit), visit.path("matter"))
    return _back(visit)


def _day(visit: Visit, name: str) -> date:
    typed = visit.form.text(name, 10)
    visit.form.check()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused("not-a-day", name) from None


async def hearing(visit: Visit) -> Response:
    by, form = actor_of(visit), visit.form
    met, text = form.text("met", NAMES_LENGTH), form.prose("text", TEXT_LENGTH)
    present = form.number("present", 1, MOST_PRESENT)
    day, matter = _day(visit, "held_on"), visit.path("matter")
    await commands.hold_hearing(visit.house.db, by, matter, day, met, present, text)
    return _back(visit)


async def again(visit: Visit) -> Response:
    by, to = actor_of(visit), visit.form.text("to", 40)
    reason = visit.form.text("reason", TEXT_LENGTH)
    due_on, matter = _day(visit, "due_on"), visit.path("matter")
    await commands.hand_over_again(visit.house.db, by, matter, to, due_on, reason)
    return _back(visit)


routes = [
    page(DESK, desk, Who.HOLDER),
    act(f"{DESK}/ask", ask, Who.HOLDER, again=desk),
    act(f"{DESK}/slips", slips, Who.HOLDER, again=desk),
    act(f"{DESK}/close", close, Who.HOLDER, again=desk),
    act(f"{DESK}/hearing", hearing, Who.HOLDER, again=desk),
    act(f"{DESK}/again", again, Who.HOLDER, again=desk),
]
