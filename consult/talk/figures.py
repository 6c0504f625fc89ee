"""The figures of a talk, as they are read aloud and kept. Pure."""

from fractions import Fraction

from consult.talk.events import ShareTold
from consult.talk.talk import Talk
from sessions.queries import GroupShare


def over_of(talk: Talk) -> int:
    """Seconds beyond the limits, all turns that are over together."""
    return sum(one.over for one in talk.matter.turns if one.ended_at is not None)


def shares_of(talk: Talk) -> tuple[ShareTold, ...]:
    """Each group's percent of those here and of the time, among those of whom it is known."""
    groups = talk.report.groups
    return tuple(_share(one, groups) for one in groups)


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
