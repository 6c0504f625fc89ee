"""Casting at the same moment: each is answered alone, and what was acknowledged is counted."""

import asyncio
import random
from collections.abc import Sequence

import pytest

from ballots.casting.commands import Cast
from ballots.receipt import Receipt
from ballots.rounds.commands import close_round, count_round
from core.database import Database
from core.errors import Refused
from core.ids import RoundId
from core.journal import Entry
from core.people import Role
from sessions.meeting import Member
from tests.ballots.stages import view, voting
from tests.cast import Congress


class Rush:
    """Queues of voters that go on casting while somebody closes the round."""

    def __init__(self, congress: Congress, round: RoundId) -> None:
        self.congress = congress
        self.round = round
        self.told: list[Receipt | Refused] = []

    async def queue(self, voters: Sequence[Member], full: asyncio.Event, enough: int) -> None:
        for voter in voters:
            try:
                self.told.append(await self.congress.cast(self.round, voter, "+.."))
            except Refused as refusal:
                self.told.append(refusal)
            if len(self.told) >= enough:
                full.set()

    async def close(self, full: asyncio.Event) -> None:
        await full.wait()
        await close_round(self.congress.db, self.congress.chair, self.round)

    @property
    def acknowledged(self) -> int:
        return sum(isinstance(one, Receipt) for one in self.told)


@pytest.mark.parametrize("enough", [1, 7, 20, 33])
@pytest.mark.parametrize("queues", [1, 3, 12])
async def test_every_ballot_acknowledged_beside_the_close_is_in_the_count(
    db: Database, queues: int, enough: int
) -> None:
    congress, round = await voting(db, deputies=60)
    rush, full = Rush(congress, round), asyncio.Event()
    await asyncio.gather(
        rush.close(full),
        *(rush.queue(congress.deputies[at::queues], full, enough) for at in range(queues)),
    )
    assert enough <= rush.acknowledged < 60, "need a close in the midst of the rush"
    outcome = await count_round(db, congress.teller, round)
    assert outcome.returned == outcome.items[0].for_ == rush.acknowledged


@pytest.mark.parametrize("signs", [("+..", "+..", "+.."), ("+..", ".+.", "..+")])
async def test_three_phones_with_one_badge_put_in_one_ballot(
    db: Database, signs: tuple[str, ...]
) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    casts = (congress.cast(round, who, text) for text in signs)
    answers = await asyncio.gather(*casts, return_exceptions=True)
    fresh = [one for one in answers if isinstance(one, Receipt) and not one.repeated]
    assert len(fresh) == 1
    told = {one.facts["marks"] for one in answers if isinstance(one, Refused)}
    assert told <= {fresh[0].marks}
    assert (await view(congress, round)).cast == 1


async def test_in_one_crowd_each_is_answered_alone(db: Database) -> None:
    congress, round = await voting(db, deputies=6, present=4)
    one, other, third, fourth, absent, _ = congress.deputies
    await congress.cast(round, one, "+..")
    asks = [(one, "+.."), (other, ".+."), (third, "...+"), (absent, "+.."), (fourth, "..+")]
    casts = (congress.cast(round, who, signs) for who, signs in asks)
    told = await asyncio.gather(*casts, return_exceptions=True)
    assert [one.code if isinstance(one, Refused) else one.repeated for one in told] == [  # type: ignore[union-attr]
        True,
        False,
        "candidate-unknown",
        "not-present",
        False,
    ]


async def test_ballots_for_two_rounds_in_one_crowd_find_their_own(db: Database) -> None:
    congress, first = await voting(db)
    await congress.cast(first, congress.deputies[1], "+..")
    await congress.count(first)
    second = await congress.open_round(await congress.adopted(2, 1))
    who = congress.deputies[1]
    answers = await asyncio.gather(
        congress.cast(first, who, "+.."), congress.cast(second, who, ".+")
    )
    assert [(one.round, one.marks, one.repeated) for one in answers] == [
        (first, "+..", True),
        (second, ".+", False),
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_the_running_count_is_the_count_in_the_end(db: Database, seed: int) -> None:
    congress, round = await voting(db, deputies=60, max_marks=2)
    chance = random.Random(seed)
    ballots = ["".join(chance.choices("+-o.", k=3)) for _ in congress.deputies]
    ballots = [text if text.count("+") <= 2 else "..." for text in ballots]
    for start in range(0, 60, 20):
        voters = congress.deputies[start : start + 20]
        await congress.cast_all(round, ballots[start : start + 20], voters)
    running = (await view(congress, round)).running
    outcome = await congress.count(round)
    assert (running.returned, running.valid) == (outcome.returned, outcome.valid) == (60, 60)
    assert [(item.for_, item.against, item.abstain) for item in running.items] == [
        (item.for_, item.against, item.abstain) for item in outcome.items
    ]


async def test_the_turnout_is_told_once_a_commit_and_reaches_the_last_ballot(
    db: Database, told: list[Entry]
) -> None:
    congress, round = await voting(db, deputies=200)
    before = len(told)
    await congress.cast_all(round, ["+.."] * 200)
    ticks = [entry.facts for entry in told[before:] if entry.kind == "TurnoutChanged"]
    assert ticks[-1] == {"round": round, "cast": 200, "issued": 200}
    assert len(ticks) < 10
    assert "TurnoutChanged" not in {entry.kind for entry in await congress.journal()}


async def test_one_poisonous_ballot_does_not_spoil_the_crowd(db: Database) -> None:
    congress, round = await voting(db)
    poison = Cast(congress.meeting, congress.deputies[0].person, ((round, None),))  # type: ignore[arg-type]
    told = await asyncio.gather(
        congress.urn.put(poison),
        *(congress.cast(round, one, "+..") for one in congress.deputies[1:]),
        return_exceptions=True,
    )
    assert isinstance(told[0], AttributeError)
    assert [isinstance(one, Receipt) for one in told[1:]] == [True] * 5
    assert (await congress.count(round)).returned == 5


async def test_three_hundred_cast_at_once(db: Database) -> None:
    congress, round = await voting(db, deputies=300)
    receipts = await congress.cast_all(round, ["+-."] * 300)
    assert len({one.code for one in receipts}) == 300
    outcome = await congress.count(round)
    assert (outcome.returned, outcome.items[0].for_) == (300, 300)
    assert Role.CHAIR in congress.deputies[0].roles, "the chair votes as a deputy"
