"""What each screen of a meeting is told, and what another room may ask."""

import pytest

from core.database import Database
from core.journal import check_chain
from sessions import queries
from sessions.agenda.course.commands import start_item
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance, roll_call
from sessions.commands import call_meeting
from sessions.meeting import MeetingPhase
from tests.cast import NOTICE, FixedClock, in_session, make_congress, refused


async def test_a_screen_sees_the_phase_the_figures_and_the_agenda(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=5)
    items = [await congress.add_item(title) for title in ("审议", "票决")]
    await start_item(db, congress.chair, items[0])
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert view.meeting.phase is MeetingPhase.OPEN
    assert (view.call.entitled, view.call.present, view.members) == (6, 5, 6)
    assert view.current is not None
    assert view.next is not None
    assert (view.current.title, view.next.title) == ("审议", "票决")


async def test_before_the_opening_the_roster_counts_the_members(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert (view.meeting.members, view.members) == (None, 6)


async def test_the_counted_figures_are_those_of_the_roll_call(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=4)
    ill = congress.deputies[5]
    await mark_attendance(db, congress.clerk, ill.person, Attendance.ON_LEAVE, "病假")
    lines = await congress.read(queries.roster, congress.meeting)
    call = await congress.read(queries.roll_call, congress.meeting)
    assert call == roll_call(lines)
    assert (call.entitled, call.present, call.on_leave, call.missing) == (6, 4, 1, 1)


async def test_who_may_vote_are_the_deputies_who_are_here(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=4)
    await congress.sign_in(congress.guest)
    here = await congress.read(queries.present_deputies, congress.meeting)
    assert list(here) == [one.person for one in congress.deputies[:4]]


async def test_the_question_who_is_here_can_be_narrowed(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=4)
    asked = [congress.deputies[number].person for number in (1, 5)]
    here = await congress.read(queries.present_deputies, congress.meeting, asked)
    assert list(here) == asked[:1]
    assert await congress.read(queries.present_deputies, congress.meeting, []) == {}


async def test_who_has_left_may_not_vote(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    gone = congress.deputies[2].person
    await mark_attendance(db, congress.clerk, gone, Attendance.ABSENT, "")
    assert gone not in await congress.read(queries.present_deputies, congress.meeting)


async def test_a_member_of_another_meeting_is_nobody_here(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    stranger = congress.outsider.person
    assert await congress.read(queries.find_member, congress.meeting, stranger) is None
    with refused("not-here", thing="person"):
        await congress.read(queries.member_line, congress.meeting, stranger)


async def test_a_member_is_found_with_roles_and_place(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    chair = congress.chair
    assert await congress.read(queries.find_member, congress.meeting, chair.person) == chair


async def test_what_is_not_there_and_what_is_not_yours_get_the_same_answer(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=3)
    item = await congress.add_item()
    for meeting, name in ((congress.meeting, "nothing"), (congress.outsider.meeting, item)):
        with refused("not-here", thing="item"):
            await congress.read(queries.load_item, meeting, name)
    with refused("not-here", thing="meeting"):
        await congress.read(queries.load_meeting, "nothing")


async def test_my_meetings_come_newest_first(db: Database, clock: FixedClock) -> None:
    congress = await make_congress(db, deputies=3)
    clerk = congress.clerk
    clock.advance(hours=1)
    newer = await call_meeting(db, clerk.person, clerk.name, NOTICE)
    mine = await congress.read(queries.my_meetings, clerk.person)
    assert [meeting.id for meeting, _ in mine] == [newer, congress.meeting]


async def test_the_journal_is_read_from_where_a_screen_left_off(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    whole = await congress.journal()
    check_chain(whole)
    assert await congress.read(queries.last_number, congress.meeting) == len(whole)
    missed = await congress.read(queries.journal_since, congress.meeting, len(whole) - 2)
    assert missed == whole[-2:]


@pytest.mark.parametrize("deputies", [3, 30])
async def test_two_meetings_do_not_see_each_other(db: Database, deputies: int) -> None:
    congress = await in_session(db, deputies=deputies)
    other = congress.outsider.meeting
    assert (await congress.read(queries.roll_call, other)).present == 0
    assert {entry.meeting for entry in await congress.journal()} == {congress.meeting}
