"""What is shown beside a result."""

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as ballots
from ballots import store
from ballots.paper import Ballot, decode_marks
from ballots.round import Kind, Phase
from core.errors import NotHere


async def grouped_ballots(
    connection: AsyncConnection, meeting: str, round: str
) -> list[Ballot]:
    """The ballots of an announced round by name with their delegations, to break it down.

    Papers of a secret box say nothing of a delegation, and hands are not written down.
    """
    known = await store.load_round(connection, meeting, round)
    if known.kind is not Kind.RECORDED or known.phase is not Phase.ANNOUNCED:
        raise NotHere("breakdown")
    listed = await ballots.ballots_by_name(connection, meeting, round)
    return [
        Ballot(decode_marks(known.method, marks).marks, line.delegation or None)
        for line, marks in listed
    ]
