"""Meetings that are closed and archived, with votes by name, by hands and in secret."""

from core.database import Database
from sessions.archive import queries as archives
from sessions.archive.commands import open_archive
from sessions.archive.terms import Copy
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import close_meeting
from tests.cast import Congress, FixedClock, in_session
from tests.web.browse import Hall
from tests.web.scenes import vote_secretly

REASON = "住院手术"  # nobody's business


async def held(db: Database, deputies: int = 6) -> Congress:
    """A meeting with a vote by name, somebody on leave, and a guest; not closed yet."""
    congress = await in_session(db, deputies, deputies - 1)
    away = congress.deputies[-1].person
    await mark_attendance(db, congress.clerk, away, Attendance.ON_LEAVE, REASON)
    guest = congress.guest.person
    await mark_attendance(db, congress.clerk, guest, Attendance.PRESENT, "")
    paper = await congress.adopted(3, 2)
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["++-", "+-o", "-++", "+.."])
    await congress.announce(round)
    return congress


def closed(hall: Hall, clock: FixedClock, *, secretly: bool = False) -> Congress:
    """The same, closed, and both copies of its archive on the shelf."""
    congress = hall.do(held, hall.house.db)
    if secretly:
        hall.do(vote_secretly, hall, congress, clock)
    hall.do(close_meeting, hall.house.db, congress.chair)
    hall.do(hall.house.keeper.settled)
    return congress


def opened(hall: Hall, clock: FixedClock) -> str:
    """The public copy of another meeting's archive, open to anybody."""
    over = closed(hall, clock)
    kept = hall.do(over.read, archives.of_meeting, over.meeting)
    [public] = [one.hash for one in kept if one.copy is Copy.PUBLIC]
    hall.do(open_archive, hall.house.db, public, "", True)
    return public
