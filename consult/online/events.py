"""What is told of online consultations."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSet(Fact):
    """When it is open, or that this was changed. Moments in ISO 8601, UTC."""

    opens_at: str
    closes_at: str
    outside: bool
    by: str
