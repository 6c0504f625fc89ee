"""What stands where in the chart of a result. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ballots.adoption import Paper
from ballots.outcome import CategoryOutcome, ItemOutcome, Outcome
from ballots.tally import ItemCount

# More than these go beside each other: in one column nobody could read them from afar.
MOST_LINES = 16

Item: TypeAlias = ItemOutcome | ItemCount


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chart: an item, or the heading of a category."""

    item: Item | None = None
    category: CategoryOutcome | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: where it begins and how long it is."""

    key: str
    count: int
    left: float
    long: float


def chart_columns(
    paper: Paper, items: Sequence[Item], outcome: Outcome | None
) -> list[list[Line]]:
    """The lines of one column or two, by rank; a running count stays as on the ballot."""
    if outcome is None:
        return _columns([Line(item) for item in items])
    ranked = sorted(outcome.items, key=lambda item: item.rank)
    if not outcome.categories:
        return _columns([Line(item) for item in ranked])
    category = {one.no: one.category for one in paper.method.candidates}
    lines: list[Line] = []
    order = list(category.values())
    for each in sorted(outcome.categories, key=lambda one: order.index(one.category)):
        mine = [Line(one, each) for one in ranked if category[one.no] == each.category]
        lines += [Line(category=each), *mine]
    return _columns(lines)


def stacked(counts: Mapping[str, int], order: Sequence[str], wide: int) -> list[Part]:
    """Parts of one bar `wide` units long, in their order; each as long as its share."""
    whole = sum(counts.get(key, 0) for key in order)
    parts: list[Part] = []
    before = 0
    for key in order:
        if count := counts.get(key, 0):
            left = wide * before / whole
            before += count
            parts.append(
                Part(key, count, round(left, 2), round(wide * before / whole - left, 2))
            )
    return parts


def _columns(lines: list[Line]) -> list[list[Line]]:
    if len(lines) <= MOST_LINES:
        return [lines]
    half = (len(lines) + 1) // 2
    first, second = lines[:half], lines[half:]
    if first[-1].item is None:  # no heading without its projects
        first, second = first[:-1], [first[-1], *second]
    if second[0].item is not None and second[0].category is not None:
        second = [Line(category=second[0].category), *second]
    return [first, second]
