"""The five promises of the fair order, tried on many evenings; and each rule by an example."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import MeetingId
from core.journal import Entry
from sessions.speaking.floor import Floor, Matter, fold
from sessions.speaking.limits import LIMITS, Ordering, Preset, Terms
from sessions.speaking.order import half_is_heard, is_starving, line, seconds_today
from sessions.speaking.word import Waiting, Word
from tests.sessions.speaking.room import ITEM, VILLAGE, Room

PEOPLE = 8
LENGTH = 60  # steps of an evening: people ask, are called, and ask again
Step = tuple[str, int, int]
WEIGHTS: dict[str, float] = {
    "ask": 8,
    "call": 6,
    "stop": 3,
    "point": 2,
    "reply": 1,
    "chair": 1,
    "pass": 1,
}
WEIGHTS |= {"withdraw": 1, "leave": 1, "come": 2, "end": 0.2}
PAUSES: dict[int, float] = {0: 4, 1: 4, 5: 4, 20: 3, 60: 1, 119: 0.5, 700: 0.2}


def evening(chance: Random) -> list[Step]:
    """A whole evening: what Hypothesis draws step by step is too short and too plain."""
    return [
        (
            chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0],
            chance.randrange(PEOPLE),
            chance.choices([*PAUSES], [*PAUSES.values()])[0],
        )
        for _ in range(LENGTH)
    ]


def hall(chance: Random) -> Room:
    """People of two groups, and up to two officials among them."""
    groups = [chance.choice("fm") for _ in range(PEOPLE)]
    return Room(groups, frozenset(chance.sample(range(PEOPLE), chance.randrange(3))))


SEEDS = st.integers(0, 2**32)
STEPS = SEEDS.map(lambda seed: evening(Random(seed)))
ROOMS = SEEDS.map(lambda seed: hall(Random(seed)))


def take(room: Room, step: Step) -> None:
    """One thing that happens, and the seconds until the next."""
    what, number, seconds = step
    who = str(number)
    acts: dict[str, Callable[[], None]] = {
        "ask": lambda: room.ask(who),
        "point": lambda: room.ask(who, Word.POINT),
        "reply": lambda: room.ask(who, Word.REPLY),
        "chair": lambda: room.ask(who, Word.PROCEDURAL),
        "call": room.call,
        "stop": room.stop,
        "pass": lambda: None if room.matter.times(who) else room.pass_(who),
        "withdraw": lambda: room.withdraw(who),
        "leave": lambda: room.leave(who),
        "come": lambda: room.come(who),
        "end": room.end_item,
    }
    acts[what]()
    room.wait(seconds)


def is_late(floor: Floor, matter: Matter, one: Waiting) -> bool:
    return one.official and not half_is_heard(matter)


@given(ROOMS, STEPS)
def test_nobody_precedes_who_has_spoken_less(room: Room, steps: list[Step]) -> None:
    """Replies, points of order and the guard excepted; officials wait behind on purpose."""
    for step in steps:
        take(room, step)
        floor, matter = room.floor, room.matter
        speeches = [
            one
            for one in room.line
            if one.word is Word.SPEECH
            and not is_starving(floor, matter, one)
            and not is_late(floor, matter, one)
        ]
        times = [matter.times(one.person) for one in speeches]
        assert times == sorted(times)


@given(ROOMS, STEPS)
def test_nobody_is_passed_over_more_than_three_times(room: Room, steps: list[Step]) -> None:
    for step in steps:
        take(room, step)
        assert all(one.skipped <= 3 for one in room.matter.waiting)


@given(ROOMS, STEPS)
def test_the_order_is_a_pure_function_of_the_log(room: Room, steps: list[Step]) -> None:
    for step in steps:
        take(room, step)
    noise = Entry(MeetingId("m"), 0, room.at.isoformat(), "PersonArrived", {})
    archived = json.loads(json.dumps([asdict(one) for one in room.entries]))
    told = [entry for row in archived for entry in (noise, Entry(**row))]
    again = fold(told)
    assert again == room.floor
    for here in (sorted(room.here), sorted(room.here, reverse=True)):
        found = [one.entry for one in line(again, again.matter(ITEM), here)]
        assert found == [one.entry for one in room.line]
    before = room.order
    room.wait(3600)
    assert room.order == before, "nothing has happened, so nothing has changed"


@given(ROOMS, STEPS)
def test_the_seconds_of_all_turns_are_the_time_of_the_floor(
    room: Room, steps: list[Step]
) -> None:
    for step in steps:
        take(room, step)
    room.end_item()
    turns = room.matter.turns
    assert sum(one.used for one in turns) == room.held
    assert all(one.ended_at for one in turns)


@given(ROOMS, STEPS)
def test_removing_a_person_never_moves_anyone_back(room: Room, steps: list[Step]) -> None:
    for number, step in enumerate(steps):
        take(room, step)
        if number % 6 == 0:
            check_removals(room)


def check_removals(room: Room) -> None:
    """Whoever goes away or withdraws now leaves all others in their order."""
    room.pass_("0")  # so that the order is taken at this very moment before and after
    before = [(one.entry, one.person) for one in room.line]
    for gone in room.order:
        for removed in (Room.leave, Room.withdraw):
            other = replace(room, here=set(room.here), entries=list(room.entries))
            other.stack = list(room.stack)
            removed(other, gone)
            after = [(one.entry, one.person) for one in other.line]
            assert after == [one for one in before if one[1] != gone]


def test_first_timers_come_first() -> None:
    room = Room(["f", "f", "f"])
    room.ask("0")
    room.call()
    room.stop()
    room.ask("0")
    room.ask("1")
    assert room.order == ["1", "0"]


def test_of_those_who_spoke_as_often_the_group_that_had_less_comes_first() -> None:
    room = Room(["f", "m", "f", "m"])
    for who in "023":  # 2 is of the group that has spoken, and asks before 3
        room.ask(who)
    room.call()
    room.wait(60)
    room.stop()
    assert room.order == ["3", "2"]


def test_then_whoever_has_spoken_less_today() -> None:
    room = Room(["f"] * 4)
    for who in "01":
        room.ask(who)
        room.call()
        room.wait(90 if who == "0" else 30)
        room.stop()
    room.ask("0")
    room.ask("1")
    assert seconds_today(room.floor, "0") == 90
    assert room.order == ["1", "0"]


def test_points_of_order_then_the_chair_then_a_reply_come_before_speeches() -> None:
    room = Room(["f"] * 6)
    room.ask("0")
    room.call()
    room.ask("1")
    room.ask("2", Word.REPLY)
    room.ask("3", Word.PROCEDURAL)
    room.ask("4", Word.POINT, "fact")
    room.ask("5", Word.POINT, "quorum")
    assert room.order == ["5", "4", "3", "2", "1"]


def test_officials_wait_until_half_have_spoken_or_passed() -> None:
    room = Room(["f"] * 5, officials=frozenset({0}))
    for who in "0123":
        room.ask(who)
    room.call()
    room.stop()
    assert room.order == ["2", "3", "0"]
    room.pass_("4")
    assert room.order == ["0", "2", "3"], "two of four: the official asked first"


def test_who_was_passed_over_three_times_comes_next() -> None:
    room = Room(["f"] * 6)
    room.ask("0")
    room.call()
    room.stop()
    room.ask("0")
    for who in "123":
        room.ask(who)
        room.call()
        room.stop()
        room.ask(str(int(who) + 1))
    assert room.order[0] == "0"


def test_who_waits_longer_than_ten_minutes_comes_next() -> None:
    room = Room(["f"] * 4)
    for who in "01":
        room.ask(who)
    room.wait(3600)  # registered long before anybody was called: nobody waits yet
    room.call()
    room.stop()
    room.ask("0")
    room.ask("2")
    assert room.order == ["1", "2", "0"]
    room.wait(600)
    room.ask("3")
    assert room.order == ["1", "2", "3", "0"]
    room.wait(1)
    room.pass_("3")
    assert room.order == ["1", "0", "2", "3"]


@pytest.mark.parametrize("preset", [one for one in Preset if one in LIMITS])
def test_one_speech_makes_nobody_starve(preset: Preset) -> None:
    room = Room(["f"] * 3, terms=Terms(Ordering.FAIR, preset, LIMITS[preset]))
    room.ask("0")
    room.call()
    room.ask("0")
    room.ask("1")
    room.wait(60 * LIMITS[preset].first)
    room.stop()
    assert not any(is_starving(room.floor, room.matter, one) for one in room.line)


def test_the_strict_order_is_that_of_the_requests() -> None:
    room = Room(["f"] * 4, terms=replace(VILLAGE, order=Ordering.REQUEST))
    room.ask("0")
    room.call()
    room.stop()
    for who in "012":
        room.ask(who)
    room.ask("3", Word.POINT)
    assert room.order == ["3", "0", "1", "2"]


def test_who_is_not_here_is_not_in_the_order_and_loses_no_place() -> None:
    room = Room(["f"] * 3)
    for who in "012":
        room.ask(who)
    room.leave("1")
    assert room.order == ["0", "2"]
    room.come("1")
    assert room.order == ["0", "1", "2"]


def test_a_group_that_nobody_named_has_no_surplus() -> None:
    room = Room(["f", "m"])
    one = Waiting("e", ITEM, "0", "", {}, False, Word.SPEECH, None, "", 1, room.at, "")
    matter = Matter(ITEM, waiting=[one])
    assert line(Floor(), matter, {"0"}) == [one]
