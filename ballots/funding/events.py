"""What advice tells: that a file lies beside a vote, and never what it would fund."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceAttached(Fact):
    """A file of residents' approvals, in place of any before. `budget` is a fraction."""

    paper: str
    item: str
    file_hash: str
    residents: int
    projects: int
    budget: str
    currency: str
    by: str
