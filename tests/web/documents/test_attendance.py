"""The attendance record on paper: who came and what became of it, in sums that add up."""

from core.database import Database
from sessions.attendance.commands import mark_attendance
from sessions.attendance.marking.commands import leave_meeting, mark_many, undo_mark
from sessions.attendance.rollcall import Attendance
from tests.cast import FixedClock, make_congress
from tests.web.documents.papers import text_of
from tests.web.documents.test_papers import voted
from web.documents.shelf import Kept, Wanted


async def test_the_attendance_is_told_by_delegation(db: Database) -> None:
    congress, _, _ = await voted(db)
    text = text_of(await congress.journal(), Wanted(Kept.ATTENDANCE))
    assert "应到 6 人，实到 5 人" in text
    assert f"{congress.deputies[5].name}\t南乡代表团\t\t因病" in text
    assert "西城代表团\t2\t2\t0\t0\t0\t0" in text


async def test_the_attendance_is_what_became_of_it_and_adds_up(
    db: Database, clock: FixedClock
) -> None:
    congress = await make_congress(db, 8)
    clerk, people = congress.clerk, congress.deputies
    await congress.gather(6)
    await congress.open()
    clock.advance(minutes=5)
    await congress.sign_in(people[6])  # the seventh comes late, the eighth never
    await leave_meeting(db, people[1])
    await mark_attendance(db, clerk, people[2].person, Attendance.ON_LEAVE, "急病")
    await mark_attendance(db, clerk, people[3].person, Attendance.ABSENT, "")  # by mistake
    text = text_of(await congress.journal(), Wanted(Kept.ATTENDANCE))
    assert "全部\t8\t4\t1\t1\t1\t2" in text
    came = "".join(line for line in text.splitlines() if line.startswith("到会："))
    here = {one.name for one in people if one.name in came}
    assert here == {people[at].name for at in (0, 1, 4, 5, 6)}
    late, left = text.index("会议开始后到会"), text.index("离会\n")
    assert late < text.index(f"{people[6].name}\t") < left < text.index(f"{people[1].name}\t")
    assert f"{people[2].name}\t{people[2].delegation}\t\t急病" in text


async def test_whom_the_clerk_marked_stands_where_they_belong_unless_it_was_taken_back(
    db: Database,
) -> None:
    congress = await make_congress(db, 6)
    first, second, third = (one.person for one in congress.deputies[1:4])
    here, clerk = Attendance.PRESENT, congress.clerk
    await mark_many(db, clerk, [first, congress.guest.person], here)
    await mark_attendance(db, clerk, second, here, "")
    await mark_attendance(db, clerk, third, here, "")
    await undo_mark(db, clerk, (await congress.journal())[-1].number)
    text = text_of(await congress.journal(), Wanted(Kept.ATTENDANCE))
    for one in congress.deputies[1:3]:
        came = next(line for line in text.splitlines() if one.name in line)
        assert f"{one.delegation}\n{came}" in text
    assert congress.guest.name in text.splitlines(), "alone, among those without a vote"
    assert congress.deputies[3].name not in text
