"""Matters as all may see them: the board, late first, and the page of one matter."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from followup import commands, queries
from followup.acts import MatterState, open_acts
from followup.calendar import day_of, quarter_of
from followup.figures import queries as figures
from followup.figures.counting import PartedBy
from followup.matter import Achieved
from followup.office import SEES_ALL, Office, Org, OrgKind
from followup.plan import plan_text
from followup.rating import queries as rating
from followup.rating.outcome import outcomes
from followup.yearly import queries as yearly
from web.access import Who, page
from web.followed import ways
from web.visit import Visit

BOARD = "/matters"
MATTER = f"{BOARD}/{{matter:str}}"
FILTERS = ("kind", "level", "colour", "state", "lead", "year")
MOST_AFTER = 10**6
# The states in which an office has something to do, or to read, on the page of ratings.
RATED = {
    *(MatterState.VERIFIED, MatterState.RATING, MatterState.RATED),
    *(MatterState.FACE_TO_FACE, MatterState.UNSETTLED, MatterState.CLOSED),
}
EMBEDDED = 20  # matters in the frame of another site
# Other sites may show the board in a frame of theirs: it has no forms, no scripts, and nothing
# of the visitor in it. No other page may be framed.
FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors *"
)


async def held(visit: Visit) -> queries.Held:
    """The posts of whoever asks; nobody's are none."""
    if visit.holder is None:
        return queries.Held()
    async with visit.house.db.reading() as connection:
        return await queries.held(connection, visit.holder.person)


async def fresh(visit: Visit) -> None:
    """The first reader of a day lets the rows be made anew."""
    async with visit.house.db.reading() as connection:
        stale = await queries.is_stale(connection, visit.house.db.clock())
    if stale:
        await commands.refresh(visit.house.db)


def asked_of(visit: Visit) -> tuple[dict[str, str], int]:
    """The filters of the address, and how many matters to pass over."""
    given = visit.request.query_params
    asked = {name: given.get(name, "")[:40] for name in FILTERS}
    typed = given.get("after", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 8
    return asked, min(int(typed), MOST_AFTER) if is_number else 0


def linking(path: str, asked: dict[str, str]) -> Callable[..., str]:
    """The address of the same board with some of its filters changed."""

    def link(**changes: object) -> str:
        wanted = {**asked, **{name: str(value) for name, value in changes.items()}}
        query = urlencode({name: value for name, value in wanted.items() if value})
        return f"{path}?{query}" if query else path

    return link


async def units(connection: AsyncConnection) -> list[Org]:
    """Those that can have a matter in hand."""
    known = await queries.orgs(connection)
    return [one for one in known.values() if one.kind is not OrgKind.CONGRESS]


async def board(visit: Visit) -> Response:
    """Every matter from the day it was decided, and what is owed on it."""
    await fresh(visit)
    asked, after = asked_of(visit)
    async with visit.house.db.reading() as connection:
        found = await queries.board(connection, asked, after)
        table = await figures.table(connection, PartedBy.LEVEL)
        listed = await units(connection)
    about: dict[str, Any] = {"board": found, "table": table, "link": linking(BOARD, asked)}
    if visit.request.query_params.get("embed"):
        framed = visit.render("followup/embed.html", **about, most=EMBEDDED)
        framed.headers["content-security-policy"] = FRAMED
        return framed
    return visit.render(
        "followup/board.html", **about, held=await held(visit), units=listed, most=queries.PAGE
    )


async def matter(visit: Visit) -> Response:
    """The life line, duties, milestones and money of one matter."""
    own = await held(visit)
    async with visit.house.db.reading() as connection:
        at = visit.house.db.clock()
        found = await queries.matter_page(connection, visit.path("matter"), own.offices, at)
        # Named persons, so for those who hold a post, and never on the public page.
        told = await queries.climb(connection, found.summary.id, at) if own.posts else ()
        known = await queries.orgs(connection)
        grades = await yearly.grades_of(connection, visit.path("matter"))
        asked = await rating.to_rate(connection, visit.holder.person) if visit.holder else []
    now = found.seen.progress
    mine = [one for one in own.posts if one[0].office is not Office.UNIT or now.of(one[0].org)]
    acts = [(post, name, open_acts(now.state, post.office)) for post, name in mine]
    return visit.render(
        "followup/matter.html",
        found=found,
        now=now,
        acts=acts,
        told=told,
        ways=await ways(visit, found.links),
        Office=Office,
        orgs=known,
        quarter=quarter_of(day_of(at)),
        plan=plan_text(now.matter) if now.matter else ("", ""),
        Achieved=Achieved,
        outcomes=outcomes(now),
        grades=grades,
        may_rate=any(one == found.summary.id for one, _, _ in asked),
        rates=not SEES_ALL.isdisjoint(own.offices) and now.state in RATED,
    )


routes = [
    page(BOARD, board, Who.ANYONE),
    page(MATTER, matter, Who.ANYONE),
]
