"""What is told of a meeting's archive, and what the journal says of a meeting at its close."""

from dataclasses import dataclass
from typing import Any

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterListed(Fact):
    """Everybody on the roster as they stood at the close. Whole, for the archive."""

    people: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaListed(Fact):
    """The agenda as it stood at the close."""

    items: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveTermsChosen(Fact):
    """How long the archive is kept, and which names its public copy masks."""

    retention: str
    names: str
    deputies: bool
    officials: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSealed(Fact):
    """An edition was made; the next one's journal holds the hashes of this one's manifests."""

    edition: int
    entries: int
    internal: str
    public: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveOpened(Fact):
    """The public copy can be read by anybody from now on, or no longer."""

    archive: str
    is_open: bool
    by: str
