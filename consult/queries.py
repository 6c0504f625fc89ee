"""What can be read of a consultation, as its screens show it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from consult import store
from consult.consultation import Consultation
from consult.contribution.fold import Contribution, State
from consult.contribution.queries import state_of
from consult.contribution.said import Circle, EntryId, Voice
from consult.grids.grid import Grid
from consult.grids.queries import find_grid
from consult.merges.merge import Merge, linked, supporters
from consult.reactions.queries import agreeing_voices, count_reactions
from consult.reactions.reaction import NOBODY, Counts
from consult.remarks.thread import Remark
from consult.resolution.entries import Ending
from consult.resolution.resolution import Point, endings, resolution
from consult.stools.queries import stools_of
from consult.stools.stool import Stool, ranges, voice_of
from consult.ties.queries import ties_of
from core.errors import NotHere


@dataclass(frozen=True)
class YardView:
    """All that the screens of a consultation show; nothing of it is for one person alone."""

    consultation: Consultation
    grid: Grid | None
    stools: tuple[Stool, ...]
    state: State
    counts: Mapping[str, Counts]
    support: Mapping[EntryId, int] = field(default_factory=dict)  # of those that were seconded
    matters: Sequence[frozenset[EntryId]] = ()  # contributions that are linked

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

    def hidden(self, circles: Collection[Circle] = (Circle.PUBLIC,)) -> list[Contribution]:
        """What was taken from the screens; everybody reads why, and nobody what it said."""
        of_all = self.state.contributions.values()
        return [one for one in of_all if one.thread.hidden and one.said.circle in circles]

    def matter(self, one: Contribution) -> list[Contribution]:
        """The others that this one is linked to."""
        found = next((group for group in self.matters if one.id in group), frozenset())
        return [self.state.contributions[id] for id in sorted(found - {one.id})]

    def merges_of(self, one: Contribution) -> list[Merge]:
        return [m for m in self.state.merges.values() if one.id in (m.one, m.other)]

    def open_merges(self, circles: Collection[Circle] = (Circle.PUBLIC,)) -> list[Merge]:
        """Questions that an author has still to answer."""
        said = self.state.contributions
        return [
            merge
            for merge in self.state.merges.values()
            if merge.is_open
            and said[merge.one].said.circle in circles
            and said[merge.one].stands
            and said[merge.other].stands
        ]

    @property
    def spoke(self) -> int:
        """How many of the stools have spoken, aloud or in words that stand."""
        return len(self.state.talk.spoken)

    @property
    def here(self) -> int:
        """How many stools are taken; all of them, where nobody has looked."""
        talk = self.state.talk
        return len(talk.present) if talk.is_noted else len(self.stools)

    def has_spoken(self, stool: Stool) -> bool:
        return voice_of(stool.id) in self.state.talk.spoken

    @property
    def participants(self) -> list[Stool]:
        """The stools that somebody sits on: a printed card alone is nobody."""
        heard: set[str] = {one.voice for one in self.state.contributions.values()}
        heard |= {one.voice for one in self.state.record.questions.values()}
        heard |= {*self.state.record.words, *self.state.talk.seats}
        return [
            one
            for one in self.stools
            if one.joined_at or one.name or one.household or voice_of(one.id) in heard
        ]

    @property
    def points(self) -> tuple[Point, ...]:
        """What stands, with its numbers and endings."""
        return resolution(self.state)

    @property
    def not_weighed(self) -> list[int]:
        """The numbers of those of which nobody has written down whether they are adopted."""
        return [one.number for one in self.points if one.ending and not one.ending.adoption]

    @property
    def endings(self) -> Counter[Ending]:
        return endings(self.points)

    def times(self, stool: Stool) -> int:
        return self.state.by_voice.get(voice_of(stool.id), 0)

    def number_of(self, one: Contribution | Remark) -> int | None:
        """The stool's number behind a contribution or a remark."""
        return self.numbers.get(one.voice)

    @property
    def seated(self) -> Mapping[str, str]:
        """The numbers of the stools by the name of their grid, as far as it is known."""
        found: dict[str, list[int]] = {}
        for one in self.stools:
            if one.grid:
                found.setdefault(one.grid_name, []).append(one.number)
        return {name: ranges(numbers) for name, numbers in found.items()}

    @cached_property
    def numbers(self) -> Mapping[Voice, int]:
        """The numbers of the stools by their voices."""
        return {voice_of(stool.id): stool.number for stool in self.stools}

    def numbers_of(self, voices: Iterable[Voice]) -> list[int]:
        return sorted(self.numbers[one] for one in voices if one in self.numbers)


async def find_yard(connection: AsyncConnection, meeting: str) -> YardView | None:
    """None where a meeting has no consultation."""
    found = await store.find_consultation(connection, meeting)
    if found is None:
        return None
    state = await state_of(connection, meeting)
    matters = linked(state.merges.values(), {one.id for one in state.standing})
    return YardView(
        consultation=found,
        grid=await find_grid(connection, found.grid) if found.grid else None,
        stools=tuple(await stools_of(connection, meeting)),
        state=state,
        counts=await count_reactions(connection, meeting),
        support=await _support(connection, meeting, state, matters),
        matters=matters,
    )


async def _support(
    connection: AsyncConnection,
    meeting: str,
    state: State,
    matters: Sequence[frozenset[EntryId]],
) -> dict[EntryId, int]:
    """How many are behind what was seconded or linked: one person counts once."""
    seconded = {one.id for one in state.standing if one.thread.seconds}
    alone = seconded.difference(*matters)
    groups = [*matters, *(frozenset({id}) for id in alone)]
    asked = sorted(id for group in groups for id in group)
    agreeing = await agreeing_voices(connection, meeting, asked) if asked else {}
    tied = await ties_of(connection, meeting) if asked else {}
    behind = {
        group: supporters([state.contributions[each] for each in group], agreeing)
        for group in groups
    }
    return {
        id: len({tied.get(voice, voice) for voice in behind[group]})
        for group in groups
        for id in group
    }


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
