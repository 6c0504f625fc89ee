"""Boards for those who have to do with matters: the supervision desk, and a deputy's list."""

from starlette.responses import Response

from consult.grids import queries as grids
from core.errors import Forbidden
from followup import queries
from followup.calendar import day_of
from followup.figures import queries as figures
from followup.office import SEES_ALL
from sessions import queries as sessions
from web.access import Who, page
from web.routes.followup_board import BOARD, asked_of, fresh, held, linking, units
from web.visit import Visit

SUPERVISION = f"{BOARD}-supervision"
MINE = f"{BOARD}-mine"


async def check_sees_all(visit: Visit) -> queries.Held:
    """Congress office, presidium and auditor; nobody else."""
    own = await held(visit)
    if SEES_ALL.isdisjoint(own.offices):
        raise Forbidden("not-your-office", offices=sorted(SEES_ALL))
    return own


async def supervision(visit: Visit) -> Response:
    """Late first, where it is late, and what is owed by whom."""
    own = await check_sees_all(visit)
    await fresh(visit)
    asked, after = asked_of(visit)
    async with visit.house.db.reading() as connection:
        found = await queries.board(connection, asked, after)
        map = await figures.desk(connection)
        listed = await units(connection)
    return visit.render(
        "followup/supervision.html",
        board=found,
        map=map,
        held=own,
        units=listed,
        link=linking(SUPERVISION, asked),
        most=queries.PAGE,
        month=f"{day_of(visit.house.db.clock()):%Y-%m}",
    )


async def mine(visit: Visit) -> Response:
    """What came of my meetings, and what lies in my grids."""
    assert visit.holder is not None, "Who.HOLDER"
    await fresh(visit)
    async with visit.house.db.reading() as connection:
        meetings = await sessions.my_meetings(connection, visit.holder.person)
        listed = await grids.all_grids(connection)
        own = [one for one in listed if visit.holder.name in one.deputies]
        decided = await figures.of_meetings(connection, [one.id for one, _ in meetings])
        there = await figures.of_places(connection, [one.name for one in own])
    return visit.render("followup/mine.html", decided=decided, there=there, grids=own)


routes = [
    page(SUPERVISION, supervision, Who.HOLDER),
    page(MINE, mine, Who.HOLDER),
]
