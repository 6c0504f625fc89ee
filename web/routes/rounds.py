"""Rounds: the acts by which chair, tellers and scrutineers lead one to its result."""

from collections.abc import Iterator

from starlette.responses import Response

from ballots import queries as ballots
from ballots.outcome import Next
from ballots.project import clean
from ballots.reruns import commands as reruns
from ballots.round import Kind, kind_of
from ballots.rounds import commands
from ballots.secret.counting.commands import count_box
from ballots.settling import commands as settling
from ballots.settling.settlement import NOTE_LENGTH, SEED_LENGTH
from core.people import Role
from web.access import Who, act
from web.forms import Form
from web.marks import NO_DIGITS
from web.routes.ballots import ROUND, M, look_at_round, show_round
from web.routes.meeting import chair
from web.routes.secret import check_private
from web.totals import typed_totals
from web.visit import Visit


async def seal(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        paper = await ballots.load_paper(connection, visit.me.meeting, visit.path("paper"))
    kind = kind_of(paper.method.secrecy)
    await commands.seal_round(visit.house.db, visit.me, paper.id, kind)
    return _to_chair(visit)


def _to_chair(visit: Visit) -> Response:
    """Back to the console; a teller who is no chair goes to the round's page."""
    if Role.CHAIR in visit.me.roles:
        return visit.go(f"/m/{visit.me.meeting}/chair")
    return visit.go(f"/m/{visit.me.meeting}/rounds/{visit.path('round')}")


async def open_round(visit: Visit) -> Response:
    view = await look_at_round(visit)
    if view.round.kind is Kind.SECRET:
        check_private(visit)
    await commands.open_round(visit.house.db, visit.me, visit.path("round"))
    return _to_chair(visit)


async def close_round(visit: Visit) -> Response:
    await commands.close_round(visit.house.db, visit.me, visit.path("round"))
    return _to_chair(visit)


async def _where_typed(visit: Visit) -> Response:
    """Where the totals were typed: the console, or the round's page of who is no chair."""
    return await (chair(visit) if Role.CHAIR in visit.me.roles else show_round(visit))


async def count(visit: Visit) -> Response:
    view = await look_at_round(visit)
    if view.round.kind is Kind.SECRET:
        vault = visit.house.boxes.vault
        await count_box(visit.house.db, vault, visit.me, view.round.id)
        return _to_chair(visit)
    totals = (
        typed_totals(visit.form, view.round.method) if view.round.kind is Kind.HANDS else None
    )
    visit.form.check()
    await commands.count_round(visit.house.db, visit.me, view.round.id, totals)
    return _to_chair(visit)


async def sign(visit: Visit) -> Response:
    await commands.sign_round(visit.house.db, visit.me, visit.path("round"))
    return visit.go(f"/m/{visit.me.meeting}/rounds/{visit.path('round')}")


async def announce(visit: Visit) -> Response:
    await commands.announce_result(visit.house.db, visit.me, visit.path("round"))
    return _to_chair(visit)


async def run_off(visit: Visit) -> Response:
    await reruns.run_off(visit.house.db, visit.me, visit.path("round"))
    return _to_chair(visit)


async def second_round(visit: Visit) -> Response:
    await reruns.second_round(visit.house.db, visit.me, visit.path("round"))
    return _to_chair(visit)


async def settle(visit: Visit) -> Response:
    """What a result left open, settled without another round."""
    form, how = visit.form, visit.form.choice("how", Next)
    seed = clean(form.text("seed", SEED_LENGTH, needed=False))
    note = clean(form.text("note", NOTE_LENGTH, needed=False))
    form.check()
    await settling.settle(
        visit.house.db,
        visit.me,
        visit.path("round"),
        how,
        seed=seed,
        named=tuple(_numbers(form, "chosen-")),
        note=note,
    )
    return _to_chair(visit)


def _numbers(form: Form, prefix: str) -> Iterator[int]:
    """The numbers in the names of the boxes that were ticked."""
    for name in form.values:
        no = name.removeprefix(prefix)
        if no != name and no.isascii() and no.isdecimal() and len(no) <= NO_DIGITS:
            yield int(no)


async def void(visit: Visit) -> Response:
    """Void this round and prepare nothing in its place: nobody may be here to vote any more."""
    reason = visit.form.text("reason", 200)
    visit.form.check()
    await reruns.void_round(visit.house.db, visit.me, visit.path("round"), reason)
    return _to_chair(visit)


async def repeat(visit: Visit) -> Response:
    """Void this round and prepare the same question again, by phones or by hands."""
    reason = visit.form.text("reason", 200)
    kind = visit.form.choice("kind", Kind)
    visit.form.check()
    await reruns.repeat_round(visit.house.db, visit.me, visit.path("round"), reason, kind)
    return _to_chair(visit)


routes = [
    act(f"{M}/papers/{{paper:str}}/seal", seal, Who.CHAIR, again=chair),
    act(f"{ROUND}/open", open_round, Who.CHAIR, again=chair),
    act(f"{ROUND}/close", close_round, Who.CHAIR, again=chair),
    act(f"{ROUND}/count", count, Who.COUNTER, again=_where_typed),
    act(f"{ROUND}/sign", sign, Who.SCRUTINEER, again=show_round),
    act(f"{ROUND}/announce", announce, Who.CHAIR, again=chair),
    act(f"{ROUND}/run-off", run_off, Who.CHAIR, again=chair),
    act(f"{ROUND}/second-round", second_round, Who.CHAIR, again=chair),
    act(f"{ROUND}/settle", settle, Who.CHAIR, again=chair),
    act(f"{ROUND}/void", void, Who.CHAIR, again=chair),
    act(f"{ROUND}/repeat", repeat, Who.CHAIR, again=chair),
]
