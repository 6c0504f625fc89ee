"""A stool: somebody in the yard, by number. Not a member of any roster. Pure.

A stool card is a link with 128 random bits; only its hash is kept. It joins one phone at a
time, and goes on to show what became of its words when the meeting is long over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult.consultation import MOST_STOOLS
from consult.contribution.said import Voice
from core.errors import Refused
from core.ids import MeetingId

NAME_LENGTH = 40


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class AgeBand(StrEnum):
    UNDER_35 = "under_35"
    TO_59 = "to_59"
    FROM_60 = "from_60"


@dataclass(frozen=True, slots=True)
class Stool:
    id: str
    meeting: MeetingId
    number: int
    household: str
    name: str  # optional, as all that follows
    sex: Sex | None
    age_band: AgeBand | None
    grid: str  # its code in the town's list, or empty
    has_card: bool
    edition: int  # of the phone's cookie: another after each release
    joined_at: datetime | None  # when a phone took it; None: none has
    grid_name: str = ""  # as the list has it now; the code itself where the list has it not


@dataclass(frozen=True, slots=True)
class Seat:
    """What the cookie of a phone says: this stool of this consultation, as it joined then."""

    meeting: str
    stool: str
    edition: int


def voice_of(stool: str) -> Voice:
    """Whose words they are, in entries and reactions."""
    return Voice(f"stool:{stool}")


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers, shortened as one reads them.

    >>> ranges([1, 2, 3, 5, 7, 8])
    '1–3, 5, 7, 8'
    """
    runs: list[list[int]] = []
    for one in numbers:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    parts = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run) for run in runs]
    return ", ".join(word for part in parts for word in part)


def check_count(count: int, known: int) -> None:
    """Refuse fewer stools than there are (somebody may sit there), and more than a yard has."""
    if not known <= count <= MOST_STOOLS:
        raise Refused("number-outside-range", field="count", least=known, most=MOST_STOOLS)


def check_may_join(stool: Stool, bound: str, device: str) -> None:
    """Refuse a second phone on one stool: nobody counts twice. Both are hashes of devices."""
    if stool.joined_at is not None and bound != device:
        raise Refused("stool-taken", number=stool.number)
