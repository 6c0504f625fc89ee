"""Who is here. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.ids import PersonId
from core.people import Role
from sessions.meeting import quorum_needed


class Attendance(StrEnum):
    ABSENT = "absent"  # 未到
    PRESENT = "present"  # 实到
    ON_LEAVE = "on_leave"  # 请假
    LEFT = "left"  # 离会: was here, and may come back


@dataclass(frozen=True, slots=True)
class Leave:
    """A leave that the clerk has granted, for the whole meeting or for some hours."""

    reason: str = ""
    start: str = ""  # "09:30", the hall's clock; empty: from the beginning
    end: str = ""  # empty: to the end

    @property
    def has_hours(self) -> bool:
        return bool(self.start or self.end)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the roll call."""

    person: PersonId
    name: str
    delegation: str
    seat: str
    roles: frozenset[Role]
    attendance: Attendance
    reason: str = ""
    arrived_at: datetime | None = None  # the first time
    id_tail: str = ""  # tells two of one name apart
    kind: str = ""  # of who has no vote: an `AttendeeKind`, if the roster names one
    unit: str = ""  # where they work
    leave_from: str = ""
    leave_to: str = ""
    left_at: datetime | None = None  # the last time
    back_at: datetime | None = None

    @property
    def leave(self) -> Leave:
        return Leave(self.reason, self.leave_from, self.leave_to)


@dataclass(frozen=True, slots=True)
class RollCall:
    """The figures the chair reads out. Only deputies count (应到 / 实到 / 请假)."""

    entitled: int
    present: int
    on_leave: int
    left: int = 0

    @property
    def missing(self) -> int:
        """Absent without leave."""
        return self.entitled - self.present - self.on_leave - self.left

    @property
    def needed(self) -> int:
        return quorum_needed(self.entitled)

    @property
    def has_quorum(self) -> bool:
        return self.entitled > 0 and self.present >= self.needed


def roll_call(lines: Iterable[Line]) -> RollCall:
    """Count the deputies among the lines; staff and non-voting attendees do not count."""
    seen = Counter(line.attendance for line in lines if Role.DEPUTY in line.roles)
    return call_of(seen)


def call_of(seen: Mapping[Attendance, int]) -> RollCall:
    """The figures from how many deputies stand at which attendance."""
    return RollCall(
        sum(seen.values()),
        seen.get(Attendance.PRESENT, 0),
        seen.get(Attendance.ON_LEAVE, 0),
        seen.get(Attendance.LEFT, 0),
    )


def is_late(line: Line, opened_at: datetime | None) -> bool:
    """Whether somebody came after the opening."""
    return opened_at is not None and line.arrived_at is not None and line.arrived_at > opened_at


def by_delegation(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Deputies in roster order, grouped by delegation in order of first appearance."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if Role.DEPUTY in line.roles:
            groups.setdefault(line.delegation, []).append(line)
    return groups
