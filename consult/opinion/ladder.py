"""What may honestly be shown of so few people, and why not more: one ladder. Pure."""

from dataclasses import dataclass
from enum import StrEnum

LEAST_PEOPLE, LEAST_STATEMENTS = 8, 6
LEAST_FOR_LINE, LEAST_FOR_MAP = 15, 30
LEAST_GROUP = 5
LEAST_STABILITY = 0.6


class Shown(StrEnum):
    """What a screen may hold, from the first rung up."""

    COUNTS = "counts"
    LISTS = "lists"  # most agreed, most divided, least understood
    STRATA = "strata"  # consensus across declared groups
    LINE = "line"  # people here differ along one line; these statements separate them
    MAP = "map"  # everybody as a point, with groups


class WhyNot(StrEnum):
    """What stands in the way of the next rung."""

    FEW_PEOPLE = "few-people"  # fewer than 8: raw counts only
    FEW_STATEMENTS = "few-statements"  # fewer than 6: raw counts only
    FEW_FOR_LINE = "few-for-line"  # fewer than 15
    NOT_EXAMINED = "not-examined"  # structure or stability has yet to be computed
    NO_STRUCTURE = "no-structure"  # people differ no more than dice would
    FEW_FOR_MAP = "few-for-map"  # fewer than 30
    NO_GROUPS = "no-groups"  # nobody could be placed
    SMALL_GROUP = "small-group"  # a group of fewer than 5
    UNSTABLE = "unstable"  # other people would have made other groups


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the ladder asks. None: not computed, or of groups: none were found.

    `people` have voted at least once, `statements` were voted on and not moderated out,
    `strata` are declared and have four people or more.
    """

    people: int
    statements: int
    strata: int = 0
    structure: bool | None = None
    smallest_group: int | None = None
    stability: float | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """What may be shown, and why not more; `why_not` is None where everything may."""

    shown: frozenset[Shown]
    why_not: WhyNot | None

    def may(self, what: Shown) -> bool:
        return what in self.shown


def ladder(found: Evidence) -> Rung:
    """The only place that decides what a conversation of this size may show."""
    counted = frozenset({Shown.COUNTS})
    if found.people < LEAST_PEOPLE:
        return Rung(counted, WhyNot.FEW_PEOPLE)
    if found.statements < LEAST_STATEMENTS:
        return Rung(counted, WhyNot.FEW_STATEMENTS)
    listed = counted | {Shown.LISTS} | ({Shown.STRATA} if found.strata >= 2 else set())
    if (why_not := _no_line(found)) is not None:
        return Rung(listed, why_not)
    if (why_not := _no_map(found)) is not None:
        return Rung(listed | {Shown.LINE}, why_not)
    return Rung(listed | {Shown.LINE, Shown.MAP}, None)


def _no_line(found: Evidence) -> WhyNot | None:
    if found.people < LEAST_FOR_LINE:
        return WhyNot.FEW_FOR_LINE
    if found.structure is None:
        return WhyNot.NOT_EXAMINED
    return None if found.structure else WhyNot.NO_STRUCTURE


def _no_map(found: Evidence) -> WhyNot | None:
    if found.people < LEAST_FOR_MAP:
        return WhyNot.FEW_FOR_MAP
    if found.smallest_group is None:
        return WhyNot.NO_GROUPS
    if found.smallest_group < LEAST_GROUP:
        return WhyNot.SMALL_GROUP
    if found.stability is None:
        return WhyNot.NOT_EXAMINED
    return None if found.stability >= LEAST_STABILITY else WhyNot.UNSTABLE
