"""Many marked at once, marks taken back, people who leave, and those present counted again."""

from random import Random

import pytest

from ballots.round import Kind
from ballots.rounds.commands import open_round, seal_round
from core.database import Database
from core.errors import Forbidden
from core.journal import Entry
from sessions import queries
from sessions.attendance.commands import mark_attendance
from sessions.attendance.marking.commands import (
    leave_meeting,
    mark_many,
    recount_present,
    undo_mark,
)
from sessions.attendance.rollcall import Attendance
from sessions.commands import close_meeting
from sessions.minutes import compose
from sessions.signin.commands import arrive
from tests.cast import Congress, FixedClock, in_session, make_congress, refused

ABSENT, PRESENT, ON_LEAVE, LEFT = Attendance


async def figures(congress: Congress) -> tuple[int, int, int, int]:
    call = await congress.read(queries.roll_call, congress.meeting)
    return call.present, call.on_leave, call.left, call.missing


async def last(congress: Congress, kind: str) -> Entry:
    return [one for one in await congress.journal() if one.kind == kind][-1]


async def test_a_delegation_is_marked_with_one_stroke(db: Database) -> None:
    congress = await make_congress(db, deputies=9)
    bus = [one.person for one in congress.deputies[:3]]
    assert await mark_many(db, congress.clerk, bus, PRESENT) == 3
    assert await figures(congress) == (3, 0, 0, 6)
    fact = (await last(congress, "ManyMarked")).facts
    assert [one["person"] for one in fact["people"]] == bus
    assert (fact["by"], fact["people"][0]["delegation"]) == ("周敏", "东城代表团")
    assert await mark_many(db, congress.clerk, bus, PRESENT) == 0
    assert len(await congress.told("ManyMarked")) == 1, "the same again is told to nobody"


async def test_of_a_stroke_that_cannot_be_nothing_is_done(db: Database) -> None:
    congress = await make_congress(db, deputies=9)
    await congress.gather(3)
    some = [one.person for one in congress.deputies[:4]]
    with refused("never-came", name=congress.deputies[3].name):
        await mark_many(db, congress.clerk, some, LEFT)
    assert await figures(congress) == (3, 0, 0, 6)
    with refused("nobody-ticked"):
        await mark_many(db, congress.clerk, [congress.outsider.person], PRESENT)


async def test_a_mark_is_taken_back_as_a_new_entry(db: Database, clock: FixedClock) -> None:
    congress = await make_congress(db, deputies=9)
    await congress.gather(3)
    clock.advance(minutes=5)
    before = await congress.read(queries.roster, congress.meeting)
    number = len(await congress.journal()) + 1
    some = [one.person for one in congress.deputies[1:5]]
    await mark_many(db, congress.clerk, some, ON_LEAVE, "病假")
    assert await congress.read(queries.roster, congress.meeting) != before
    await undo_mark(db, congress.clerk, number)
    assert await congress.read(queries.roster, congress.meeting) == before
    fact = (await last(congress, "MarkUndone")).facts
    assert (fact["undoes"], len(fact["people"])) == (number, 4)
    assert {one["attendance"] for one in fact["people"]} == {PRESENT, ABSENT}


async def test_a_mark_is_not_taken_back_over_what_came_after(db: Database) -> None:
    congress = await make_congress(db, deputies=9)
    await congress.gather(1)
    some = [one.person for one in congress.deputies[1:4]]
    await mark_many(db, congress.clerk, some, ON_LEAVE, "病假")
    number = (await last(congress, "ManyMarked")).number
    await congress.sign_in(congress.deputies[2])
    with refused("changed-since"):
        await undo_mark(db, congress.clerk, number)
    arrival = (await last(congress, "PersonArrived")).number
    with refused("no-such-mark"):
        await undo_mark(db, congress.clerk, arrival)
    with pytest.raises(Forbidden):
        await undo_mark(db, congress.chair, number)


async def test_somebody_leaves_and_comes_back_by_themselves(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=9, present=8)
    who = congress.deputies[2]
    await leave_meeting(db, who)
    await leave_meeting(db, who)
    assert await figures(congress) == (7, 0, 1, 1)
    assert len(await congress.told("PersonLeft")) == 1, "twice is once"
    clock.advance(minutes=9)
    await arrive(db, who)
    assert await figures(congress) == (8, 0, 0, 1)
    minutes = compose(await congress.journal())
    assert [act.kind for act in minutes.changes] == ["PersonLeft", "PersonReturned"]
    assert minutes.late == [], "who comes back is not late"


async def test_who_is_not_here_cannot_leave_and_after_the_close_nobody(db: Database) -> None:
    congress = await in_session(db, deputies=9, present=8)
    with refused("no-such-move", now=ABSENT):
        await leave_meeting(db, congress.deputies[8])
    await close_meeting(db, congress.chair)
    with refused("sign-in-not-open"):
        await leave_meeting(db, congress.deputies[1])
    for act in (mark_many(db, congress.clerk, ["x"], LEFT), undo_mark(db, congress.clerk, 1)):
        with refused("meeting-closed"):
            await act


async def test_those_present_are_counted_again_and_it_is_told(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=9, present=8)
    item = await congress.add_item()
    await leave_meeting(db, congress.deputies[2])
    await mark_attendance(db, congress.clerk, congress.deputies[8].person, ON_LEAVE, "病假")
    clock.advance(minutes=1)
    await recount_present(db, congress.chair)
    fact = (await last(congress, "PresentRecounted")).facts
    named = ("entitled", "present", "on_leave", "left", "missing", "needed")
    assert [fact[name] for name in named] == [9, 7, 1, 1, 0, 6]
    assert fact["met"]
    assert fact["item"] == "" != item
    recount = (await congress.read(queries.load_meeting, congress.meeting)).recount
    assert recount
    assert (recount.present, recount.at) == (7, clock().isoformat())
    assert "PresentRecounted" in [act.kind for act in compose(await congress.journal()).before]


async def test_before_the_opening_there_is_nothing_to_count_again(db: Database) -> None:
    congress = await make_congress(db, deputies=9)
    await congress.gather()
    with refused("meeting-not-open"):
        await recount_present(db, congress.chair)


async def test_a_vote_does_not_open_when_too_many_have_left(db: Database) -> None:
    congress = await in_session(db, deputies=9, present=7)
    paper = await congress.adopted(3, 1)
    round = await seal_round(db, congress.chair, paper, Kind.RECORDED)
    some = Random(0).sample(congress.deputies[1:7], 2)
    for one in some:
        await leave_meeting(db, one)
    with refused("quorum-missing", present=5, needed=6):
        await open_round(db, congress.chair, round)
    await arrive(db, some[0])
    await open_round(db, congress.chair, round)


async def test_the_opening_tells_who_had_left_and_who_is_here_without_a_vote(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=9)
    await congress.gather(8)
    await congress.sign_in(congress.guest)
    await leave_meeting(db, congress.deputies[3])
    await congress.open()
    [fact] = await congress.told("MeetingOpened")
    assert (fact["present"], len(fact["missing"]), len(fact["left"])) == (7, 1, 1)
    assert fact["others"] == {"other": 1}
