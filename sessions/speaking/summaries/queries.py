"""What can be read of summaries, for the recorder and for each speaker."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from sessions.speaking.store import load_floor
from sessions.speaking.summaries import store
from sessions.speaking.summaries.summary import Summary, SummaryState
from sessions.speaking.word import Turn


@dataclass(frozen=True, slots=True)
class Recorded:
    """A turn that is over, and what has been written of it."""

    turn: Turn
    summary: Summary | None


async def recorded_turns(connection: AsyncConnection, meeting: str) -> list[Recorded]:
    """All turns that are over, in the order of speaking."""
    floor = await load_floor(connection, meeting)
    written = await store.list_summaries(connection, meeting)
    turns = sorted(floor.turns, key=lambda one: one.began_at)
    return [Recorded(one, written.get(one.turn)) for one in turns if one.ended_at is not None]


async def my_summaries(connection: AsyncConnection, meeting: str, person: str) -> list[Summary]:
    """What the recorder has sent this speaker."""
    mine = await store.list_summaries(connection, meeting, person)
    return [one for one in mine.values() if one.state is not SummaryState.DRAFT]
