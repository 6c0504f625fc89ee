"""What people type becomes values, or sentences on the fields it was typed in."""

from enum import StrEnum
from fractions import Fraction

import pytest

from core.errors import Refused
from web.forms import BadForm, Form


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


def complaints(form: Form) -> list[tuple[str, str | None]]:
    try:
        form.check()
    except BadForm as bad:
        return [(one.code, one.field) for one in bad.refusals]
    return []


def test_a_line_of_text_is_tidied() -> None:
    form = Form({"title": "  第三次 \t 会议\r\n"})
    assert form.text("title") == "第三次 会议"
    assert complaints(form) == []


@pytest.mark.parametrize("unseen", ["\x00", "\x1b", "\u202e", "\u200b", "\ufeff", "\ud800"])
def test_what_nobody_sees_is_taken_out_of_a_line(unseen: str) -> None:
    assert Form({"title": f"甲{unseen}乙"}).text("title") == "甲乙"
    hollow = Form({"title": unseen})
    hollow.text("title")
    assert complaints(hollow) == [("field-empty", "title")]


def test_signs_of_every_script_stay_as_typed() -> None:
    typed = "<script>alert(1)</script> =cmd() ../../x 🏳️‍🌈 שלום"
    assert Form({"title": typed}).text("title") == typed


def test_an_optional_line_may_be_empty_and_a_needed_one_not() -> None:
    form = Form({})
    assert (form.text("place", needed=False), form.text("title")) == ("", "")
    assert complaints(form) == [("field-empty", "title")]


def test_an_endless_line_is_refused_with_its_length() -> None:
    form = Form({"title": "长" * 5000})
    form.text("title", 80)
    with pytest.raises(BadForm) as caught:
        form.check()
    [refusal] = caught.value.refusals
    assert (refusal.code, refusal.facts) == ("field-too-long", {"most": 80, "length": 5000})


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), (" 07 ", 7), ("-1", -1), ("９", 9), ("999999999", 999999999)],
)
def test_a_whole_number_is_read(typed: str, number: int) -> None:
    form = Form({"n": typed})
    assert form.number("n", -1, 999999999) == number
    assert complaints(form) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "field-empty"),
        ("  ", "field-empty"),
        ("x", "not-a-number"),
        ("1.0", "not-a-number"),
        ("1e3", "not-a-number"),
        ("1_000", "not-a-number"),
        ("²", "not-a-number"),
        ("-", "not-a-number"),
        ("--1", "not-a-number"),
        ("9" * 5000, "not-a-number"),
        ("201", "number-outside-range"),
        ("-1", "number-outside-range"),
    ],
)
def test_what_is_no_number_of_the_range_is_refused_on_its_field(typed: str, code: str) -> None:
    form = Form({"seats": typed})
    assert form.number("seats", 1, 200) == 1, "a value of the type, whatever was typed"
    assert complaints(form) == [(code, "seats")]


def test_a_number_left_out_is_none_where_it_may_be() -> None:
    form = Form({"most": " ", "least": "3"})
    assert (form.number_or_none("most", 1, 9), form.number_or_none("least", 1, 9)) == (None, 3)
    assert complaints(form) == []


def test_a_choice_is_one_of_those_offered() -> None:
    form = Form({"fruit": "pear", "other": "plum"})
    assert form.choice("fruit", Fruit) is Fruit.PEAR
    form.choice("other", Fruit)
    form.choice("missing", Fruit)
    assert complaints(form) == [("choose-one", "other"), ("choose-one", "missing")]


@pytest.mark.parametrize(
    ("typed", "share"),
    [("1/2", Fraction(1, 2)), ("0", 0), ("0.5", Fraction(1, 2)), (" 2/3 ", Fraction(2, 3))],
)
def test_a_share_is_exact(typed: str, share: Fraction) -> None:
    form = Form({"fraction": typed})
    assert form.fraction("fraction") == share
    assert complaints(form) == []


@pytest.mark.parametrize(
    "typed", ["", "half", "1/0", "1/", "nan", "inf", "1e9999999", "1_0/2", "1/2/3", "9" * 5000]
)
def test_what_is_no_share_is_refused_at_once(typed: str) -> None:
    form = Form({"fraction": typed})
    assert form.fraction("fraction") == 0
    assert complaints(form) == [("fraction-unreadable", "fraction")]


def test_a_file_comes_with_its_name() -> None:
    form = Form({}, {"file": ("名单.csv", b"\x01")})
    assert form.file("file") == ("名单.csv", b"\x01")
    assert complaints(form) == []


@pytest.mark.parametrize("files", [{}, {"file": ("", b"")}])
def test_a_file_that_was_not_chosen_is_asked_for(files: dict[str, tuple[str, bytes]]) -> None:
    form = Form({}, files)
    assert form.file("file") == ("", b"")
    assert complaints(form) == [("file-missing", "file")]


def test_all_complaints_are_told_at_once() -> None:
    form = Form({"n": "x"})
    form.text("title")
    form.number("n", 0, 9)
    form.choice("fruit", Fruit)
    assert [field for _, field in complaints(form)] == ["title", "n", "fruit"]
    assert issubclass(BadForm, Refused)


def test_a_tick_is_anything_that_was_sent() -> None:
    form = Form({"sure": "on", "not": ""})
    assert (form.is_ticked("sure"), form.is_ticked("not"), form.is_ticked("x")) == (
        True,
        False,
        False,
    )
