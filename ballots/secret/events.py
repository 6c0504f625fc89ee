"""What a secret round tells: who was handed papers, and never who cast."""

from dataclasses import dataclass
from typing import Any

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEnrolled(Fact):
    """From here on this browser's key signs for this person."""

    person: str
    device: str  # SubjectPublicKeyInfo, base64url


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxPrepared(Fact):
    round: str
    number: int
    manifest_hash: str
    freshness: str
    papers: int
    scrutineers: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxOpened(Fact):
    """The manifest that phones were handed papers by; it cannot change any more."""

    round: str
    manifest_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxFrozen(Fact):
    round: str
    number: int
    checkpoint_hash: str
    box_root: str
    cast: int
    issued: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxWitnessed(Fact):
    """A scrutineer's device signed what the big screen showed."""

    round: str
    person: str
    name: str
    what: str  # manifest or checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipGiven(Fact):
    """`given` slips are out by now. Who has them stays in the house: few slips tell much."""

    round: str
    given: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipsTyped(Fact):
    """One teller's totals of the paper slips. They count once a second one has the same."""

    round: str
    count: dict[str, Any]
    agreed: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintProven(Fact):
    """A receipt of this server for a paper that the frozen box does not hold."""

    round: str
    receipt: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxFilled(Tick):
    """A flush: how many ballots lie in the box, in the steps that are shown."""

    round: str
    cast: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxChecked(Tick):
    round: str
    checked: int
