"""What is sent up has its file and its clock; time alone moves it, and only upwards."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.commands import move_on
from consult.consultation import ConsultPhase
from consult.grids.grid import DEPTH, Level
from consult.ladder import commands
from consult.ladder.commands import close_resolution
from consult.ladder.queries import Standing, file_of_referral, ladder, referrals
from consult.ladder.referral import DAYS, Referral, Step, StepKind, by_now
from consult.queries import yard_view
from consult.resolution.commands import confirm, dispose
from consult.resolution.entries import Confirmed, Disposed, Ending
from core import journal
from core.database import Database
from tests.cast import Congress, FixedClock, in_session, refused
from tests.consult.resolved import AID, ROAD, TODAY, closed, disposed, key, talked

START = datetime(2026, 1, 20, tzinfo=UTC)


def waiting(level: Level) -> Referral:
    due = START + timedelta(days=DAYS[level])
    step = Step(StepKind.SENT, START, level, "", "周敏", "办不了", due)
    return Referral("r", "m", "e", 1, True, "路", "题", Level.CENTRE, (step,))


@given(st.sampled_from(list(DAYS)), st.integers(0, 200), st.integers(0, 200))
def test_time_moves_only_up_and_the_same_whenever_one_looks(
    level: Level, first: int, more: int
) -> None:
    early, late = (START + timedelta(days=days) for days in (first, first + more))
    once = by_now(waiting(level), late, DAYS, {})
    assert by_now(by_now(waiting(level), early, DAYS, {}), late, DAYS, {}) == once
    depths = [DEPTH[step.level] for step in once.steps]
    assert depths == sorted(set(depths), reverse=True)
    assert once.last.due >= late or once.last.level is Level.COUNTY


async def only(congress: Congress, clock: FixedClock) -> Standing:
    [found] = await congress.read(referrals, clock())
    return found


async def test_it_sets_out_with_its_whole_file(db: Database, clock: FixedClock) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    one = await only(congress, clock)
    assert (one.referral.last.level, one.grid and one.grid.name) == (Level.VILLAGE, "东头村")
    assert one.referral.last.due == clock() + timedelta(days=7)
    file = await congress.read(file_of_referral, one.referral.id)
    assert [entry["kind"] for entry in file["entries"]] == ["contributed", "disposed"]
    assert file["entries"][0]["stool"] == 4
    [told] = await congress.told("ContributionSentUp")
    assert (told["entry"], told["level"], told["grid"]) == (ROAD, "village", "东头村")


async def test_when_its_days_are_over_it_moves_up_and_the_next_act_writes_that_down(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    id = (await only(congress, clock)).referral.id
    with refused("nothing-ran-out"):
        await commands.write_down_time(db, "周敏", id)
    clock.advance(days=8)
    seen = await only(congress, clock)
    assert (seen.referral.last.level, seen.unwritten) == (Level.TOWN, 1)
    await commands.answer(db, "镇长", id, "列入今年计划，十月完工")
    one = await only(congress, clock)
    assert [step.kind for step in one.referral.steps] == ["sent", "moved_up", "answered"]
    assert (one.unwritten, one.referral.ran_out) == (0, 1)
    clock.advance(days=99)
    assert (await only(congress, clock)).referral == one.referral, "answered, it stays"
    async with db.reading() as connection:
        told = await journal.of_kinds(connection, journal.HOUSE, {"ReferralStepped"})
    assert [one.facts["step"] for one in told] == ["moved_up", "answered"]
    with refused("referral-answered"):
        await commands.send_on(db, "镇长", id, "再送")


async def test_one_press_writes_down_all_that_time_has_moved(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    with refused("nothing-ran-out"):
        await commands.write_down_all(db, "周敏")
    clock.advance(days=7 + 15 + 1)
    assert (await only(congress, clock)).unwritten == 2
    assert await commands.write_down_all(db, "周敏") == 2
    assert (await only(congress, clock)).unwritten == 0
    async with db.reading() as connection:
        told = await journal.of_kinds(connection, journal.HOUSE, {"ReferralStepped"})
    assert [one.facts["level"] for one in told] == ["town", "county"]


async def test_it_goes_sideways_once_and_gets_no_new_days(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    before = (await only(congress, clock)).referral
    clock.advance(days=1)
    with refused("choose-one"):
        await commands.pass_across(db, "周敏", before.id, "归西沟村", "T")
    await commands.pass_across(db, "周敏", before.id, "归西沟村", "W")
    one = await only(congress, clock)
    assert (one.grid and one.grid.name, one.referral.last.due) == ("西沟村", before.last.due)
    with refused("sideways-once"):
        await commands.pass_across(db, "周敏", before.id, "退回", "V")


async def test_the_measure_counts_every_contribution_once(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    clock.advance(days=7 + 15 + 30 + 1)
    found = await congress.read(referrals, clock())
    measured = await congress.read(ladder, clock(), found)
    assert (measured.total, measured.settled_up_to(Level.VILLAGE)) == (4, 3)
    assert (measured.sent_up, measured.ran_out, measured.moves) == (1, 1, 2)
    county = measured.shares[-1]
    assert (county.level, county.waiting, county.late) == (Level.COUNTY, 1, 1)
    assert measured.reached_county == 1
    assert sum(one.settled + one.waiting for one in measured.shares) == measured.total


@pytest.mark.parametrize("days", [0, 366])
async def test_days_that_are_none_are_refused(db: Database, days: int) -> None:
    with refused("number-outside-range", most=365):
        await commands.set_terms(db, "周敏", {**DAYS, Level.TOWN: days})


async def test_other_days_leave_running_clocks_alone(db: Database, clock: FixedClock) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    before = await only(congress, clock)
    await commands.set_terms(db, "周敏", {**DAYS, Level.VILLAGE: 1, Level.TOWN: 2})
    assert await only(congress, clock) == before
    clock.advance(days=8)
    after = (await only(congress, clock)).referral.last
    assert after.due == before.referral.last.due + timedelta(days=2)


async def test_what_is_not_for_everybody_goes_up_without_a_word_in_any_journal(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    await disposed(congress)
    secret = Disposed(AID, Ending.SENT_UP, "家庭收入要镇里核实", level="town")
    await dispose(db, congress.clerk, secret, key(60), TODAY)
    await confirm(db, congress.clerk, Confirmed(8, 0, 0, 8), key(61))
    await move_on(db, congress.clerk, ConsultPhase.CLOSED)
    found = await congress.read(referrals, clock())
    [one] = [it.referral for it in found if it.referral.entry == AID]
    await commands.answer(db, "镇长", one.id, "低保已经批准")
    file = await congress.read(file_of_referral, one.id)
    assert "低保的事" in str(file), "who must answer reads all of it"
    async with db.reading() as connection:
        house = await journal.since(connection, journal.HOUSE, 0)
    told = str([entry.facts for entry in (*house, *await congress.journal())])
    assert one.id in told
    assert "低保" not in told
    assert "家庭收入" not in told


async def test_closed_once_more_as_in_a_merge_nothing_sets_out_twice(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    async with db.transaction() as tx:
        await close_resolution(tx, await yard_view(tx.connection, congress.meeting))
    assert len(await congress.read(referrals, clock())) == 1
    assert len(await congress.told("ContributionSentUp")) == 1
