"""The course of a funnel: which conclusions stand, and what became of each project. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ballots.funnel.funnel import Conclusion, Entry, Fate, Funnel, Stage, StageKind
from ballots.funnel.ruling import Announced, by_congress


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on its way: what came in, by which votes it is ordered, and how it ended.

    `names` is None while the stage before is not concluded. A stage is `outdated` when it was
    concluded over other projects than come in now, because an earlier one was corrected.
    """

    stage: Stage
    names: Mapping[int, str] | None
    votes: Mapping[int, int]
    conclusion: Conclusion | None
    earlier: tuple[Conclusion, ...]  # those that do not stand, the first one first
    outdated: bool = False

    @property
    def is_ready(self) -> bool:
        return self.names is not None


@dataclass(frozen=True, slots=True)
class Story:
    """One project with all that the concluded stages did with it, in their order."""

    entry: Entry
    events: tuple[tuple[Conclusion, Fate], ...]

    @property
    def dropped_at(self) -> Conclusion | None:
        """The stage that let it go; None while it is still in."""
        return next((one for one, fate in self.events if not fate.kept), None)


def course(funnel: Funnel, announced: Mapping[str, Announced]) -> tuple[Step, ...]:
    """Walk the stages. `announced` are the announced votes by agenda item."""
    names: Mapping[int, str] | None = {one.no: one.project.name for one in funnel.entries}
    votes: Mapping[int, int] = {}
    steps: list[Step] = []
    for stage in funnel.stages:
        step = _step(funnel, stage, names, votes, announced)
        steps.append(step)
        ended = step.conclusion
        names = _left(names, ended)
        votes = ended.votes if ended and ended.votes else votes
    return tuple(steps)


def _left(
    names: Mapping[int, str] | None, ended: Conclusion | None
) -> Mapping[int, str] | None:
    if names is None or ended is None:
        return None
    return {no: name for no, name in names.items() if no in ended.kept}


def _step(
    funnel: Funnel,
    stage: Stage,
    names: Mapping[int, str] | None,
    votes: Mapping[int, int],
    announced: Mapping[str, Announced],
) -> Step:
    written = funnel.of_stage(stage.position)
    if stage.kind is StageKind.CONGRESS:
        vote = announced.get(stage.item or "")
        told = by_congress(stage, names, vote) if vote and names else None
        is_other = vote is not None and names is not None and told is None
        return Step(stage, names, votes, told, (), outdated=is_other)
    last = written[-1] if written else None
    stands = last is not None and names is not None and last.entered == frozenset(names)
    earlier = written[:-1] if stands else written
    return Step(
        stage, names, votes, last if stands else None, earlier, bool(last) and not stands
    )


def concluded(steps: Sequence[Step]) -> tuple[Conclusion, ...]:
    """The conclusions that stand, in the order of the stages."""
    return tuple(one.conclusion for one in steps if one.conclusion is not None)


def stories(funnel: Funnel, standing: Sequence[Conclusion]) -> tuple[Story, ...]:
    """Every project's story: those still in first, the best first, then the last dropped."""
    told = [Story(entry, _events(entry.no, standing)) for entry in funnel.entries]
    return tuple(sorted(told, key=_far_first))


def _events(no: int, standing: Sequence[Conclusion]) -> tuple[tuple[Conclusion, Fate], ...]:
    found = ((one, one.fate(no)) for one in standing)
    return tuple((one, fate) for one, fate in found if fate is not None)


def _far_first(story: Story) -> tuple[bool, int, int, int]:
    """Still in before dropped, dropped late before early, then by rank and number."""
    rank = story.events[-1][1].rank if story.events else None
    is_out = story.dropped_at is not None
    return (is_out, -len(story.events), rank if rank is not None else 10**9, story.entry.no)


def by_exit(told: Sequence[Story]) -> list[tuple[Conclusion | None, tuple[Story, ...]]]:
    """The stories in their order, parted by the stage that dropped them; None: still in."""
    parted = groupby(told, key=lambda one: one.dropped_at.stage if one.dropped_at else None)
    some = [tuple(part) for _, part in parted]
    return [(part[0].dropped_at, part) for part in some]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the picture; `share` and `next` are widths in thousandths of the widest."""

    number: int
    share: int
    next: int
    conclusion: Conclusion | None  # None: all that were collected


NARROWEST = 20  # thousandths: what is left must still be seen


def levels(collected: int, standing: Sequence[Conclusion]) -> tuple[Level, ...]:
    """The picture from the widest level to the narrowest, as far as it is concluded."""
    numbers = [collected, *(len(one.kept) for one in standing)]
    widths = [max(NARROWEST, round(1000 * one / max(collected, 1))) for one in numbers]
    of = [None, *standing]
    return tuple(
        Level(number, width, following, one)
        for number, width, following, one in zip(
            numbers, widths, [*widths[1:], widths[-1]], of, strict=True
        )
    )
