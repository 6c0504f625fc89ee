"""What the ceremony tells. Figures stand in the facts, so that minutes can say the sentence."""

from dataclasses import dataclass
from typing import Any

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyBegun(Fact):
    """From here on the console leads through the ceremony of this vote."""

    paper: str
    item: str
    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiteHeld(Fact):
    paper: str
    item: str
    rite: str
    figures: dict[str, Any]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RitePassedOver(Fact):
    paper: str
    item: str
    rite: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficersRejected(Fact):
    """The list did not have more than half of those present; another is put to the hands."""

    paper: str
    item: str
    figures: dict[str, Any]
    by: str
