"""Coming onto the list of speakers, and being taken off it."""

import asyncio
from dataclasses import replace

import pytest

from core.database import Database
from core.errors import Forbidden
from sessions.agenda.course.commands import start_item
from sessions.speaking.asking import MOST_ASKED
from sessions.speaking.calling.commands import call_up, stop_turn
from sessions.speaking.commands import (
    arrange_floor,
    ask_to_speak,
    ask_unheard,
    pass_word,
    turn_list,
    withdraw,
)
from sessions.speaking.limits import Limits, Ordering, Preset, Terms
from sessions.speaking.word import Category, Listing, Word
from tests.cast import FixedClock, refused
from tests.sessions.speaking.floors import let_speak, sitting, speaking, view


async def test_a_double_tap_is_one_entry(db: Database) -> None:
    congress, item = await sitting(db)
    deputy = congress.deputies[1]
    one, other = await asyncio.gather(*(ask_to_speak(db, deputy, item) for _ in range(2)))
    assert one == other
    assert len(await congress.told("WordAsked")) == 1


async def test_a_point_of_order_stands_beside_a_speech(db: Database) -> None:
    congress, item = await sitting(db)
    deputy = congress.deputies[1]
    await ask_to_speak(db, deputy, item)
    await ask_to_speak(db, deputy, item, Word.POINT, Category.QUORUM)
    await ask_to_speak(db, deputy, item, Word.POINT, Category.FACT)
    assert [one.word for one in (await view(congress)).line] == [Word.POINT, Word.SPEECH]


async def test_taking_somebody_off_the_list_never_touches_a_running_turn(
    db: Database, clock: FixedClock
) -> None:
    congress, item = await sitting(db)
    await let_speak(congress, item, congress.deputies[1])
    entry = await ask_to_speak(db, congress.deputies[2], item)
    before = await speaking(congress)
    clock.advance(seconds=20)
    await withdraw(db, congress.clerk, item, entry)
    assert await speaking(congress) == before
    with refused("not-waiting"):
        await withdraw(db, congress.clerk, item, before.entry)


async def test_registering_is_possible_before_the_item_is_on(db: Database) -> None:
    congress, _ = await sitting(db)
    later = await congress.add_item("其他", "other")
    deputy = congress.deputies[1]
    entry = await ask_to_speak(db, deputy, later)
    with refused("item-not-on"):
        await call_up(db, congress.chair, later, entry)
    with refused("item-not-on"):
        await ask_to_speak(db, deputy, later, Word.POINT, Category.FACT)
    await start_item(db, congress.chair, later)
    assert (await view(congress)).place(deputy.person) == 1


async def test_a_closed_list_takes_points_of_order_only(db: Database) -> None:
    congress, item = await sitting(db)
    await turn_list(db, congress.chair, item, Listing.CLOSED)
    with refused("list-closed"):
        await ask_to_speak(db, congress.deputies[1], item)
    await ask_to_speak(db, congress.deputies[1], item, Word.POINT, Category.QUORUM)
    await turn_list(db, congress.chair, item, Listing.OPEN)
    await ask_to_speak(db, congress.deputies[1], item)
    with refused("no-such-move"):
        await turn_list(db, congress.chair, item, Listing.OPEN)


async def test_one_direct_reply_to_a_speech_by_somebody_else_for_a_minute(
    db: Database,
) -> None:
    congress, item = await sitting(db)
    one, two, three = congress.deputies[1:4]
    with refused("nothing-to-reply-to"):
        await ask_to_speak(db, two, item, Word.REPLY)
    speech = await let_speak(congress, item, one)
    with refused("nothing-to-reply-to"):
        await ask_to_speak(db, one, item, Word.REPLY)
    entry = await ask_to_speak(db, two, item, Word.REPLY)
    with refused("replied-already"):
        await ask_to_speak(db, three, item, Word.REPLY)
    await call_up(db, congress.chair, item, entry, speech)
    assert (await speaking(congress)).allowed == 60


async def test_who_has_not_spoken_is_asked_and_may_pass(db: Database) -> None:
    congress, item = await sitting(db)
    await stop_turn(db, congress.chair, await let_speak(congress, item, congress.deputies[1]))
    await ask_to_speak(db, congress.deputies[2], item)
    with refused("first-timers-wait", count=1):
        await ask_unheard(db, congress.chair, item)
    await stop_turn(db, congress.chair, await let_speak(congress, item, congress.deputies[2]))
    await ask_unheard(db, congress.chair, item)
    await pass_word(db, congress.deputies[3], item)
    await pass_word(db, congress.clerk, item, congress.deputies[4].person)
    unheard = {one.person for one in (await view(congress)).unheard}
    assert unheard == {congress.chair.person, congress.deputies[5].person}
    with refused("not-unheard"):
        await pass_word(db, congress.deputies[1], item)
    report = (await view(congress)).report
    assert (report.spoke, report.passed, report.here) == (2, 2, 6)


async def test_staff_do_not_speak_and_guests_do(db: Database) -> None:
    congress, item = await sitting(db)
    with refused("may-not-speak", name=congress.teller.name):
        await ask_to_speak(db, congress.teller, item)
    await ask_to_speak(db, congress.guest, item)
    assert (await congress.told("WordAsked"))[0]["official"] is True


async def test_one_speaks_for_oneself_unless_clerk_or_chair_asks(db: Database) -> None:
    congress, item = await sitting(db)
    one, two = congress.deputies[1:3]
    with pytest.raises(Forbidden):
        await ask_to_speak(db, one, item, person=two.person)
    await ask_to_speak(db, congress.clerk, item, person=two.person)
    [facts] = await congress.told("WordAsked")
    assert (facts["name"], facts["by"]) == (two.name, congress.clerk.name)
    entry = facts["entry"]
    with pytest.raises(Forbidden):
        await withdraw(db, one, item, entry)
    await withdraw(db, two, item, entry)


@pytest.mark.parametrize("field", ["first", "later", "most", "patience"])
async def test_no_limit_is_endless_or_nothing(db: Database, field: str) -> None:
    congress, item = await sitting(db)
    for wrong in (0, 121):
        limits = replace(Limits(1, 1, 1, 1), **{field: wrong})  # type: ignore[arg-type]
        terms = Terms(Ordering.REQUEST, Preset.OWN, limits)
        with refused("number-outside-range"):
            await arrange_floor(db, congress.clerk, item, terms)


async def test_nobody_fills_the_journal_by_coming_and_going(db: Database) -> None:
    congress, item = await sitting(db)
    restless, other = congress.deputies[1:3]
    for _ in range(MOST_ASKED):
        await withdraw(db, restless, item, await ask_to_speak(db, restless, item))
    with refused("asked-often"):
        await ask_to_speak(db, restless, item)
    await ask_to_speak(db, other, item)
    await ask_to_speak(db, congress.clerk, item, person=restless.person)
    assert len((await view(congress)).line) == 2
