"""Who is here. Pure."""

from collections import Counter
from collections.abc import Iterable
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
    arrived_at: datetime | None = None
    id_tail: str = ""  # tells two of one name apart


@dataclass(frozen=True, slots=True)
class RollCall:
    """The figures the chair reads out. Only deputies count (应到 / 实到 / 请假)."""

    entitled: int
    present: int
    on_leave: int

    @property
    def missing(self) -> int:
        return self.entitled - self.present - self.on_leave

    @property
    def needed(self) -> int:
        return quorum_needed(self.entitled)

    @property
    def has_quorum(self) -> bool:
        return self.entitled > 0 and self.present >= self.needed


def roll_call(lines: Iterable[Line]) -> RollCall:
    """Count the deputies among the lines; staff and non-voting attendees do not count."""
    seen = Counter(line.attendance for line in lines if Role.DEPUTY in line.roles)
    return RollCall(sum(seen.values()), seen[Attendance.PRESENT], seen[Attendance.ON_LEAVE])


def by_delegation(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Deputies in roster order, grouped by delegation in order of first appearance."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if Role.DEPUTY in line.roles:
            groups.setdefault(line.delegation, []).append(line)
    return groups
