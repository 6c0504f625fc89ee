"""Working days, through years in which they were moved."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.calendar import (
    Calendar,
    Special,
    calendar_of,
    months_after,
    quarter_end,
    quarters,
)
from followup.holidays import SEEDED
from tests.followup.matters import CHINA

DAYS = st.dates(date(2021, 12, 1), date(2027, 1, 31))
WORKED = {2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


@pytest.mark.parametrize(("year", "worked"), WORKED.items())
def test_a_year_has_the_working_days_of_its_notice(year: int, worked: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=one) for one in range(366))
    assert sum(CHINA.is_workday(day) for day in days if day.year == year) == worked


def test_a_moved_sunday_is_worked_and_a_moved_monday_is_not() -> None:
    assert CHINA.is_workday(date(2026, 1, 4))  # Sunday
    assert not CHINA.is_workday(date(2026, 10, 5))  # Monday
    assert CHINA.on_or_after(date(2026, 2, 15)) == date(2026, 2, 24)


def test_every_moved_working_day_is_at_a_weekend() -> None:
    assert all(one.day.weekday() >= 5 for one in SEEDED if one.is_workday)


def test_a_deadline_is_counted_over_the_spring_festival() -> None:
    assert CHINA.add(date(2026, 2, 12), 3) == date(2026, 2, 24)
    assert CHINA.between(date(2026, 2, 12), date(2026, 2, 24)) == 3


def test_an_office_can_correct_a_day() -> None:
    corrected = calendar_of([*SEEDED, Special(date(2026, 3, 3), False, "三月三")])
    assert not corrected.is_workday(date(2026, 3, 3))


@given(DAYS, st.integers(1, 300))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    then = CHINA.add(day, count)
    assert CHINA.is_workday(then)
    assert CHINA.between(day, then) == count == -CHINA.between(then, day)


@given(DAYS, DAYS)
def test_counting_by_weeks_is_counting_by_days(first: date, last: date) -> None:
    first, last = min(first, last), max(first, last)
    days = (first + timedelta(days=one) for one in range(1, (last - first).days + 1))
    assert CHINA.between(first, last) == sum(map(CHINA.is_workday, days))


def test_months_end_on_the_same_day_or_the_last() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 9, 15), 3) == date(2026, 12, 15)
    assert quarters(date(2026, 1, 21), date(2026, 7, 1)) == ["2026Q1", "2026Q2", "2026Q3"]
    assert quarter_end("2026Q4") == date(2026, 12, 31)
    assert Calendar().add(date(2026, 1, 2), -1) == date(2026, 1, 1)
