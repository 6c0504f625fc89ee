"""A tie at the cut is voted on again, among exactly the tied, until all places are filled."""

import pytest

from ballots import queries
from ballots.method import VoteMethod
from ballots.outcome import Next, Outcome
from ballots.reruns.commands import repeat_round, run_off, void_round
from ballots.round import Kind
from ballots.rounds.commands import open_round
from core.database import Database
from core.errors import Forbidden
from core.ids import RoundId
from core.people import Role
from tests.cast import Congress, in_session, refused


def signs(votes: list[int], deputies: int) -> list[str]:
    """Ballots that give each project this many for-votes and are against it otherwise."""
    return [
        "".join("+" if voter < for_ else "-" for for_ in votes) for voter in range(deputies)
    ]


async def voted(
    db: Database, votes: list[int], seats: int, deputies: int = 12, **terms: object
) -> tuple[Congress, RoundId, Outcome]:
    congress = await in_session(db, deputies)
    round = await congress.open_round(await congress.adopted(len(votes), seats, **terms))
    await congress.cast_all(round, signs(votes, deputies))
    return congress, round, await congress.announce(round)


async def vote_again(
    congress: Congress, round: RoundId, numbers: list[int], favourite: int
) -> tuple[RoundId, Outcome]:
    """A run-off in which everybody is for one project only."""
    again = await run_off(congress.db, congress.chair, round)
    await open_round(congress.db, congress.chair, again)
    marks = {no: "+" if no == favourite else "." for no in numbers}
    full = "".join(marks.get(no, ".") for no in range(1, max(numbers) + 1))
    await congress.cast_all(again, [full] * len(congress.deputies))
    return again, await congress.announce(again)


async def method(congress: Congress, round: RoundId) -> VoteMethod:
    return (await congress.read(queries.round_view, congress.meeting, round)).round.method


async def chosen(congress: Congress) -> list[int]:
    return [one["no"] for one in (await congress.told("ResultAnnounced"))[-1]["chosen"]]


@pytest.mark.parametrize(
    ("votes", "seats", "first", "tied", "places"),
    [
        ([12, 9, 9, 3], 2, [1], [2, 3], 1),
        ([9, 9, 12, 9], 2, [3], [1, 2, 4], 1),
        ([12, 9, 9, 9], 3, [1], [2, 3, 4], 2),
        ([8, 8, 8, 8], 1, [], [1, 2, 3, 4], 1),
        ([12, 11, 7, 7, 6], 3, [1, 2], [3, 4], 1),
    ],
)
async def test_a_run_off_is_among_exactly_the_tied_for_the_places_left(
    db: Database, votes: list[int], seats: int, first: list[int], tied: list[int], places: int
) -> None:
    congress, round, outcome = await voted(db, votes, seats)
    assert (list(outcome.chosen), list(outcome.tied), outcome.next) == (
        first,
        tied,
        Next.RUN_OFF,
    )
    terms = await method(congress, await run_off(db, congress.chair, round))
    assert (list(terms.numbers), terms.seats, terms.max_marks) == (tied, places, places)


async def test_the_run_offs_choice_joins_the_first(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 9, 9, 3], seats=2)
    assert await chosen(congress) == [1]
    again, outcome = await vote_again(congress, round, [2, 3], favourite=3)
    assert outcome.chosen == (3,)
    assert await chosen(congress) == [1, 3]
    facts = (await congress.told("RoundSealed"))[-1]
    assert (facts["round"], facts["follows"], facts["number"]) == (again, round, 2)


async def test_a_tie_in_the_run_off_is_voted_on_once_more(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 9, 9, 9], seats=3, rounds_max=3)
    again = await run_off(db, congress.chair, round)
    await open_round(db, congress.chair, again)
    voters = congress.deputies
    await congress.cast_all(again, [".++."] * 6, voters[:6])
    await congress.cast_all(again, [".+.+"] * 6, voters[6:])
    outcome = await congress.announce(again)
    assert (outcome.chosen, outcome.tied) == ((2,), (3, 4))
    _, outcome = await vote_again(congress, again, [3, 4], favourite=4)
    assert await chosen(congress) == [1, 2, 4], "in the order of the rounds"


async def test_in_a_run_off_the_most_votes_win_without_a_majority(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 9, 9, 3], seats=2)
    again = await run_off(db, congress.chair, round)
    await open_round(db, congress.chair, again)
    await congress.cast(again, congress.deputies[0], "..+")
    outcome = await congress.announce(again)
    assert (outcome.chosen, outcome.threshold, outcome.returned) == ((3,), 0, 1)


async def test_nobody_else_stands_in_a_run_off(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 9, 9, 3], seats=2)
    again = await run_off(db, congress.chair, round)
    await open_round(db, congress.chair, again)
    with refused("candidate-unknown", no=1):
        await congress.cast(again, congress.deputies[0], "+..")
    with refused("over-marked", marked=2, most=1):
        await congress.cast(again, congress.deputies[0], ".++")


async def test_a_tie_is_settled_by_one_run_off(db: Database) -> None:
    congress, round, _ = await voted(db, [9, 9], seats=1)
    again = await run_off(db, congress.chair, round)
    with refused("round-exists"):
        await run_off(db, congress.chair, round)
    await void_round(db, congress.chair, again, "停电")
    third = await run_off(db, congress.chair, round)
    assert (await method(congress, third)).numbers == (1, 2)


async def test_a_failed_run_off_repeated_by_hands_still_settles_the_tie(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 9, 9, 3], seats=2)
    failed = await run_off(db, congress.chair, round)
    again = await repeat_round(db, congress.chair, failed, "停电", Kind.RECORDED)
    await open_round(db, congress.chair, again)
    await congress.cast(again, congress.deputies[0], ".+.")
    await congress.announce(again)
    assert await chosen(congress) == [1, 2]


async def test_chair_and_clerk_call_a_run_off_and_nobody_else(db: Database) -> None:
    congress, round, _ = await voted(db, [9, 9], seats=1)
    for role in set(Role) - {Role.CHAIR, Role.CLERK}:
        with pytest.raises(Forbidden):
            await run_off(db, congress.acting(role), round)
    await run_off(db, congress.acting(Role.CLERK), round)


async def test_the_vote_as_a_whole_shows_everyone_chosen(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 9, 9, 3], seats=2)
    await vote_again(congress, round, [2, 3], favourite=3)
    [vote] = await congress.read(queries.votes, congress.meeting)
    assert [no for no, _ in vote.chosen] == [1, 3]
    assert vote.open_matter is None
