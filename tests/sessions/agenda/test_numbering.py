"""Numbers of a tree, in figures and in Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.agenda.numbering import chinese, official, official_whole, paths

FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")}
UNITS = {"十": 10, "百": 100}
TENS = {3: "三", 10: "十", 12: "十二", 20: "二十", 21: "二十一"}
HUNDREDS = {100: "一百", 105: "一百〇五", 110: "一百一十", 118: "一百一十八", 250: "二百五十"}


def value_of(text: str) -> int:
    """Read a Chinese number as people do: a figure, then the unit it counts."""
    total, figure = 0, 0
    for sign in text:
        if sign in UNITS:
            total += (figure or 1) * UNITS[sign]
            figure = 0
        else:
            figure = FIGURES[sign]
    return total + figure


@given(st.integers(1, 999))
def test_a_chinese_number_reads_as_what_it_is(number: int) -> None:
    assert value_of(chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [*TENS.items(), *HUNDREDS.items()],
)
def test_chinese_numbers_are_written_as_papers_write_them(number: int, text: str) -> None:
    assert chinese(number) == text


@st.composite
def outlines(draw: st.DrawFn) -> list[int]:
    depths: list[int] = []
    for _ in range(draw(st.integers(0, 20))):
        depths.append(draw(st.integers(0, min(2, depths[-1] + 1) if depths else 0)))
    return depths


@given(outlines())
def test_every_place_has_one_number_and_they_count_without_a_gap(depths: list[int]) -> None:
    found = paths(depths)
    assert [len(path) - 1 for path in found] == depths
    assert found == sorted(set(found)), "in agenda order, each once"
    for path in found:
        before = (*path[:-1], path[-1] - 1)
        assert path[-1] == 1 or before in found
        assert len(path) == 1 or path[:-1] in found


def test_the_signs_of_the_three_levels() -> None:
    assert [official(path) for path in [(2,), (2, 11), (2, 11, 3)]] == ["二、", "(十一)", "3."]
    assert [official_whole(path) for path in [(2,), (2, 1), (2, 1, 3)]] == [
        "二",
        "二(一)",
        "二(一)3",
    ]
