"""What the congress office sets up: units, who holds which post, working days, time limits."""

from dataclasses import asdict
from datetime import date

from starlette.responses import Response

from core.errors import Forbidden, Refused
from followup import queries
from followup.calendar import Special
from followup.office import NAME_LENGTH, POSTS, Actor, Office, Org, OrgKind, Post, Tier
from followup.offices import commands
from followup.terms import MOST_DAYS, Terms
from web.access import Who, act, page
from web.routes.followup_board import BOARD, held
from web.visit import Visit

OFFICE = f"{BOARD}-office"
SOURCE_LENGTH = 120


async def _me(visit: Visit) -> Actor:
    """Only the congress office; the commands ask again."""
    own = await held(visit)
    if visit.holder is None or Office.CONGRESS_OFFICE not in own.offices:
        raise Forbidden("not-your-office", offices=[Office.CONGRESS_OFFICE])
    return own.actor(visit.holder.person, visit.holder.name, Office.CONGRESS_OFFICE)


def in_tree(known: dict[str, Org]) -> list[tuple[int, Org]]:
    """Every organisation under the one above it, with its depth."""

    def under(parent: str | None, depth: int) -> list[tuple[int, Org]]:
        listed = sorted(
            (one for one in known.values() if one.parent == parent), key=lambda one: one.name
        )
        return [row for one in listed for row in ((depth, one), *under(one.id, depth + 1))]

    return under(None, 0)


async def office(visit: Visit) -> Response:
    await _me(visit)
    async with visit.house.db.reading() as connection:
        known = await queries.orgs(connection)
        posts = await queries.all_posts(connection)
        people = await queries.holders(connection)
        days = await queries.workdays(connection)
        terms = await queries.terms(connection)
    return visit.render(
        "followup/office.html",
        tree=in_tree(known),
        posts=posts,
        names=dict(people),
        days=days,
        terms=asdict(terms),
        tiers=list(Tier),
        kinds=list(OrgKind),
        offices=sorted(POSTS),
    )


async def add_org(visit: Visit) -> Response:
    form, by = visit.form, await _me(visit)
    name, level = form.text("name", NAME_LENGTH), form.choice("level", Tier)
    kind, parent = form.choice("kind", OrgKind), form.text("parent", 40, needed=False)
    form.check()
    await commands.add_org(visit.house.db, by, name, level, kind, parent)
    return visit.go(OFFICE)


def _post(visit: Visit) -> Post:
    person, org = visit.form.text("person", 40), visit.form.text("org", 40)
    office = visit.form.choice("office", Office)
    visit.form.check()
    return Post(person, org, office)


async def give(visit: Visit) -> Response:
    await commands.give_post(visit.house.db, await _me(visit), _post(visit))
    return visit.go(OFFICE)


async def take(visit: Visit) -> Response:
    await commands.take_post(visit.house.db, await _me(visit), _post(visit))
    return visit.go(OFFICE)


async def set_day(visit: Visit) -> Response:
    by, typed = await _me(visit), visit.form.text("day", 10)
    source = visit.form.text("source", SOURCE_LENGTH)
    visit.form.check()
    one = Special(day_typed(typed, "day"), visit.form.is_ticked("is_workday"), source)
    await commands.set_workday(visit.house.db, by, one)
    return visit.go(OFFICE)


def day_typed(text: str, field: str) -> date:
    """A day as `2026-02-28`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("not-a-day", field) from None


async def set_terms(visit: Visit) -> Response:
    by = await _me(visit)
    typed = {name: visit.form.number(name, 0, MOST_DAYS) for name in asdict(Terms())}
    visit.form.check()
    await commands.set_terms(visit.house.db, by, Terms(**typed))
    return visit.go(OFFICE)


routes = [
    page(OFFICE, office, Who.HOLDER),
    act(f"{OFFICE}/units", add_org, Who.HOLDER, again=office),
    act(f"{OFFICE}/posts", give, Who.HOLDER, again=office),
    act(f"{OFFICE}/posts/take", take, Who.HOLDER, again=office),
    act(f"{OFFICE}/days", set_day, Who.HOLDER, again=office),
    act(f"{OFFICE}/terms", set_terms, Who.HOLDER, again=office),
]
