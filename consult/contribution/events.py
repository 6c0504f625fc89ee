"""What is told of contributions. Only what everybody may read is told in words."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionMade(Fact):
    entry: str
    stool: int  # its number
    kind: str
    circle: str
    text: str  # empty unless its circle is the public one
    typed_by: str
    read_back: bool
    witness: str
    photo: bool = False
    sound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionWithdrawn(Fact):
    entry: str
    stool: int
