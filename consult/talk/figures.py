"""The figures of a talk, as they are read aloud and kept. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from sessions.concepts import GroupShare, Matter, Report


@dataclass(frozen=True, slots=True)
class ShareTold:
    """A group's part: of those here, of those who spoke, of the time."""

    attribute: str  # sex or grid
    value: str
    present: int
    spoke: int
    seconds: int
    of_present: int  # whole percent of those of whom it is known
    of_time: int


def over_of(matter: Matter) -> int:
    """Seconds beyond the limits, all turns that are over together."""
    return sum(one.over for one in matter.turns if one.ended_at is not None)


def shares_of(told: Report) -> tuple[ShareTold, ...]:
    """Each group's percent of those here and of the time, among those of whom it is known."""
    return tuple(_share(one, told.groups) for one in told.groups)


def _share(one: GroupShare, groups: tuple[GroupShare, ...]) -> ShareTold:
    same = [other for other in groups if other.attribute == one.attribute]
    return ShareTold(
        attribute=one.attribute,
        value=one.value,
        present=one.present,
        spoke=one.spoke,
        seconds=one.seconds,
        of_present=percent(one.present, sum(other.present for other in same)),
        of_time=percent(one.seconds, sum(other.seconds for other in same)),
    )


def percent(part: int, whole: int) -> int:
    """Whole percent; 0 of nothing.

    >>> percent(6, 13), percent(0, 0)
    (46, 0)
    """
    return round(100 * Fraction(part, whole)) if whole else 0
