"""The journal as a file, read strictly: lines chained by hash, facts shown or withheld. Pure.

A line has its entry's facts and salt, or only the hash of both: the chain goes over that hash,
so it holds where facts are not shown. Needs nothing but Python.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from core.canonical import Json, Reader
from core.errors import Refused

ENTRY = "meeting number at kind prev_hash hash"
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the journal: its number, the hash that ends it, and what it says, if shown.

    `told` stands beside a withheld entry: nothing in the chain vouches for it.
    """

    number: int
    kind: str
    facts: Mapping[str, Json]
    hash: str
    at: str = ""
    meeting: str = ""
    is_shown: bool = True
    told: Mapping[str, Json] | None = None

    @property
    def says(self) -> Mapping[str, Json]:
        """The facts, or what is told in their place."""
        return self.facts if self.is_shown else (self.told or {})


def journal_from_lines(octets: bytes, *, may_tell: bool = False) -> tuple[Event, ...]:
    """Refuses a journal with a gap, a swap or a changed entry, by the number of its line.

    And one that tells something in place of facts, unless that is asked for.
    """
    events: list[Event] = []
    last = GENESIS
    *lines, rest = octets.split(b"\n")  # `splitlines` would take a carriage return as well
    if rest:
        raise Refused("journal-broken", number=len(lines) + 1)
    for number, line in enumerate(lines, start=1):
        try:
            event = _event(line, number, last, may_tell)
        except (Refused, ValueError, RecursionError):
            raise Refused("journal-broken", number=number) from None
        events.append(event)
        last = event.hash
    return tuple(events)


def journal_line(tree: object) -> bytes:
    """The spelling of `core.journal.canonical`, in which entries are hashed and stand here."""
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def facts_hash(facts: Mapping[str, Json], salt: str) -> str:
    """What the chain is over; it stands in a line whose facts are not shown."""
    return hashlib.sha256(salt.encode() + journal_line(facts)).hexdigest()


def withheld(
    line: Mapping[str, Json], told: Mapping[str, Json] | None = None
) -> dict[str, Json]:
    """An entry without its facts and its salt; `told` is said in their place."""
    hidden = {name: value for name, value in line.items() if name not in ("facts", "salt")}
    facts = Reader({"facts": line["facts"]}, "facts").object("facts")
    hidden["facts_hash"] = facts_hash(facts, str(line["salt"]))
    return hidden if told is None else hidden | {"told": dict(told)}


def _event(line: bytes, number: int, last: str, may_tell: bool) -> Event:
    tree = json.loads(line)
    said = tree if isinstance(tree, dict) else {}
    is_shown = "facts" in said
    beside = "told" if may_tell and "told" in said else ""
    fields = Reader(tree, f"{ENTRY} {'facts salt' if is_shown else f'facts_hash {beside}'}")
    meeting, at, kind, before, found = map(
        fields.text, ["meeting", "at", "kind", "prev_hash", "hash"]
    )
    facts = fields.object("facts") if is_shown else {}
    digest = (
        facts_hash(facts, fields.hex("salt", 16).hex())
        if is_shown
        else fields.hex("facts_hash", 32).hex()
    )
    body = journal_line([meeting, number, at, kind, digest, before])
    expected = number, last, hashlib.sha256(body).hexdigest()
    if (fields.number("number"), before, found) != expected or journal_line(tree) != line:
        raise Refused("journal-broken", number=number)
    told = fields.object("told") if beside else None
    return Event(number, kind, facts, found, at, meeting, is_shown, told)
