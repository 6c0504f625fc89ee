"""What is told of the ways up. The first step belongs to the meeting it comes from; the others
are told in the chain of the house, for that meeting is over."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionSentUp(Fact):
    referral: str
    entry: str
    point: int
    text: str  # empty unless everybody may read it
    words: str  # why; likewise
    level: str
    grid: str  # its name
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralStepped(Fact):
    """In the chain of the house; `consultation` is the meeting it comes from."""

    referral: str
    consultation: str
    entry: str
    point: int
    text: str
    step: str
    level: str
    grid: str
    words: str
    due: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderTermsSet(Fact):
    days: dict[str, int]
    by: str
