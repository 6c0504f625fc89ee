"""The figures the chair reads out: entitled, present, on leave, missing."""

import pytest

from core.ids import PersonId
from core.people import Role
from sessions.attendance.rollcall import Attendance, Line, RollCall, by_delegation, roll_call

ABSENT, PRESENT, ON_LEAVE, LEFT = Attendance


def line(name: str, attendance: Attendance, delegation: str = "东城", *roles: Role) -> Line:
    kept = frozenset(roles or {Role.DEPUTY})
    return Line(PersonId(name), name, delegation, "", kept, attendance)


HALL = [
    line("王建国", PRESENT, "西城", Role.CHAIR, Role.DEPUTY),
    line("李芳", PRESENT),
    line("陈伟", ON_LEAVE, "西城"),
    line("张娜", ABSENT),
    line("周敏", PRESENT, "", Role.CLERK),
    line("钱远", PRESENT, "东城", Role.NON_VOTING),
]


def test_only_deputies_count() -> None:
    call = roll_call(HALL)
    assert (call.entitled, call.present, call.on_leave, call.missing) == (4, 2, 1, 1)


@pytest.mark.parametrize(
    ("entitled", "present", "enough"),
    [(327, 218, True), (327, 217, False), (3, 2, True), (1, 0, False), (0, 0, False)],
)
def test_the_roll_call_says_whether_the_quorum_is_there(
    entitled: int, present: int, enough: bool
) -> None:
    assert RollCall(entitled, present, 0).has_quorum is enough


def test_deputies_stand_by_delegation_in_the_order_of_the_roster() -> None:
    groups = by_delegation(HALL)
    assert {name: [one.name for one in lines] for name, lines in groups.items()} == {
        "西城": ["王建国", "陈伟"],
        "东城": ["李芳", "张娜"],
    }
    assert list(groups) == ["西城", "东城"]
