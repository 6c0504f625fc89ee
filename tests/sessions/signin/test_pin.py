"""Who runs a meeting has a PIN: set at first use, asked on a new device, guessed in vain."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest

from core.database import Database
from core.errors import Refused
from core.ids import PersonId
from sessions.signin.badge import LOCKED_FOR, TRIES, SignedIn, SignIn, secret_hash
from sessions.signin.commands import reissue_badge, sign_in
from tests.cast import PIN, Congress, FixedClock, make_congress, refused

WRONG = "918273"


async def with_pin(db: Database) -> Congress:
    """The chair has set a PIN on a laptop."""
    congress = await make_congress(db, deputies=3)
    await congress.sign_in(congress.chair, "laptop", PIN)
    return congress


async def answers(congress: Congress, guesses: Sequence[bool | None]) -> Counter[str]:
    """What so many tries of the chair's badge on a new device are told, all sent at once."""
    asks = [
        SignIn(secret_hash(congress.codes[congress.chair.person]), secret_hash("thief"), right)
        for right in guesses
    ]
    told = await asyncio.gather(*map(congress.desk.put, asks), return_exceptions=True)
    return Counter(one.code if isinstance(one, Refused) else type(one).__name__ for one in told)


@pytest.mark.parametrize("who", ["clerk", "chair", "teller", "scrutineer"])
async def test_a_person_with_power_sets_a_pin_at_first_use(db: Database, who: str) -> None:
    congress = await make_congress(db, deputies=3)
    person = getattr(congress, who)
    with refused("pin-to-set"):
        await congress.sign_in(person)
    assert (await congress.sign_in(person, pin=PIN)).person == person.person


@pytest.mark.parametrize("who", ["guest", "deputy"])
async def test_nobody_else_needs_one(db: Database, who: str) -> None:
    congress = await make_congress(db, deputies=3)
    person = congress.guest if who == "guest" else congress.deputies[1]
    assert (await congress.sign_in(person)).person == person.person


@pytest.mark.parametrize(("pin", "code"), [("2048", "pin-shape"), ("111111", "pin-too-easy")])
async def test_a_poor_pin_is_refused_and_not_kept(db: Database, pin: str, code: str) -> None:
    congress = await make_congress(db, deputies=3)
    with refused(code):
        await congress.sign_in(congress.chair, pin=pin)
    with refused("pin-to-set"):
        await congress.sign_in(congress.chair)


async def test_on_a_device_it_knows_the_badge_is_enough(db: Database) -> None:
    congress = await with_pin(db)
    assert (await congress.sign_in(congress.chair, "laptop")).person == congress.chair.person


async def test_on_a_new_device_the_pin_is_asked_and_both_devices_stay_bound(
    db: Database,
) -> None:
    congress = await with_pin(db)
    with refused("pin-needed"):
        await congress.sign_in(congress.chair, "phone")
    await congress.sign_in(congress.chair, "phone", PIN)
    for device in ("laptop", "phone"):
        await congress.sign_in(congress.chair, device)


async def test_a_wrong_pin_does_not_bind_the_device(db: Database) -> None:
    congress = await with_pin(db)
    with refused("pin-wrong"):
        await congress.sign_in(congress.chair, "phone", WRONG)
    with refused("pin-needed"):
        await congress.sign_in(congress.chair, "phone")


async def test_five_wrong_pins_lock_the_badge_even_for_the_right_one(
    db: Database, clock: FixedClock
) -> None:
    congress = await with_pin(db)
    assert await answers(congress, [False] * TRIES) == {"pin-wrong": TRIES}
    with refused("pin-locked", seconds=301):
        await congress.sign_in(congress.chair, "phone", PIN)
    clock.advance(seconds=LOCKED_FOR.total_seconds())
    assert (
        await congress.sign_in(congress.chair, "phone", PIN)
    ).person == congress.chair.person


async def test_a_locked_badge_still_works_where_it_is_bound(db: Database) -> None:
    congress = await with_pin(db)
    await answers(congress, [False] * TRIES)
    assert (await congress.sign_in(congress.chair, "laptop")).person == congress.chair.person


async def test_the_right_pin_forgets_the_wrong_ones_before(db: Database) -> None:
    congress = await with_pin(db)
    await answers(congress, [False] * (TRIES - 1))
    await congress.sign_in(congress.chair, "phone", PIN)
    assert await answers(congress, [False] * (TRIES - 1)) == {"pin-wrong": TRIES - 1}


async def test_five_hundred_guesses_sent_at_once_are_counted_one_by_one(db: Database) -> None:
    congress = await with_pin(db)
    assert await answers(congress, [False] * 500) == {"pin-wrong": 5, "pin-locked": 495}


async def test_a_right_guess_among_the_five_hundred_comes_too_late(db: Database) -> None:
    congress = await with_pin(db)
    told = await answers(congress, [False] * 400 + [True] + [False] * 99)
    assert told == {"pin-wrong": 5, "pin-locked": 495}


async def test_asking_without_a_pin_is_not_a_guess(db: Database) -> None:
    congress = await with_pin(db)
    assert await answers(congress, [None] * 20) == {"pin-needed": 20}
    assert await answers(congress, [False]) == {"pin-wrong": 1}


async def test_of_two_who_set_the_first_pin_at_once_only_one_gets_in(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    told = await asyncio.gather(
        congress.sign_in(congress.chair, "laptop", PIN),
        congress.sign_in(congress.chair, "thief", WRONG),
        return_exceptions=True,
    )
    assert sum(isinstance(one, SignedIn) for one in told) == 1


async def test_a_reissued_badge_begins_with_a_new_pin(db: Database) -> None:
    congress = await with_pin(db)
    code = await reissue_badge(db, congress.clerk, congress.chair.person)
    with refused("pin-to-set"):
        await sign_in(db, congress.desk, code, "phone", "")
    await sign_in(db, congress.desk, code, "phone", WRONG)
    with refused("pin-wrong"):
        await sign_in(db, congress.desk, code, "tablet", PIN)


async def test_a_locked_person_does_not_lock_anybody_else(db: Database) -> None:
    congress = await with_pin(db)
    await answers(congress, [False] * TRIES)
    signed_in = await congress.sign_in(congress.scrutineer, pin=PIN)
    assert signed_in.person == PersonId(congress.scrutineer.person)
