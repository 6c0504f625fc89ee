"""Who speaks next. Pure: the journal and those present give the order, on every screen.

The waiting is measured up to the last thing that happened, not up to now: an order that changed
by itself would be another one on the chair's button than on the big screen.
"""

from collections.abc import Collection
from datetime import timedelta
from fractions import Fraction
from typing import Any, TypeAlias

from sessions.speaking.floor import Floor, Matter
from sessions.speaking.limits import Ordering
from sessions.speaking.word import Category, Turn, Waiting, Word

MOST_SKIPS = 3
POINT, PROCEDURAL, REPLY, OTHERS, OFFICIALS = range(-1, 4)  # classes, smallest first
FIRST = {Word.POINT: POINT, Word.PROCEDURAL: PROCEDURAL, Word.REPLY: REPLY}

Key: TypeAlias = tuple[Any, ...]


def line(floor: Floor, matter: Matter, here: Collection[str]) -> list[Waiting]:
    """All who wait and are present, in the order in which they are to be called."""
    key = fair_key if matter.terms.order is Ordering.FAIR else request_key
    present = [one for one in matter.waiting if one.person in here]
    return sorted(present, key=lambda one: key(floor, matter, one))


def request_key(floor: Floor, matter: Matter, one: Waiting) -> Key:
    """Strictly as asked for; only what is no speech comes before."""
    return (*_before_speeches(one), one.number)


def fair_key(floor: Floor, matter: Matter, one: Waiting) -> Key:
    """(class, times spoken, surplus of the group, seconds spoken today, request)."""
    if one.word in FIRST:
        return request_key(floor, matter, one)
    if is_starving(floor, matter, one):
        return (OTHERS, 0, one.number)
    late = one.official and not half_is_heard(matter)
    times, spoken = matter.times(one.person), seconds_today(floor, one.person)
    surplus = sum((_surplus(floor, matter, *group) for group in one.groups.items()), Fraction())
    return (OFFICIALS if late else OTHERS, 1, times, surplus, spoken, one.number)


def _before_speeches(one: Waiting) -> Key:
    rank = list(Category).index(one.category) if one.category else 0
    return (FIRST.get(one.word, OTHERS), rank)


def is_starving(floor: Floor, matter: Matter, one: Waiting) -> bool:
    """Passed over three times, or waiting too long since the first speaker was called.

    Before that, nobody waits for anybody: who registered yesterday has not waited a day.
    """
    if one.skipped >= MOST_SKIPS:
        return True
    if floor.at is None or matter.begun_at is None:
        return False
    waited = floor.at - max(one.asked_at, matter.begun_at)
    return waited > timedelta(minutes=matter.terms.limits.patience)


def skipped_by(matter: Matter, called: Waiting, here: Collection[str]) -> list[str]:
    """The entries of those who asked for a speech earlier, are here, and see another called."""
    if called.word is not Word.SPEECH:
        return []
    earlier = (one for one in matter.speeches if one.number < called.number)
    return [one.entry for one in earlier if one.person in here]


def half_is_heard(matter: Matter) -> bool:
    """Whether half of those who were present at the first call have spoken or passed."""
    return matter.here > 0 and 2 * len(matter.heard) >= matter.here


def is_counted(turn: Turn) -> bool:
    """The chair's procedural words and the officials' use nobody's share of the floor."""
    return turn.word is not Word.PROCEDURAL and not turn.official


def seconds_today(floor: Floor, person: str) -> int:
    """Seconds spoken in this whole meeting, a running turn up to what happened last."""
    if floor.at is None:
        return 0
    mine = (one for one in floor.turns if one.person == person and is_counted(one))
    return sum(one.spoken(floor.at) for one in mine)


def _surplus(floor: Floor, matter: Matter, attribute: str, value: str) -> Fraction:
    """The group's share of the floor's time less its share of those present.

    As long as nobody has spoken, no group has had more than its share.
    """
    used = {one.turn: one.spoken(floor.at) for one in matter.turns if floor.at}
    counted = [one for one in matter.turns if is_counted(one)]
    total = sum(used[one.turn] for one in counted)
    if not total:
        return Fraction()
    mine = sum(used[one.turn] for one in counted if one.groups.get(attribute) == value)
    here = matter.present.get(attribute, {})
    present = Fraction(here.get(value, 0), sum(here.values()) or 1)
    return Fraction(mine, total) - present
