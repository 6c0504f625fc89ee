"""The yearly satisfaction vote: the matters of a year on a ballot of this meeting."""

from starlette.responses import Response

from ballots import commands as ballots
from ballots import queries as papers
from ballots.methods.templates import Template, from_template
from ballots.project import CandidateProject
from core.errors import Forbidden, Refused
from followup.calendar import day_of
from followup.office import Office
from followup.summary import Summary
from followup.yearly import commands, queries
from followup.yearly.graded import name_of
from sessions.agenda import commands as agenda
from sessions.agenda.item import ItemKind
from web.access import Who, act, page
from web.routes.desk import DESK
from web.routes.followup_board import fresh, held
from web.visit import Visit

VOTE = f"{DESK}/matters/vote"
TICK = "take-"


def _year(visit: Visit) -> str:
    """The year that was asked for, else the last one: it is graded when it is over."""
    given = visit.request.query_params.get("year", "") or visit.form.values.get("year", "")
    is_year = len(given) == 4 and given.isascii() and given.isdecimal()
    return given if is_year else str(day_of(visit.house.db.clock()).year - 1)


async def choose(visit: Visit) -> Response:
    """The matters of a year, to be put on a ballot."""
    await fresh(visit)
    year = _year(visit)
    async with visit.house.db.reading() as connection:
        listed = await queries.of_year(connection, year)
    is_office = Office.CONGRESS_OFFICE in (await held(visit)).offices
    return visit.render("followup/yearly.html", listed=listed, year=year, is_office=is_office)


async def put(visit: Visit) -> Response:
    """An item of the agenda with a ballot that grades each matter; the clerk goes on there."""
    title = visit.form.text("title", 80)
    visit.form.check()
    async with visit.house.db.reading() as connection:
        listed = await queries.of_year(connection, _year(visit))
    chosen = [one for one in listed if visit.form.is_ticked(f"{TICK}{one.id}")]
    if not chosen:
        raise Refused("nothing-ticked")
    if Office.CONGRESS_OFFICE not in (await held(visit)).offices:
        raise Forbidden("not-your-office", offices=[Office.CONGRESS_OFFICE])
    item = await _ballot(visit, title, chosen)
    return visit.go(f"/m/{visit.me.meeting}/desk/votes/{item}")


async def _ballot(visit: Visit, title: str, chosen: list[Summary]) -> str:
    db, me = visit.house.db, visit.me
    item = await agenda.add_item(db, me, {"title": title, "kind": ItemKind.VOTE.value})
    paper = await ballots.draft_paper(db, me, item, title)
    projects = [
        CandidateProject(no, name_of(one.title), one.no, unit=one.lead_name)
        for no, one in enumerate(chosen, start=1)
    ]
    await ballots.list_projects(db, me, paper, projects)
    async with db.reading() as connection:
        drafted = await papers.load_paper(connection, me.meeting, paper)
    method = from_template(Template.SATISFACTION, drafted.method)
    await ballots.draft_method(db, me, paper, method)
    by = (await held(visit)).actor(me.person, me.name, Office.CONGRESS_OFFICE)
    numbers = {no: one.id for no, one in enumerate(chosen, start=1)}
    await commands.link_vote(db, by, me.meeting, paper, numbers)
    return item


routes = [
    page(VOTE, choose, Who.CLERK),
    act(VOTE, put, Who.CLERK, again=choose),
]
