"""What is written down of the resolution: one frozen dataclass for each kind of entry. Pure.

A contribution is named by its id alone: the log of another machine may know more of them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consult.grids.grid import DEPTH, Level
from consult.hall.adoption import Adoption
from core.errors import Refused

WORDS_LENGTH = 1000
NAME_LENGTH = 60
MOST_PRESENT = 9999


class Ending(StrEnum):
    """How a contribution ends in its meeting; there is no fifth way."""

    ANSWERED = "answered"  # on the spot
    PROMISED = "promised"
    EXPLAINED = "explained"  # why not
    SENT_UP = "sent_up"


class Assent(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Appraisal(StrEnum):
    """评事: what those who sat on the stools think of what was done."""

    SATISFIED = "satisfied"
    BASICALLY = "basically"
    UNSATISFIED = "unsatisfied"


@dataclass(frozen=True, slots=True)
class Disposed:
    """What becomes of a contribution. A later one corrects it; the earlier one stays."""

    contribution: str
    ending: Ending
    words: str  # the answer, what is promised, why not, why it must go up
    who: str = ""  # of a promise
    due: str = ""  # YYYY-MM-DD
    seen: str = ""  # how everybody will see that it is done
    checks: str = ""  # who looks whether it is
    level: str = ""  # of what is sent up: where to
    adoption: Adoption | None = None  # of an opinion in a hall consultation
    reason: str = ""  # why it is adopted in part, or not


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The hands that were counted after the reading; phones have said theirs before."""

    yes: int
    no: int
    abstain: int
    present: int


@dataclass(frozen=True, slots=True)
class Assented:
    """What one stool says to the whole resolution, by its phone."""

    value: Assent


@dataclass(frozen=True, slots=True)
class Dissented:
    """An objection to the resolution: how many raise it, and in which words."""

    people: int
    words: str


@dataclass(frozen=True, slots=True)
class Handled:
    """办事: what was done about a contribution since."""

    contribution: str
    words: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Appraised:
    contribution: str
    value: Appraisal


def check_disposed(said: Disposed, today: date, home: Level) -> None:
    """Refuse an ending that leaves open what its kind must say.

    `home` is the level the consultation is held at: what is sent up goes above it.
    """
    _check_text("words", said.words, WORDS_LENGTH)
    if said.ending is Ending.PROMISED:
        for field in ("who", "seen", "checks"):
            _check_text(field, getattr(said, field), NAME_LENGTH if field != "seen" else 200)
        if said.who == said.checks:
            raise Refused("promise-checks-itself", field="checks")
        _check_due(said.due, today)
    if said.ending is Ending.SENT_UP and not _is_above(said.level, home):
        raise Refused("level-not-above", field="level", level=home)


def _is_above(level: str, home: Level) -> bool:
    return level in list(Level) and DEPTH[Level(level)] < DEPTH[home]


def _check_due(due: str, today: date) -> None:
    try:
        day = date.fromisoformat(due)
    except ValueError:
        raise Refused("promise-without-day", field="due") from None
    if day < today:
        raise Refused("promise-in-the-past", field="due")


def _check_text(field: str, text: str, most: int) -> None:
    if not text.strip():
        raise Refused("field-empty", field=field)
    if len(text) > most:
        raise Refused("field-too-long", field=field, most=most, length=len(text))


def check_words(words: str) -> None:
    """Refuse an objection or a note that says nothing."""
    _check_text("words", words, WORDS_LENGTH)


def check_confirmed(said: Confirmed, by_phone: int, stools: int) -> None:
    """Refuse more hands than people: those here, less those who have answered by phone."""
    most = stools or MOST_PRESENT
    if not 1 <= said.present <= most:
        raise Refused("number-outside-range", field="present", least=1, most=most)
    hands = said.yes + said.no + said.abstain
    if min(said.yes, said.no, said.abstain) < 0 or hands > said.present - by_phone:
        raise Refused(
            "more-hands-than-people",
            field="yes",
            hands=hands,
            present=said.present,
            phones=by_phone,
        )
