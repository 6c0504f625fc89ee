"""A meeting, its phases and its quorum. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import ceil

from core.errors import Refused
from core.ids import ItemId, MeetingId, PersonId
from core.moves import Moves
from core.people import POWERFUL, Role

# 地方组织法 Art. 14: two thirds or more of all deputies must attend for the congress to be held
OPENING_QUORUM = Fraction(2, 3)


class MeetingPhase(StrEnum):
    DRAFT = "draft"  # the clerk is preparing
    GATHERING = "gathering"  # 签到: sign-in has begun
    OPEN = "open"
    CLOSED = "closed"


MEETING_MOVES: Moves[MeetingPhase] = {
    (MeetingPhase.DRAFT, MeetingPhase.GATHERING): frozenset({Role.CLERK, Role.CHAIR}),
    (MeetingPhase.GATHERING, MeetingPhase.OPEN): frozenset({Role.CHAIR}),
    (MeetingPhase.OPEN, MeetingPhase.CLOSED): frozenset({Role.CHAIR}),
}


@dataclass(frozen=True, slots=True)
class Recount:
    """Those present as they were counted again, and under which item."""

    at: str  # ISO 8601, UTC
    item: str
    present: int
    needed: int

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class Meeting:
    id: MeetingId
    title: str
    congress: str  # the congress whose meeting this is, as it stands on its papers
    place: str
    held_on: str  # as the notice says it; the journal holds the moments
    phase: MeetingPhase
    members: int | None  # 全体代表: frozen when the meeting opens
    current_item: ItemId | None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    date: str = ""  # 2027-01-20, or empty; what planned times of day refer to
    starts: str = ""  # 09:00, or empty
    changes: int = 0  # how often notice or agenda have changed
    changed_at: datetime | None = None
    recount: Recount | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person as a part of one meeting."""

    meeting: MeetingId
    person: PersonId
    name: str
    delegation: str
    roles: frozenset[Role]
    seat: str

    @property
    def is_powerful(self) -> bool:
        return not self.roles.isdisjoint(POWERFUL)

    @property
    def votes(self) -> bool:
        return Role.DEPUTY in self.roles


def quorum_needed(members: int, fraction: Fraction = OPENING_QUORUM) -> int:
    """The smallest number present that makes a quorum: 三分之二以上 includes exactly 2/3.

    >>> quorum_needed(327)
    218
    """
    return ceil(fraction * members)


def check_quorum(members: int, present: int) -> None:
    """Refuse to open a meeting without members or without its quorum (地方组织法 Art. 14)."""
    needed = quorum_needed(members)
    if members == 0:
        raise Refused("no-members")
    if present < needed:
        raise Refused("quorum-missing", needed=needed, present=present, members=members)


def check_notice(values: Mapping[str, str]) -> None:
    """Refuse a meeting whose notice lacks its title or its congress."""
    for field in ("title", "congress"):
        if not values[field].strip():
            raise Refused("field-empty", field=field)
