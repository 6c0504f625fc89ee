"""What is told of merges. That they are linked is told by numbers, and never in words."""

from dataclasses import dataclass

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionsCompared(Tick):
    """The authors are asked, or one of them has answered."""

    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionsLinked(Fact):
    ask: str
    one: str
    other: str
    stools: tuple[int, ...]  # of the authors
    circle: str
    by: str  # who asked them


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionsUnlinked(Fact):
    ask: str
    one: str
    other: str
    stools: tuple[int, ...]
    circle: str
    by: str  # empty: one of the authors, by phone
