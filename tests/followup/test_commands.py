"""Matters in a real database: who may, what is kept, and how fast a board is."""

import time
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core import journal
from core.database import Database
from core.errors import Forbidden, NotHere, Refused
from core.journal import HOUSE
from followup import commands, queries, store
from followup import event as e
from followup.acts import MatterState
from followup.calendar import Special
from followup.event import events_of
from followup.links.commands import follow
from followup.matter import How, Link, LinkTo
from followup.office import Office, Post
from followup.offices import commands as offices
from followup.summary import summary, view
from followup.terms import Terms
from followup.warning import Colour
from tests.cast import FixedClock, in_session
from tests.followup.town import Town

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten o'clock in Beijing


async def a_town(db: Database, clock: FixedClock) -> Town:
    congress = await in_session(db, deputies=6)
    clock.moment = START
    return await Town(db, congress).set_up()


async def test_a_matter_is_a_chain_of_its_own_and_replays(
    db: Database, clock: FixedClock
) -> None:
    town = await a_town(db, clock)
    matter = await town.open()
    await commands.record(db, town.roads, matter, e.Accepted)
    facts = {"line": 1, "amount": "12.50", "text": "进度款"}
    await commands.record(db, town.roads, matter, e.Paid, **facts)
    async with db.reading() as connection:
        entries = await queries.journal_of(connection, matter)
        days = await queries.calendar(connection)
        kept = (await queries.board(connection, {})).matters[0]
    journal.check_chain(entries)
    kinds = ["MatterOpened", "Assigned", "Assigned", "Accepted", "Paid"]
    assert [one.kind for one in entries] == kinds
    again = summary(view(events_of(entries), Terms(), days, date(2026, 3, 2)), days, 5)
    assert replace(again, dues=(), units=()) == kept
    assert (kept.no, kept.state, kept.paid) == ("2026-001", MatterState.ACCEPTED, "12.50")


async def test_a_unit_writes_its_own_and_nobody_acts_beyond_a_post(
    db: Database, clock: FixedClock
) -> None:
    town = await a_town(db, clock)
    matter = await town.open()
    water = town.actor(Office.UNIT, "水利站", seat=3)
    false = replace(water, org=town.orgs["交通局"])  # a post of another unit
    with pytest.raises(Forbidden):
        await commands.record(db, false, matter, e.Accepted)
    with pytest.raises(Forbidden):
        await commands.record(db, town.roads, matter, e.Closed, text="")
    with pytest.raises(Forbidden):
        await commands.open_matters(db, town.roads, [town.draft()])
    with pytest.raises(Forbidden):
        await offices.set_terms(db, town.roads, Terms())
    await commands.record(db, town.roads, matter, e.Accepted)
    await commands.record(db, water, matter, e.Accepted)
    with pytest.raises(Refused, match="lead-claims"):
        await commands.record(db, water, matter, e.ClaimedDone, achieved="A", text="")
    with pytest.raises(NotHere):
        await commands.record(db, town.roads, "nothing", e.Accepted)


async def test_a_refused_event_leaves_no_trace(db: Database, clock: FixedClock) -> None:
    town = await a_town(db, clock)
    matter = await town.open()
    with pytest.raises(Refused, match="field-empty"):
        await commands.record(db, town.roads, matter, e.Returned, reason="")
    facts = {"period": "2026Q1", "text": "推进", "claimed": 10}
    with pytest.raises(Refused, match="matter-not-accepted"):
        await commands.record(db, town.roads, matter, e.Reported, **facts)
    clock.moment = START + timedelta(days=20)
    with pytest.raises(Refused, match="cannot-return"):
        await commands.record(db, town.roads, matter, e.Returned, reason="不属职责")
    assert (await town.page(matter)).entries == 3


async def test_the_colour_changes_with_the_day_and_with_the_calendar(
    db: Database, clock: FixedClock
) -> None:
    town = await a_town(db, clock)
    await town.open()

    async def colour() -> str:
        await commands.refresh(db)
        async with db.reading() as connection:
            assert not await queries.is_stale(connection, db.clock())
            return (await queries.board(connection, {})).matters[0].colour

    assert await colour() == Colour.CLEAR
    clock.moment = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)  # accepting was due on the 11th
    assert await colour() == Colour.WHITE
    clock.moment += timedelta(days=2)
    assert await colour() == Colour.YELLOW
    free = Special(date(2026, 3, 12), False, "三月三")
    await offices.set_workday(db, town.office, free)
    await offices.set_workday(db, town.office, replace(free, day=date(2026, 3, 13)))
    assert await colour() == Colour.WHITE


async def test_the_link_leads_back_and_units_see_their_own(
    db: Database, clock: FixedClock
) -> None:
    town = await a_town(db, clock)
    matter = await town.open()
    async with db.reading() as connection:
        owed, own = await queries.desk(connection, [town.orgs["水利站"]])
        nothing = await queries.desk(connection, ["other"])
    assert [(one.duty, of) for one, of, _ in owed] == [("accept", matter)]
    assert ([one.id for one in own], nothing) == ([matter], ([], []))
    page = await town.page(matter)
    assert [one.to_id for one in page.links] == ["m/r/1"]
    assert {one.by for one in page.life} == {""}, "the public reads no names of persons"


async def test_posts_are_told_in_the_chain_of_the_house(
    db: Database, clock: FixedClock
) -> None:
    town = await a_town(db, clock)
    auditor = Post(town.persons[2][0], town.orgs["交通局"], Office.AUDITOR)
    with pytest.raises(Refused, match="auditor-alone"):
        await offices.give_post(db, town.office, auditor)
    await offices.take_post(
        db, town.office, Post(town.roads.person, town.roads.org, Office.UNIT)
    )
    matter = await town.open()
    with pytest.raises(Forbidden):
        await commands.record(db, town.roads, matter, e.Accepted)
    async with db.reading() as connection:
        told = [one.kind for one in await journal.since(connection, HOUSE, 0)]
    assert {"OrgAdded", "PostGiven", "PostTaken"} <= set(told)


async def test_a_board_of_5000_matters_is_read_in_time(db: Database, clock: FixedClock) -> None:
    town = await a_town(db, clock)
    await town.open()
    async with db.transaction() as tx:
        (one,) = await store.list_matters(tx.connection, {}, 1)
        row = {name: value for name, value in asdict(one).items() if name in store.matters.c}
        rows = [row | {"id": f"m{no}", "no": f"2026-{no:04d}"} for no in range(2, 5001)]
        await tx.connection.execute(store.matters.insert(), rows)
    took = []
    async with db.reading() as connection:
        for _ in range(5):  # the best of them: what else the machine does is not our cost
            started = time.perf_counter()
            board = await queries.board(connection, {"colour": "clear"}, after=200)
            took.append(time.perf_counter() - started)
    assert (len(board.matters), board.total) == (queries.PAGE, 5000)
    assert min(took) < 0.2


async def test_a_decision_is_followed_once(db: Database, clock: FixedClock) -> None:
    town = await a_town(db, clock)
    await follow(db, town.office, [town.draft()])
    other = replace(town.draft(), links=(Link(LinkTo.BALLOT_ITEM, "m/r/10", How.ARISES_FROM),))
    with pytest.raises(Refused, match="followed-already"):
        await follow(db, town.office, [other, town.draft()])
    await follow(db, town.office, [other])
    async with db.reading() as connection:
        assert (await queries.board(connection, {})).total == 2
