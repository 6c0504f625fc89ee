"""What is told of talking: the figures at the end; before that, only that something moved."""

from dataclasses import dataclass

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True)
class ShareTold:
    """A group's part: of those here, of those who spoke, of the time."""

    attribute: str  # sex or grid
    value: str
    present: int
    spoke: int
    seconds: int
    of_present: int  # whole percent of those of whom it is known
    of_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTold(Fact):
    """“23 of 31 spoke”, when the talk is ended."""

    present: int
    spoke: int
    passed: int
    turns: int
    seconds: int
    over: int  # seconds beyond the limits, all turns together
    gini: str  # of the floor's time, two decimals
    shares: tuple[ShareTold, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkChanged(Tick):
    """Somebody asked, was called, stopped or passed."""
