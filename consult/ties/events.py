"""What is told of ties. Whose badge it is stands in no journal: a stool has no name there."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesTied(Fact):
    """A stool and a badge are one person; of their opinions the later ones count."""

    number: int  # of the stool
    by: str  # who of the staff noted it; empty: whoever holds both


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesUntied(Fact):
    number: int
    by: str
