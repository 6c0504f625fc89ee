"""Notices: read on the phone, written by clerk and chair."""

from starlette.responses import Response

from sessions import queries as sessions
from sessions.notices import commands
from sessions.notices.notice import REASON_LENGTH, TEXT_LENGTH, To
from web.access import Who, act, page
from web.board import fresh_notices, mark_seen, my_notices
from web.routes.guide import M, show
from web.visit import Visit

DESK = f"{M}/desk/notices"


async def mine(visit: Visit) -> Response:
    found = await my_notices(visit)
    answer = await show(visit, "notices", notices=found, fresh=[])
    mark_seen(visit, answer, found)
    return answer


async def fresh(visit: Visit) -> Response:
    """What a phone asks for when it was told that something is new."""
    return visit.render("sessions/guide/fresh.html", fresh=await fresh_notices(visit))


async def desk(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        lines = await sessions.roster(connection, visit.me.meeting)
    board = await visit.house.boards.put(visit.me.meeting)
    return visit.render(
        "sessions/notices_desk.html",
        notices=sorted(board, key=lambda one: -one.number),
        delegations=list(dict.fromkeys(one.delegation for one in lines if one.delegation)),
        To=To,
        most=TEXT_LENGTH,
    )


async def give(visit: Visit) -> Response:
    text = visit.form.text("text", TEXT_LENGTH)
    to = visit.form.choice("to", To)
    delegation = visit.form.text("delegation", needed=False)
    visit.form.check()
    await commands.give_notice(visit.house.db, visit.me, text, to, delegation)
    return visit.go(f"/m/{visit.me.meeting}/desk/notices")


async def withdraw(visit: Visit) -> Response:
    reason = visit.form.text("reason", REASON_LENGTH)
    visit.form.check()
    await commands.withdraw_notice(visit.house.db, visit.me, visit.path("notice"), reason)
    return visit.go(f"/m/{visit.me.meeting}/desk/notices")


routes = [
    page(f"{M}/notices", mine, Who.MEMBER),
    page(f"{M}/notices/fresh", fresh, Who.MEMBER),
    page(DESK, desk, Who.CONVENER),
    act(DESK, give, Who.CONVENER, again=desk),
    act(f"{DESK}/{{notice:str}}/withdraw", withdraw, Who.CONVENER, again=desk),
]
