"""What the auditor reads of a meeting, and of what was done outside any."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core import journal
from core.errors import Refused
from core.journal import HOUSE, Entry
from sessions.audit.log import veiled


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether a journal holds from its first entry to its last."""

    entries: int
    last_hash: str
    broken_at: int | None


def chain_of(entries: Sequence[Entry]) -> Chain:
    try:
        journal.check_chain(entries)
    except Refused as refusal:
        return Chain(len(entries), "", int(str(refusal.facts["number"])))
    return Chain(len(entries), entries[-1].hash if entries else "", None)


async def house_entries(connection: AsyncConnection) -> list[Entry]:
    """What was done outside any meeting: at the terminal, or to data of closed meetings."""
    return await journal.since(connection, HOUSE, 0)


def veiled_lines(entries: Sequence[Entry]) -> bytes:
    """The journal as a file without ballots: one canonical JSON object a line."""
    rows = (veiled(one, journal.facts_hash(one.facts, one.salt)) for one in entries)
    return b"".join(journal.canonical(row).encode() + b"\n" for row in rows)
