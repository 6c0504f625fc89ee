"""What is told of slips in the chain of the house: how many, by whom, never their codes."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSlipsPrinted(Fact):
    matter: str
    slips: int
    by: str
