"""Figures with numerator, denominator and definition; nothing is typed in. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.errors import Refused
from followup.acts import MatterState
from followup.calendar import Calendar
from followup.duties import Owed, days_late
from followup.evaluation import Scale, first_of_each, scale_of
from followup.event import Answered
from followup.matter import Achieved, Duty
from followup.office import Office
from followup.standing import Progress


class Figure(StrEnum):
    """Each has one definition; `web/followup_words` says it in words."""

    CLOSED = "closed"  # closed / all
    ACHIEVED = "achieved"  # class A / claimed (办成率)
    ON_TIME = "on_time"  # met in time / (met + open and late)
    REPLIED = "replied"  # answered / answers due by now or given
    MET_IN_PERSON = "met_in_person"  # answered in person / answered
    SATISFIED = "satisfied"  # result: satisfied / rated
    SATISFIED_OR_BASICALLY = "satisfied_or_basically"  # result: both / rated
    FIRST_SATISFIED = "first_satisfied"  # the same of the first ratings alone
    ATTITUDE = "attitude"  # attitude: satisfied / rated


@dataclass(frozen=True, slots=True)
class Rate:
    """`of` is what was counted; `percent` is None for nothing of nothing."""

    figure: Figure
    count: int
    of: int

    @property
    def percent(self) -> float | None:
        return round(self.count * 100 / self.of, 2) if self.of else None


@dataclass(frozen=True, slots=True)
class Case:
    """A matter as statistics take it."""

    standing: Progress
    owed: tuple[Owed, ...]


def on_time(cases: Iterable[Case], calendar: Calendar, today: date) -> Rate:
    """Met on time / (met + open and late), after FixMyStreet's slip of leaving out the late."""
    met = open_late = in_time = 0
    for case in cases:
        for one in case.owed:
            if one.duty is Duty.DELIVER:
                continue  # whoever brings the news is not the unit that does the work
            late = days_late(one, case.standing, calendar, today)
            met += one.met_on is not None
            in_time += one.met_on is not None and late <= 0
            open_late += one.is_open and late > 0
    return Rate(Figure.ON_TIME, in_time, met + open_late)


def results(cases: Iterable[Case], rater: Office, *, first: bool) -> Scale:
    """Result grades of closed ratings: the last of each matter, or the first ones."""
    grades: list[int] = []
    for case in cases:
        closed = [one for one in case.standing.ballots if one.closed_on is not None]
        if closed:
            chosen = closed[0] if first else closed[-1]
            own = first_of_each(one for one in chosen.ratings if one.office == rater)
            grades += [one.result for one in own]
    return scale_of(grades)


def rates(
    cases: Sequence[Case], calendar: Calendar, today: date, rater: Office = Office.DEPUTY
) -> tuple[Rate, ...]:
    claimed = [one.standing.achieved for one in cases if one.standing.achieved]
    closed = sum(one.standing.state is MatterState.CLOSED for one in cases)
    last, first = results(cases, rater, first=False), results(cases, rater, first=True)
    return (
        Rate(Figure.CLOSED, closed, len(cases)),
        Rate(Figure.ACHIEVED, claimed.count(Achieved.A), len(claimed)),
        on_time(cases, calendar, today),
        _replied(cases, today),
        _met_in_person(cases),
        Rate(Figure.SATISFIED, last.satisfied, last.rated),
        Rate(Figure.SATISFIED_OR_BASICALLY, last.satisfied + last.basically, last.rated),
        Rate(Figure.FIRST_SATISFIED, first.satisfied, first.rated),
    )


def _replied(cases: Iterable[Case], today: date) -> Rate:
    answers = [
        one
        for case in cases
        for one in case.owed
        if one.duty is Duty.ANSWER and (one.met_on is not None or one.due <= today)
    ]
    return Rate(Figure.REPLIED, sum(one.met_on is not None for one in answers), len(answers))


def _met_in_person(cases: Iterable[Case]) -> Rate:
    answers = [
        one for case in cases for one in case.standing.taken if isinstance(one, Answered)
    ]
    return Rate(Figure.MET_IN_PERSON, sum(one.met_in_person for one in answers), len(answers))


def check_sum(parts: Mapping[str, int], total: int) -> None:
    """Refuse figures that do not add up (Ninghai printed 95 where 195 was counted)."""
    found = sum(parts.values())
    if found != total:
        raise Refused("sum-wrong", "total", found=found, total=total)
