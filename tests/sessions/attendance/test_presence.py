"""Presence is a function of the journal, and every change of it is a move in the table."""

from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.database import Database
from core.errors import Forbidden, Refused
from core.people import Role
from sessions import queries
from sessions.attendance.commands import mark_attendance
from sessions.attendance.marking.commands import leave_meeting, mark_many, undo_mark
from sessions.attendance.presence import (
    MARKS,
    MOVES,
    Presence,
    arrived,
    check_change,
    departed,
    marked,
    of_line,
    read_leave,
    register,
)
from sessions.attendance.rollcall import Attendance, Leave
from sessions.signin.commands import arrive
from tests.cast import Congress, FixedClock, make_congress, refused

ABSENT, PRESENT, ON_LEAVE, LEFT = Attendance
NINE = datetime(2026, 1, 20, 1, 0, tzinfo=UTC)
WHOLE, LATER, UNTIL = Leave("病假"), Leave("开会", "15:00"), Leave("送医", "", "10:00")


async def some_act(congress: Congress, chance: Random) -> None:
    db, who = congress.db, chance.choice(congress.deputies)
    match chance.randrange(6):
        case 0:
            await arrive(db, who)
        case 1:
            await leave_meeting(db, who)
        case 2 | 3:
            hours = chance.choice([("", ""), ("15:00", ""), ("", "10:00")])
            then = chance.choice([*Attendance])
            await mark_attendance(db, congress.clerk, who.person, then, "病假", hours)
        case 4:
            some = [one.person for one in chance.sample(congress.deputies, 3)]
            await mark_many(db, congress.clerk, some, chance.choice([*Attendance]), "会务")
        case _:
            marks = [one.number for one in await congress.journal() if one.kind in MARKS]
            await undo_mark(db, congress.clerk, chance.choice(marks))


@pytest.mark.parametrize("seed", range(4))
async def test_the_register_is_what_the_journal_says(
    db: Database, clock: FixedClock, seed: int
) -> None:
    congress, chance = await make_congress(db, deputies=6), Random(seed)
    await congress.gather(2)
    done = 0
    for _ in range(60):
        clock.advance(minutes=1)
        try:
            await some_act(congress, chance)
            done += 1
        except Refused:
            pass  # not possible just now; what matters is that nothing was half done
    assert done > 20, "need real changes for this to mean anything"
    known = register(await congress.journal())
    for line in await congress.read(queries.roster, congress.meeting):
        assert of_line(line) == known.of(line.person), line.name


@pytest.mark.parametrize(("was", "then"), [*product(Attendance, Attendance)])
def test_each_move_belongs_to_its_roles_and_to_no_other(
    was: Attendance, then: Attendance
) -> None:
    for role in Role:
        rights = MOVES.get((was, then))
        if was is then:
            check_change(Presence(was), Presence(then), {role})
        elif rights is None:
            with refused("no-such-move", now=was):
                check_change(Presence(was), Presence(then), {role})
        elif role in rights:
            check_change(Presence(was), Presence(then), {role})
        else:
            with pytest.raises(Forbidden):
                check_change(Presence(was), Presence(then), {role})


def test_people_come_and_go_by_themselves_and_the_rest_is_the_clerks() -> None:
    own = {pair for pair, roles in MOVES.items() if Role.DEPUTY in roles}
    assert own == {(ABSENT, PRESENT), (ON_LEAVE, PRESENT), (LEFT, PRESENT), (PRESENT, LEFT)}
    assert all(Role.CLERK in roles for roles in MOVES.values())
    assert (ABSENT, LEFT) not in MOVES, "who never came cannot have left"


@given(
    st.lists(st.tuples(st.sampled_from(Attendance), st.sampled_from([WHOLE, LATER, UNTIL]))),
    st.sampled_from(Attendance),
    st.sampled_from([WHOLE, LATER, UNTIL]),
)
def test_a_mark_made_twice_is_one_mark(
    before: list[tuple[Attendance, Leave]], then: Attendance, leave: Leave
) -> None:
    known, at = Presence(), NINE
    for attendance, granted in before:
        at += timedelta(minutes=1)
        known = marked(known, attendance, granted, at)
    once = marked(known, then, leave, at)
    assert marked(once, then, leave, at + timedelta(minutes=1)) == once


def test_who_comes_back_keeps_the_hour_of_the_first_arrival() -> None:
    left = departed(arrived(Presence(), NINE), NINE + timedelta(hours=1))
    back = arrived(left, NINE + timedelta(hours=2))
    assert (back.attendance, back.arrived_at) == (PRESENT, NINE)
    assert back.left_at
    assert back.back_at
    assert back.left_at < back.back_at


def test_a_leave_that_begins_later_takes_nobody_out_of_the_hall_yet() -> None:
    here = arrived(Presence(), NINE)
    assert marked(here, ON_LEAVE, LATER, NINE).attendance is PRESENT
    assert marked(Presence(), ON_LEAVE, LATER, NINE).attendance is ABSENT, "still expected"
    assert marked(here, ON_LEAVE, UNTIL, NINE).attendance is ON_LEAVE


def test_a_leave_for_some_hours_stays_on_record_and_a_whole_one_was_not_taken() -> None:
    for leave, kept in ((UNTIL, UNTIL), (WHOLE, Leave())):
        away = marked(Presence(), ON_LEAVE, leave, NINE)
        assert arrived(away, NINE).leave == kept


@pytest.mark.parametrize("typed", ["25:00", "9.30", "九点", "12:60", "-1:00", "٩:30", "9:3"])
def test_an_hour_that_is_none_is_refused(typed: str) -> None:
    with refused("hour-unreadable", typed=typed):
        read_leave("", typed, "")


def test_hours_have_one_spelling_and_an_order() -> None:
    assert read_leave("会", " 9:05 ", "10：00") == Leave("会", "09:05", "10:00")
    with refused("leave-ends-early"):
        read_leave("会", "10:00", "9:00")
