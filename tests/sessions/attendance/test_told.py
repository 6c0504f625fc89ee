"""Who came and who did not, as the journal alone tells it, against the roster it is told of."""

from core.database import Database
from sessions import queries
from sessions.attendance.commands import import_roster, mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.attendance.roster import RosterLine
from sessions.attendance.told import told_lines
from tests.cast import make_congress

ABSENT, PRESENT = Attendance.ABSENT, Attendance.PRESENT


async def test_it_is_the_roster_although_two_have_one_name(db: Database) -> None:
    congress = await make_congress(db, 5)
    double = congress.deputies[1]
    twin = RosterLine(double.name, double.delegation, double.roles, "", "123X")
    await import_roster(db, congress.clerk, [twin])
    await congress.gather(5)
    await congress.open()  # of the two, one is here and one is missing
    await mark_attendance(db, congress.clerk, congress.deputies[2].person, ABSENT, "")
    lines = await congress.read(queries.deputies, congress.meeting)
    told = told_lines(await congress.journal())
    assert sorted((one.name, one.attendance) for one in told) == sorted(
        (one.name, one.attendance) for one in lines
    )
    assert [one.attendance for one in told if one.name == double.name] == [PRESENT, ABSENT]
