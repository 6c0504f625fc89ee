"""What can be read of a consultation, as its screens show it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from consult import store
from consult.consultation import Consultation
from consult.contribution.fold import Contribution, State
from consult.contribution.queries import state_of
from consult.contribution.said import Circle
from consult.grids.grid import Grid
from consult.grids.queries import find_grid
from consult.reactions.queries import count_reactions
from consult.reactions.reaction import NOBODY, Counts
from consult.stools.queries import stools_of
from consult.stools.stool import Stool, voice_of
from core.errors import NotHere


@dataclass(frozen=True, slots=True)
class YardView:
    """All that the screens of a consultation show; nothing of it is for one person alone."""

    consultation: Consultation
    grid: Grid | None
    stools: tuple[Stool, ...]
    state: State
    counts: Mapping[str, Counts]

    def counted(self, statement: str) -> Counts:
        return self.counts.get(statement, NOBODY)

    def heard(self, circles: Collection[Circle] = (Circle.PUBLIC,)) -> list[Contribution]:
        """What stands in these circles, the newest first."""
        stand = [one for one in self.state.standing if one.said.circle in circles]
        return stand[::-1]

    @property
    def all_heard(self) -> list[Contribution]:
        """For those who record: every circle, and what was withdrawn."""
        return list(self.state.contributions.values())[::-1]

    @property
    def spoke(self) -> int:
        """How many of the stools have said something that stands."""
        return sum(self.times(stool) > 0 for stool in self.stools)

    def times(self, stool: Stool) -> int:
        return self.state.by_voice.get(voice_of(stool.id), 0)

    def number_of(self, one: Contribution) -> int | None:
        """The stool's number behind a contribution."""
        return {voice_of(stool.id): stool.number for stool in self.stools}.get(one.voice)


async def find_yard(connection: AsyncConnection, meeting: str) -> YardView | None:
    """None where a meeting has no consultation."""
    found = await store.find_consultation(connection, meeting)
    if found is None:
        return None
    return YardView(
        consultation=found,
        grid=await find_grid(connection, found.grid) if found.grid else None,
        stools=tuple(await stools_of(connection, meeting)),
        state=await state_of(connection, meeting),
        counts=await count_reactions(connection, meeting),
    )


async def yard_view(connection: AsyncConnection, meeting: str) -> YardView:
    found = await find_yard(connection, meeting)
    if found is None:
        raise NotHere("consultation")
    return found


async def find_talk(connection: AsyncConnection, meeting: str) -> YardView | None:
    """What is said, without stools and counts: for pages that thousands ask for at once."""
    found = await store.find_consultation(connection, meeting)
    if found is None:
        return None
    return YardView(
        consultation=found,
        grid=await find_grid(connection, found.grid) if found.grid else None,
        stools=(),
        state=await state_of(connection, meeting),
        counts={},
    )


async def talk_view(connection: AsyncConnection, meeting: str) -> YardView:
    found = await find_talk(connection, meeting)
    if found is None:
        raise NotHere("consultation")
    return found


async def find_consultation(connection: AsyncConnection, meeting: str) -> Consultation | None:
    return await store.find_consultation(connection, meeting)
