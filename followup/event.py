"""What happens to a matter: append-only, one frozen dataclass a kind. Pure.

A matter's events are journal entries whose `meeting` is the matter's id: numbers, salts, hash
chain, replay and verification are those of the journal, one chain a matter. To add a kind: a
dataclass here, its line in `acts.ACTS`, and, if it changes more than the state, a function in
`progress.FOLDS`.

`on` is the day the event counts for, `at` the moment it was told (ISO, UTC). Both are in the
facts, so that the fold of a matter does not depend on the order in which events arrived.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from core.ids import MeetingId
from core.journal import Entry
from followup.beside import Delivered as Delivered
from followup.beside import DeliveryDue as DeliveryDue
from followup.beside import MatterEvent as MatterEvent
from followup.beside import Reviewed as Reviewed
from followup.beside import ReviewPlanned as ReviewPlanned


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterOpened(MatterEvent):
    """Decided: the first event. Its plan is all that the matter is measured by."""

    no: str
    kind: str
    level: str
    title: str
    text: str
    place: str
    category: str
    is_urgent: bool
    decided_on: str
    decided_by: str
    milestones: list[dict[str, Any]]  # seq, name, weight, planned_on, needs_evidence
    lines: list[dict[str, Any]]  # seq, source, planned (万元 as text)
    links: list[dict[str, str]] = field(default_factory=list)  # to, to_id, how


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(MatterEvent):
    milestones: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(MatterEvent):
    """交办 to a unit (`to`). Dates are ISO; an empty one is no duty."""

    to: str
    to_name: str
    part: str
    accept_by: str
    answer_by: str
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOverAgain(MatterEvent):
    """二次交办: a new round with a new deadline."""

    to: str
    to_name: str
    accept_by: str
    due_on: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(MatterEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(MatterEvent):
    """退办: with a reason and a better unit; once a unit."""

    reason: str
    proposed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked(MatterEvent):
    duty: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(MatterEvent):
    """The unit `to` has until then for one of its duties: `answer` or `done`."""

    to: str
    duty: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDone(MatterEvent):
    seq: int
    text: str
    files: list[dict[str, str]] = field(default_factory=list)  # name, sha256, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed(MatterEvent):
    """Money bound by a contract, in 万元; negative corrects."""

    line: int
    amount: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid(MatterEvent):
    line: int
    amount: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(MatterEvent):
    """The report of a quarter (2026Q3), and how far the unit says it is, in percent."""

    period: str
    text: str
    claimed: int
    files: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(MatterEvent):
    """答复 to those who asked."""

    text: str
    met_in_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDone(MatterEvent):
    achieved: str  # A to D
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified(MatterEvent):
    """Looked at on the spot."""

    passed: bool
    text: str
    files: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRequested(MatterEvent):
    deputies: int  # how many are invited
    residents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(MatterEvent):
    """Back to back. `by` and `org` are empty; `token` leads to nobody outside the vault."""

    token: str
    attitude: int  # 3 satisfied, 2 basically, 1 not
    result: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingClosed(MatterEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceToFaceHeld(MatterEvent):
    """知情议政会: on which day, who came for the unit, and what was said."""

    text: str
    present: int
    held_on: str = ""
    met: str = ""  # by name: those who answer, never those who rated


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(MatterEvent):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(MatterEvent):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(MatterEvent):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenAsked(MatterEvent):
    """One originator, or three residents, within 90 days of the closing."""

    token: str
    is_originator: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected(MatterEvent):
    token: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(MatterEvent):
    to: str
    to_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(MatterEvent):
    """A word beside the facts, such as a unit's explanation of its colour."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(MatterEvent):
    """The text of another event is not shown to the public any more; it stays in the chain."""

    event: str
    reason: str


KINDS: dict[str, type[MatterEvent]] = {
    kind.__name__: kind for kind in MatterEvent.__subclasses__()
}


def events_of(entries: Iterable[Entry]) -> list[MatterEvent]:
    """The events of a matter's journal. Entries of other kinds are passed over."""
    return [
        event_from(entry.kind, entry.meeting, entry.facts)
        for entry in entries
        if entry.kind in KINDS
    ]


def event_from(kind: str, matter: str, facts: Mapping[str, Any]) -> MatterEvent:
    """Facts of a later version may have more fields than are known here: they are left."""
    known = {one.name for one in fields(KINDS[kind])}
    said = {name: value for name, value in facts.items() if name in known}
    return KINDS[kind](meeting=MeetingId(matter), **said)


def in_order(events: Iterable[MatterEvent]) -> list[MatterEvent]:
    """The one order of events, however they arrived."""
    return sorted(
        events, key=lambda one: (type(one) is not MatterOpened, one.on, one.at, one.id)
    )
