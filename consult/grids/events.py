"""What is told of grids, in the chain of the house."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class GridsImported(Fact):
    grids: int
    by: str
