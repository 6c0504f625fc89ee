"""What one matter adds to each figure, and how figures of many are put together. Pure.

Ratings are told in batches: one deputy often rates alone, and whoever watched a figure from day
to day would read that one grade. So what fewer than k raters said of a matter waits until, in
the same unit, level and year, at least k have spoken; then all of them count at once. Every
sum and every difference of what is told is of at least k people.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from followup.calendar import Calendar
from followup.evaluation import Grade3, Scale, first_of_each, scale_of
from followup.matter import Part
from followup.office import Office
from followup.standing import Ballot, Progress
from followup.statistics import Case, Figure, Rate, check_sum, rates
from followup.summary import View

COUNTED = (
    Figure.CLOSED,
    Figure.ACHIEVED,
    Figure.ON_TIME,
    Figure.REPLIED,
    Figure.MET_IN_PERSON,
)
RATED = (
    Figure.SATISFIED,
    Figure.SATISFIED_OR_BASICALLY,
    Figure.FIRST_SATISFIED,
    Figure.ATTITUDE,
)
RATERS = (Office.DEPUTY, Office.RESIDENT)


class PartedBy(StrEnum):
    """What the figures are parted by."""

    UNIT = "unit"
    LEVEL = "level"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Heard:
    """A closed asking for ratings of one matter, by one kind of raters: counts alone."""

    matter: str
    rater: Office
    number: int  # the first asking of the matter is 1
    org: str  # the lead unit that was rated
    org_name: str
    level: str
    year: str
    closed_on: date
    result: Scale
    attitude: int  # satisfied with the attitude


@dataclass(frozen=True, slots=True)
class Batch:
    """Ratings of one unit, level and year that are told together."""

    rater: Office
    org: str
    org_name: str
    level: str
    year: str
    first: Scale
    last: Scale
    attitude: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of figures. `rates` has every figure once a kind of raters."""

    key: str
    name: str
    matters: int
    rates: tuple[Rate, ...]
    rated: Mapping[Office, tuple[Rate, ...]]


@dataclass(frozen=True, slots=True)
class Figures:
    """The lines and their sum; `waiting` ratings are too few to be told yet."""

    lines: tuple[Line, ...]
    total: Line
    waiting: int


def counts_of(seen: View, calendar: Calendar) -> tuple[Rate, ...]:
    """One matter's share of what is counted without ratings."""
    found = rates([Case(seen.progress, seen.owed)], calendar, seen.as_of)
    return tuple(one for one in found if one.figure in COUNTED)


def heard_of(seen: View) -> tuple[Heard, ...]:
    """What was said of a matter in each rating that is closed."""
    return tuple(
        one
        for number, ballot in enumerate(seen.progress.ballots, start=1)
        for one in _heard(seen.progress, ballot, number)
    )


def _heard(now: Progress, ballot: Ballot, number: int) -> Iterator[Heard]:
    leads = [one for one in now.assignments if one.part is Part.LEAD]
    lead = next((one for one in reversed(leads) if one.round == ballot.round), None)
    if now.matter is None or ballot.closed_on is None:
        return
    for rater in RATERS:
        own = first_of_each(one for one in ballot.ratings if one.office == rater)
        if own:
            yield Heard(
                now.matter.id,
                rater,
                number,
                lead.org if lead else "",
                lead.org_name if lead else "",
                now.matter.level,
                str(now.matter.decided_on.year),
                ballot.closed_on,
                scale_of(one.result for one in own),
                sum(one.attitude == Grade3.SATISFIED for one in own),
            )


def released(heard: Iterable[Heard], k: int) -> tuple[tuple[Batch, ...], int]:
    """What may be told, and how many ratings are too few for it so far."""
    said_of: dict[tuple[str, str], list[Heard]] = {}
    for one in sorted(heard, key=lambda one: (one.closed_on, one.matter, one.number)):
        said_of.setdefault((one.rater, one.matter), []).append(one)
    cells: dict[tuple[str, ...], list[list[Heard]]] = {}
    for said in said_of.values():  # the unit is the one that was rated first
        cell = (said[0].rater, said[0].org, said[0].level, said[0].year)
        cells.setdefault(cell, []).append(said)
    found: list[Batch] = []
    waiting = 0
    for cell_matters in cells.values():
        held: list[list[Heard]] = []
        for said in cell_matters:
            alone = said[0].result.rated >= k
            group = [said] if alone else [*held, said]
            is_full = sum(one[0].result.rated for one in group) >= k
            if is_full:
                found.append(_batch(group, k, alone=alone))
            if not alone:
                held = [] if is_full else group
        waiting += sum(one[0].result.rated for one in held)
    return tuple(found), waiting


def _batch(group: Sequence[Sequence[Heard]], k: int, *, alone: bool) -> Batch:
    """The last word of each matter is that of the day on which the batch was full."""
    of, day = group[-1][0], group[-1][0].closed_on
    firsts = [one[0] for one in group]
    if alone:
        lasts = [[one for one in group[0] if one.result.rated >= k][-1]]
    else:
        lasts = [[one for one in said if one.closed_on <= day][-1] for said in group]
    return Batch(
        of.rater,
        of.org,
        of.org_name,
        of.level,
        of.year,
        _sum(one.result for one in firsts),
        _sum(one.result for one in lasts),
        sum(one.attitude for one in lasts),
    )


def _sum(scales: Iterable[Scale]) -> Scale:
    listed = list(scales)
    return Scale(
        sum(one.satisfied for one in listed),
        sum(one.basically for one in listed),
        sum(one.unsatisfied for one in listed),
    )


def rated_of(batches: Iterable[Batch]) -> tuple[Rate, ...]:
    """The four figures of satisfaction of batches of one kind of raters."""
    listed = list(batches)
    first, last = _sum(one.first for one in listed), _sum(one.last for one in listed)
    attitude = sum(one.attitude for one in listed)
    return (
        Rate(Figure.SATISFIED, last.satisfied, last.rated),
        Rate(Figure.SATISFIED_OR_BASICALLY, last.satisfied + last.basically, last.rated),
        Rate(Figure.FIRST_SATISFIED, first.satisfied, first.rated),
        Rate(Figure.ATTITUDE, attitude, last.rated),
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """Sums of a group of matters, by whatever key they were parted."""

    key: str
    name: str
    matters: int
    rates: Mapping[Figure, tuple[int, int]]


def figures(
    by: PartedBy, counted: Sequence[Counted], batches: Sequence[Batch], waiting: int
) -> Figures:
    """The table. The total is made of the lines; both are checked against each other."""
    keys = {one.key: one.name for one in counted}
    told: dict[str, list[Batch]] = {}
    for batch in batches:
        key = _key(batch, by)
        keys.setdefault(key, _name(batch, by))
        told.setdefault(key, []).append(batch)
    sums = {one.key: one for one in counted}
    lines = tuple(
        _line(key, name, sums.get(key), told.get(key, [])) for key, name in keys.items()
    )
    whole = Counted(
        "",
        "",
        sum(one.matters for one in counted),
        {figure: _added(counted, figure) for figure in COUNTED},
    )
    total = _line("", "", whole, batches)
    _check(lines, total)
    return Figures(lines, total, waiting)


def _check(lines: Sequence[Line], total: Line) -> None:
    """Parts and whole are counted on different ways: they must be the same."""
    check_sum({one.key: one.matters for one in lines}, total.matters)
    for place in range(len(COUNTED)):
        parts = {one.key: one.rates[place].of for one in lines}
        check_sum(parts, total.rates[place].of)
    for rater in RATERS:
        for place in range(len(RATED)):
            parts = {one.key: one.rated[rater][place].count for one in lines}
            check_sum(parts, total.rated[rater][place].count)


def _added(counted: Sequence[Counted], figure: Figure) -> tuple[int, int]:
    found = [one.rates.get(figure, (0, 0)) for one in counted]
    return sum(count for count, _ in found), sum(of for _, of in found)


def _line(key: str, name: str, sums: Counted | None, batches: Sequence[Batch]) -> Line:
    known = sums.rates if sums else {}
    counted = tuple(Rate(figure, *known.get(figure, (0, 0))) for figure in COUNTED)
    rated = {rater: rated_of(one for one in batches if one.rater is rater) for rater in RATERS}
    return Line(key, name, sums.matters if sums else 0, counted, rated)


def _key(batch: Batch, by: PartedBy) -> str:
    return {PartedBy.UNIT: batch.org, PartedBy.LEVEL: batch.level, PartedBy.YEAR: batch.year}[
        by
    ]


def _name(batch: Batch, by: PartedBy) -> str:
    return {PartedBy.UNIT: batch.org_name, PartedBy.LEVEL: "", PartedBy.YEAR: batch.year}[by]
