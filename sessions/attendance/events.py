"""What changes about who is here while a meeting runs. Arrivals and marks stand beside."""

from dataclasses import dataclass
from typing import Any

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Fact):
    """Said so on the own phone; what the clerk notes is a mark."""

    person: str
    name: str
    delegation: str
    roles: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReturned(Fact):
    person: str
    name: str
    delegation: str
    roles: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyMarked(Fact):
    """One stroke of the clerk's pen over many names."""

    people: list[dict[str, Any]]  # person, name, delegation, roles
    attendance: str
    reason: str
    leave_from: str
    leave_to: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkUndone(Fact):
    """A mark was a mistake: its people are as they were before the entry `undoes`."""

    undoes: int
    people: list[dict[str, Any]]  # person, name, delegation, roles, attendance
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentRecounted(Fact):
    """再次清点人数: those present were counted again, before a vote or when the chair asked."""

    item: str
    entitled: int
    present: int
    on_leave: int
    left: int
    missing: int
    needed: int
    met: bool
    others: dict[str, int]  # here without a vote, by kind
    by: str
