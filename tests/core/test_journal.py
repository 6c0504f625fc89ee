"""The journal is a chain: whoever changes one link breaks it for everybody to see."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import journal
from core.database import Database
from core.ids import MeetingId
from core.journal import (
    GENESIS,
    TICK,
    Entry,
    Fact,
    Tick,
    canonical,
    check_chain,
    entry_hash,
    tick_entry,
)
from tests.cast import FixedClock, in_session, refused

TOWN, COUNTY = MeetingId("town"), MeetingId("county")


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRung(Fact):
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsCounted(Tick):
    heads: int


def chain(rows: list[tuple[str, str, dict[str, Any]]]) -> list[Entry]:
    entries: list[Entry] = []
    prev_hash = GENESIS
    for number, (at, kind, facts) in enumerate(rows, start=1):
        entry = Entry(TOWN, number, at, kind, facts, prev_hash, f"{number:032x}")
        entries.append(replace(entry, hash=entry_hash(entry)))
        prev_hash = entries[-1].hash
    return entries


values = st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.lists(st.text()))
facts = st.dictionaries(st.text(), values, max_size=4)
chains = st.lists(st.tuples(st.text(), st.text(), facts), min_size=2, max_size=6).map(chain)

Forge = Callable[[Entry, str], Entry]
FORGERIES: dict[str, Forge] = {
    "meeting": lambda entry, text: replace(entry, meeting=MeetingId(entry.meeting + text)),
    "number": lambda entry, text: replace(entry, number=entry.number + len(text)),
    "moment": lambda entry, text: replace(entry, at=entry.at + text),
    "kind": lambda entry, text: replace(entry, kind=entry.kind + text),
    "facts": lambda entry, text: replace(entry, facts={**entry.facts, "更改": text}),
    "salt": lambda entry, text: replace(entry, salt=entry.salt + text),
    "link": lambda entry, text: replace(entry, prev_hash=entry.prev_hash + text),
    "seal": lambda entry, text: replace(entry, hash=entry.hash + text),
}


@given(chains)
def test_an_untouched_journal_holds(entries: list[Entry]) -> None:
    check_chain(entries)


@pytest.mark.parametrize("part", FORGERIES)
@given(entries=chains, spot=st.integers(0), text=st.text(min_size=1))
def test_a_single_change_in_any_entry_is_caught(
    part: str, entries: list[Entry], spot: int, text: str
) -> None:
    at = spot % len(entries)
    entries[at] = FORGERIES[part](entries[at], text)
    with refused("journal-broken"):
        check_chain(entries)


@given(entries=chains, spot=st.integers(0), kind=st.text())
def test_a_forger_who_seals_the_changed_entry_anew_breaks_the_next_one(
    entries: list[Entry], spot: int, kind: str
) -> None:
    at = spot % (len(entries) - 1)
    old = entries[at]
    assume(kind != old.kind)
    forged = replace(old, kind=kind)
    entries[at] = replace(forged, hash=entry_hash(forged))
    with refused("journal-broken", number=at + 2):
        check_chain(entries)


@given(entries=chains, spot=st.integers(0))
def test_two_entries_cannot_change_places(entries: list[Entry], spot: int) -> None:
    at = spot % (len(entries) - 1)
    entries[at], entries[at + 1] = entries[at + 1], entries[at]
    with refused("journal-broken", number=at + 1):
        check_chain(entries)


@given(entries=chains, spot=st.integers(0))
def test_an_entry_cannot_be_taken_out_before_the_last(entries: list[Entry], spot: int) -> None:
    at = spot % (len(entries) - 1)
    del entries[at]
    with refused("journal-broken", number=at + 1):
        check_chain(entries)


@given(entries=chains, spot=st.integers(0))
def test_an_entry_cannot_stand_twice(entries: list[Entry], spot: int) -> None:
    at = spot % len(entries)
    entries.insert(at, entries[at])
    with refused("journal-broken", number=at + 2):
        check_chain(entries)


@given(chains)
def test_the_chain_survives_being_written_out_as_json(entries: list[Entry]) -> None:
    text = json.dumps([asdict(entry) for entry in entries])
    check_chain([Entry(**row) for row in json.loads(text)])


@given(chains)
def test_the_chain_can_be_checked_without_the_facts(entries: list[Entry]) -> None:
    """Whoever may not read an entry is given the hash of its facts."""
    last = GENESIS
    for entry in entries:
        said = hashlib.sha256(f"{entry.salt}{canonical(entry.facts)}".encode()).hexdigest()
        body = [entry.meeting, entry.number, entry.at, entry.kind, said, last]
        last = hashlib.sha256(canonical(body).encode()).hexdigest()
        assert entry.hash == last


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": [1, "二"], "a": None}) == canonical({"a": None, "b": [1, "二"]})
    assert canonical({"b": [1, "二"], "a": None}) == '{"a":null,"b":[1,"二"]}'


def test_a_tick_has_no_number_and_no_link() -> None:
    entry = tick_entry(HeadsCounted(meeting=TOWN, heads=7), datetime(2026, 1, 20, tzinfo=UTC))
    assert (entry.number, entry.prev_hash, entry.hash) == (TICK, "", "")
    assert (entry.kind, entry.facts) == ("HeadsCounted", {"heads": 7})


async def ring(db: Database, *bells: tuple[MeetingId, str]) -> None:
    async with db.transaction() as tx:
        for meeting, by in bells:
            tx.record(BellRung(meeting=meeting, by=by))


async def read(db: Database, meeting: MeetingId, seen: int = 0) -> list[Entry]:
    async with db.reading() as connection:
        return await journal.since(connection, meeting, seen)


async def test_facts_are_numbered_from_one_and_keep_their_order(db: Database) -> None:
    await ring(db, (TOWN, "李芳"), (TOWN, "陈伟"))
    await ring(db, (TOWN, "张娜"))
    entries = await read(db, TOWN)
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.facts["by"] for entry in entries] == ["李芳", "陈伟", "张娜"]
    check_chain(entries)


async def test_every_meeting_has_a_chain_of_its_own(db: Database) -> None:
    await ring(db, (TOWN, "李芳"), (COUNTY, "陈伟"), (TOWN, "张娜"))
    town, county = await read(db, TOWN), await read(db, COUNTY)
    assert [entry.number for entry in town] == [1, 2]
    assert [entry.prev_hash for entry in county] == [GENESIS]
    check_chain(town)
    check_chain(county)


async def test_who_comes_back_reads_only_what_was_missed(db: Database) -> None:
    await ring(db, *((TOWN, str(step)) for step in range(1, 6)))
    assert [entry.number for entry in await read(db, TOWN, seen=3)] == [4, 5]
    assert await read(db, TOWN, seen=5) == []


async def test_an_entry_is_dated_by_the_clock_of_the_house(
    db: Database, clock: FixedClock
) -> None:
    await ring(db, (TOWN, "李芳"))
    clock.advance(hours=2)
    await ring(db, (TOWN, "陈伟"))
    assert [entry.at for entry in await read(db, TOWN)] == [
        "2026-01-20T01:00:00+00:00",
        "2026-01-20T03:00:00+00:00",
    ]


async def test_the_last_number_of_a_silent_meeting_is_none_at_all(db: Database) -> None:
    await ring(db, (TOWN, "李芳"), (TOWN, "陈伟"))
    async with db.reading() as connection:
        assert await journal.last_number(connection, TOWN) == 2
        assert await journal.last_number(connection, COUNTY) == 0


async def test_ticks_are_told_and_not_kept(db: Database, told: list[Entry]) -> None:
    async with db.transaction() as tx:
        tx.record(HeadsCounted(meeting=TOWN, heads=218))
        tx.record(BellRung(meeting=TOWN, by="李芳"))
    assert [entry.kind for entry in told] == ["BellRung", "HeadsCounted"]
    assert [entry.kind for entry in await read(db, TOWN)] == ["BellRung"]


async def test_what_is_told_is_what_is_written(db: Database, told: list[Entry]) -> None:
    await ring(db, (TOWN, "李芳"), (COUNTY, "陈伟"))
    assert told == [*await read(db, TOWN), *await read(db, COUNTY)]


async def test_equal_facts_have_other_hashes_each_time(db: Database) -> None:
    """Else whoever sees only the hash could try out names and times."""
    congress = await in_session(db, deputies=3)
    entries = await congress.journal()
    assert len({entry.salt for entry in entries}) == len(entries)
    assert all(len(entry.salt) == 32 for entry in entries)
