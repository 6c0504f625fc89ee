"""What the room tells outside any matter, in the chain of the house. See also `event`."""

from dataclasses import dataclass
from typing import Any

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgAdded(Fact):
    org: str
    parent: str | None
    level: str
    kind: str
    name: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGiven(Fact):
    person: str
    org: str
    org_name: str
    office: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTaken(Fact):
    person: str
    org: str
    office: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkdaySet(Fact):
    day: str
    is_workday: bool
    source: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsSet(Fact):
    terms: dict[str, Any]
    by: str
