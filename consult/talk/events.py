"""What is told of talking: the figures at the end; before that, only that something moved."""

from dataclasses import dataclass

from consult.talk.figures import ShareTold
from core.journal import Fact, Tick


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
