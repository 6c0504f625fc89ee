"""What is told of experts, in the chain of the house."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertListed(Fact):
    name: str
    fields: str
    unit: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertRemoved(Fact):
    expert: str
    by: str
