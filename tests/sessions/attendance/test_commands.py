"""Taking in a roster, and the clerk's pen on the roll call."""

import pytest

from core.database import Database
from core.errors import BadRows
from core.journal import Entry
from core.people import Role
from sessions import queries
from sessions.attendance.commands import import_roster, mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.attendance.roster import read_roster
from sessions.commands import call_meeting, close_meeting
from tests.cast import (
    CHAIR,
    CLERK,
    HEADER,
    NOTICE,
    Congress,
    hire,
    in_session,
    make_congress,
    member,
    members,
    refused,
    roster_rows,
)

ABSENT, PRESENT, ON_LEAVE, LEFT = Attendance


async def take_in(congress: Congress, *rows: list[str]) -> tuple[int, int]:
    return await import_roster(congress.db, congress.clerk, read_roster([HEADER, *rows]))


async def test_a_roster_is_taken_in_whole(db: Database) -> None:
    congress = await make_congress(db, deputies=30)
    people = await members(db, congress.meeting)
    assert len(people) == 30 + 3 + 1, "deputies, staff and guest, and the clerk who called"
    assert len({one.delegation for one in congress.deputies}) == 3
    assert (await congress.told("RosterImported"))[0]["deputies"] == 30


async def test_of_a_table_with_one_bad_row_nothing_is_taken(db: Database) -> None:
    meeting = await call_meeting(db, await hire(db, CLERK), CLERK, NOTICE)
    with pytest.raises(BadRows):
        read_roster([HEADER, ["张三"], ["李四", "", "贵宾"]])
    assert [one.name for one in await members(db, meeting)] == [CLERK]


async def test_the_same_roster_again_changes_nobody(db: Database) -> None:
    congress = await make_congress(db, deputies=12)
    before = await members(db, congress.meeting)
    assert await take_in(congress, *roster_rows(12)[1:]) == (0, 15)
    assert await members(db, congress.meeting) == before


async def test_a_second_import_updates_and_adds_and_removes_nobody(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    name = congress.deputies[1].name
    added = await take_in(congress, [name, "南乡代表团", "代表、监票人", "9"], ["新代表"])
    assert added == (1, 1)
    moved = await member(db, congress.meeting, name)
    assert (moved.delegation, moved.seat) == ("南乡代表团", "9")
    assert moved.roles == {Role.DEPUTY, Role.SCRUTINEER}
    assert moved.person == congress.deputies[1].person, "the badge stays good"
    assert len(await members(db, congress.meeting)) == 6 + 3 + 1 + 1


async def test_an_update_leaves_those_who_are_here_present(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    await congress.gather()
    await take_in(congress, *roster_rows(6)[1:])
    assert (await congress.read(queries.roll_call, congress.meeting)).present == 6


async def test_the_clerk_stays_clerk_even_if_the_list_forgets_it(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await take_in(congress, [CLERK, "东城代表团", "代表"])
    clerk = await member(db, congress.meeting, CLERK)
    assert clerk.roles == {Role.CLERK, Role.DEPUTY}


async def test_anybody_else_loses_the_role_the_list_takes_away(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await take_in(congress, [CHAIR, "东城代表团", "代表"])
    assert (await member(db, congress.meeting, CHAIR)).roles == {Role.DEPUTY}


async def test_two_of_one_name_both_come_onto_the_roster(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await take_in(congress, ["张伟", "东城代表团"])
    twins = [
        ["张伟", "东城代表团", "代表", "", "330226197001011111"],
        ["张伟", "东城代表团", "代表", "", "330226197001012222"],
    ]
    assert await take_in(congress, *twins) == (1, 1)
    lines = await congress.read(queries.roster, congress.meeting)
    assert [one.id_tail for one in lines if one.name == "张伟"] == ["1111", "2222"]


async def test_a_name_of_script_comes_back_as_it_was(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await take_in(congress, ["<script>x</script>", "'; DROP TABLE person; --"])
    found = await member(db, congress.meeting, "<script>x</script>")
    assert found.delegation == "'; DROP TABLE person; --"


async def test_all_deputies_are_frozen_when_the_meeting_opens(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=4)
    with refused("roster-frozen"):
        await take_in(congress, ["新代表"])
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert (view.members, view.call.entitled) == (6, 6)


async def test_the_clerk_marks_who_came_without_a_phone(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    who = congress.deputies[2]
    await mark_attendance(db, congress.clerk, who.person, PRESENT, "")
    line = await congress.read(queries.member_line, congress.meeting, who.person)
    assert (line.attendance, line.arrived_at) == (PRESENT, db.clock())


async def test_on_leave_keeps_its_reason_and_coming_after_all_clears_it(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    who = congress.deputies[2]
    await mark_attendance(db, congress.clerk, who.person, ON_LEAVE, " 病假 ")
    line = await congress.read(queries.member_line, congress.meeting, who.person)
    assert (line.attendance, line.reason) == (ON_LEAVE, "病假")
    await congress.gather()
    line = await congress.read(queries.member_line, congress.meeting, who.person)
    assert (line.attendance, line.reason) == (PRESENT, "")


async def test_marking_the_same_again_is_told_to_nobody(
    db: Database, told: list[Entry]
) -> None:
    congress = await make_congress(db, deputies=3)
    who = congress.deputies[2].person
    await mark_attendance(db, congress.clerk, who, ON_LEAVE, "病假")
    before = list(told)
    await mark_attendance(db, congress.clerk, who, ON_LEAVE, "病假")
    assert told == before


async def test_every_mark_tells_the_new_figures(db: Database, told: list[Entry]) -> None:
    congress = await make_congress(db, deputies=3)
    for attendance in (PRESENT, ON_LEAVE, ABSENT):
        await mark_attendance(db, congress.clerk, congress.deputies[1].person, attendance, "")
    ticks = [entry.facts for entry in told[-6:] if entry.kind == "AttendanceChanged"]
    assert [(one["present"], one["on_leave"]) for one in ticks] == [(1, 0), (0, 1), (0, 0)]


async def test_attendance_is_not_rewritten_after_the_close(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await close_meeting(db, congress.chair)
    with refused("meeting-closed"):
        await mark_attendance(db, congress.clerk, congress.chair.person, ABSENT, "")


async def test_somebody_of_another_meeting_cannot_be_marked_here(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    with refused("not-here", thing="person"):
        await mark_attendance(db, congress.clerk, congress.outsider.person, PRESENT, "")
