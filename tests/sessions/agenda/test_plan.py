"""Planned times: who follows whom, and what is no time at all."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.agenda.item import ItemState
from sessions.agenda.plan import clock_of, minutes_of, moment, read_date, read_time, timetable
from sessions.agenda.tree import arranged
from tests.cast import refused
from tests.sessions.agenda.test_tree import item


def clocks(starts: str, *items: object) -> dict[str, str]:
    found = timetable(arranged(items), starts)  # type: ignore[arg-type]
    return {name: slot.clock for name, slot in found.items()}


def test_items_follow_one_another_from_the_meetings_beginning() -> None:
    agenda = [item("a", lasts=30), item("b", lasts=15), item("c")]
    assert clocks("09:00", *agenda) == {"a": "09:00", "b": "09:30", "c": "09:45"}


def test_nobody_knows_when_an_item_begins_after_one_without_an_end() -> None:
    agenda = [item("a"), item("b", lasts=15), item("c", starts="10:00"), item("d")]
    assert clocks("09:00", *agenda) == {"a": "09:00", "c": "10:00"}
    assert clocks("", *agenda) == {"c": "10:00"}


def test_what_is_put_aside_takes_no_time() -> None:
    aside = item("b", state=ItemState.POSTPONED, lasts=60)
    agenda = [item("a", lasts=30), aside, item("c", lasts=5)]
    assert clocks("09:00", *agenda) == {"a": "09:00", "c": "09:30"}


def test_a_heading_has_the_time_of_its_parts() -> None:
    agenda = arranged([item("a"), item("b", 1, lasts=20), item("c", 1, lasts=10)])
    heading = timetable(agenda, "23:50")[agenda[0].id]
    assert (heading.clock, heading.ends) == ("23:50", 24 * 60 + 20)


def test_an_item_that_is_to_begin_too_early_is_noticed() -> None:
    agenda = arranged([item("a", lasts=60), item("b", starts="09:30", lasts=10)])
    assert [slot.is_early for slot in timetable(agenda, "09:00").values()] == [False, True]
    later = [agenda[0], replace(agenda[1], starts="10:00")]
    assert not timetable(later, "09:00")[later[1].id].is_early


@given(st.integers(0, 24 * 60 - 1))
def test_a_time_of_day_is_written_and_read(minutes: int) -> None:
    assert minutes_of(clock_of(minutes)) == minutes
    assert read_time(clock_of(minutes)) == clock_of(minutes)


@pytest.mark.parametrize("typed", ["25:00", "9:30", "09:60", "noon", "09:30:15", "０９:３０"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with refused("time-unreadable", typed=typed):
        read_time(typed)


def test_a_time_may_be_empty_or_have_seconds_of_nought() -> None:
    assert (read_time(" "), read_time("09:30:00")) == ("", "09:30")


@pytest.mark.parametrize(
    "typed", ["2027-02-29", "2027-1-20", "20270120", "tomorrow", "2027-13-01"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with refused("date-unreadable", typed=typed):
        read_date(typed)


@pytest.mark.parametrize("typed", ["1066-10-14", "9999-01-01"])
def test_a_day_far_away_is_a_mistake(typed: str) -> None:
    with refused("date-far"):
        read_date(typed)


def test_a_day_and_a_time_are_a_moment_of_the_meetings_zone() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert read_date("2028-02-29") == "2028-02-29"
    assert moment("2027-01-20", 60, shanghai).isoformat() == "2027-01-19T17:00:00+00:00"
    assert moment("2027-01-20", 25 * 60, shanghai).isoformat() == "2027-01-20T17:00:00+00:00"
