"""Working days as data: Monday to Friday, and the days on which that is otherwise. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import accumulate

# The notices of the State Council are in Beijing time, wherever the server stands.
BEIJING = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
SATURDAY = 5
MOST = 2000  # working days that may be counted on: eight years


def day_of(at: datetime) -> date:
    """The day in Beijing at this aware moment."""
    return at.astimezone(BEIJING).date()


@dataclass(frozen=True, slots=True)
class Special:
    """A day that is not what its weekday says, and where that is written."""

    day: date
    is_workday: bool
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """`special` has True for a moved working day, False for a day off."""

    special: Mapping[date, bool] = field(default_factory=dict)
    # The special days in order, and how many working days they add up to each of them.
    _days: tuple[date, ...] = field(init=False, repr=False, compare=False, default=())
    _sums: tuple[int, ...] = field(init=False, repr=False, compare=False, default=(0,))

    def __post_init__(self) -> None:
        days = sorted(self.special)
        moved = (self.special[day] - (day.weekday() < SATURDAY) for day in days)
        object.__setattr__(self, "_days", tuple(days))
        object.__setattr__(self, "_sums", tuple(accumulate(moved, initial=0)))

    def is_workday(self, day: date) -> bool:
        return self.special.get(day, day.weekday() < SATURDAY)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        for _ in range(MOST):
            if self.is_workday(day):
                return day
            day += DAY
        return day

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after `day` (before it, if negative); 0 is the day itself.

        The day itself is not counted (民法典 art. 201: 开始的当日不计入).
        """
        step = DAY if working_days > 0 else -DAY
        left = min(abs(working_days), MOST)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`; negative when `last` is before."""
        if last < first:
            return -self.between(last, first)
        days = (last - first).days
        weeks, rest = divmod(days, 7)
        tail = (first + DAY * (weeks * 7 + one) for one in range(1, rest + 1))
        usual = weeks * SATURDAY + sum(day.weekday() < SATURDAY for day in tail)
        upto, before = bisect_right(self._days, last), bisect_right(self._days, first)
        return usual + self._sums[upto] - self._sums[before]


def calendar_of(days: Iterable[Special]) -> Calendar:
    """Later ones go before earlier ones of the same day, so that an office can correct."""
    return Calendar({one.day: one.is_workday for one in days})


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return min(date(year, month + 1, 1) + DAY * (day.day - 1), _last_of(year, month + 1))


def _last_of(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - DAY


def quarter_of(day: date) -> str:
    """Such as 2026Q3."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def quarter_end(quarter: str) -> date:
    year, number = quarter.split("Q")
    return _last_of(int(year), int(number) * 3)


def quarters(first: date, last: date) -> list[str]:
    """Every quarter that has a day from `first` to `last`."""
    named: list[str] = []
    while first <= last:
        named.append(quarter_of(first))
        first = quarter_end(named[-1]) + DAY
    return named
