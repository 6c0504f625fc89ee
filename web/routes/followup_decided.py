"""What a meeting chose or promised becomes matters; the first congress office is founded."""

from collections.abc import Mapping

from starlette.responses import Response

from core.errors import Refused
from followup import queries
from followup.links.commands import follow
from followup.matter import TEXT_LENGTH, TITLE_LENGTH
from followup.office import NAME_LENGTH, Office, Org, OrgKind, Tier
from followup.offices import commands as offices
from sessions import queries as sessions
from web.access import Who, act, page
from web.drafting import LINES, ROWS, is_taken, proposed, read_draft
from web.routes.desk import DESK
from web.routes.followup_board import held
from web.visit import Visit

DECIDED = f"{DESK}/matters"
MOST_AT_ONCE = 20  # proposals on one page: a form has at most a thousand fields
MOST = 2**20  # bytes: that many long texts


async def decided(visit: Visit) -> Response:
    """Everything chosen and promised, with its matter or the proposal of one."""
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, visit.me.meeting)
        found = await queries.decided(connection, visit.me.meeting)
        known = await queries.orgs(connection)
    own = await held(visit)
    level = _level(own, known)
    waiting = [one.proposal for one in found if one.matter is None]
    return visit.render(
        "followup/decided.html",
        meeting=meeting,
        followed=[one for one in found if one.matter],
        drafts=[(one, proposed(visit.language, one, level)) for one in waiting[:MOST_AT_ONCE]],
        later=len(waiting[MOST_AT_ONCE:]),
        units=_units(known),
        held=own,
        office=Office.CONGRESS_OFFICE,
        Tier=Tier,
        rows=range(1, ROWS + 1),
        lines=range(1, LINES + 1),
        lengths={"title": TITLE_LENGTH, "text": TEXT_LENGTH, "name": NAME_LENGTH},
        may_found=visit.holder is not None and visit.holder.may_call,
    )


def _units(known: Mapping[str, Org]) -> list[Org]:
    return [one for one in known.values() if one.kind is not OrgKind.CONGRESS]


def _parent(own: queries.Held) -> str:
    """The congress whose office somebody holds; none is empty."""
    mine = [post.org for post, _ in own.posts if post.office is Office.CONGRESS_OFFICE]
    return mine[0] if mine else ""


def _level(own: queries.Held, known: Mapping[str, Org]) -> Tier:
    """What is proposed: the level of the congress that follows."""
    congress = known.get(_parent(own))
    return congress.level if congress else Tier.TOWN


async def confirm(visit: Visit) -> Response:
    """The ticked proposals become matters, with what was written for them."""
    async with visit.house.db.reading() as connection:
        found = await queries.decided(connection, visit.me.meeting)
        known = [one.id for one in _units(await queries.orgs(connection))]
    taken = [
        one.proposal
        for one in found
        if one.matter is None and is_taken(visit.form, one.proposal)
    ]
    if not taken:
        raise Refused("nothing-ticked")
    drafts = [read_draft(visit.form, one, known) for one in taken]
    visit.form.check()
    by = (await held(visit)).actor(visit.me.person, visit.me.name, Office.CONGRESS_OFFICE)
    await follow(visit.house.db, by, drafts)
    return visit.go(f"/m/{visit.me.meeting}/desk/matters")


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
    """A government unit of the congress's own level; all others have a page of their own."""
    name = visit.form.text("unit", NAME_LENGTH)
    visit.form.check()
    own = await held(visit)
    by = own.actor(visit.me.person, visit.me.name, Office.CONGRESS_OFFICE)
    async with visit.house.db.reading() as connection:
        level = _level(own, await queries.orgs(connection))
    await offices.add_org(visit.house.db, by, name, level, OrgKind.GOV_UNIT, _parent(own))
    return visit.go(f"/m/{visit.me.meeting}/desk/matters")


routes = [
    page(DECIDED, decided, Who.CLERK),
    act(DECIDED, confirm, Who.CLERK, again=decided, most=MOST),
    act(f"{DECIDED}/found", found, Who.CLERK, again=decided),
    act(f"{DECIDED}/units", add_unit, Who.CLERK, again=decided),
]
