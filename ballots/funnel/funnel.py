"""A funnel of stages: what goes into one is what the one before kept. Pure.

Fei county 2022: 114 collected projects; the delegations' votes keep 80, the government's
executive meeting 60 of them by number of votes, and the congress 20 by a differential vote.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ballots.project import MOST_PROJECTS, CandidateProject
from core.errors import NotHere, Refused
from core.ids import FunnelId, ItemId, MeetingId


class StageKind(StrEnum):
    ADVISORY = "advisory"  # 征求意见投票: counted by delegations
    DECISION = "decision"  # 研究决定: an organ decides, and says why
    CONGRESS = "congress"  # 大会票决: a vote of the meeting


@dataclass(frozen=True, slots=True)
class Entry:
    """One collected project and who brought it in."""

    project: CandidateProject
    proposed_by: str = ""

    @property
    def no(self) -> int:
        return self.project.no


@dataclass(frozen=True, slots=True)
class Sheet:
    """The votes each delegation gave: delegation -> number of the project -> votes.

    A number that is missing has not come in yet, which is not the same as no votes.
    """

    votes: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def totals(self, numbers: Iterable[int]) -> dict[int, int]:
        """The votes of each of these projects, of all delegations together."""
        return {no: sum(one.get(no, 0) for one in self.votes.values()) for no in numbers}

    def missing(self, numbers: Collection[int]) -> tuple[str, ...]:
        """The delegations of which not everything is in."""
        return tuple(
            name for name, given in self.votes.items() if any(no not in given for no in numbers)
        )

    def given(self, no: int) -> dict[str, int]:
        return {name: one[no] for name, one in self.votes.items() if no in one}


@dataclass(frozen=True, slots=True)
class Stage:
    """`keep` is how many go on; `item` the vote item of a stage that the congress votes on."""

    position: int  # from 1
    kind: StageKind
    title: str
    organ: str
    keep: int
    held_on: str = ""  # as the clerk writes it
    item: ItemId | None = None
    sheet: Sheet = field(default_factory=Sheet)


@dataclass(frozen=True, slots=True)
class Fate:
    """What one stage did with one project. Votes and rank are those it was ordered by."""

    no: int
    name: str
    kept: bool
    votes: int | None = None
    rank: int | None = None
    reason: str = ""
    given: Mapping[str, int] = field(default_factory=dict)  # by delegation


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A concluded stage, whole in itself. A later one of the same stage corrects it."""

    stage: int
    kind: StageKind
    title: str
    organ: str
    held_on: str
    keep: int
    fates: tuple[Fate, ...]  # in the order of votes
    delegations: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # delegations whose votes were not all in
    tied: tuple[int, ...] = ()  # at the cut
    reason: str = ""  # why those of the tied go on
    number: int = 1
    wrong: str = ""  # what was wrong with the conclusion before
    at: datetime | None = None
    by: str = ""

    @property
    def entered(self) -> frozenset[int]:
        return frozenset(one.no for one in self.fates)

    @property
    def kept(self) -> frozenset[int]:
        return frozenset(one.no for one in self.fates if one.kept)

    @property
    def dropped(self) -> tuple[Fate, ...]:
        return tuple(one for one in self.fates if not one.kept)

    @property
    def votes(self) -> dict[int, int]:
        return {one.no: one.votes for one in self.fates if one.votes is not None}

    def fate(self, no: int) -> Fate | None:
        return next((one for one in self.fates if one.no == no), None)


@dataclass(frozen=True, slots=True)
class Funnel:
    id: FunnelId
    meeting: MeetingId
    title: str
    entries: tuple[Entry, ...] = ()
    stages: tuple[Stage, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()  # all, the corrected ones too

    def stage(self, position: int) -> Stage | None:
        return next((one for one in self.stages if one.position == position), None)

    def of_stage(self, position: int) -> tuple[Conclusion, ...]:
        """All conclusions of one stage, the first one first."""
        return tuple(one for one in self.conclusions if one.stage == position)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(one.no for one in self.entries)

    @property
    def has_begun(self) -> bool:
        return bool(self.conclusions)


def with_entry(
    listed: Sequence[Entry], entry: Entry, replacing: int | None
) -> tuple[Entry, ...]:
    """The list with this entry added, or in the place of the one numbered `replacing`."""
    others = tuple(one for one in listed if one.no != replacing)
    if replacing is not None and len(others) == len(listed):
        raise NotHere("project")
    if any(one.no == entry.no for one in others):
        raise Refused("candidate-doubled", field="no", no=entry.no)
    if len(others) >= MOST_PROJECTS:
        raise Refused("too-many-projects", most=MOST_PROJECTS)
    return tuple(sorted((*others, entry), key=lambda one: one.no))
