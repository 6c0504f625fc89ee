"""One contribution on a stool's phone: all its words, replies to it, and what is one's own."""

from starlette.responses import Response

from consult import queries as consult
from consult.contribution import commands as contribution
from consult.contribution.commands import new_entry_id
from consult.contribution.fold import Contribution
from consult.contribution.said import (
    TEXT_LENGTH,
    Amended,
    Circle,
    EntryId,
    MergeAnswered,
    Remarked,
    Seconded,
    Unlinked,
)
from consult.merges import commands as merges
from consult.queries import YardView
from consult.remarks import commands as remarks
from consult.stools.queries import stool_of_card
from consult.stools.stool import Stool, voice_of
from core.errors import NotHere
from web.access import Who, act, page
from web.followed import came_of_said
from web.recordings import given_out
from web.saying import check_pace
from web.visit import Visit

M = "/m/{meeting:str}"
S = f"{M}/stool"
SAID = f"{S}/said/{{statement:str}}"


def readable(yard: YardView, stool: Stool, statement: str) -> Contribution:
    """What this stool may read: all that stands for everybody, and always its own."""
    found = yard.state.contributions.get(EntryId(statement))
    if found is None:
        raise NotHere("contribution")
    is_public = found.stands and found.said.circle is Circle.PUBLIC
    if not is_public and found.voice != voice_of(stool.id):
        raise NotHere("contribution")
    return found


async def thread(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, visit.seat.meeting)
    one = readable(yard, visit.seat, visit.path("statement"))
    return visit.render(
        "consult/thread.html",
        yard=yard,
        one=one,
        stool=visit.seat,
        voice=voice_of(visit.seat.id),
        came=(await came_of_said(visit, yard, [one])).get(one.id),
        entry=new_entry_id(),
        most=TEXT_LENGTH,
    )


async def remark(visit: Visit) -> Response:
    text = visit.form.prose("text", TEXT_LENGTH)
    said = Remarked(EntryId(visit.path("statement")), text, visit.form.is_ticked("objects"))
    visit.form.check()
    check_pace(visit)
    await remarks.remark(visit.house.db, visit.seat, said, _entry(visit))
    return _back(visit)


async def second(visit: Visit) -> Response:
    holds = visit.form.values.get("holds", "1") == "1"
    said = Seconded(EntryId(visit.path("statement")), holds)
    await remarks.second(visit.house.db, visit.seat, said, _entry(visit))
    return _back(visit)


async def amend(visit: Visit) -> Response:
    said = Amended(EntryId(visit.path("statement")), visit.form.prose("text", TEXT_LENGTH))
    visit.form.check()
    check_pace(visit)
    await remarks.amend(visit.house.db, visit.seat, said, _entry(visit))
    return _back(visit)


async def take_back(visit: Visit) -> Response:
    await contribution.withdraw(
        visit.house.db, visit.seat, visit.path("statement"), new_entry_id()
    )
    return _back(visit)


async def answer(visit: Visit) -> Response:
    """Do I say the same as the other stool?"""
    said = MergeAnswered(EntryId(visit.path("ask")), visit.form.values.get("agrees") == "1")
    await merges.answer_merge(visit.house.db, visit.seat, said, _entry(visit))
    return visit.go(f"/m/{visit.seat.meeting}/stool")


async def unlink(visit: Visit) -> Response:
    said = Unlinked(EntryId(visit.path("ask")))
    await merges.unlink(visit.house.db, visit.seat, said, _entry(visit))
    return visit.go(f"/m/{visit.seat.meeting}/stool")


def _entry(visit: Visit) -> str:
    return visit.form.values.get("entry") or new_entry_id()


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.seat.meeting}/stool/said/{visit.path('statement')}")


async def recording(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, visit.seat.meeting)
    one = readable(yard, visit.seat, visit.path("statement"))
    return await given_out(visit, one, visit.path("what"))


async def of_card(visit: Visit) -> Response:
    """The author's own, by the card, also in a year."""
    async with visit.house.db.reading() as connection:
        stool, _ = await stool_of_card(connection, visit.path("card"))
        yard = await consult.yard_view(connection, stool.meeting)
    found = yard.state.contributions.get(EntryId(visit.path("statement")))
    is_own = found is not None and found.voice == voice_of(stool.id)
    return await given_out(visit, found if is_own else None, visit.path("what"))


routes = [
    page(SAID, thread, Who.STOOL),
    act(f"{SAID}/remark", remark, Who.STOOL, again=thread),
    act(f"{SAID}/second", second, Who.STOOL, again=thread),
    act(f"{SAID}/amend", amend, Who.STOOL, again=thread),
    act(f"{SAID}/withdraw", take_back, Who.STOOL, again=thread),
    act(f"{S}/merges/{{ask:str}}", answer, Who.STOOL),
    act(f"{S}/merges/{{ask:str}}/unlink", unlink, Who.STOOL),
    page(f"{SAID}/{{what:str}}", recording, Who.STOOL),
    page("/t/{card:str}/said/{statement:str}/{what:str}", of_card, Who.ANYONE),
]
