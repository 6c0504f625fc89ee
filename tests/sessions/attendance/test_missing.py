"""Who is not in the hall, by delegation."""

from dataclasses import replace

from core.ids import PersonId
from core.people import Role
from sessions.attendance.missing import missing
from sessions.attendance.rollcall import Attendance, Line


def line(name: str, delegation: str, attendance: Attendance) -> Line:
    roles = frozenset({Role.DEPUTY})
    return Line(PersonId(name), name, delegation, "", roles, attendance)


def test_only_deputies_who_should_be_here_are_missed() -> None:
    away = line("甲", "东", Attendance.ABSENT)
    guest = replace(away, name="乙", roles=frozenset({Role.NON_VOTING}))
    here = line("丙", "东", Attendance.PRESENT)
    excused = line("丁", "西", Attendance.ON_LEAVE)
    west = line("戊", "西", Attendance.ABSENT)
    found = missing([away, guest, here, excused, west])
    assert {name: [one.name for one in lines] for name, lines in found.items()} == {
        "东": ["甲"],
        "西": ["戊"],
    }
