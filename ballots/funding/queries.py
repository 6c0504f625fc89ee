"""What lies beside a vote as advice, and beside its announced result."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as ballots
from ballots import store
from ballots.funding import store as shelf
from ballots.funding.advice import Attached
from ballots.method import VoteMethod
from ballots.round import Phase
from core.errors import NotHere


@dataclass(frozen=True, slots=True)
class Beside:
    """The file beside an announced round, and whom the congress has chosen in this vote."""

    attached: Attached
    method: VoteMethod
    chosen: tuple[tuple[int, str], ...]  # number and name


async def attached_to(connection: AsyncConnection, meeting: str, paper: str) -> Attached | None:
    known = await store.load_paper(connection, meeting, paper)
    return await shelf.find_advice(connection, known.id)


async def beside_round(connection: AsyncConnection, meeting: str, round: str) -> Beside | None:
    """What may be shown beside this round: nothing before its result has been announced.

    Nor beside a round of fewer candidates, such as a run-off, or one that is void.
    """
    known = await store.load_round(connection, meeting, round)
    outcome = await store.load_outcome(connection, known.id)
    if known.phase is not Phase.ANNOUNCED or outcome is None or not outcome.vote_valid:
        return None
    found = await shelf.find_advice(connection, known.paper)
    if found is None or set(found.numbers) != set(known.method.numbers):
        return None
    paper = await store.load_paper(connection, meeting, known.paper)
    vote = await ballots.vote_on(connection, meeting, paper.item)
    return Beside(found, known.method, tuple(sorted(vote.chosen)) if vote else ())


async def content_beside(connection: AsyncConnection, meeting: str, round: str) -> bytes:
    """The file itself, to be reckoned with."""
    found = await beside_round(connection, meeting, round)
    if found is None:
        raise NotHere("advice")
    return await shelf.load_content(connection, found.attached.paper)
