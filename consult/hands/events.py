"""What is told of hands: both parts of the result. How one stool answered is told nowhere."""

from dataclasses import dataclass

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsTold(Fact):
    """The result of a question: (in favour, against, abstaining), and how many by which way.

    Not each way's own figures: with one phone in the yard they would tell how it answered.
    """

    question: str
    present: int
    total: tuple[int, int, int]
    hands: int
    phones: int
    blocks: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsChanged(Tick):
    """A question was put, or a block was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsAnswered(Tick):
    """A phone answered."""
