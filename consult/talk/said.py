"""What the log tells of talking: one frozen dataclass for each kind of entry. Pure.

`happened` is when it was so, if it is typed in from paper afterwards; empty: when it was typed.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody who is here, as they were known then."""

    number: int  # of the stool; 0 for a member of the roster
    name: str = ""  # of a member of the roster only
    sex: str = ""
    grid: str = ""  # its name


@dataclass(frozen=True, slots=True)
class Sitting:
    voice: str
    who: Seated


@dataclass(frozen=True, slots=True)
class SeatsNoted:
    """Staff have looked who is here. What was noted before is noted no longer."""

    seats: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class WordAsked:
    who: Seated
    reply_to: str = ""  # the turn that was about this voice; empty: a speech


@dataclass(frozen=True, slots=True)
class WordWithdrawn:
    asked: str  # the entry of WordAsked


@dataclass(frozen=True, slots=True)
class WordCalled:
    """Staff give the floor. The entry's id is the name of the turn."""

    asked: str


@dataclass(frozen=True, slots=True)
class WordStopped:
    turn: str


@dataclass(frozen=True, slots=True)
class WordPassed:
    """“I need not speak” is an answer like any other."""

    who: Seated
    happened: str = ""


@dataclass(frozen=True, slots=True)
class TurnNoted:
    """A whole turn, typed in from the sheet of paper."""

    who: Seated
    seconds: int
    happened: str = ""


@dataclass(frozen=True, slots=True)
class TalkEnded:
    """Staff end the talk for now: nobody goes on speaking."""


TalkSaid: TypeAlias = (
    SeatsNoted
    | WordAsked
    | WordWithdrawn
    | WordCalled
    | WordStopped
    | WordPassed
    | TurnNoted
    | TalkEnded
)
TALK: dict[str, type[TalkSaid]] = {
    "seats_noted": SeatsNoted,
    "word_asked": WordAsked,
    "word_withdrawn": WordWithdrawn,
    "word_called": WordCalled,
    "word_stopped": WordStopped,
    "word_passed": WordPassed,
    "turn_noted": TurnNoted,
    "talk_ended": TalkEnded,
}
