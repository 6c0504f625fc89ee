"""What every event of a matter says, and those beside the work: deliveries and reviews. Pure.

`followup.event` has all others, and is where all are read from.
"""

from dataclasses import dataclass
from datetime import date

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterEvent(Fact):
    id: str
    on: str
    at: str
    by: str  # a name; empty where nobody may know who
    office: str
    org: str = ""
    org_name: str = ""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDue(MatterEvent):
    """Somebody is to be told by a contact person of `to`. Who it is, stands in no chain."""

    delivery: str
    to: str
    to_name: str
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(MatterEvent):
    """They were told, on that day (`on`)."""

    delivery: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlanned(MatterEvent):
    """Put on the agenda of a meeting: one of `rhythm.review.Review` of a year."""

    review: str
    year: int
    meeting_id: str
    title: str
    planned_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(MatterEvent):
    """What the review came to."""

    review: str
    year: int
    finding: str
    text: str
