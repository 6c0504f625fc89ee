"""How the floor was shared: who spoke, for how long, and how evenly. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sessions.speaking.floor import Matter
from sessions.speaking.order import is_counted
from sessions.speaking.word import Turn, Word


@dataclass(frozen=True, slots=True)
class GroupShare:
    attribute: str
    value: str
    present: int
    spoke: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Report:
    """Of those present when the first speaker was called; who came later is added."""

    turns: int
    seconds: int  # the floor's time: of all turns that are over, officials' and chair's too
    spoke: int
    passed: int
    here: int
    gini: Fraction  # 0: all spoke as long; near 1: one person had it all
    groups: tuple[GroupShare, ...]

    def share(self, seconds: int) -> int:
        """Whole percent of the time that belonged to groups."""
        total = sum(one.seconds for one in self.groups)
        return round(100 * Fraction(seconds, total)) if total else 0


def report(matter: Matter) -> Report:
    """What one matter's turns come to. Turns that still run are left out."""
    done = [one for one in matter.turns if one.ended_at is not None]
    speeches = [one for one in matter.turns if one.word in (Word.SPEECH, Word.REPLY)]
    spoke = {one.person for one in speeches if one.ended_at and not one.official}
    passed = {who for who, is_official in matter.passed.items() if not is_official}
    here = max(matter.here, len(matter.heard))
    counted = [one for one in done if is_counted(one)]
    speakers = {one.person for one in counted}
    times = [sum(one.used for one in counted if one.person == who) for who in sorted(speakers)]
    return Report(
        turns=len(done),
        seconds=sum(one.used for one in done),
        spoke=len(spoke),
        passed=len(passed - {one.person for one in speeches}),  # whoever speaks now has not
        here=here,
        gini=gini([*times, *[0] * (here - len(times))]),
        groups=_groups(matter, counted),
    )


def _groups(matter: Matter, counted: Sequence[Turn]) -> tuple[GroupShare, ...]:
    named = {
        (attribute, value): number
        for attribute, values in matter.present.items()
        for value, number in values.items()
    }
    for turn in counted:
        for group in turn.groups.items():
            named.setdefault(group, 0)
    found = []
    for (attribute, value), number in named.items():
        mine = [one for one in counted if one.groups.get(attribute) == value]
        spoke = {one.person for one in mine if one.word is not Word.POINT}
        seconds = sum(one.used for one in mine)
        found.append(GroupShare(attribute, value, max(number, len(spoke)), len(spoke), seconds))
    return tuple(found)


def gini(values: Sequence[int]) -> Fraction:
    """The Gini coefficient of what each has; 0 where nobody has anything.

    >>> gini([5, 5, 5]), gini([0, 0, 0, 8])
    (Fraction(0, 1), Fraction(3, 4))
    """
    total, number = sum(values), len(values)
    if not total:
        return Fraction()
    weighed = sum(rank * value for rank, value in enumerate(sorted(values), start=1))
    return Fraction(2 * weighed, number * total) - Fraction(number + 1, number)
