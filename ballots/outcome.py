"""The outcome of a vote: who is chosen, who is tied, what has to happen next. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import msgspec

from ballots.method import Grade
from core.errors import Refused


@dataclass(frozen=True, slots=True)
class Turnout:
    """People entitled (应到), people present (实到) and ballots issued (发出).

    `groups` are the people entitled in each group that has a majority of its own.
    """

    members: int
    present: int
    issued: int
    groups: Mapping[str, int] = field(default_factory=dict)


class Next(StrEnum):
    NONE = "none"
    RUN_OFF = "run_off"
    ASK = "ask"
    EMPTY = "empty"
    SECOND_ROUND = "second_round"
    NEXT_SESSION = "next_session"
    PRESIDIUM = "presidium"
    LOT = "lot"


class Matter(StrEnum):
    """What a result can leave open."""

    TIE = "tie"  # some are level at the cut
    SHORTFALL = "shortfall"  # too few passed for the places


Fact: TypeAlias = int | str | list[int | str]


@dataclass(frozen=True, slots=True)
class Because:
    """The one reason the hall is told, as a code with the figures of its sentence."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    no: int
    name: str
    for_: int
    against: int
    abstain: int
    not_marked: int
    illegible: int
    passes: bool
    rank: int
    chosen: bool
    satisfied: int | None = None  # these four in mode grade only
    basically: int | None = None
    unsatisfied: int | None = None
    grade: Grade | None = None  # None as well when the vote is void
    rank_sum: int | None = None  # in mode rank only
    for_by_group: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CategoryOutcome:
    """The places of one category."""

    category: str
    seats: int
    chosen: tuple[int, ...]
    tied: tuple[int, ...]
    tied_seats: int
    unfilled: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Field for field the public JSON. `chosen` goes by votes, `items` as on the ballot.

    The fields after `because` are written only where they say something: the places by
    category, the candidates of a second round (the best first), the groups' own thresholds.
    """

    quorum_met: bool
    issued: int
    returned: int
    valid: int
    invalid: int
    vote_valid: bool
    threshold: int
    items: tuple[ItemOutcome, ...]
    chosen: tuple[int, ...]
    tied: tuple[int, ...]
    tied_seats: int
    unfilled: int
    next: Next
    because: Because
    categories: tuple[CategoryOutcome, ...] = ()
    standing: tuple[int, ...] = ()
    group_thresholds: Mapping[str, int] = field(default_factory=dict)


GROUP = re.compile(r"(.+)=([0-9]{1,9})")


def group_members(typed: str) -> tuple[str, int]:
    """A group and how many belong to it, as `deputies=45`."""
    found = GROUP.fullmatch(typed)
    if found is None:
        raise Refused("group-members-unreadable", value=typed)
    return found[1], int(found[2])


def check_turnout(turnout: Turnout) -> None:
    """Refuse figures no hall can have: numbers below zero, more present than entitled."""
    figures = (turnout.members, turnout.present, turnout.issued)
    for name, number in zip(("members", "present", "issued"), figures, strict=True):
        if number < 0:
            raise Refused("number-negative", field=name, number=number)
    if turnout.present > turnout.members:
        facts = {"present": turnout.present, "members": turnout.members}
        raise Refused("present-above-members", field="present", **facts)
    for group, number in turnout.groups.items():
        if not 0 <= number <= turnout.members:
            raise Refused("group-members-outside", group=group, members=turnout.members)


GRADED = {"satisfied", "basically", "unsatisfied", "grade"}
OPTIONAL = {"categories", "standing", "group_thresholds"}


def outcome_to_facts(outcome: Outcome) -> dict[str, object]:
    """The public JSON as plain values, `because` as its code and facts."""
    facts: dict[str, object] = msgspec.to_builtins(outcome)
    rows = msgspec.convert(facts["items"], list[dict[str, object]])
    kept = {name: fact for name, fact in facts.items() if name not in OPTIONAL or fact}
    return kept | {"items": [_row(row) for row in rows]}


def _row(row: Mapping[str, object]) -> dict[str, object]:
    """One item with the fields of its mode."""
    left_out = {name for name in ("rank_sum", "for_by_group") if row[name] in (None, {})}
    left_out |= GRADED if row["satisfied"] is None else set()
    return {name.rstrip("_"): fact for name, fact in row.items() if name not in left_out}


def outcome_from_facts(facts: Mapping[str, object]) -> Outcome:
    """Read back what `outcome_to_facts` wrote; refuse anything else."""
    try:
        rows = msgspec.convert(facts.get("items"), list[dict[str, object]])
        items = [row | {"for_": row["for"]} for row in rows]
        return msgspec.convert({**facts, "items": items}, Outcome)
    except (msgspec.ValidationError, KeyError) as problem:
        raise Refused("outcome-unreadable", problem=str(problem)) from None
