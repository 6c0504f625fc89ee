"""送达: who is to be told without a phone, the slips, the loudspeaker text, and the ticks."""

from starlette.responses import Response

from core.errors import Forbidden
from followup import queries as followup
from followup.calendar import day_of
from followup.deliveries import commands, queries
from followup.deliveries.delivery import (
    MOST,
    NAME_LENGTH,
    PHONE_LENGTH,
    Way,
    pages,
    receivers,
)
from followup.office import Actor, Office
from web.access import Who, act, page
from web.followup_delivery_words import told
from web.routes.followup_board import MATTER, held
from web.visit import Visit

DELIVERIES = "/deliveries"
OF_MATTER = f"{MATTER}{DELIVERIES}"
MAY = (Office.CONGRESS_OFFICE, Office.CONTACT)


async def _own(visit: Visit) -> followup.Held:
    """The congress office and contact persons: there are names in it."""
    own = await held(visit)
    if own.offices.isdisjoint(MAY):
        raise Forbidden("not-your-office", offices=list(MAY))
    return own


async def desk(visit: Visit) -> Response:
    """Everybody who is still to be told, in order."""
    own = await _own(visit)
    async with visit.house.db.reading() as connection:
        listed = await queries.still_open(connection, own)
    today = day_of(visit.house.db.clock())
    return visit.render("followup/deliveries.html", listed=listed, ways=Way, today=today)


async def of_matter(visit: Visit) -> Response:
    return await _telling(visit, "followup/telling.html")


async def slips(visit: Visit) -> Response:
    """Eight a sheet, of those who have not been told."""
    return await _telling(visit, "followup/slips.html", brief=True)


async def _telling(visit: Visit, template: str, *, brief: bool = False) -> Response:
    own = await _own(visit)
    async with visit.house.db.reading() as connection:
        at = visit.house.db.clock()
        found = await queries.telling(connection, visit.path("matter"), own, at)
        known = await followup.orgs(connection)
        posts = await followup.all_posts(connection)
    brings = {post.org for post, _ in posts if post.office is Office.CONTACT}
    return visit.render(
        template,
        found=found,
        said=told(visit.language, found.news, brief=brief),
        sheets=pages(found.still),
        orgs=sorted(known.values(), key=lambda one: (one.id not in brings, one.name)),
        is_office=Office.CONGRESS_OFFICE in own.offices,
        congress=next((one.name for one in known.values() if one.kind == "congress"), ""),
        last=found.listed[-1] if found.listed else None,
        ways=Way,
        most=MOST,
        longest=NAME_LENGTH,
    )


async def name(visit: Visit) -> Response:
    form, me = visit.form, visit.holder
    org = form.text("org", 40)
    contact = form.text("contact", NAME_LENGTH), form.text("phone", PHONE_LENGTH, needed=False)
    text = form.prose("receivers", MOST * (NAME_LENGTH + 1))
    form.check()
    assert me is not None, "Who.HOLDER"
    by = Actor(me.person, me.name, Office.CONGRESS_OFFICE)
    matter = visit.path("matter")
    await commands.name_receivers(visit.house.db, by, matter, org, contact, receivers(text))
    return visit.go(f"/matters/{matter}{DELIVERIES}")


async def tick(visit: Visit) -> Response:
    """By the contact person of that organisation, or by the congress office for them."""
    own, way = await _own(visit), visit.form.choice("way", Way)
    visit.form.check()
    async with visit.house.db.reading() as connection:
        one = await queries.load(connection, visit.path("delivery"))
    is_own = one.org in queries.brings(own)
    office, org = (Office.CONTACT, one.org) if is_own else (Office.CONGRESS_OFFICE, "")
    assert visit.holder is not None, "Who.HOLDER"
    by = own.actor(visit.holder.person, visit.holder.name, office, org)
    matter = await commands.tick(visit.house.db, by, one.id, way)
    back = visit.form.values.get("back") == "matter"
    return visit.go(f"/matters/{matter}{DELIVERIES}" if back else DELIVERIES)


routes = [
    page(DELIVERIES, desk, Who.HOLDER),
    act(f"{DELIVERIES}/{{delivery:str}}/tick", tick, Who.HOLDER, again=desk),
    page(OF_MATTER, of_matter, Who.HOLDER),
    act(OF_MATTER, name, Who.HOLDER, again=of_matter),
    page(f"{MATTER}/slips", slips, Who.HOLDER),
]
