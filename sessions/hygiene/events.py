"""What is told of deletions: how much and by whom, never whose."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataDeleted(Fact):
    """Stands in the chain of the house: the journal of a closed meeting stays as it is."""

    of_meeting: str  # empty: of all
    badges: int
    devices: int
    refusals: int
    pins: int
    id_tails: int
    by: str
