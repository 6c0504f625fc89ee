"""What is told of parcels."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMerged(Fact):
    """The log of another machine was put to ours; what it told follows in the next entries."""

    sender: str  # the name its key is known by
    entries: int
    reactions: int
    stools: int
    lines: int
    since: str  # when the first of these lines was written there, or empty
    until: str
    digest: str  # SHA-256 of the file
    recordings: int = 0  # photos and voice notes that were new
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierTrusted(Fact):
    sender: str
    fingerprint: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierDropped(Fact):
    sender: str
    fingerprint: str
    by: str
