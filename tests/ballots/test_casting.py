"""Casting: one ballot a person, sent as often as it takes, answered with what was counted."""

import pytest
from sqlalchemy.exc import IntegrityError

from ballots.casting import store
from ballots.casting.commands import Cast, cast_all
from ballots.method import LiveTally
from ballots.receipt import Receipt, receipt_code
from ballots.reruns.commands import void_round
from ballots.round import Kind
from ballots.rounds.commands import close_round, seal_round
from core.database import Database
from core.ids import RoundId
from core.journal import Entry
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.meeting import Member
from tests.ballots.stages import view, voting
from tests.cast import Congress, in_session, marked, refused


async def test_a_ballot_is_answered_with_what_was_counted(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    receipt = await congress.cast(round, who, "+-.")
    code = receipt_code(round, who.person, "+-.")
    assert receipt == Receipt(round, "+-.", code, repeated=False)
    assert (await view(congress, round)).cast == 1


async def test_the_same_ballot_again_gets_the_same_receipt(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    first = await congress.cast(round, who, "+-.")
    again = await congress.cast(round, who, "+-.")
    assert (again.code, again.marks) == (first.code, first.marks)
    assert again.repeated
    assert (await view(congress, round)).cast == 1


async def test_other_marks_are_refused_with_what_was_counted(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    await congress.cast(round, who, "+-.")
    with refused("already-cast", marks="+-."):
        await congress.cast(round, who, "-+.")
    assert (await view(congress, round)).running.items[0].for_ == 1


async def test_a_ballot_after_the_close_is_refused(db: Database) -> None:
    congress, round = await voting(db)
    await close_round(db, congress.chair, round)
    with refused("round-closed"):
        await congress.cast(round, congress.deputies[1], "+..")


async def test_a_ballot_for_a_void_round_is_told_that_it_is_void(db: Database) -> None:
    congress, round = await voting(db)
    await void_round(db, congress.chair, round, "断网")
    with refused("round-void"):
        await congress.cast(round, congress.deputies[1], "+..")


async def test_after_the_close_a_resend_still_gets_its_receipt(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    first = await congress.cast(round, who, "+..")
    await congress.count(round)
    again = await congress.cast(round, who, "+..")
    assert (again.code, again.repeated) == (first.code, True)
    with refused("already-cast", marks="+.."):
        await congress.cast(round, who, ".+.")


async def test_a_ballot_before_the_opening_is_refused(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=2)
    round = await seal_round(db, congress.clerk, paper, Kind.RECORDED)
    with refused("round-not-open"):
        await congress.cast(round, congress.deputies[1], "+..")


async def test_a_late_deputy_is_added_to_the_roll_by_casting(db: Database) -> None:
    congress, round = await voting(db, deputies=6, present=4)
    late = congress.deputies[5]
    with refused("not-present"):
        await congress.cast(round, late, "+..")
    await congress.sign_in(late)
    assert (await view(congress, round)).issued == 4
    await congress.cast(round, late, "+..")
    assert (await view(congress, round)).issued == 5
    outcome = await congress.count(round)
    assert (outcome.issued, outcome.returned) == (5, 1)


async def test_who_was_on_the_roll_may_cast_after_being_marked_away(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    await mark_attendance(db, congress.clerk, who.person, Attendance.ABSENT, "")
    assert not (await congress.cast(round, who, "+..")).repeated


async def test_nobody_casts_who_is_no_deputy_of_this_meeting(db: Database) -> None:
    congress, round = await voting(db)
    await congress.sign_in(congress.guest)
    for who in (congress.guest, congress.scrutineer, congress.clerk, congress.outsider):
        with refused("not-present"):
            await congress.cast(round, who, "+..")
    assert (await view(congress, round)).cast == 0


async def test_a_round_is_not_reached_through_another_meeting(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1].person
    ask = Cast(congress.outsider.meeting, who, ((round, marked("+..")),))
    with refused("not-here", thing="round"):
        await congress.urn.put(ask)


@pytest.mark.parametrize(
    ("signs", "code"),
    [("...+", "candidate-unknown"), ("x..", "mark-illegible"), ("+++", "over-marked")],
)
async def test_a_ballot_that_would_be_spoiled_is_refused_and_may_be_mended(
    db: Database, signs: str, code: str
) -> None:
    congress, round = await voting(db, max_marks=2)
    who = congress.deputies[1]
    with refused(code):
        await congress.cast(round, who, signs)
    assert not (await congress.cast(round, who, "++.")).repeated


async def test_an_empty_ballot_is_a_ballot(db: Database) -> None:
    congress, round = await voting(db)
    await congress.cast(round, congress.deputies[1], "...")
    outcome = await congress.count(round)
    assert (outcome.returned, outcome.valid, outcome.items[0].abstain) == (1, 1, 1)


@pytest.mark.parametrize("live", LiveTally)
async def test_the_live_tally_is_told_only_when_the_method_says_so(
    db: Database, told: list[Entry], live: LiveTally
) -> None:
    congress, round = await voting(db, live_tally=live)
    await congress.cast(round, congress.deputies[1], "+-.")
    ticks = [entry.facts for entry in told if entry.kind == "TallyChanged"]
    assert len(ticks) == (1 if live is LiveTally.FULL else 0)
    assert [item["for"] for tick in ticks for item in tick["items"]] == [1, 0, 0] * len(ticks)


async def test_a_resend_is_told_to_nobody(db: Database, told: list[Entry]) -> None:
    congress, round = await voting(db)
    await congress.cast(round, congress.deputies[1], "+..")
    before = list(told)
    await congress.cast(round, congress.deputies[1], "+..")
    assert told == before


async def test_a_cast_that_fails_half_way_leaves_nothing(
    db: Database, told: list[Entry]
) -> None:
    congress, round = await voting(db, deputies=6, present=4)
    late = congress.deputies[5]
    await congress.sign_in(late)
    before = (await view(congress, round), list(told))
    with pytest.raises(ConnectionError):
        await cast_and_break(congress, round, late)
    assert (await view(congress, round), told) == before
    assert not (await congress.cast(round, late, "+..")).repeated


async def cast_and_break(congress: Congress, round: RoundId, who: Member) -> None:
    async with congress.db.transaction() as tx:
        [answer] = await cast_all(
            tx, [Cast(congress.meeting, who.person, ((round, marked("+..")),))]
        )
        assert isinstance(answer, tuple)
        assert await store.count_ballots(tx.connection, round) == 1
        raise ConnectionError


async def test_the_table_itself_holds_one_ballot_a_person(db: Database) -> None:
    congress, round = await voting(db)
    who = congress.deputies[1]
    await congress.cast(round, who, "+..")
    row = {"round": round, "person": who.person, "marks": ".+."}
    async with db.transaction() as tx:
        with pytest.raises(IntegrityError):
            await store.add_ballots(tx.connection, [row])
    assert (await congress.count(round)).returned == 1
