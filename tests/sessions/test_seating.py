"""Seats as rosters write them."""

import pytest

from sessions.seating import Seat, plan_of, read_seat


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        ("7排12座", Seat("", 7, 12)),
        ("第7排第12号", Seat("", 7, 12)),
        ("７排１２座", Seat("", 7, 12)),
        ("第十二排三座", Seat("", 12, 3)),
        ("二十一排10号", Seat("", 21, 10)),
        ("7-12", Seat("", 7, 12)),
        ("7 — 12", Seat("", 7, 12)),
        ("7/12", Seat("", 7, 12)),
        ("A7", Seat("", 1, 7, lettered=True)),
        ("c-12", Seat("", 3, 12, lettered=True)),
        ("B排3座", Seat("", 2, 3, lettered=True)),
        ("楼上3排5座", Seat("楼上", 3, 5)),
        ("Row 7, seat 12", Seat("", 7, 12)),
    ],
)
def test_a_seat_is_read_as_it_is_written(text: str, seat: Seat) -> None:
    assert read_seat(text) == seat


def test_a_row_is_named_as_the_hall_names_it() -> None:
    names = [seat.row_name for text in ("A7", "7-12", "c-3") if (seat := read_seat(text))]
    assert names == ["A", "7", "C"]


@pytest.mark.parametrize(
    "text", ["", "12", "主席台", "0排3座", "7排", "贵宾席", "7-12-3", "x" * 20]
)
def test_what_is_no_seat_stays_words(text: str) -> None:
    assert read_seat(text) is None


def test_a_plan_has_only_its_own_part_of_the_hall() -> None:
    seats = [Seat("", 1, 3), Seat("", 4, 9), Seat("楼上", 9, 40)]
    plan = plan_of(seats, "")
    assert plan is not None
    assert (plan.rows, plan.first, plan.last) == ((1, 2, 3, 4), 1, 9)
    assert plan.taken == {Seat("", 1, 3), Seat("", 4, 9)}


def test_a_hall_beyond_all_measure_has_no_plan() -> None:
    assert plan_of([Seat("", 1, 999)], "") is None
    assert plan_of([], "") is None
