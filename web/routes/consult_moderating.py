"""One contribution at the table of those who record: merge it, hide it, speak for a stool."""

from starlette.responses import Response

from consult import queries as consult
from consult.contribution import commands as contribution
from consult.contribution.commands import new_entry_id
from consult.contribution.said import (
    TEXT_LENGTH,
    Amended,
    EntryId,
    MergeAnswered,
    Moderated,
    Remarked,
    Seconded,
    Unlinked,
)
from consult.merges import commands as merges
from consult.merges.commands import Pair
from consult.merges.likeness import similar
from consult.merges.merge import can_merge
from consult.queries import YardView
from consult.reactions.commands import React
from consult.reactions.reaction import Opinion
from consult.remarks import commands as remarks
from consult.remarks.commands import REASON_LENGTH
from consult.stools.queries import load_stool
from consult.stools.stool import Stool, voice_of
from core.errors import NotHere
from web.access import Who, act, page
from web.followed import came_of_said
from web.recordings import given_out
from web.visit import Visit

BENCH = "/m/{meeting:str}/consult"
SAID = f"{BENCH}/said/{{statement:str}}"


async def thread(visit: Visit) -> Response:
    yard = await _yard(visit)
    one = yard.state.contributions.get(EntryId(visit.path("statement")))
    if one is None:
        raise NotHere("contribution")
    asked = {id for m in yard.merges_of(one) if m.is_open or m.holds for id in (m.one, m.other)}
    others = [
        other
        for other in yard.state.standing
        if can_merge(one, other) and other.id not in asked
    ]
    alike = [other.id for other in similar(one.said, others)]
    return visit.render(
        "consult/thread_staff.html",
        yard=yard,
        one=one,
        others=sorted(others, key=lambda other: other.id not in alike),
        alike=alike,
        entry=new_entry_id(),
        came=(await came_of_said(visit, yard, [one])).get(one.id),
        told=visit.request.query_params.get("for", "")[:4],
        most=TEXT_LENGTH,
        reason_most=REASON_LENGTH,
    )


async def remark(visit: Visit) -> Response:
    """In one's own name, or for a stool."""
    text = visit.form.prose("text", TEXT_LENGTH)
    visit.form.check()
    said = Remarked(EntryId(visit.path("statement")), text, visit.form.is_ticked("objects"))
    db = visit.house.db
    if visit.form.values.get("stool"):
        await remarks.remark(db, await _stool(visit), said, _entry(visit), visit.me.name)
    else:
        await remarks.remark_as(db, visit.me, said, _entry(visit))
    return _back(visit)


async def second(visit: Visit) -> Response:
    stool = await _stool(visit)
    said = Seconded(
        EntryId(visit.path("statement")), visit.form.values.get("holds", "1") == "1"
    )
    await remarks.second(visit.house.db, stool, said, _entry(visit), visit.me.name)
    return _back(visit)


async def react(visit: Visit) -> Response:
    """What a stool without a phone thinks of it."""
    value = visit.form.choice("opinion", Opinion)
    stool = await _stool(visit)
    ask = React(
        stool.meeting,
        visit.path("statement"),
        voice_of(stool.id),
        value,
        _entry(visit),
        visit.me.name,
    )
    await visit.house.reacting.put(ask)
    return visit.go(f"/m/{visit.me.meeting}/consult/said/{ask.statement}?for={stool.number}")


async def amend(visit: Visit) -> Response:
    """As the author has it read back."""
    said = Amended(EntryId(visit.path("statement")), visit.form.prose("text", TEXT_LENGTH))
    visit.form.check()
    stool = await _author(visit)
    await remarks.amend(visit.house.db, stool, said, _entry(visit), visit.me.name)
    return _back(visit)


async def take_back(visit: Visit) -> Response:
    await contribution.withdraw(
        visit.house.db,
        await _author(visit),
        visit.path("statement"),
        _entry(visit),
        visit.me.name,
    )
    return _back(visit)


async def hide(visit: Visit) -> Response:
    return await _moderate(visit, hides=True)


async def show(visit: Visit) -> Response:
    return await _moderate(visit, hides=False)


async def _moderate(visit: Visit, *, hides: bool) -> Response:
    target = visit.form.values.get("target") or visit.path("statement")
    reason = visit.form.text("reason", REASON_LENGTH)
    visit.form.check()
    said = Moderated(EntryId(target), reason, hides)
    await remarks.moderate(visit.house.db, visit.me, said, _entry(visit))
    return _back(visit)


async def merge(visit: Visit) -> Response:
    other = visit.form.text("other")
    visit.form.check()
    pair = Pair(EntryId(visit.path("statement")), EntryId(other))
    await merges.ask_merge(visit.house.db, visit.me, pair, _entry(visit))
    return _back(visit)


async def answer(visit: Visit) -> Response:
    """Read back to an author who has no phone."""
    said = MergeAnswered(EntryId(visit.path("ask")), visit.form.values.get("agrees") == "1")
    stool = await _stool(visit)
    await merges.answer_merge(visit.house.db, stool, said, _entry(visit), visit.me.name)
    return _back(visit)


async def unlink(visit: Visit) -> Response:
    said = Unlinked(EntryId(visit.path("ask")))
    await merges.unlink(visit.house.db, visit.me, said, _entry(visit))
    return _back(visit)


async def recording(visit: Visit) -> Response:
    yard = await _yard(visit)
    found = yard.state.contributions.get(EntryId(visit.path("statement")))
    return await given_out(visit, found, visit.path("what"))


async def _yard(visit: Visit) -> YardView:
    async with visit.house.db.reading() as connection:
        return await consult.yard_view(connection, visit.me.meeting)


async def _stool(visit: Visit) -> Stool:
    asked = visit.form.text("stool")
    visit.form.check()
    async with visit.house.db.reading() as connection:
        return await load_stool(connection, visit.me.meeting, asked)


async def _author(visit: Visit) -> Stool:
    yard = await _yard(visit)
    one = yard.state.contributions.get(EntryId(visit.path("statement")))
    number = yard.number_of(one) if one is not None else None
    found = next((stool for stool in yard.stools if stool.number == number), None)
    if found is None:
        raise NotHere("contribution")
    return found


def _entry(visit: Visit) -> str:
    return visit.form.values.get("entry") or new_entry_id()


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/consult/said/{visit.path('statement')}")


routes = [
    page(SAID, thread, Who.CONVENER),
    act(f"{SAID}/remark", remark, Who.CONVENER, again=thread),
    act(f"{SAID}/second", second, Who.CONVENER, again=thread),
    act(f"{SAID}/react", react, Who.CONVENER, again=thread),
    act(f"{SAID}/amend", amend, Who.CONVENER, again=thread),
    act(f"{SAID}/withdraw", take_back, Who.CONVENER, again=thread),
    act(f"{SAID}/hide", hide, Who.CONVENER, again=thread),
    act(f"{SAID}/show", show, Who.CONVENER, again=thread),
    act(f"{SAID}/merge", merge, Who.CONVENER, again=thread),
    act(f"{SAID}/merges/{{ask:str}}", answer, Who.CONVENER, again=thread),
    act(f"{SAID}/merges/{{ask:str}}/unlink", unlink, Who.CONVENER, again=thread),
    page(f"{SAID}/{{what:str}}", recording, Who.CONVENER),
]
