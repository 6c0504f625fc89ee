"""The attendance record: how everybody stood, and sums by delegation. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.people import Role
from sessions.attendance.rollcall import Attendance, Line, by_delegation, is_late


class State(StrEnum):
    """How somebody stands in the record. Late and in time are both present."""

    PRESENT = "present"
    LATE = "late"  # 迟到: came after the opening
    LEFT = "left"  # 离会, and not back
    ON_LEAVE = "on_leave"
    ABSENT = "absent"  # 缺席: without leave


def state_of(line: Line, opened_at: datetime | None) -> State:
    if line.attendance is Attendance.PRESENT:
        return State.LATE if is_late(line, opened_at) else State.PRESENT
    return State(line.attendance)


@dataclass(frozen=True, slots=True)
class Sums:
    """Deputies of one delegation or of all; those late are among those present."""

    entitled: int
    present: int
    late: int
    left: int
    on_leave: int
    absent: int


def sums_of(lines: Iterable[Line], opened_at: datetime | None) -> Sums:
    states = [state_of(line, opened_at) for line in lines if Role.DEPUTY in line.roles]
    late = states.count(State.LATE)
    return Sums(
        entitled=len(states),
        present=states.count(State.PRESENT) + late,
        late=late,
        left=states.count(State.LEFT),
        on_leave=states.count(State.ON_LEAVE),
        absent=states.count(State.ABSENT),
    )


def sums_by_delegation(lines: Sequence[Line], opened_at: datetime | None) -> dict[str, Sums]:
    """In the roster's order; the sum of all is `sums_of`."""
    groups = by_delegation(lines)
    return {group: sums_of(members, opened_at) for group, members in groups.items()}


@dataclass(frozen=True, slots=True)
class Gap:
    """What a delegation lacks: the chair reads it out and somebody goes to fetch them."""

    delegation: str
    entitled: int
    on_leave: int
    left: int
    absent: int
    names: tuple[str, ...] = ()  # of the absent, when there are few enough to be read


def gaps(
    counts: Mapping[str, Mapping[Attendance, int]],
    absent: Sequence[tuple[str, str]],
) -> tuple[Gap, ...]:
    """The delegations somebody is missing from. `absent` are names with their delegations."""
    found = []
    for delegation, seen in counts.items():
        names = tuple(name for name, group in absent if group == delegation)
        gap = Gap(
            delegation,
            sum(seen.values()),
            seen.get(Attendance.ON_LEAVE, 0),
            seen.get(Attendance.LEFT, 0),
            seen.get(Attendance.ABSENT, 0),
            names,
        )
        if gap.on_leave or gap.left or gap.absent:
            found.append(gap)
    return tuple(found)
