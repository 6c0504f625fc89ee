"""What a meeting chose becomes matters; and the first congress office is founded."""

from starlette.responses import Response

from core.errors import Refused
from followup import commands, queries
from followup.calendar import day_of
from followup.matter import BudgetLine, MatterKind
from followup.office import NAME_LENGTH, Office, OrgKind, Tier
from followup.offices import commands as offices
from followup.proposal import STEPS, Draft, steps
from sessions import queries as sessions
from web.access import Who, act, page
from web.followup_words import BUDGET, MILESTONES
from web.language import translations
from web.routes.desk import DESK
from web.routes.followup_board import held
from web.visit import Visit

DECIDED = f"{DESK}/matters"


async def decided(visit: Visit) -> Response:
    """Everything chosen, with the matter that came of it or the proposal of one."""
    today = day_of(visit.house.db.clock())
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, visit.me.meeting)
        found = await queries.decided(connection, visit.me.meeting, today)
        known = await queries.orgs(connection)
    return visit.render(
        "followup/decided.html",
        meeting=meeting,
        found=found,
        orgs=known,
        held=await held(visit),
        office=Office.CONGRESS_OFFICE,
        may_found=visit.holder is not None and visit.holder.may_call,
    )


async def confirm(visit: Visit) -> Response:
    """The ticked proposals become matters, with the units that were chosen."""
    today = day_of(visit.house.db.clock())
    async with visit.house.db.reading() as connection:
        found = await queries.decided(connection, visit.me.meeting, today)
    drafts = [
        _draft(visit, one) for one in found if one.matter is None and _is_ticked(visit, one)
    ]
    if not drafts:
        raise Refused("nothing-ticked")
    by = (await held(visit)).actor(visit.me.person, visit.me.name, Office.CONGRESS_OFFICE)
    await commands.open_matters(visit.house.db, by, drafts)
    return visit.go(f"/m/{visit.me.meeting}/desk/matters")


def _is_ticked(visit: Visit, one: queries.Decided) -> bool:
    return visit.form.is_ticked(f"take-{one.proposal.round}-{one.proposal.no}")


def _draft(visit: Visit, one: queries.Decided) -> Draft:
    said = one.proposal
    say = translations(visit.language).gettext
    names = [say(MILESTONES[name]) for name, _ in STEPS]
    lines = (BudgetLine(1, say(BUDGET), said.investment),) if said.investment else ()
    return Draft(
        kind=MatterKind.PROJECT,
        level=Tier.TOWN,
        title=said.title,
        text=said.text,
        category=said.category,
        decided_on=said.decided_on,
        decided_by=said.decided_by,
        lead=visit.form.text(f"lead-{said.round}-{said.no}", 40, needed=False),
        due_on=said.due_on,
        milestones=steps(said.decided_on, said.due_on, names),
        lines=lines,
        links=(said.link,),
    )


async def found(visit: Visit) -> Response:
    """The congress and its office, by a clerk who may call meetings."""
    name, level = visit.form.text("name", NAME_LENGTH), visit.form.choice("level", Tier)
    visit.form.check()
    if visit.holder is None or not visit.holder.may_call:
        raise Refused("no-such-org", "name")
    me = visit.me
    await offices.found_office(visit.house.db, me.person, me.name, name, level)
    return visit.go(f"/m/{me.meeting}/desk/matters")


async def add_unit(visit: Visit) -> Response:
    name = visit.form.text("unit", NAME_LENGTH)
    visit.form.check()
    own = await held(visit)
    by = own.actor(visit.me.person, visit.me.name, Office.CONGRESS_OFFICE)
    parents = [post.org for post, _ in own.posts if post.office is Office.CONGRESS_OFFICE]
    parent = parents[0] if parents else ""
    kind = OrgKind.GOV_UNIT
    await offices.add_org(visit.house.db, by, name, Tier.TOWN, kind, parent)
    return visit.go(f"/m/{visit.me.meeting}/desk/matters")


routes = [
    page(DECIDED, decided, Who.CLERK),
    act(DECIDED, confirm, Who.CLERK, again=decided),
    act(f"{DECIDED}/found", found, Who.CLERK, again=decided),
    act(f"{DECIDED}/units", add_unit, Who.CLERK, again=decided),
]
