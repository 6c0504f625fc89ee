"""The record for the file, and what the chair sees of the gaps."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.database import Database
from core.ids import PersonId
from core.people import Role
from sessions import queries
from sessions.attendance.attendee import AttendeeKind, kind_of, others_present
from sessions.attendance.commands import mark_attendance
from sessions.attendance.record import State, state_of, sums_by_delegation, sums_of
from sessions.attendance.rollcall import Attendance, Line, roll_call
from tests.cast import make_congress

ABSENT, PRESENT, ON_LEAVE, LEFT = Attendance
TEN = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)

LINES = st.builds(
    Line,
    person=st.text(max_size=3).map(PersonId),
    name=st.just("李芳"),
    delegation=st.sampled_from(["东城", "西城", ""]),
    seat=st.just(""),
    roles=st.sets(st.sampled_from(Role), min_size=1).map(frozenset),
    attendance=st.sampled_from(Attendance),
    arrived_at=st.none() | st.integers(-9, 9).map(lambda step: TEN + timedelta(minutes=step)),
)


@given(st.lists(LINES, max_size=20))
def test_the_figures_add_up_and_the_delegations_to_the_whole(lines: list[Line]) -> None:
    whole, call = sums_of(lines, TEN), roll_call(lines)
    assert whole.entitled == whole.present + whole.left + whole.on_leave + whole.absent
    assert whole.late <= whole.present == call.present
    assert (whole.entitled, whole.left, whole.absent) == (
        call.entitled,
        call.left,
        call.missing,
    )
    parts = sums_by_delegation(lines, TEN).values()
    for name in ("entitled", "present", "late", "left", "on_leave", "absent"):
        assert sum(getattr(one, name) for one in parts) == getattr(whole, name)


@given(st.lists(LINES, max_size=20))
def test_everybody_is_counted_once_as_deputy_or_apart(lines: list[Line]) -> None:
    apart = sum(listed for _, listed in others_present(lines).values())
    assert apart + sums_of(lines, TEN).entitled == len(lines)


def line(
    attendance: Attendance, minutes: int | None = None, *roles: Role, kind: str = ""
) -> Line:
    arrived = None if minutes is None else TEN + timedelta(minutes=minutes)
    kept = frozenset(roles or {Role.DEPUTY})
    return Line(PersonId("x"), "x", "", "", kept, attendance, arrived_at=arrived, kind=kind)


def test_late_is_who_came_after_the_opening() -> None:
    assert state_of(line(PRESENT, 1), TEN) is State.LATE
    assert state_of(line(PRESENT, 0), TEN) is State.PRESENT
    assert state_of(line(PRESENT, 1), None) is State.PRESENT, "nothing has been opened"
    assert state_of(line(LEFT, 1), TEN) is State.LEFT


def test_who_has_no_vote_is_of_a_kind() -> None:
    expert = line(PRESENT, 0, Role.NON_VOTING, kind="expert")
    assert kind_of(expert) is AttendeeKind.EXPERT
    assert kind_of(line(PRESENT, 0, Role.NON_VOTING)) is AttendeeKind.OTHER
    assert kind_of(line(PRESENT, 0, Role.TELLER)) is AttendeeKind.STAFF
    assert kind_of(line(PRESENT, 0, Role.TELLER, Role.DEPUTY)) is None


async def test_the_gaps_name_the_absent_of_each_delegation(db: Database) -> None:
    congress = await make_congress(db, deputies=9)
    await congress.gather(7)
    await mark_attendance(db, congress.clerk, congress.deputies[1].person, LEFT, "")
    east, south = await congress.read(queries.gaps_by_delegation, congress.meeting)
    assert (east.delegation, east.left, east.absent, east.names) == ("东城代表团", 1, 0, ())
    assert (south.absent, south.entitled) == (2, 3)
    assert south.names == tuple(one.name for one in congress.deputies[7:])


async def test_names_are_told_only_while_they_can_be_read_out(db: Database) -> None:
    congress = await make_congress(db, deputies=90)
    gaps = await congress.read(queries.gaps_by_delegation, congress.meeting)
    assert [(gap.absent, gap.names) for gap in gaps] == [(30, ())] * 3
