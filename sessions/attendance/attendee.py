"""Who is in the hall without a vote, by kind: counted apart from the deputies. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from core.errors import Refused
from core.people import Role
from sessions.attendance.rollcall import Attendance, Line


class AttendeeKind(StrEnum):
    RESIDENT = "resident"  # 旁听: residents who sit in
    EXPERT = "expert"  # 专家
    DEPARTMENT = "department"  # 部门负责人: they answer the deputies' questions
    STAFF = "staff"  # 工作人员
    OTHER = "other"  # 列席 without more


KIND_WORDS = {
    "旁听": AttendeeKind.RESIDENT,
    "旁听人员": AttendeeKind.RESIDENT,
    "旁听居民": AttendeeKind.RESIDENT,
    "居民": AttendeeKind.RESIDENT,
    "群众": AttendeeKind.RESIDENT,
    "resident": AttendeeKind.RESIDENT,
    "observer": AttendeeKind.RESIDENT,
    "专家": AttendeeKind.EXPERT,
    "expert": AttendeeKind.EXPERT,
    "部门": AttendeeKind.DEPARTMENT,
    "部门负责人": AttendeeKind.DEPARTMENT,
    "单位负责人": AttendeeKind.DEPARTMENT,
    "department": AttendeeKind.DEPARTMENT,
    "department head": AttendeeKind.DEPARTMENT,
    "工作人员": AttendeeKind.STAFF,
    "staff": AttendeeKind.STAFF,
    "列席": AttendeeKind.OTHER,
    "列席人员": AttendeeKind.OTHER,
    "other": AttendeeKind.OTHER,
}
VOTER_WORDS = {"", "代表", "人大代表", "deputy"}  # a column of kinds may name deputies as well


def read_kind(text: str) -> AttendeeKind | None:
    """The kind named in a cell of the roster; None for a deputy and for an empty cell."""
    word = text.strip().lower()
    if word in VOTER_WORDS:
        return None
    if word not in KIND_WORDS:
        raise Refused("kind-unknown", kind=text)
    return KIND_WORDS[word]


def kind_of(line: Line) -> AttendeeKind | None:
    """As what somebody without a vote is here; None for a deputy.

    Who holds an office of the meeting and nothing else is staff.
    """
    if Role.DEPUTY in line.roles:
        return None
    if line.kind:
        return AttendeeKind(line.kind)
    return AttendeeKind.OTHER if Role.NON_VOTING in line.roles else AttendeeKind.STAFF


def others_present(lines: Iterable[Line]) -> dict[AttendeeKind, tuple[int, int]]:
    """Of each kind without a vote: how many are here, and how many are on the roster."""
    found: dict[AttendeeKind, tuple[int, int]] = {}
    for line in lines:
        kind = kind_of(line)
        if kind is not None:
            here, listed = found.get(kind, (0, 0))
            found[kind] = (here + (line.attendance is Attendance.PRESENT), listed + 1)
    return {kind: found[kind] for kind in AttendeeKind if kind in found}


def others_here(lines: Iterable[Line]) -> dict[str, int]:
    """Of each kind without a vote, how many are here."""
    return {str(kind): here for kind, (here, _) in others_present(lines).items() if here}
