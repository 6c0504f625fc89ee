"""What the meeting tells. Facts go into the journal and from there into the minutes."""

from dataclasses import dataclass, field
from typing import Any

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalled(Fact):
    title: str
    congress: str
    place: str
    held_on: str
    date: str = ""
    starts: str = ""
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAmended(Fact):
    title: str
    congress: str
    place: str
    held_on: str
    date: str = ""
    starts: str = ""
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterImported(Fact):
    added: int
    updated: int
    deputies: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(Fact):
    person: str
    name: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged(Fact):
    """All roles that the person has from now on."""

    person: str
    name: str
    roles: list[str]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInOpened(Fact):
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonArrived(Fact):
    person: str
    name: str
    delegation: str
    roles: list[str]
    by: str = ""  # empty: by their own badge


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceMarked(Fact):
    """By the clerk's hand. `leave_from` and `leave_to` are the hours of a leave, if any."""

    person: str
    name: str
    attendance: str
    reason: str
    by: str
    delegation: str = ""
    roles: list[str] = field(default_factory=list)
    leave_from: str = ""
    leave_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOpened(Fact):
    entitled: int
    present: int
    on_leave: list[dict[str, Any]]  # name, delegation, reason
    missing: list[dict[str, Any]]  # name, delegation
    needed: int
    by: str
    left: list[dict[str, Any]] = field(default_factory=list)  # name, delegation
    others: dict[str, int] = field(default_factory=dict)  # here without a vote, by kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingClosed(Fact):
    present: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceChanged(Tick):
    entitled: int
    present: int
    on_leave: int
    left: int = 0
