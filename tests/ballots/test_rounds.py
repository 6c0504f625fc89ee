"""The life of a round, from the seal to the result, or to the void."""

from ballots import queries
from ballots.method import Secrecy
from ballots.outcome import Next
from ballots.reruns.commands import run_off
from ballots.round import Kind
from ballots.rounds.commands import (
    announce_result,
    close_round,
    count_round,
    open_round,
    seal_round,
    sign_round,
)
from core.database import Database
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import close_meeting
from tests.ballots.stages import ANNOUNCED, CLOSED, COUNTED, SEALED, brought_to, phase
from tests.cast import in_session, refused


async def test_a_recorded_round_lives_from_seal_to_result(db: Database) -> None:
    congress, _ = await brought_to(db, ANNOUNCED, deputies=6)
    kinds = [entry.kind for entry in await congress.journal()]
    assert kinds[kinds.index("RoundSealed") :] == [
        "RoundSealed",
        "RegisterFrozen",
        "RoundOpened",
        "RoundClosed",
        "BallotsListed",
        "RoundCounted",
        "RoundSigned",
        "ResultAnnounced",
    ]
    [result] = await congress.told("ResultAnnounced")
    assert result["chosen"] == [{"no": 1, "name": "第1号民生实事"}]
    assert (result["members"], result["present"], result["seats"]) == (6, 6, 1)


async def test_a_result_may_be_announced_without_a_signature(db: Database) -> None:
    congress, round = await brought_to(db, COUNTED)
    await announce_result(db, congress.chair, round)
    assert await phase(congress, round) is ANNOUNCED


async def test_a_round_by_hands_takes_typed_totals(db: Database) -> None:
    congress = await in_session(db, deputies=30)
    paper = await congress.adopted(stand=3, seats=2)
    round = await congress.open_round(paper, Kind.HANDS)
    await close_round(db, congress.chair, round)
    totals = {1: (16, 10, 4), 2: (15, 15, 0), 3: (30, 0, 0)}
    outcome = await count_round(db, congress.teller, round, totals)
    assert (outcome.chosen, outcome.threshold, outcome.unfilled) == ((3, 1), 16, 0)
    assert await congress.told("BallotsListed") == [], "nobody wrote down whose hand it was"


async def test_a_round_by_hands_is_not_counted_without_totals(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=2)
    round = await congress.open_round(paper, Kind.HANDS)
    await close_round(db, congress.chair, round)
    with refused("totals-needed"):
        await count_round(db, congress.teller, round)
    with refused("total-too-large", no=1, total=4, returned=3):
        await count_round(db, congress.teller, round, dict.fromkeys((1, 2, 3), (4, 0, 0)))
    assert await phase(congress, round) is CLOSED


async def test_no_phone_casts_in_a_round_by_hands(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=2)
    round = await congress.open_round(paper, Kind.HANDS)
    with refused("round-not-by-phone"):
        await congress.cast(round, congress.deputies[1], "+..")


async def test_typed_totals_do_not_replace_ballots(db: Database) -> None:
    congress, round = await brought_to(db, CLOSED)
    totals = dict.fromkeys((1, 2, 3), (0, 3, 0))
    outcome = await count_round(db, congress.teller, round, totals)
    assert outcome.chosen == (1,), "the ballots are for the first project"


async def test_a_method_must_be_adopted_before_a_round_is_sealed(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    with refused("method-not-adopted"):
        await seal_round(db, congress.clerk, paper, Kind.RECORDED)


async def test_a_vote_has_one_standing_round(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=1)
    await seal_round(db, congress.clerk, paper, Kind.RECORDED)
    with refused("round-exists"):
        await seal_round(db, congress.clerk, paper, Kind.HANDS)


async def test_a_second_round_does_not_open_beside_the_first(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    papers = [await congress.adopted(stand=3, seats=1) for _ in range(2)]
    second = await seal_round(db, congress.clerk, papers[1], Kind.RECORDED)
    await congress.turn_to(papers[0])
    first = await seal_round(db, congress.clerk, papers[0], Kind.RECORDED)
    with refused("item-not-current"):
        await open_round(db, congress.chair, second)
    await open_round(db, congress.chair, first)
    await congress.turn_to(papers[1])
    with refused("another-round-open"):
        await open_round(db, congress.chair, second)
    await close_round(db, congress.chair, first)
    await open_round(db, congress.chair, second)


async def test_a_round_does_not_open_without_the_quorum_of_its_method(db: Database) -> None:
    congress, round = await brought_to(db, SEALED, deputies=6)
    for gone in congress.deputies[1:4]:
        await mark_attendance(db, congress.clerk, gone.person, Attendance.ABSENT, "")
    with refused("quorum-missing", needed=4, present=3, members=6):
        await open_round(db, congress.chair, round)
    assert await phase(congress, round) is SEALED
    await congress.sign_in(congress.deputies[1])
    await open_round(db, congress.chair, round)


async def test_a_round_is_sealed_with_its_method_whole(db: Database) -> None:
    congress, _ = await brought_to(db, SEALED)
    [facts] = await congress.told("RoundSealed")
    assert facts["method"]["secrecy"] == Secrecy.RECORDED
    assert [one["no"] for one in facts["method"]["candidates"]] == [1, 2, 3]
    assert (facts["number"], facts["follows"]) == (1, None)


async def test_the_ballots_of_a_counted_round_stand_by_name_in_the_journal(
    db: Database,
) -> None:
    congress, _ = await brought_to(db, COUNTED)
    [facts] = await congress.told("BallotsListed")
    assert {one["name"] for one in facts["ballots"]} == {one.name for one in congress.deputies}
    assert {one["marks"] for one in facts["ballots"]} == {"+.."}


async def test_a_round_of_another_meeting_is_out_of_reach(db: Database) -> None:
    congress, round = await brought_to(db, SEALED)
    for act in (open_round, close_round, count_round, sign_round, announce_result, run_off):
        with refused("not-here", thing="round"):
            await act(db, congress.outsider, round)
    assert await phase(congress, round) is SEALED


async def test_a_round_opens_only_while_the_meeting_is_open(db: Database) -> None:
    congress, round = await brought_to(db, SEALED)
    await close_meeting(db, congress.chair)
    with refused("meeting-not-open"):
        await open_round(db, congress.chair, round)


async def test_without_a_tie_there_is_no_run_off(db: Database) -> None:
    congress, round = await brought_to(db, COUNTED)
    with refused("not-announced"):
        await run_off(db, congress.chair, round)
    await announce_result(db, congress.chair, round)
    with refused("nothing-open"):
        await run_off(db, congress.chair, round)
    view = await congress.read(queries.round_view, congress.meeting, round)
    assert view.outcome is not None
    assert view.outcome.next is Next.NONE
