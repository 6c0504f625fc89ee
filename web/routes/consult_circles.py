"""What members of the meeting read of a consultation: each circle for those it is meant for."""

from starlette.responses import Response

from consult import queries as consult
from consult.contribution.commands import new_entry_id
from consult.contribution.said import TEXT_LENGTH, Circle, EntryId, Remarked
from consult.queries import YardView
from consult.remarks import commands as remarks
from consult.remarks.circles import circles_of
from core.errors import NotHere
from web.access import Who, act, page
from web.recordings import given_out
from web.visit import Visit

CIRCLE = "/m/{meeting:str}/circle"


async def circle(visit: Visit) -> Response:
    yard = await _yard(visit)
    mine = circles_of(visit.me.roles)
    narrow = [one for one in Circle if one in mine and one is not Circle.PUBLIC]
    return visit.render(
        "consult/circle.html",
        yard=yard,
        circles=[*narrow, Circle.PUBLIC],
        entry=new_entry_id(),
        most=TEXT_LENGTH,
    )


async def remark(visit: Visit) -> Response:
    text = visit.form.prose("text", TEXT_LENGTH)
    visit.form.check()
    said = Remarked(EntryId(visit.path("statement")), text, visit.form.is_ticked("objects"))
    entry = visit.form.values.get("entry") or new_entry_id()
    await remarks.remark_as(visit.house.db, visit.me, said, entry)
    return visit.go(f"/m/{visit.me.meeting}/circle#s-{visit.path('statement')}")


async def recording(visit: Visit) -> Response:
    yard = await _yard(visit)
    mine = yard.heard(circles_of(visit.me.roles))
    found = next((one for one in mine if one.id == visit.path("statement")), None)
    return await given_out(visit, found, visit.path("what"))


async def _yard(visit: Visit) -> YardView:
    async with visit.house.db.reading() as connection:
        yard = await consult.find_yard(connection, visit.me.meeting)
    if yard is None:
        raise NotHere("consultation")
    return yard


routes = [
    page(CIRCLE, circle, Who.MEMBER),
    act(f"{CIRCLE}/said/{{statement:str}}/remark", remark, Who.MEMBER, again=circle),
    page(f"{CIRCLE}/said/{{statement:str}}/{{what:str}}", recording, Who.MEMBER),
]
