"""An entry of a consultation's log, and how logs of two machines become one. Pure."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from consult.contribution.said import SAID, EntryId, Said, Voice
from core.canonical import canonical
from core.errors import Refused

ID = re.compile(r"[0-9a-f]{32}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
NAMES = {kind: name for name, kind in SAID.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something said or done in a consultation. Two entries of one id are one entry."""

    id: EntryId
    at: str  # ISO 8601 in UTC with microseconds, so that text sorts as time
    voice: Voice  # whose it is; empty for the acts of staff
    typed_by: str  # who typed it for them; empty: by their own phone
    said: Said

    @property
    def kind(self) -> str:
        return NAMES[type(self.said)]

    @property
    def data(self) -> str:
        """What was said, as canonical JSON."""
        return canonical(msgspec.to_builtins(self.said)).decode()


def check_id(id: str) -> None:
    """Refuse an id that is no 128 bits in lower-case hex."""
    if not ID.fullmatch(id):
        raise Refused("entry-unreadable")


def read_entry(id: str, at: str, kind: str, voice: str, typed_by: str, data: str) -> Entry:
    """An entry as it was written down, here or on another machine. Nothing in it is trusted."""
    check_id(id)
    if not MOMENT.fullmatch(at) or kind not in SAID:
        raise Refused("entry-unreadable")
    try:
        said: Any = msgspec.convert(json.loads(data), SAID[kind])
    except (ValueError, RecursionError):  # msgspec's own refusal is one of them
        raise Refused("entry-unreadable") from None
    return Entry(EntryId(id), at, Voice(voice), typed_by, said)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The log as a set: each id once, in the order of (at, id).

    Whichever way two logs are put together, the same entries come out. Of two that claim one
    id the first as text stands, so that no order of arrival decides.
    """
    found: dict[str, Entry] = {}
    for one in entries:
        known = found.get(one.id)
        if known is None or _spelt(one) < _spelt(known):
            found[one.id] = one
    return sorted(found.values(), key=lambda one: (one.at, one.id))


def _spelt(entry: Entry) -> tuple[str, ...]:
    return (entry.at, entry.kind, entry.voice, entry.typed_by, entry.data)
