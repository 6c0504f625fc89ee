"""A round brought to any phase of its life, by the acts of those who have the right."""

from collections.abc import Awaitable, Callable

from ballots import queries
from ballots.reruns.commands import void_round
from ballots.round import Kind, Phase
from ballots.rounds.commands import (
    announce_result,
    close_round,
    count_round,
    open_round,
    seal_round,
    sign_round,
)
from core.database import Database
from core.ids import RoundId
from tests.cast import Congress, in_session

SEALED, OPEN, CLOSED, COUNTED, SIGNED, ANNOUNCED, VOID = list(Phase)[1:]


async def phase(congress: Congress, round: RoundId) -> Phase:
    return (await congress.read(queries.round_view, congress.meeting, round)).round.phase


async def brought_to(db: Database, then: Phase, deputies: int = 3) -> tuple[Congress, RoundId]:
    """A round with everybody for the first of three projects, moved on to this phase."""
    congress = await in_session(db, deputies)
    paper = await congress.adopted(stand=3, seats=1)
    round = await seal_round(db, congress.clerk, paper, Kind.RECORDED)
    steps: dict[Phase, Callable[[], Awaitable[object]]] = {
        OPEN: lambda: open_round(db, congress.chair, round),
        CLOSED: lambda: close_round(db, congress.chair, round),
        COUNTED: lambda: count_round(db, congress.teller, round),
        SIGNED: lambda: sign_round(db, congress.scrutineer, round),
        ANNOUNCED: lambda: announce_result(db, congress.chair, round),
    }
    if then is VOID:
        await void_round(db, congress.chair, round, "错发")
        return congress, round
    for step in list(Phase)[2 : list(Phase).index(then) + 1]:
        await steps[step]()
        if step is OPEN:
            await congress.cast_all(round, ["+.."] * deputies)
    return congress, round


async def voting(
    db: Database, deputies: int = 6, present: int | None = None, **terms: object
) -> tuple[Congress, RoundId]:
    """A recorded round, open, on three projects for two places."""
    congress = await in_session(db, deputies, present)
    return congress, await congress.open_round(await congress.adopted(3, 2, **terms))


async def view(congress: Congress, round: RoundId) -> queries.RoundView:
    return await congress.read(queries.round_view, congress.meeting, round)
