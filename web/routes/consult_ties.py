"""A card and a badge in one hand: said by who holds both, or noted by staff."""

from starlette.responses import Response

from consult.online.voices import person_voice
from consult.stools.queries import load_stool, stool_of_card
from consult.ties import commands
from core.errors import Refused
from core.people import Role
from sessions import queries as sessions
from sessions.queries import secret_hash
from web.access import Who, act
from web.routes.consult_desk import STOOL, stool
from web.routes.consult_yard import card
from web.visit import Visit


async def mine(visit: Visit) -> Response:
    """Card in the address, badge in the cookie: nobody else can hold both."""
    house, code = visit.house, visit.path("card")
    house.tries.count(secret_hash(code))
    assert visit.holder is not None, "the door let in who holds a badge"
    async with house.db.reading() as connection:
        found, _ = await stool_of_card(connection, code)
        member = await sessions.find_member(connection, found.meeting, visit.holder.person)
    if member is None or Role.AUDITOR in member.roles:
        raise Refused("no-badge-here", field="badge")
    await commands.tie(house.db, found, person_voice(member.person))
    return visit.go(f"/t/{code}")


async def same(visit: Visit) -> Response:
    """Staff know the person, or see that they were wrong (no badge chosen)."""
    badge = visit.form.text("badge", 40, needed=False)
    visit.form.check()
    async with visit.house.db.reading() as connection:
        found = await load_stool(connection, visit.me.meeting, visit.path("stool"))
        member = await sessions.find_member(connection, visit.me.meeting, badge)
    if not badge:
        await commands.untie(visit.house.db, found, visit.me.name)
    elif member is None or Role.AUDITOR in member.roles:
        raise Refused("no-badge-here", field="badge")
    else:
        voice = person_voice(member.person)
        await commands.tie(visit.house.db, found, voice, visit.me.name)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/stools/{found.id}")


routes = [
    act("/t/{card:str}/mine", mine, Who.HOLDER, again=card),
    act(f"{STOOL}/same", same, Who.CONVENER, again=stool),
]
