"""The register of a vote, frozen at its opening: who might vote, never how. Pure.

Its text is kept as it was written; the journal has the SHA-256 of it, so that it can be shown
years later that nobody was put in or taken out. The salt keeps the hash from being guessed
from names that everybody knows.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.ids import PersonId


@dataclass(frozen=True, slots=True)
class Voter:
    """One who is entitled, and how they stood at the opening."""

    person: PersonId
    name: str
    delegation: str
    attendance: str  # a word of `sessions`: present, absent, on_leave, left

    @property
    def was_present(self) -> bool:
        return self.attendance == "present"


@dataclass(frozen=True, slots=True)
class Entered:
    """A voter as the register has them at the end; without a moment in a secret round."""

    voter: Voter
    added: bool = False  # came after the opening
    added_at: datetime | None = None

    @property
    def might_vote(self) -> bool:
        return self.voter.was_present or self.added


FIELDS = ("person", "name", "delegation", "attendance")


def register_text(round: str, voters: Iterable[Voter], salt: str) -> str:
    """The register as it is kept and hashed: JSON, keys sorted, no spaces, UTF-8."""
    rows = [[getattr(voter, field) for field in FIELDS] for voter in voters]
    tree = {"fields": FIELDS, "round": round, "salt": salt, "voters": rows}
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def register_hash(text: str) -> str:
    """SHA-256, hex: what `sha256sum` says of the file."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_register(text: str) -> tuple[Voter, ...]:
    return tuple(
        Voter(PersonId(person), name, delegation, attendance)
        for person, name, delegation, attendance in json.loads(text)["voters"]
    )
