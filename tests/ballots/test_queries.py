"""What each screen is told of a vote, and what it must not be told yet."""

import pytest

from ballots import queries
from ballots.casting.queries import Look, Sheet, my_receipts, sheets
from ballots.method import LiveTally
from ballots.round import Kind, Phase
from ballots.rounds.commands import announce_result, close_round, count_round, seal_round
from core.database import Database
from core.errors import NotHere
from tests.ballots.stages import (
    ANNOUNCED,
    CLOSED,
    COUNTED,
    OPEN,
    SIGNED,
    VOID,
    brought_to,
    view,
    voting,
)
from tests.cast import Congress, in_session, make_congress, refused


async def test_an_item_without_a_vote_has_none(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    item = await congress.add_item()
    assert await congress.read(queries.vote_on, congress.meeting, item) is None
    assert await congress.read(queries.votes, congress.meeting) == []


async def test_votes_come_in_agenda_order_with_their_rounds(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    papers = [await congress.adopted(2, 1) for _ in range(3)]
    await congress.announce(await congress.open_round(papers[2]))
    votes = await congress.read(queries.votes, congress.meeting)
    assert [vote.paper.id for vote in votes] == papers
    assert [len(vote.rounds) for vote in votes] == [0, 0, 1]
    assert all(vote.is_adopted for vote in votes)


async def test_the_latest_round_is_the_one_that_is_on(db: Database) -> None:
    congress, failed = await brought_to(db, VOID)
    paper = (await view(congress, failed)).paper
    again = await congress.open_round(paper.id)
    vote = await congress.read(queries.vote_on, congress.meeting, paper.item)
    assert vote is not None
    assert vote.latest is not None
    assert (vote.latest.round.id, vote.latest.round.number) == (again, 2)


async def test_only_announced_results_are_shown_as_chosen(db: Database) -> None:
    congress, round = await brought_to(db, COUNTED)
    item = (await view(congress, round)).paper.item
    vote = await congress.read(queries.vote_on, congress.meeting, item)
    assert vote is not None
    assert vote.chosen == []
    await announce_result(db, congress.chair, round)
    vote = await congress.read(queries.vote_on, congress.meeting, item)
    assert vote is not None
    assert vote.chosen == [(1, "第1号民生实事")]


@pytest.mark.parametrize("live", LiveTally)
async def test_what_a_screen_may_show_is_what_the_method_says(
    db: Database, live: LiveTally
) -> None:
    congress, round = await voting(db, live_tally=live)
    shown = await view(congress, round)
    assert shown.shows_tally is (live is LiveTally.FULL)
    assert shown.shows_turnout is (live is not LiveTally.NONE)
    await close_round(db, congress.chair, round)
    assert not (await view(congress, round)).shows_tally


async def test_a_screen_knows_the_turnout_while_the_round_runs(db: Database) -> None:
    congress, round = await voting(db)
    await congress.cast_all(round, ["+..", "-..", "o.."])
    shown = await view(congress, round)
    assert (shown.cast, shown.issued, shown.outcome) == (3, 6, None)


async def test_the_open_round_is_the_one_that_takes_ballots(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    assert await congress.read(queries.open_rounds, congress.meeting) == []
    paper = await congress.adopted(2, 1)
    round = await congress.open_round(paper)
    [found] = await congress.read(queries.open_rounds, congress.meeting)
    assert (found.id, found.phase, found.present) == (round, Phase.OPEN, 3)
    await close_round(db, congress.chair, round)
    assert await congress.read(queries.open_rounds, congress.meeting) == []


async def test_a_deputy_finds_their_own_receipt_again_and_no_other(db: Database) -> None:
    congress, round = await voting(db)
    one, other = congress.deputies[1:3]
    given = await congress.cast(round, one, "+-.")
    found = await congress.read(my_receipts, round, [one.person, other.person])
    assert list(found) == [one.person]
    kept = found[one.person]
    assert (kept.code, kept.marks, kept.repeated) == (given.code, "+-.", True)


async def sheets_of(congress: Congress, round: str) -> list[Sheet]:
    """What each deputy sees who opens the page of a round, all at the same moment."""
    looks = [Look(congress.meeting, round, one.person) for one in congress.deputies]
    found = await congress.read(sheets, looks)
    return [one for one in found if isinstance(one, Sheet)]


async def test_who_was_here_at_the_opening_or_came_later_may_mark_a_ballot(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=6, present=4)
    round = await congress.open_round(await congress.adopted(2, 1))
    seen = await sheets_of(congress, round)
    assert [one.may_vote for one in seen] == [True] * 4 + [False] * 2
    await congress.sign_in(congress.deputies[4])
    seen = await sheets_of(congress, round)
    assert [one.may_vote for one in seen] == [True] * 5 + [False]


async def test_all_who_look_at_once_see_their_own_receipt_and_no_other(db: Database) -> None:
    congress, round = await voting(db)
    given = await congress.cast(round, congress.deputies[1], "+-.")
    seen = await sheets_of(congress, round)
    assert [one.receipt is not None for one in seen] == [
        one is congress.deputies[1] for one in congress.deputies
    ]
    assert seen[1].receipt is not None
    assert (seen[1].receipt.code, seen[1].receipt.marks) == (given.code, "+-.")


async def test_a_look_at_a_round_that_is_not_here_spoils_no_other(db: Database) -> None:
    congress, round = await voting(db)
    person = congress.deputies[1].person
    looks = [Look(congress.meeting, "nowhere", person), Look(congress.meeting, round, person)]
    missing, found = await congress.read(sheets, looks)
    assert isinstance(missing, NotHere)
    assert isinstance(found, Sheet)


@pytest.mark.parametrize("phase", [OPEN, CLOSED, VOID])
async def test_nobody_reads_ballots_by_name_before_the_count(
    db: Database, phase: Phase
) -> None:
    congress, round = await brought_to(db, phase)
    with refused("not-here", thing="ballots"):
        await congress.read(queries.ballots_by_name, congress.meeting, round)


@pytest.mark.parametrize("phase", [COUNTED, SIGNED, ANNOUNCED])
async def test_after_the_count_ballots_stand_by_name_in_roster_order(
    db: Database, phase: Phase
) -> None:
    congress, round = await brought_to(db, phase)
    found = await congress.read(queries.ballots_by_name, congress.meeting, round)
    assert [line.person for line, _ in found] == [one.person for one in congress.deputies]
    assert {marks for _, marks in found} == {"+.."}


async def test_a_round_by_hands_has_no_live_tally(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(2, 1, live_tally=LiveTally.FULL)
    round = await congress.open_round(paper, Kind.HANDS)
    assert not (await view(congress, round)).shows_tally


async def test_a_vote_of_another_meeting_is_not_here(db: Database) -> None:
    congress, round = await brought_to(db, COUNTED)
    elsewhere = congress.outsider.meeting
    paper = (await view(congress, round)).paper
    assert await congress.read(queries.vote_on, elsewhere, paper.item) is None
    with refused("not-here", thing="paper"):
        await congress.read(queries.load_paper, elsewhere, paper.id)
    for query in (queries.round_view, queries.ballots_by_name):
        with refused("not-here", thing="round"):
            await congress.read(query, elsewhere, round)


async def test_a_round_that_has_not_begun_shows_an_empty_count(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    round = await seal_round(db, congress.clerk, await congress.adopted(2, 1), Kind.RECORDED)
    shown = await view(congress, round)
    assert (shown.cast, shown.issued, shown.running.items[0].for_) == (0, 0, 0)
    assert shown.chosen_names == []


async def test_an_outcome_is_read_back_as_it_was_decided(db: Database) -> None:
    congress, round = await brought_to(db, CLOSED)
    outcome = await count_round(db, congress.teller, round)
    assert (await view(congress, round)).outcome == outcome
