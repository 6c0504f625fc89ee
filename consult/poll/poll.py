"""A deliberative poll, its phases, and the residents on its register. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from consult.stools.stool import Sex
from core.ids import MeetingId
from core.moves import Moves
from core.people import Role

PollId = NewType("PollId", str)

CLERK = frozenset({Role.CLERK})
MOST_SEATS = 1000


class PollPhase(StrEnum):
    DRAFT = "draft"  # the register is being made
    PUBLISHED = "published"  # its hash is public, and it cannot change any more
    DRAWN = "drawn"  # the number has fallen; seats and replacements are known
    BEFORE = "before"  # the questionnaire is open for the first time
    BETWEEN = "between"  # closed: the groups and the plenary talk
    AFTER = "after"  # the same questionnaire is open again
    ANSWERED = "answered"
    REPORTED = "reported"


POLL_MOVES: Moves[PollPhase] = {
    (PollPhase.DRAFT, PollPhase.PUBLISHED): CLERK,
    (PollPhase.PUBLISHED, PollPhase.DRAFT): CLERK,  # a mistake found before the draw
    (PollPhase.PUBLISHED, PollPhase.DRAWN): CLERK,
    (PollPhase.DRAWN, PollPhase.BEFORE): CLERK,
    (PollPhase.BEFORE, PollPhase.BETWEEN): CLERK,
    (PollPhase.BETWEEN, PollPhase.AFTER): CLERK,
    (PollPhase.AFTER, PollPhase.ANSWERED): CLERK,
    (PollPhase.ANSWERED, PollPhase.REPORTED): CLERK,
}
NOT_DRAWN = frozenset({PollPhase.DRAFT, PollPhase.PUBLISHED})
# Until the second time is opened somebody may still be sitting down to talk.
SEATING = frozenset({PollPhase.DRAWN, PollPhase.BEFORE, PollPhase.BETWEEN})


class Wave(StrEnum):
    """One of the two times the same questions are asked."""

    BEFORE = "before"
    AFTER = "after"


OPEN_WAVES = {PollPhase.BEFORE: Wave.BEFORE, PollPhase.AFTER: Wave.AFTER}
CLOSES_TO = {PollPhase.BEFORE: PollPhase.BETWEEN, PollPhase.AFTER: PollPhase.ANSWERED}
OPENS_TO = {PollPhase.DRAWN: PollPhase.BEFORE, PollPhase.BETWEEN: PollPhase.AFTER}


class PanelPlace(StrEnum):
    """What has become of a resident's place in the panel."""

    NONE = "none"  # before the draw
    RESERVE = "reserve"  # on the replacement list of the stratum
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNREACHED = "unreached"


SEATED = frozenset({PanelPlace.INVITED, PanelPlace.ACCEPTED})
GONE = frozenset({PanelPlace.DECLINED, PanelPlace.UNREACHED})


@dataclass(frozen=True, slots=True)
class Resident:
    """One line of the register. `number` is its place in the list, from 1."""

    number: int
    name: str
    sex: Sex
    age: int
    village: str
    grid: str = ""
    household: str = ""
    phone: str = ""
    stratum: str = ""  # written when the list is published
    rank: int = 0  # place in the drawn order of the stratum, from 1
    place: PanelPlace = PanelPlace.NONE
    replaces: int = 0  # the number of whose seat this one took


@dataclass(frozen=True, slots=True)
class Poll:
    id: PollId
    meeting: MeetingId
    title: str
    phase: PollPhase = PollPhase.DRAFT
    seats: int = 0
    strata: tuple[str, ...] = ()  # the fields by which residents are parted
    ages: tuple[int, ...] = ()  # where one age band ends and the next begins
    salt: str = ""
    register_hash: str = ""  # kept: when names are deleted, the list still verifies
    list_hash: str = ""
    drawn_number: str = ""  # what fell in public: dice, balls
    witnesses: str = ""
    version: int = 0  # of the questionnaire; what it is at the first opening stays
    cards: int = 0  # how many answer cards were printed
    report: str = ""  # JSON, as it was made
    published_at: datetime | None = None
    names_gone: bool = False

    @property
    def seed(self) -> str:
        """What every draw of this poll begins with: the list's hash and the public number."""
        return f"{self.list_hash}|{self.drawn_number}"

    @property
    def is_drawn(self) -> bool:
        return self.phase not in NOT_DRAWN

    @property
    def wave(self) -> Wave | None:
        """Which time the questionnaire is open for, if it is."""
        return OPEN_WAVES.get(self.phase)
