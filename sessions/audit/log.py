"""The journal as an audit log: administrative acts, without the ballots in it. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from core.journal import Entry

# Ballots by name stand in the journal so that everybody in the hall can recount; the auditor
# audits who ran the vote and is not shown who voted how.
BALLOTS = frozenset({"BallotsListed"})


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act. `who` is the person that did it; `facts` are what it said, but for that."""

    number: int
    at: datetime
    kind: str
    who: str
    by_hand: bool  # an act of somebody in office, not of people who come, go and vote
    facts: dict[str, Any]


def log_line(entry: Entry) -> LogLine:
    facts = {name: value for name, value in entry.facts.items() if name != "by"}
    who = str(entry.facts.get("by") or "")
    own = "" if who or entry.kind in BALLOTS else str(entry.facts.get("name", ""))
    return LogLine(
        entry.number,
        datetime.fromisoformat(entry.at),
        entry.kind,
        who or own,
        bool(who),
        {} if entry.kind in BALLOTS else facts,
    )


def log(entries: Sequence[Entry], *, all_acts: bool = False) -> list[LogLine]:
    """The acts of people in office, in their order; with `all_acts` everybody's."""
    lines = map(log_line, entries)
    return [line for line in lines if all_acts or line.by_hand]


def veiled(entry: Entry, facts_hash: str) -> dict[str, Any]:
    """An entry as it is given to the auditor: of ballots only the hash, so the chain holds."""
    line = asdict(entry)
    if entry.kind in BALLOTS:
        del line["facts"], line["salt"]
        line["facts_hash"] = facts_hash
    return line
