"""The electronic guide on the phone (电子会议指南): agenda, my seat, my delegation."""

from typing import Any

from starlette.responses import HTMLResponse, Response

from sessions import queries as sessions
from sessions.handouts import queries as handouts
from sessions.handouts.handout import by_item
from sessions.notices import queries as notices
from sessions.seating import Seat, plan_of, read_seat
from web.access import Who, page
from web.board import fresh_notices
from web.seat_map import seat_map
from web.visit import Visit

M = "/m/{meeting:str}"
GUIDE = f"{M}/guide"


async def show(visit: Visit, name: str, **context: Any) -> HTMLResponse:
    """A page of the guide: what every one of them needs, and what its own template shows."""
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, visit.me.meeting)
        number = await sessions.last_number(connection, visit.me.meeting)
        change = await notices.change(connection, visit.me.meeting)
    if "fresh" not in context:
        context["fresh"] = await fresh_notices(visit)
    return visit.render(
        f"sessions/guide/{name}.html",
        meeting=meeting,
        number=number,
        change=change,
        here=name,
        **context,
    )


async def agenda(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        found = await handouts.handouts_for(connection, visit.me.meeting, visit.me.roles)
    groups = by_item([item.id for item in view.agenda], found)
    return await show(visit, "agenda", view=view, groups=groups)


async def seat(visit: Visit) -> Response:
    """My place in the hall. The plan shows which seats are given out, and no names."""
    mine = read_seat(visit.me.seat)
    plan = None
    delegation: frozenset[Seat] = frozenset()
    if mine is not None:
        async with visit.house.db.reading() as connection:
            lines = await sessions.roster(connection, visit.me.meeting)
        known = [(line.delegation, read_seat(line.seat)) for line in lines]
        plan = plan_of((place for _, place in known if place is not None), mine.area)
        delegation = frozenset(
            place
            for group, place in known
            if place is not None and group and group == visit.me.delegation
        )
    drawn = seat_map(plan, mine, delegation) if plan is not None and mine is not None else None
    return await show(visit, "seat", mine=mine, drawn=drawn)


async def delegation(visit: Visit) -> Response:
    """Names and seats of my delegation; why somebody is away is nobody's business here."""
    found = []
    if visit.me.delegation:
        async with visit.house.db.reading() as connection:
            lines = await sessions.roster(connection, visit.me.meeting)
        found = [line for line in lines if line.delegation == visit.me.delegation]
    members = [(line.person, line.name, line.seat) for line in found]
    return await show(visit, "delegation", members=members)


routes = [
    page(f"{GUIDE}/agenda", agenda, Who.MEMBER),
    page(f"{GUIDE}/seat", seat, Who.MEMBER),
    page(f"{GUIDE}/delegation", delegation, Who.MEMBER),
]
