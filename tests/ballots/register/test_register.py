"""The register of a vote: frozen at the opening, added to in the open, and never a trace."""

import hashlib
import json

from ballots.register.queries import RegisterView, register_view
from ballots.register.register import Voter, read_register, register_hash, register_text
from ballots.round import Kind
from ballots.rounds.commands import close_round, seal_round
from core.database import Database
from core.ids import PersonId, RoundId
from sessions.attendance.marking.commands import leave_meeting
from sessions.signin.commands import arrive
from tests.cast import Congress, FixedClock, in_session, refused

VOTERS = [
    Voter(PersonId("a"), "李芳", "东城", "present"),
    Voter(PersonId("b"), "郭磊", "", "left"),
]


async def voting(db: Database) -> tuple[Congress, RoundId]:
    congress = await in_session(db, deputies=9, present=7)
    return congress, await congress.open_round(await congress.adopted(3, 1))


async def view(congress: Congress, round: RoundId) -> RegisterView:
    return await congress.read(register_view, congress.meeting, round)


def test_a_register_is_read_as_it_was_written() -> None:
    text = register_text("r", VOTERS, "00")
    assert list(read_register(text)) == VOTERS
    assert register_hash(text) == hashlib.sha256(text.encode()).hexdigest()
    assert register_text("r", VOTERS, "01") != text, "the salt keeps it from being guessed"


async def test_the_register_is_frozen_at_the_opening_and_its_hash_journalled(
    db: Database,
) -> None:
    congress, round = await voting(db)
    [fact] = await congress.told("RegisterFrozen")
    found = await view(congress, round)
    assert fact["hash"] == found.hash == hashlib.sha256(found.text.encode()).hexdigest()
    assert (fact["entitled"], fact["present"], fact["round"]) == (9, 7, round)
    assert [one.might_vote for one in found.lines] == [True] * 7 + [False] * 2
    assert json.loads(found.text)["round"] == round


async def test_who_leaves_or_comes_afterwards_does_not_change_what_was_frozen(
    db: Database, clock: FixedClock
) -> None:
    congress, round = await voting(db)
    before = await view(congress, round)
    late = congress.deputies[7]
    await leave_meeting(db, congress.deputies[1])
    await congress.sign_in(late)
    assert await view(congress, round) == before, "here, but not voting yet"
    clock.advance(minutes=3)
    await congress.cast(round, late, "+..")
    found = await view(congress, round)
    assert (found.text, found.hash) == (before.text, before.hash)
    [added] = [one for one in found.lines if one.added]
    assert (added.voter.person, added.added_at) == (late.person, clock())
    [fact] = await congress.told("RegisterExtended")
    assert [one["name"] for one in fact["added"]] == [late.name]


async def test_who_has_left_casts_nothing_until_they_are_back(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    await leave_meeting(db, who)
    with refused("has-left"):
        await congress.cast(round, who, "+..")
    await arrive(db, who)
    await congress.cast(round, who, "+..")
    await leave_meeting(db, who)
    assert (await congress.cast(round, who, "+..")).repeated, "what lies in the urn stays"


async def test_hands_add_who_came_before_the_close(db: Database, clock: FixedClock) -> None:
    congress = await in_session(db, deputies=9, present=7)
    round = await congress.open_round(await congress.adopted(3, 1), Kind.HANDS)
    await congress.sign_in(congress.deputies[8])
    clock.advance(minutes=2)
    await close_round(db, congress.chair, round)
    found = await view(congress, round)
    assert [one.added_at for one in found.lines if one.added] == [clock()]


async def test_before_the_opening_there_is_no_register(db: Database) -> None:
    congress = await in_session(db, deputies=9, present=7)
    paper = await congress.adopted(3, 1)
    round = await seal_round(db, congress.chair, paper, Kind.RECORDED)
    with refused("not-here", thing="register"):
        await view(congress, round)
