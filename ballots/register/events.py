"""What the register of a vote tells."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFrozen(Fact):
    round: str
    number: int
    entitled: int
    present: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterExtended(Fact):
    """Who came after the opening. Of a secret round it is told when the vote is closed."""

    round: str
    number: int
    added: list[dict[str, str]]  # person, name, delegation
