"""A receipt says what was counted, and its code can be read out over the phone."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ballots.receipt import CODE_LENGTH, receipt_code


@given(st.text(), st.text(), st.text())
def test_the_same_ballot_always_has_the_same_code(round: str, person: str, marks: str) -> None:
    code = receipt_code(round, person, marks)
    assert receipt_code(round, person, marks) == code
    assert len(code) == CODE_LENGTH
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_another_round_person_or_mark_has_another_code() -> None:
    rounds, people, signs = ("r1", "r2"), ("p1", "p2"), ("+-", "-+", "..")
    codes = {receipt_code(*one) for one in product(rounds, people, signs)}
    assert len(codes) == 2 * 2 * 3


def test_a_code_is_the_one_an_auditor_computes() -> None:
    """Contract: base32 of SHA-256 over `minyi recorded ballot|round|person|marks`."""
    assert receipt_code("round", "person", "+-o.") == "NIO7LW3O"
