"""What is told of handouts, with their names, so that the minutes need nothing else."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutReleased(Fact):
    handout: str
    item: str  # empty: of the whole meeting
    title: str
    filename: str
    sha256: str
    to: str  # deputies or all
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutWithdrawn(Fact):
    handout: str
    item: str
    title: str
    reason: str
    by: str
    to: str = ""  # deputies or all: whose it was


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutReplaced(Fact):
    """A corrected version stands where another one stood, open to the same people."""

    handout: str  # the new one
    before: str  # the old one
    item: str
    title: str
    filename: str
    sha256: str
    sha256_before: str
    reason: str
    by: str
    to: str = ""
