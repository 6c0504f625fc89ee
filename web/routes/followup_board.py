"""Matters as all may see them: the board, late first, and the page of one matter."""

from starlette.responses import Response

from followup import commands, queries
from followup.acts import open_acts
from followup.office import Office
from web.access import Who, page
from web.visit import Visit

BOARD = "/matters"
MATTER = f"{BOARD}/{{matter:str}}"
FILTERS = ("kind", "level", "colour", "state", "lead")
MOST_AFTER = 10**6


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


async def board(visit: Visit) -> Response:
    """Every matter from the day it was decided, and what is owed on it."""
    await fresh(visit)
    asked = {name: visit.request.query_params.get(name, "")[:40] for name in FILTERS}
    typed = visit.request.query_params.get("after", "")
    after = min(int(typed), MOST_AFTER) if typed.isdecimal() and len(typed) < 8 else 0
    async with visit.house.db.reading() as connection:
        found = await queries.board(connection, asked, after)
    return visit.render(
        "followup/board.html", board=found, held=await held(visit), most=queries.PAGE
    )


async def matter(visit: Visit) -> Response:
    """The life line, duties, milestones and money of one matter."""
    own = await held(visit)
    async with visit.house.db.reading() as connection:
        at = visit.house.db.clock()
        found = await queries.matter_page(connection, visit.path("matter"), own.offices, at)
    now = found.seen.progress
    mine = [one for one in own.posts if one[0].office is not Office.UNIT or now.of(one[0].org)]
    acts = [(post, name, open_acts(now.state, post.office)) for post, name in mine]
    return visit.render("followup/matter.html", found=found, now=now, acts=acts, Office=Office)


routes = [
    page(BOARD, board, Who.ANYONE),
    page(MATTER, matter, Who.ANYONE),
]
