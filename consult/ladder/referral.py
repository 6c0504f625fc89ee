"""A contribution on its way up, and whose turn it is by now. Pure.

小事不出村、大事不出镇、矛盾不交县: each level has its days; when they are over, the matter
moves up by itself. It goes sideways, to a neighbour of the same level, once at most.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from consult.grids.grid import DEPTH, Grid, Level
from core.errors import Refused

WORDS_LENGTH = 1000
NAME_LENGTH = 60
MOST_DAYS = 365
DAYS: Mapping[Level, int] = {
    Level.UNIT: 3,
    Level.CENTRE: 5,
    Level.VILLAGE: 7,
    Level.TOWN: 15,
    Level.COUNTY: 30,
}


class StepKind(StrEnum):
    SENT = "sent"  # from the consultation
    RECEIVED = "received"
    SENT_ON = "sent_on"  # up, for it is beyond this level
    PASSED_ACROSS = "passed_across"  # to a neighbour of the same level
    MOVED_UP = "moved_up"  # by nobody: the days were over
    ANSWERED = "answered"


ARRIVES = {StepKind.SENT, StepKind.SENT_ON, StepKind.PASSED_ACROSS, StepKind.MOVED_UP}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way; steps are added and never changed."""

    kind: StepKind
    at: datetime
    level: Level  # where it is after this step
    grid: str  # the code of the grid there, or empty: the level as a whole
    by: str  # empty where nobody did it
    words: str
    due: datetime  # when the days of this level are over


@dataclass(frozen=True, slots=True)
class Referral:
    """A contribution that was sent up, with all its steps so far."""

    id: str
    meeting: str
    entry: str
    point: int
    is_public: bool
    title: str  # the words, as everybody may read them; empty where they may not
    topic: str
    home: Level  # of the consultation
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def is_answered(self) -> bool:
        return self.last.kind is StepKind.ANSWERED

    @property
    def is_received(self) -> bool:
        return self.last.kind is StepKind.RECEIVED

    @property
    def known_grid(self) -> str:
        """The last place on the list of grids: a level that the list lacks is stepped over."""
        return next((step.grid for step in reversed(self.steps) if step.grid), "")

    @property
    def went_across(self) -> bool:
        return any(step.kind is StepKind.PASSED_ACROSS for step in self.steps)

    @property
    def ran_out(self) -> int:
        """How many levels it left only because their days were over."""
        return sum(step.kind is StepKind.MOVED_UP for step in self.steps)


def above(level: Level) -> Level | None:
    """The next level of the ladder; None above the county."""
    depth = DEPTH[level]
    return list(Level)[depth - 1] if depth else None


def place(grids: Mapping[str, Grid], start: str, level: Level) -> str:
    """The grid of this level that the start lies in, or empty where the list has none."""
    here = grids.get(start)
    while here is not None and DEPTH[here.level] > DEPTH[level]:
        here = grids.get(here.parent)
    return here.id if here is not None and here.level is level else ""


def due(at: datetime, level: Level, days: Mapping[Level, int]) -> datetime:
    return at + timedelta(days=days.get(level, DAYS.get(level, 7)))


def by_now(
    referral: Referral, now: datetime, days: Mapping[Level, int], grids: Mapping[str, Grid]
) -> Referral:
    """The referral with the steps that time alone has made since its last one.

    Each of them happens at the moment the days were over, not when somebody looks. At the
    county it stays, late.
    """
    while not referral.is_answered and referral.last.due < now:
        last = referral.last
        level = above(last.level)
        if level is None:
            break
        step = Step(
            kind=StepKind.MOVED_UP,
            at=last.due,
            level=level,
            grid=place(grids, referral.known_grid, level),
            by="",
            words="",
            due=due(last.due, level, days),
        )
        referral = replace(referral, steps=(*referral.steps, step))
    return referral


def check_step(referral: Referral, kind: StepKind, words: str) -> None:
    """Refuse what cannot be done to a referral as it stands now."""
    if referral.is_answered:
        raise Refused("referral-answered")
    if kind is StepKind.RECEIVED and referral.is_received:
        raise Refused("referral-received")
    if kind is StepKind.SENT_ON and above(referral.last.level) is None:
        raise Refused("nothing-above")
    if kind is StepKind.PASSED_ACROSS and referral.went_across:
        raise Refused("sideways-once")
    if kind is not StepKind.RECEIVED and not words.strip():
        raise Refused("field-empty", field="words")
    if len(words) > WORDS_LENGTH:
        raise Refused("field-too-long", field="words", most=WORDS_LENGTH, length=len(words))


def check_neighbour(referral: Referral, grid: Grid | None) -> None:
    """Refuse to pass a referral across to another level, or to where it is."""
    last = referral.last
    if grid is None or grid.level is not last.level or grid.id == last.grid:
        raise Refused("choose-one", field="grid")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all matters were settled at a level."""

    level: Level
    settled: int
    waiting: int  # is there now, unanswered
    late: int  # of these, past its day (only the county can be)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The measure that is public, with the figures it is made of."""

    shares: tuple[Share, ...]  # from household to county
    total: int  # every contribution with an ending in a closed consultation
    sent_up: int
    ran_out: int  # moved up at least once only because the days were over
    moves: int  # how many such moves

    def settled_up_to(self, level: Level) -> int:
        """Settled at this level or below it."""
        return sum(one.settled for one in self.shares if DEPTH[one.level] >= DEPTH[level])

    @property
    def reached_county(self) -> int:
        """Settled or waiting there: what was to be avoided (矛盾不交县)."""
        return sum(
            one.settled + one.waiting for one in self.shares if one.level is Level.COUNTY
        )


def measure(
    settled_at_home: Mapping[Level, int], referrals: Iterable[Referral], now: datetime
) -> Ladder:
    """The shares of the levels. `referrals` are those of `by_now`."""
    ways: Sequence[Referral] = list(referrals)
    shares = []
    for level in reversed(Level):
        here = [one for one in ways if one.last.level is level]
        waiting = [one for one in here if not one.is_answered]
        shares.append(
            Share(
                level=level,
                settled=settled_at_home.get(level, 0) + len(here) - len(waiting),
                waiting=len(waiting),
                late=sum(one.last.due < now for one in waiting),
            )
        )
    return Ladder(
        shares=tuple(shares),
        total=sum(settled_at_home.values()) + len(ways),
        sent_up=len(ways),
        ran_out=sum(one.ran_out > 0 for one in ways),
        moves=sum(one.ran_out for one in ways),
    )
