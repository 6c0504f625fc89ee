"""A word that is asked for and given: who waits, and how long somebody speaks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.moves import Moves
from core.people import Role


class Word(StrEnum):
    SPEECH = "speech"
    REPLY = "reply"  # by whom a statement is about, to that statement
    PROCEDURAL = "procedural"  # the chair's
    POINT = "point"  # of order


class Category(StrEnum):
    """What a point of order is about; those further up come first."""

    QUORUM = "quorum"
    PROCEDURE = "procedure"
    MOTION = "motion"
    FACT = "fact"


INTERRUPTS = frozenset({Word.POINT, Word.PROCEDURAL})  # a speech waits while they last


class Listing(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


LIST_MOVES: Moves[Listing] = {
    (Listing.OPEN, Listing.CLOSED): frozenset({Role.CHAIR, Role.CLERK}),
    (Listing.CLOSED, Listing.OPEN): frozenset({Role.CHAIR, Role.CLERK}),
}


class Stage(StrEnum):
    """Where somebody's word is."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    WITHDRAWN = "withdrawn"


# Whoever asked may also withdraw themselves.
WORD_MOVES: Moves[Stage] = {
    (Stage.WAITING, Stage.SPEAKING): frozenset({Role.CHAIR}),
    (Stage.WAITING, Stage.WITHDRAWN): frozenset({Role.CHAIR, Role.CLERK}),
    (Stage.SPEAKING, Stage.SPEAKING): frozenset({Role.CHAIR}),  # extended
    (Stage.SPEAKING, Stage.DONE): frozenset({Role.CHAIR}),
}


@dataclass(slots=True)
class Waiting:
    entry: str
    item: str
    person: str
    name: str
    groups: Mapping[str, str]
    official: bool
    word: Word
    category: Category | None
    to: str
    number: int  # the journal's: who asked first has the lowest
    asked_at: datetime
    by: str
    skipped: int = 0  # how often somebody who asked later was called first


@dataclass(slots=True)
class Turn:
    """Somebody has the floor, or had it. An interruption stops its clock."""

    turn: str
    entry: str
    item: str
    person: str
    name: str
    groups: Mapping[str, str]
    official: bool
    word: Word
    category: Category | None
    to: str
    times: int
    allowed: int  # seconds, extensions included; 0 is without a limit
    began_at: datetime
    resumed_at: datetime | None  # None while interrupted, and when it is over
    due: str
    by: str
    used: int = 0
    extended: int = 0
    ended_at: datetime | None = None

    def spoken(self, at: datetime) -> int:
        """Seconds spoken up to this moment."""
        return self.used + (seconds_between(self.resumed_at, at) if self.resumed_at else 0)

    @property
    def over(self) -> int:
        """Seconds beyond the limit, once it is over."""
        return max(self.used - self.allowed, 0) if self.allowed else 0

    @property
    def left(self) -> int:
        """Seconds left when it last began to run."""
        return self.allowed - self.used

    @property
    def began(self) -> int:
        """The second in which the clock of this turn would have started without a break."""
        return second(self.resumed_at or self.began_at) - self.used

    @property
    def ends(self) -> int:
        """The second (Unix time) in which its time is up, if nothing interrupts it."""
        return self.began + self.allowed

    def stop(self, at: datetime) -> None:
        self.used, self.resumed_at = self.spoken(at), None


def second(at: datetime) -> int:
    """The second of a moment, as Unix counts them."""
    return int(at.timestamp())


def seconds_between(since: datetime, at: datetime) -> int:
    return second(at) - second(since)
