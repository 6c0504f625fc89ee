"""What is told of stools. Whose phone joined when is kept in no journal."""

from dataclasses import dataclass

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class StoolsPrinted(Fact):
    numbers: tuple[int, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoolReissued(Fact):
    person: str  # the stool: its screens are sent away as a person's are
    number: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoolReleased(Fact):
    person: str
    number: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoolsChanged(Tick):
    joined: int
