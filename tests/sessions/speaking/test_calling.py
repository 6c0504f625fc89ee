"""The acts of the chair: called, interrupted, extended, stopped, written down."""

import asyncio

import pytest

from core.database import Database
from core.errors import Forbidden, Refused
from core.people import Role
from sessions import queries
from sessions.agenda.course.commands import start_item
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import close_meeting
from sessions.speaking.calling.commands import call_up, extend_turn, stop_turn
from sessions.speaking.commands import (
    arrange_floor,
    ask_to_speak,
)
from sessions.speaking.floor import fold
from sessions.speaking.queries import load_floor
from sessions.speaking.word import Category, Word
from tests.cast import FixedClock, refused
from tests.sessions.speaking.floors import VILLAGE, let_speak, sitting, speaking, view


async def test_of_two_chairs_who_call_at_once_the_second_is_told(db: Database) -> None:
    congress, item = await sitting(db)
    first = await ask_to_speak(db, congress.deputies[1], item)
    second = await ask_to_speak(db, congress.deputies[2], item)
    calls = (call_up(db, congress.chair, item, entry) for entry in (first, second))
    answers = await asyncio.gather(*calls, return_exceptions=True)
    codes = [one.code for one in answers if isinstance(one, Refused)]
    assert codes == ["floor-moved"], "one is called, and nobody is cut off"
    assert len(await congress.told("FloorGiven")) == 1


async def test_who_leaves_while_waiting_is_not_called_and_keeps_the_place(db: Database) -> None:
    congress, item = await sitting(db)
    gone, other = congress.deputies[1:3]
    entry = await ask_to_speak(db, gone, item)
    await ask_to_speak(db, other, item)
    await mark_attendance(db, congress.clerk, gone.person, Attendance.ABSENT, "")
    shown = await view(congress)
    assert ([one.person for one in shown.line], [one.person for one in shown.away]) == (
        [other.person],
        [gone.person],
    )
    with refused("speaker-not-here", name=gone.name):
        await call_up(db, congress.chair, item, entry)
    await mark_attendance(db, congress.clerk, gone.person, Attendance.PRESENT, "")
    assert (await view(congress)).place(gone.person) == 1


async def test_a_point_of_order_stops_the_clock_of_the_speech(
    db: Database, clock: FixedClock
) -> None:
    congress, item = await sitting(db)
    speech = await let_speak(congress, item, congress.deputies[1])
    clock.advance(seconds=100)
    point = await ask_to_speak(db, congress.deputies[2], item, Word.POINT, Category.FACT)
    turn = await call_up(db, congress.chair, item, point, speech)
    clock.advance(seconds=40)
    await stop_turn(db, congress.chair, turn)
    assert (await speaking(congress)).turn == speech
    clock.advance(seconds=5)
    await stop_turn(db, congress.chair, speech)
    told = await congress.told("FloorLeft")
    assert [(one["name"], one["seconds"]) for one in told] == [
        (congress.deputies[2].name, 40),
        (congress.deputies[1].name, 105),
    ]


async def test_the_second_speech_is_shorter_and_there_is_no_third(db: Database) -> None:
    congress, item = await sitting(db)
    deputy = congress.deputies[1]
    for minutes in (10, 5):
        turn = await let_speak(congress, item, deputy)
        assert (await speaking(congress)).allowed == 60 * minutes
        await stop_turn(db, congress.chair, turn)
    with refused("spoken-enough", name=deputy.name, most=2):
        await ask_to_speak(db, deputy, item)


async def test_an_extension_and_what_goes_beyond_it_are_recorded(
    db: Database, clock: FixedClock
) -> None:
    congress, item = await sitting(db)
    await arrange_floor(db, congress.clerk, item, VILLAGE)
    turn = await let_speak(congress, item, congress.deputies[1])
    await extend_turn(db, congress.chair, turn, 1)
    clock.advance(seconds=200)
    await stop_turn(db, congress.chair, turn)
    [left] = await congress.told("FloorLeft")
    assert (left["seconds"], left["over"]) == (200, 20)
    assert (await congress.told("FloorExtended"))[0]["seconds"] == 60


@pytest.mark.parametrize("how", ["item", "meeting"])
async def test_nobody_speaks_on_when_the_item_or_the_meeting_ends(
    db: Database, clock: FixedClock, how: str
) -> None:
    congress, item = await sitting(db)
    other = await congress.add_item("其他", "other")
    turn = await let_speak(congress, item, congress.deputies[1])
    clock.advance(seconds=30)
    if how == "item":
        await start_item(db, congress.chair, other)
    else:
        await close_meeting(db, congress.chair)
    floor = await congress.read(load_floor, congress.meeting)
    assert floor.speaking is None
    [found] = floor.matter(item).turns
    assert (found.turn, found.used) == (turn, 30)
    with refused("turn-over"):
        await stop_turn(db, congress.chair, turn)


async def test_only_the_chair_calls_stops_and_extends(db: Database) -> None:
    congress, item = await sitting(db)
    entry = await ask_to_speak(db, congress.deputies[1], item)
    for role in set(Role) - {Role.CHAIR}:
        with pytest.raises(Forbidden):
            await call_up(db, congress.acting(role), item, entry)
    turn = await call_up(db, congress.chair, item, entry)
    for role in set(Role) - {Role.CHAIR}:
        with pytest.raises(Forbidden):
            await stop_turn(db, congress.acting(role), turn)
        with pytest.raises(Forbidden):
            await extend_turn(db, congress.acting(role), turn, 1)


async def test_the_whole_journal_and_its_own_entries_give_the_same_floor(
    db: Database, clock: FixedClock
) -> None:
    congress, item = await sitting(db)
    for deputy in congress.deputies[1:4]:
        await ask_to_speak(db, deputy, item)
    turn = await let_speak(congress, item, congress.deputies[4])
    clock.advance(seconds=61)
    await stop_turn(db, congress.chair, turn)
    assert fold(await congress.journal()) == await congress.read(load_floor, congress.meeting)


async def test_the_minutes_tell_who_spoke_for_how_long_and_who_was_next(
    db: Database, clock: FixedClock
) -> None:
    congress, item = await sitting(db)
    await ask_to_speak(db, congress.deputies[1], item)
    turn = await let_speak(congress, item, congress.deputies[2])
    clock.advance(seconds=75)
    await stop_turn(db, congress.chair, turn)
    minutes = await congress.read(queries.minutes, congress.meeting)
    [act] = [one for one in minutes.items[0].acts if one.kind == "FloorGiven"]
    told = minutes.floor.find(act.facts["turn"])
    assert told is not None
    assert (told.name, told.used, told.due) == (
        congress.deputies[2].name,
        75,
        congress.deputies[1].name,
    )
