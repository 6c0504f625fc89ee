"""What is told of a consultation."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSetUp(Fact):
    """Set up, or its form, topic or grid changed."""

    form: str
    topic: str
    grid: str  # its name, as it stood then
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationMoved(Fact):
    phase: str
    stools: int  # how many are taken by somebody, or were recorded for
    spoke: int
    contributions: int
    by: str
