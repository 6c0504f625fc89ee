"""What can change about the seats of a panel and its small groups."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from consult.poll import draw, store
from consult.poll.commands import load
from consult.poll.events import PollGroupsMade, PollSeatPassed
from consult.poll.groups import MOST_ROUNDS, Group, likeness, make_groups, pairs
from consult.poll.poll import GONE, SEATED, SEATING, PanelPlace, Poll, Resident
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from sessions.queries import Member


async def mark_place(
    db: Database, by: Member, poll: str, number: int, place: PanelPlace
) -> None:
    """The clerk writes down what came of an invitation; who is gone is replaced at once."""
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        await _mark(tx, found, number, place)


async def reply(db: Database, poll: str, number: int, comes: bool) -> None:
    """What an invited resident says by the link on the letter."""
    async with db.transaction() as tx:
        found = await store.find_poll(tx.connection, poll)
        await _mark(tx, found, number, PanelPlace.ACCEPTED if comes else PanelPlace.DECLINED)


async def _mark(tx: Transaction, poll: Poll, number: int, place: PanelPlace) -> None:
    residents = await store.list_stratum(tx.connection, poll.id, number)
    one = next((each for each in residents if each.number == number), None)
    if one is None or one.place in (PanelPlace.NONE, PanelPlace.RESERVE):
        raise NotHere("person")
    if poll.phase not in SEATING:
        raise Refused("poll-seating-over")
    if one.place is place:
        return
    if one.place not in SEATED or place not in SEATED | GONE:
        raise Refused("poll-place-given")
    await store.save_resident(tx.connection, poll.id, replace(one, place=place))
    if place not in GONE:
        return
    after = draw.next_reserve(residents, one.stratum)
    if after is not None:
        called = replace(after, place=PanelPlace.INVITED, replaces=one.number)
        await store.save_resident(tx.connection, poll.id, called)
    tx.record(
        PollSeatPassed(
            meeting=poll.meeting,
            poll=poll.id,
            title=poll.title,
            stratum=one.stratum,
            left=one.number,
            to=after.number if after else 0,
            why=str(place),
        )
    )


async def group_panel(
    db: Database,
    by: Member,
    poll: str,
    moderators: Sequence[str],
    rounds: int,
    pins: Mapping[int, int],
) -> None:
    """Make the small groups of all rounds, in place of any made before."""
    if not 1 <= rounds <= MOST_ROUNDS:
        raise Refused("number-outside-range", field="rounds", least=1, most=MOST_ROUNDS)
    async with db.reading() as connection:
        found = await store.load_poll(connection, by.meeting, poll)
        people = _coming(await store.list_residents(connection, poll))
    # In a thread: a few hundred people take a second, and the hall must not stand still.
    made = await to_thread(_all_rounds, found, people, moderators, rounds, pins)
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        if found.phase not in SEATING:
            raise Refused("poll-seating-over")
        if _coming(await store.list_residents(tx.connection, poll)) != people:
            raise Refused("poll-panel-changed")
        await store.replace_groups(tx.connection, found.id, made)
        for number, groups in enumerate(made, start=1):
            _tell_groups(tx, by, found, people, number, made[: number - 1], groups)


def _coming(residents: Sequence[Resident]) -> list[Resident]:
    return [one for one in residents if one.place is PanelPlace.ACCEPTED]


def _all_rounds(
    poll: Poll,
    people: Sequence[Resident],
    moderators: Sequence[str],
    rounds: int,
    pins: Mapping[int, int],
) -> list[tuple[Group, ...]]:
    made: list[tuple[Group, ...]] = []
    for number in range(1, rounds + 1):
        met = sorted(pair for groups in made for pair in pairs(groups))
        seed = f"{poll.seed}|groups|{number}"
        made.append(make_groups(people, poll.ages, moderators, met, pins, seed))
    return made


def _tell_groups(
    tx: Transaction,
    by: Member,
    poll: Poll,
    people: Sequence[Resident],
    number: int,
    earlier: Sequence[Sequence[Group]],
    groups: Sequence[Group],
) -> None:
    met = pairs(chain.from_iterable(earlier))
    found = likeness(groups, people, poll.ages, met)
    tx.record(
        PollGroupsMade(
            meeting=by.meeting,
            poll=poll.id,
            title=poll.title,
            round=number,
            groups=[list(one.members) for one in groups],
            imbalance=round(found.imbalance, 3),
            repeats=found.repeats,
            relatives=found.relatives,
            by=by.name,
        )
    )
