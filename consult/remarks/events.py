"""What is told of remarks. Only what everybody may read is told in words."""

from dataclasses import dataclass

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionRemarked(Fact):
    """A reply, or an objection."""

    contribution: str
    remark: str
    stool: int | None  # whose words; None: of a member of the meeting, by name
    by: str  # who typed it, or said it; empty: by the stool's own phone
    objects: bool
    text: str  # empty unless the contribution is for everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionAmended(Fact):
    contribution: str
    stool: int
    text: str  # as of remarks
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionHidden(Fact):
    """Without the text: whoever reads this is not to read that."""

    target: str  # a contribution or a remark
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionUnhidden(Fact):
    target: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionSeconded(Tick):
    """Its number is in the picture; who it was stands in the log."""

    contribution: str
