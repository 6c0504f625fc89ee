"""How an archive is checked: steps over a case, and what they report. Pure.

Every check has a name and one of three ends: it holds, it fails, or it could not be made, and
why. Needs nothing but Python.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from core.errors import Refused

Given = TypeVar("Given")


class State(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "could-not-check"


class Unchecked(Refused):
    """What is needed for this check is not here. That is no failure, but it is said."""


@dataclass(frozen=True, slots=True)
class Check:
    """`why` is the code of the refusal; empty when the check holds."""

    name: str
    state: State
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing failed. Look at what could not be checked as well."""
        return not self.named(State.FAILS)

    def named(self, state: State) -> tuple[str, ...]:
        return tuple(check.name for check in self.checks if check.state is state)


Work: TypeAlias = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Step:
    """`gives` is the field of the case that the work returns; `needs` must have been given."""

    name: str
    work: Work
    needs: str = ""
    gives: str = ""


def run(case: object, steps: Iterable[Step]) -> Report:
    """Make the checks in their order; nothing that is in the case raises."""
    return Report(tuple(_run(case, step) for step in steps))


def _run(case: object, step: Step) -> Check:
    missing = [name for name in step.needs.split() if getattr(case, name) is None]
    if missing:
        return Check(step.name, State.UNCHECKED, "needs", {"missing": missing})
    try:
        found = step.work(case)
    except Unchecked as problem:
        return Check(step.name, State.UNCHECKED, problem.code, problem.facts)
    except Refused as problem:
        field = {"field": problem.field} if problem.field else {}
        return Check(step.name, State.FAILS, problem.code, field | problem.facts)
    if step.gives:
        setattr(case, step.gives, found)
    return Check(step.name, State.HOLDS)


def given(value: Given | None) -> Given:
    """The value of a field that the step needs."""
    if value is None:
        raise Unchecked("needs")
    return value
