"""What a paper's rounds and settlements come to together."""

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import store
from ballots.round import Phase, Round
from ballots.settling.store import list_settlements


async def depth(connection: AsyncConnection, known: Round) -> int:
    """1 for a first round, 2 for one that completes it: what `rounds_max` counts."""
    rounds = await store.list_rounds(connection, known.meeting, known.paper)
    follows = {one.id: one.follows for one in rounds}
    deep, at = 1, known.follows
    while at is not None:
        deep, at = deep + 1, follows[at]
    return deep


async def chosen_so_far(connection: AsyncConnection, meeting: str, paper: str) -> list[int]:
    """Everyone chosen by the announced rounds and by what was settled of them, in order."""
    rounds = await store.list_rounds(connection, meeting, paper)
    chosen: list[int] = []
    for one in rounds:
        outcome = await store.load_outcome(connection, one.id)
        if one.phase is Phase.ANNOUNCED and outcome is not None:
            chosen += outcome.chosen
            for settlement in await list_settlements(connection, [one.id]):
                chosen += settlement.chosen
    return list(dict.fromkeys(chosen))
