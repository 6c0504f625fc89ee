"""A show of hands: who is counted, and how a typing error is mended."""

from ballots import queries
from ballots.round import Kind, Phase
from ballots.rounds.commands import announce_result, close_round, count_round, sign_round
from core.database import Database
from core.ids import RoundId
from sessions.agenda.course.commands import start_item
from sessions.commands import close_meeting
from tests.cast import Congress, in_session, refused

ALL = {1: (6, 0, 0), 2: (0, 6, 0), 3: (0, 0, 6)}


async def hands(db: Database, present: int = 6) -> tuple[Congress, RoundId]:
    congress = await in_session(db, deputies=6, present=present)
    paper = await congress.adopted(stand=3, seats=1)
    return congress, await congress.open_round(paper, Kind.HANDS)


async def test_whoever_comes_while_hands_are_raised_may_raise_one(db: Database) -> None:
    congress, round = await hands(db, present=5)
    await congress.sign_in(congress.deputies[5])
    await close_round(db, congress.chair, round)
    outcome = await count_round(db, congress.teller, round, ALL)
    assert (outcome.returned, outcome.chosen) == (6, (1,))


async def test_totals_are_typed_again_until_they_are_signed(db: Database) -> None:
    congress, round = await hands(db)
    await close_round(db, congress.chair, round)
    wrong = await count_round(db, congress.teller, round, ALL | {1: (0, 6, 0)})
    assert wrong.chosen == (), "need a typing error that matters"
    assert (await count_round(db, congress.teller, round, ALL)).chosen == (1,)
    assert len(await congress.told("RoundCounted")) == 2, "both stay on record"
    await sign_round(db, congress.scrutineer, round)
    with refused("no-such-move"):
        await count_round(db, congress.teller, round, ALL)


async def test_ballots_are_counted_once(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    round = await congress.open_round(await congress.adopted(stand=3, seats=1))
    await congress.count(round)
    with refused("counted-once"):
        await count_round(db, congress.teller, round)


async def test_a_meeting_does_not_end_over_a_result_nobody_was_told(db: Database) -> None:
    congress, round = await hands(db)
    await close_round(db, congress.chair, round)
    await count_round(db, congress.chair, round, ALL)
    with refused("vote-unfinished", title="票决办法"):
        await close_meeting(db, congress.chair, queries.check_votes_finished)
    await announce_result(db, congress.chair, round)
    await close_meeting(db, congress.chair, queries.check_votes_finished)


async def test_the_next_item_waits_for_an_open_vote(db: Database) -> None:
    congress, round = await hands(db)
    item = await congress.add_item("报告", "report")
    with refused("vote-still-open"):
        await start_item(db, congress.chair, item, queries.check_no_open_vote)
    await close_round(db, congress.chair, round)
    await start_item(db, congress.chair, item, queries.check_no_open_vote)


async def test_nothing_is_decided_after_the_meeting(db: Database) -> None:
    congress, round = await hands(db)
    await close_meeting(db, congress.chair)
    with refused("meeting-not-open"):
        await close_round(db, congress.chair, round)


async def test_a_count_stays_untold_until_it_is_announced_or_void(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    round = await congress.open_round(await congress.adopted(stand=3, seats=1))
    await congress.cast_all(round, ["+.."] * 3)
    await congress.count(round)
    journal = await congress.journal()
    told = queries.told_so_far(journal)
    assert told == journal[: len(told)]
    assert not {"BallotsListed", "RoundCounted"} & {entry.kind for entry in told}
    await announce_result(db, congress.chair, round)
    whole = await congress.journal()
    assert queries.told_so_far(whole) == whole
    assert (await congress.read(queries.round_view, congress.meeting, round)).round.phase is (
        Phase.ANNOUNCED
    )
