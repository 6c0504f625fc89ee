"""年初问计划、年中问进度、年末问结果、翌年回头看: which reviews a matter has coming. Pure.

Domain 6.1 (Hebi, Jiyuan; Jiangmen adds the look back). The last days are assumptions of ours.
Special inspections belong to a year and not to a matter; a matter they found wanting is looked
back at by the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from followup import event as e
from followup.calendar import months_after
from followup.matter import MatterKind
from followup.standing import Progress

MOST_YEARS = 6  # of one matter
FIRST_YEAR, LAST_YEAR = 2000, 2999
MOST_MATTERS = 30  # in one meeting


class Review(StrEnum):
    PLAN = "plan"  # 年初问计划
    MID_YEAR = "mid_year"  # 年中问进度
    YEAR_END = "year_end"  # 年末问结果
    LOOK_BACK = "look_back"  # 翌年回头看
    SPRING = "spring"  # 专项督查, first half
    AUTUMN = "autumn"  # second half


INSPECTIONS = (Review.SPRING, Review.AUTUMN)


class Finding(StrEnum):
    SATISFIED = "satisfied"
    BASICALLY = "basically"
    UNSATISFIED = "unsatisfied"


@dataclass(frozen=True, slots=True)
class Step:
    """One review of one matter: due by the calendar, planned with a meeting, or held."""

    review: Review
    year: int
    due: date
    planned_on: date | None = None
    meeting: str = ""
    held_on: date | None = None
    finding: Finding | None = None


def last_day(review: Review, year: int) -> date:
    """The day by which a review of that year is to be held."""
    return {
        Review.PLAN: date(year, 3, 31),
        Review.MID_YEAR: date(year, 8, 31),
        Review.YEAR_END: date(year + 1, 1, 31),
        Review.LOOK_BACK: date(year, 9, 30),
        Review.SPRING: date(year, 6, 30),
        Review.AUTUMN: date(year, 12, 15),
    }[review]


def rhythm(now: Progress, day: date) -> tuple[Step, ...]:
    """Every review that is due, planned or held, as of a day."""
    found = {(one.review, one.year): one for one in _expected(now, day)}
    for event in now.taken:
        if not isinstance(event, e.ReviewPlanned | e.Reviewed):
            continue
        review, year = Review(event.review), event.year
        old = found.get((review, year)) or Step(review, year, last_day(review, year))
        if isinstance(event, e.ReviewPlanned):
            held, finding = old.held_on, old.finding
            on = date.fromisoformat(event.planned_on)
            new = Step(review, year, old.due, on, event.meeting_id, held, finding)
        else:
            grade = Finding(event.finding)
            new = Step(review, year, old.due, old.planned_on, old.meeting, event.day, grade)
        found[review, year] = new
        if isinstance(event, e.Reviewed) and review in INSPECTIONS:
            _look_back(found, new)
    return tuple(sorted(found.values(), key=lambda one: (one.due, one.review)))


def _look_back(found: dict[tuple[Review, int], Step], held: Step) -> None:
    """What an inspection found wanting is seen again by the next one."""
    is_spring = held.review is Review.SPRING
    review = Review.AUTUMN if is_spring else Review.SPRING
    year = held.year + (not is_spring)
    if held.finding is not Finding.SATISFIED:
        found.setdefault((review, year), Step(review, year, last_day(review, year)))


def _expected(now: Progress, day: date) -> Iterator[Step]:
    """A suggestion is answered within months: it has no rhythm of years."""
    matter = now.matter
    if matter is None or matter.kind is MatterKind.SUGGESTION:
        return
    first, until = matter.decided_on, now.closed_on or day
    for year in range(first.year, min(until.year, first.year + MOST_YEARS - 1) + 1):
        yield from _of_year(year, first, now.closed_on or date.max)
    if now.closed_on is not None:
        year = now.closed_on.year + 1
        yield Step(Review.LOOK_BACK, year, last_day(Review.LOOK_BACK, year))


def _of_year(year: int, first: date, closed: date) -> Iterator[Step]:
    """What was decided after June has no middle of the year; the result is always asked."""
    due = max(last_day(Review.PLAN, year), months_after(first, 1))
    if due <= closed:
        yield Step(Review.PLAN, year, due)
    due = last_day(Review.MID_YEAR, year)
    if first <= date(year, 6, 30) and due <= closed:
        yield Step(Review.MID_YEAR, year, due)
    yield Step(Review.YEAR_END, year, last_day(Review.YEAR_END, year))


def is_review(event: e.ReviewPlanned | e.Reviewed) -> bool:
    """Whether it says something that can be placed in a year."""
    if event.review not in set(Review) or not FIRST_YEAR <= event.year <= LAST_YEAR:
        return False
    return isinstance(event, e.ReviewPlanned) or event.finding in set(Finding)
