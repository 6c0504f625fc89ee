"""Terms run from the close, only the short classes are deleted, and only what is not needed."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from core import journal
from core.database import Database
from core.journal import HOUSE
from sessions import queries, store
from sessions.commands import call_meeting, close_meeting
from sessions.hygiene.commands import delete_due
from sessions.hygiene.due import LastSeen, ripe_people
from sessions.hygiene.queries import Ripe, ripe, terms_of
from sessions.minutes import compose
from sessions.retention import (
    MONTHS,
    QUOTED,
    SHORT,
    TERMS,
    DataClass,
    Disposal,
    Law,
    Retention,
    due_on,
    is_due,
    kept_as,
    terms_when,
)
from sessions.signin.badge import secret_hash
from sessions.signin.commands import reissue_badge
from sessions.signin.store import badges, devices
from tests.cast import NOTICE, Congress, FixedClock, hire, in_session, refused

CLOSED = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)


def test_every_class_has_a_term_and_a_law_with_its_words() -> None:
    assert {term.kind for term in TERMS} == set(DataClass)
    assert set(QUOTED) == set(Law)
    assert all(term.laws for term in TERMS)


def test_what_is_deleted_is_short_but_no_shorter_than_the_law_on_logs_allows() -> None:
    for term in TERMS:
        assert (term.disposal is Disposal.DELETED) == (term.months == SHORT >= 6)


@pytest.mark.parametrize("chosen", list(Retention))
def test_no_file_is_kept_longer_than_its_meeting_and_nothing_else_is_touched(
    chosen: Retention,
) -> None:
    for term, own in zip(terms_when(chosen), TERMS, strict=True):
        if own.kept is None:
            assert term == own
            continue
        most = [MONTHS[one] for one in (own.kept, chosen)]
        assert term.months == min((one for one in most if one), default=None)
        assert kept_as(own.kind, chosen) is term.kept


@pytest.mark.parametrize(
    ("months", "day"), [(6, (2027, 2, 28)), (12, (2027, 8, 31)), (4, (2026, 12, 31))]
)
def test_a_term_ends_on_the_same_day_of_the_month(
    months: int, day: tuple[int, int, int]
) -> None:
    assert due_on(CLOSED, months) == datetime(*day, 9, 0, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_six_months_are_never_less_than_181_days(at: datetime) -> None:
    assert due_on(at, 6) - at >= timedelta(days=181)


def test_nothing_is_due_before_a_close_and_the_record_never() -> None:
    far = datetime(2999, 1, 1, tzinfo=UTC)
    assert not any(is_due(term, None, far) for term in TERMS)
    assert [term.kind for term in TERMS if not is_due(term, CLOSED, far)] == [DataClass.RECORD]


def test_who_is_still_needed_or_was_seen_lately_is_kept() -> None:
    old, now = CLOSED - timedelta(days=400), CLOSED
    people = [LastSeen("a", old), LastSeen("b", old), LastSeen("c", now), LastSeen("d", None)]
    assert ripe_people(people, {"b"}, now) == {"a", "d"}


async def over(db: Database) -> Congress:
    """A meeting that has been closed; nine deputies, eight of them signed in."""
    congress = await in_session(db, deputies=9, present=9)
    await close_meeting(db, congress.chair)
    return congress


async def count(db: Database, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*where)
    async with db.reading() as connection:
        return (await connection.execute(query)).scalar_one()


async def due(congress: Congress, meeting: str = "") -> Ripe:
    return await congress.read(ripe, congress.db.clock(), meeting)


async def test_before_the_term_is_over_nothing_is_deleted(
    db: Database, clock: FixedClock
) -> None:
    congress = await over(db)
    clock.advance(days=180)
    assert (await due(congress)).due.total == 0
    with refused("nothing-due"):
        await delete_due(db, "0-0-0-0-0", "terminal")


async def test_what_is_due_is_deleted_once_confirmed_and_told_without_a_name(
    db: Database, clock: FixedClock
) -> None:
    congress = await over(db)
    before = await congress.journal()
    clock.advance(days=190)
    found = (await due(congress)).due
    assert (found.devices, found.id_tails) == (8, 9)
    done = await delete_due(db, found.fingerprint, "terminal")
    assert done == found
    assert await count(db, devices) == 0
    assert await count(db, store.members, store.members.c.id_tail != "") == 0
    assert (await due(congress)).due.total == 0
    assert await congress.journal() == before, "the journal of the meeting stays as it was"
    async with db.reading() as connection:
        [fact] = [
            entry.facts
            for entry in await journal.since(connection, HOUSE, 0)
            if entry.kind == "PersonalDataDeleted"
        ]
    assert (fact["devices"], fact["by"]) == (8, "terminal")
    assert not any(one.name in str(fact) for one in congress.deputies)


async def test_the_record_of_the_meeting_is_untouched(db: Database, clock: FixedClock) -> None:
    congress = await over(db)
    roster = await congress.read(queries.roster, congress.meeting)
    minutes = compose(await congress.journal())
    clock.advance(days=190)
    await delete_due(db, (await due(congress)).due.fingerprint, "terminal")
    after = await congress.read(queries.roster, congress.meeting)
    assert [(one.name, one.arrived_at) for one in after] == [
        (one.name, one.arrived_at) for one in roster
    ]
    assert compose(await congress.journal()) == minutes


async def test_an_old_badge_opens_nothing_any_more(db: Database, clock: FixedClock) -> None:
    congress = await over(db)
    clock.advance(days=190)
    await delete_due(db, (await due(congress)).due.fingerprint, "terminal")
    with refused("not-here", thing="badge"):
        await congress.sign_in(congress.deputies[1])


async def test_whoever_confirmed_other_figures_looks_again(
    db: Database, clock: FixedClock
) -> None:
    await over(db)
    clock.advance(days=190)
    with refused("due-changed"):
        await delete_due(db, "1-2-3-4-5", "terminal")
    assert await count(db, devices) == 8


async def test_who_belongs_to_a_later_meeting_is_kept(db: Database, clock: FixedClock) -> None:
    congress = await over(db)
    clock.advance(days=100)
    person = await hire(db, "新秘书")
    meeting = await call_meeting(db, person, "新秘书", NOTICE)
    async with db.transaction() as tx:
        row = store.new_member(meeting, congress.deputies[1].person, frozenset(), 1)
        await store.add_members(tx.connection, [row])
    clock.advance(days=100)
    found = await due(congress)
    assert congress.deputies[1].person not in found.persons
    assert congress.deputies[2].person in found.persons


async def test_who_runs_this_server_keeps_the_badge(db: Database, clock: FixedClock) -> None:
    congress = await over(db)
    clock.advance(days=190)
    assert congress.clerk.person not in (await due(congress)).persons
    await delete_due(db, (await due(congress)).due.fingerprint, "terminal")
    code = secret_hash(congress.codes[congress.clerk.person])
    assert await count(db, badges, badges.c.secret_hash == code) == 1


async def test_one_meeting_is_looked_at_by_itself_and_who_asks_is_spared(
    db: Database, clock: FixedClock
) -> None:
    congress = await over(db)
    clock.advance(days=190)
    other = congress.outsider.meeting
    assert (await due(congress, other)).due.total == 0, "that one was never closed"
    whole = await due(congress, congress.meeting)
    who = congress.deputies[1].person
    spared = await congress.read(ripe, db.clock(), congress.meeting, who)
    assert whole.persons - spared.persons == {who}


async def test_a_badge_reissued_after_the_close_is_kept_for_its_own_half_year(
    db: Database, clock: FixedClock
) -> None:
    congress = await over(db)
    clock.advance(days=120)
    who = congress.deputies[1]
    congress.codes[who.person] = await reissue_badge(db, congress.clerk, who.person)
    clock.advance(days=70)
    assert who.person not in (await due(congress)).persons
    clock.advance(days=120)
    assert who.person in (await due(congress)).persons


async def test_terms_of_a_meeting_say_until_when(db: Database) -> None:
    congress = await over(db)
    meeting = await congress.read(queries.load_meeting, congress.meeting)
    assert meeting.closed_at
    by_kind = {one.term.kind: one.due_at for one in terms_of(meeting, meeting.closed_at)}
    assert by_kind[DataClass.RECORD] is None
    assert by_kind[DataClass.ATTENDANCE] == due_on(meeting.closed_at, 360)
