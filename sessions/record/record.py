"""会议记录: minutes grow by additions only, are signed by two people, and closed. Pure.

What the journal tells is never changed. A correction is a further entry beside what it
corrects; what was signed stays with its signatures, and what is added later is signed again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.errors import Forbidden, Refused
from core.people import Role
from sessions.meeting import MeetingPhase, Member

REMARK_LENGTH = 2000  # characters


class Office(StrEnum):
    """In which office somebody signs the minutes."""

    CHAIR = "chair"  # 主持人
    RECORDER = "recorder"  # 记录人


SIGNS: Mapping[Office, Role] = {Office.CHAIR: Role.CHAIR, Office.RECORDER: Role.CLERK}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is added: below an act (its entry), below an item, or at the end."""

    item: str = ""
    act: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """An addition, or a correction of what stands before it."""

    number: int
    at: datetime
    place: Place
    corrects: bool
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Signature:
    number: int
    at: datetime
    office: Office
    person: str
    name: str


@dataclass(slots=True)
class Version:
    """A text of the minutes that somebody signed. It holds all entries up to `upto`."""

    number: int  # 1, 2, … in the order in which they were first signed
    entry: int  # the journal's number of the first signature
    upto: int
    sha256: str
    text: str
    signatures: list[Signature] = field(default_factory=list)
    closed_at: datetime | None = None
    is_superseded: bool = False  # something was added before both had signed and it was closed

    def signed_as(self, office: Office) -> Signature | None:
        return next((one for one in self.signatures if one.office is office), None)

    @property
    def is_complete(self) -> bool:
        return all(self.signed_as(office) for office in Office)


@dataclass(slots=True)
class Record:
    """What was added to the minutes, and which texts of them were signed."""

    remarks: list[Remark] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    last_act: int = 0  # the journal's number of the last thing else that the minutes tell

    def at(self, item: str, act: int = 0) -> list[Remark]:
        """What was added at this place, in order."""
        return [one for one in self.remarks if one.place == Place(item, act)]

    @property
    def pending(self) -> Version | None:
        """The text under signature: nothing was added since, and it is not closed."""
        last = self.versions[-1] if self.versions else None
        return None if last is None or last.is_superseded or last.closed_at else last

    @property
    def is_closed(self) -> bool:
        """Whether the last text is closed and nothing was added since."""
        last = self.versions[-1] if self.versions else None
        closed = last is not None and last.closed_at is not None
        return closed and not self.has_grown

    @property
    def has_grown(self) -> bool:
        """Whether the minutes tell of more than the last closed text.

        Not by additions alone: a speaker confirms a summary, a department answers as it had
        promised, long after the meeting. Nobody has signed that.
        """
        closed = [one.upto for one in self.versions if one.closed_at]
        return bool(closed) and (bool(self.added_since) or self.last_act > closed[-1])

    @property
    def added_since(self) -> list[Remark]:
        """What was added after the last closed text: a supplement, to be signed again."""
        closed = [one.upto for one in self.versions if one.closed_at]
        return [one for one in self.remarks if closed and one.number > closed[-1]]


def text_hash(text: str) -> str:
    """What is signed: the SHA-256 of the text's UTF-8, as `sha256sum` says it."""
    return hashlib.sha256(text.encode()).hexdigest()


def remarked(record: Record, number: int, at: datetime, facts: Mapping[str, Any]) -> None:
    """Take in an addition. A text that is not closed yet no longer holds all there is."""
    place = Place(facts["item"], facts["act"])
    record.remarks.append(
        Remark(number, at, place, facts["corrects"], facts["text"], facts["by"])
    )
    if record.pending is not None:
        record.pending.is_superseded = True


def told(record: Record, number: int) -> None:
    """Take in that something else came into the minutes."""
    record.last_act = number
    if record.pending is not None:
        record.pending.is_superseded = True


def signed(record: Record, number: int, at: datetime, facts: Mapping[str, Any]) -> None:
    """Take in a signature: the first one of a text brings the text along."""
    version = record.pending
    if version is None or version.sha256 != facts["sha256"]:
        version = Version(
            len(record.versions) + 1, number, facts["upto"], facts["sha256"], facts["text"]
        )
        record.versions.append(version)
    office = Office(facts["office"])
    version.signatures.append(Signature(number, at, office, facts["person"], facts["by"]))


def closed(record: Record, number: int, at: datetime, facts: Mapping[str, Any]) -> None:
    """Take in the closing of the text under signature."""
    if record.pending is not None:
        record.pending.closed_at = at


def check_place(place: Place, items: Mapping[str, Sequence[int]], acts: Sequence[int]) -> None:
    """Refuse a place that the minutes do not have. `items` has the acts of each item."""
    known = items.get(place.item, ()) if place.item else acts
    is_item = not place.item or place.item in items
    if not is_item or (place.act and place.act not in known):
        raise Refused("remark-place", field="place")


def check_remark(text: str) -> None:
    """Refuse an addition that says nothing, or does not end."""
    if not text:
        raise Refused("field-empty", field="text")
    if len(text) > REMARK_LENGTH:
        raise Refused("field-too-long", field="text", most=REMARK_LENGTH, length=len(text))


def check_may_sign(phase: MeetingPhase, record: Record, by: Member, office: Office) -> None:
    """Refuse a signature too early, in an office one does not have, or twice by one person."""
    if SIGNS[office] not in by.roles:
        raise Forbidden("not-your-door")
    if phase is not MeetingPhase.CLOSED:
        raise Refused("minutes-before-end")
    if record.is_closed:
        raise Refused("minutes-closed")
    if record.pending is None:
        return
    if record.pending.signed_as(office):
        raise Refused("minutes-signed-already")
    if any(one.person == by.person for one in record.pending.signatures):
        raise Refused("minutes-two-people")


def check_may_close(record: Record) -> Version:
    """The text that can be closed: both have signed it and nothing was added since."""
    if record.is_closed:
        raise Refused("minutes-closed")
    if record.pending is None or not record.pending.is_complete:
        raise Refused("minutes-unsigned")
    return record.pending
