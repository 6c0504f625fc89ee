"""What happened in a meeting: numbered, hash-chained, append-only. Ticks are not kept."""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import Refused
from core.ids import MeetingId
from core.schema import journal

GENESIS = "0" * 64  # the `prev_hash` of a meeting's first entry
SALT_BYTES = 16
HOUSE = MeetingId("house")  # the chain of what is done outside any meeting
TICK = 0  # the number of an entry that is told but not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that has happened and belongs in the minutes."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number that changes often; only its present value matters."""

    meeting: MeetingId


@dataclass(frozen=True, slots=True)
class Entry:
    meeting: MeetingId
    number: int
    at: str
    kind: str
    facts: dict[str, Any] = field(repr=False)
    prev_hash: str = ""
    salt: str = ""
    hash: str = ""


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no spaces, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_hash(facts: Mapping[str, Any], salt: str) -> str:
    """What stands for the facts in the chain, so that it holds where they are not shown.

    Salted, for a name and a time could be guessed; the salt is shown only with its facts.
    """
    return hashlib.sha256(f"{salt}{canonical(facts)}".encode()).hexdigest()


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hex) over all that an entry says, chained to the entry before it."""
    said = facts_hash(entry.facts, entry.salt)
    body = [entry.meeting, entry.number, entry.at, entry.kind, said, entry.prev_hash]
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def facts_of(event: Fact | Tick) -> dict[str, Any]:
    facts = asdict(event)
    del facts["meeting"]
    return facts


def tick_entry(event: Tick, at: datetime) -> Entry:
    return Entry(event.meeting, TICK, at.isoformat(), type(event).__name__, facts_of(event))


async def append(
    connection: AsyncConnection, at: datetime, events: Sequence[Fact]
) -> list[Entry]:
    """Write the events down in their order, one chain per meeting, and return the entries."""
    tips: dict[str, tuple[int, str]] = {}
    entries: list[Entry] = []
    for event in events:
        meeting = event.meeting
        if meeting not in tips:
            tips[meeting] = await _tip(connection, meeting)
        number, prev_hash = tips[meeting]
        kind, facts, moment = type(event).__name__, facts_of(event), at.isoformat()
        salt = secrets.token_hex(SALT_BYTES)
        entry = Entry(meeting, number + 1, moment, kind, facts, prev_hash, salt)
        entries.append(replace(entry, hash=entry_hash(entry)))
        tips[meeting] = (number + 1, entries[-1].hash)
    if entries:
        await connection.execute(sa.insert(journal), [_row(entry) for entry in entries])
    return entries


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "meeting": entry.meeting,
        "number": entry.number,
        "at": entry.at,
        "kind": entry.kind,
        "facts": canonical(entry.facts),
        "prev_hash": entry.prev_hash,
        "salt": entry.salt,
        "hash": entry.hash,
    }


async def _tip(connection: AsyncConnection, meeting: str) -> tuple[int, str]:
    row = (
        await connection.execute(
            sa.select(journal.c.number, journal.c.hash)
            .where(journal.c.meeting == meeting)
            .order_by(journal.c.number.desc())
            .limit(1)
        )
    ).first()
    return (row.number, row.hash) if row else (0, GENESIS)


async def last_number(connection: AsyncConnection, meeting: str) -> int:
    return (await _tip(connection, meeting))[0]


async def since(connection: AsyncConnection, meeting: str, seen: int) -> list[Entry]:
    """All entries with a number above `seen`, in order."""
    after = sa.and_(journal.c.meeting == meeting, journal.c.number > seen)
    return await _read(connection, after)


async def of_kinds(
    connection: AsyncConnection, meeting: str, kinds: Collection[str]
) -> list[Entry]:
    """The entries of these kinds only, in order: for what is worked out from a few of them."""
    named = sa.and_(journal.c.meeting == meeting, journal.c.kind.in_(sorted(kinds)))
    return await _read(connection, named)


async def _read(connection: AsyncConnection, which: sa.ColumnElement[bool]) -> list[Entry]:
    rows = await connection.execute(sa.select(journal).where(which).order_by(journal.c.number))
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    return Entry(
        MeetingId(row.meeting),
        row.number,
        row.at,
        row.kind,
        json.loads(row.facts),
        row.prev_hash,
        row.salt,
        row.hash,
    )


async def latest(
    connection: AsyncConnection, meeting: str, kinds: Sequence[str], most: int
) -> list[Entry]:
    """The last entries of these kinds, the newest first."""
    rows = await connection.execute(
        sa.select(journal)
        .where(journal.c.meeting == meeting, journal.c.kind.in_(kinds))
        .order_by(journal.c.number.desc())
        .limit(most)
    )
    return [_entry(row) for row in rows]


def check_chain(entries: Sequence[Entry]) -> None:
    """Refuse a journal with a gap, a swap or a changed entry. Takes it whole, from number 1."""
    prev_hash = GENESIS
    for number, entry in enumerate(entries, start=1):
        is_next = entry.number == number and entry.prev_hash == prev_hash
        if not is_next or entry.hash != entry_hash(entry):
            raise Refused("journal-broken", number=number)
        prev_hash = entry.hash
