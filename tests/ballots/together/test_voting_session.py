"""A voting session: several papers, one opening, one confirmation, one turnout."""

from dataclasses import replace

import pytest

from ballots import queries
from ballots.adoption import Hands
from ballots.casting.commands import Cast, cast_all
from ballots.commands import adopt_method, draft_method
from ballots.method import Secrecy
from ballots.reruns.commands import repeat_round, void_round
from ballots.round import Kind, Phase
from ballots.rounds.commands import (
    announce_result,
    close_round,
    count_round,
    open_round,
    seal_round,
)
from ballots.together.commands import join_session
from core.database import Database
from core.errors import Forbidden, Refused
from core.ids import PaperId, RoundId
from core.people import Role
from tests.cast import Congress, in_session, marked, refused


async def joined(db: Database, deputies: int = 6) -> tuple[Congress, list[PaperId]]:
    """Two adopted papers of one session, the first one's item is on."""
    congress = await in_session(db, deputies)
    first, second = await congress.vote_item(3, 1), await congress.vote_item(2, 1)
    await join_session(db, congress.clerk, second, first)
    await congress.turn_to(first)
    for paper in (first, second):
        await adopt_method(db, congress.chair, paper, Hands(deputies, 0, 0))
    return congress, [first, second]


async def opened(db: Database) -> tuple[Congress, list[RoundId]]:
    congress, papers = await joined(db)
    await seal_round(db, congress.clerk, papers[0], Kind.RECORDED)
    votes = await session(congress, papers[0])
    rounds = [vote.rounds[0].round.id for vote in votes]
    await open_round(db, congress.chair, rounds[0])
    return congress, rounds


async def session(congress: Congress, paper: PaperId) -> tuple[queries.Vote, ...]:
    known = await congress.read(queries.load_paper, congress.meeting, paper)
    return await congress.read(queries.votes_together, congress.meeting, known.item)


async def phases(congress: Congress, rounds: list[RoundId]) -> list[Phase]:
    views = [await congress.read(queries.round_view, congress.meeting, one) for one in rounds]
    return [view.round.phase for view in views]


async def test_papers_of_a_session_are_sealed_opened_and_closed_together(db: Database) -> None:
    congress, rounds = await opened(db)
    assert await phases(congress, rounds) == [Phase.OPEN, Phase.OPEN]
    await close_round(db, congress.chair, rounds[1])
    assert await phases(congress, rounds) == [Phase.CLOSED, Phase.CLOSED]
    for one in rounds:
        await count_round(db, congress.teller, one)
        await announce_result(db, congress.chair, one)
    assert await phases(congress, rounds) == [Phase.ANNOUNCED, Phase.ANNOUNCED]


async def test_either_paper_leads_to_the_whole_session(db: Database) -> None:
    congress, papers = await joined(db)
    for paper in papers:
        found = await session(congress, paper)
        assert [vote.paper.id for vote in found] == papers


async def test_one_confirmation_casts_all_papers_and_one_person_counts_once(
    db: Database,
) -> None:
    congress, rounds = await opened(db)
    first, second = rounds
    who = congress.deputies[0]
    receipts = await congress.cast_session(who, {first: "+..", second: ".+"})
    again = await congress.cast_session(who, {first: "+..", second: ".+"})
    assert [one.code for one in receipts] == [one.code for one in again]
    assert [one.repeated for one in again] == [True, True]
    views = [await congress.read(queries.round_view, congress.meeting, one) for one in rounds]
    assert [view.cast for view in views] == [1, 1]


async def test_a_part_of_a_session_is_not_cast(db: Database) -> None:
    congress, rounds = await opened(db)
    with refused("session-incomplete", papers=2):
        await congress.cast(rounds[0], congress.deputies[0], "+..")
    views = [await congress.read(queries.round_view, congress.meeting, one) for one in rounds]
    assert [view.cast for view in views] == [0, 0]


async def test_one_bad_ballot_leaves_the_others_out_of_the_urn(db: Database) -> None:
    congress, rounds = await opened(db)
    with refused("candidate-unknown", no=3):
        await congress.cast_session(congress.deputies[0], {rounds[0]: "+..", rounds[1]: "+.+"})
    views = [await congress.read(queries.round_view, congress.meeting, one) for one in rounds]
    assert [view.cast for view in views] == [0, 0]


async def test_a_second_ballot_with_one_other_mark_changes_nothing(db: Database) -> None:
    congress, (first, second) = await opened(db)
    who = congress.deputies[0]
    await congress.cast_session(who, {first: "+..", second: ".+"})
    with refused("already-cast"):
        await congress.cast_session(who, {first: "+..", second: "+."})


async def test_a_session_is_sealed_when_all_its_papers_are_adopted(db: Database) -> None:
    congress = await in_session(db, 6)
    first, second = await congress.vote_item(3, 1), await congress.vote_item(2, 1)
    await join_session(db, congress.clerk, second, first)
    await congress.turn_to(first)
    await adopt_method(db, congress.chair, first, Hands(6, 0, 0))
    with refused("method-not-adopted"):
        await seal_round(db, congress.clerk, first, Kind.RECORDED)


async def test_only_papers_marked_in_the_same_way_go_together(db: Database) -> None:
    congress = await in_session(db, 6)
    first = await congress.vote_item(3, 1)
    secret = await congress.vote_item(2, 1, secrecy=Secrecy.SECRET)
    hands = await congress.vote_item(2, 1, secrecy=Secrecy.HANDS)
    for other in (secret, hands):
        with refused("session-ways-differ"):
            await join_session(db, congress.clerk, other, first)
    with refused("session-with-itself"):
        await join_session(db, congress.clerk, first, first)


async def test_a_session_has_one_lead(db: Database) -> None:
    congress = await in_session(db, 6)
    one, two, three = [await congress.vote_item(2, 1) for _ in range(3)]
    await join_session(db, congress.clerk, two, one)
    await join_session(db, congress.clerk, three, two)
    assert len(await session(congress, one)) == 3
    with refused("session-has-others"):
        await join_session(db, congress.clerk, one, two)
    await join_session(db, congress.clerk, two, None)
    assert [len(await session(congress, each)) for each in (one, two, three)] == [2, 1, 2]


async def test_a_session_that_has_begun_stays_as_it_is(db: Database) -> None:
    congress, _ = await opened(db)
    [first, second] = await congress.read(queries.votes, congress.meeting)
    with refused("method-in-use"):
        await join_session(db, congress.clerk, second.paper.id, None)
    third = await congress.vote_item(2, 1)
    with refused("method-in-use"):
        await join_session(db, congress.clerk, third, first.paper.id)


async def test_the_clerk_joins_papers_and_nobody_else(db: Database) -> None:
    congress = await in_session(db, 6)
    first, second = await congress.vote_item(3, 1), await congress.vote_item(2, 1)
    for role in set(Role) - {Role.CLERK}:
        with pytest.raises(Forbidden):
            await join_session(db, congress.acting(role), second, first)


async def test_a_stranger_who_names_our_rounds_spoils_nobodys_cast(db: Database) -> None:
    congress, (first, second) = await opened(db)
    who, stranger = congress.deputies[0], congress.outsider
    ours = Cast(congress.meeting, who.person, ((first, marked("+..")), (second, marked(".+"))))
    theirs = Cast(stranger.meeting, stranger.person, ((first, marked("+..")),))
    async with db.transaction() as tx:
        mine, refusal = await cast_all(tx, [ours, theirs])
    assert isinstance(mine, tuple)
    assert isinstance(refusal, Refused)


async def test_when_one_paper_is_void_the_others_are_named(db: Database) -> None:
    congress, (first, second) = await opened(db)
    await void_round(db, congress.chair, first, "印错")
    who = congress.deputies[0]
    with refused("session-changed", round=second):
        await congress.cast_session(who, {first: "+..", second: ".+"})
    await congress.cast(second, who, ".+")


async def test_a_paper_that_is_turned_to_hands_opens_by_itself(db: Database) -> None:
    congress, papers = await joined(db)
    await seal_round(db, congress.clerk, papers[0], Kind.RECORDED)
    votes = await session(congress, papers[0])
    first, second = [vote.rounds[0].round.id for vote in votes]
    hands = await repeat_round(db, congress.chair, first, "平板故障", Kind.HANDS)
    await open_round(db, congress.chair, hands)
    assert await phases(congress, [hands, second]) == [Phase.OPEN, Phase.SEALED]
    await close_round(db, congress.chair, hands)
    await open_round(db, congress.chair, second)
    assert await phases(congress, [hands, second]) == [Phase.CLOSED, Phase.OPEN]


async def test_joined_papers_stay_alike_when_one_is_edited(db: Database) -> None:
    congress = await in_session(db, 6)
    first, second = await congress.vote_item(3, 1), await congress.vote_item(2, 1)
    await join_session(db, congress.clerk, second, first)
    known = await congress.read(queries.load_paper, congress.meeting, second)
    with refused("session-ways-differ"):
        await draft_method(
            db, congress.clerk, second, replace(known.method, secrecy=Secrecy.SECRET)
        )
