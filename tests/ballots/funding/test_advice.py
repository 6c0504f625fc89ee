"""Approvals beside a vote: whose they may be, and what they alone would fund."""

import hashlib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from ballots.commands import first_draft, with_candidates
from ballots.funding.advice import Advice, Purse, advise, attached
from ballots.method import Mode
from core.ids import PaperId
from tests.ballots.funding.approvals import SPLIT, file_of
from tests.cast import projects, refused

METHOD = with_candidates(first_draft("办法"), projects(3))
PAPER = PaperId("p")


def test_a_file_of_the_candidates_is_taken_with_its_hash_and_totals() -> None:
    found = attached(PAPER, METHOD, SPLIT)
    assert found.file_hash == hashlib.sha256(SPLIT).hexdigest()
    assert (found.residents, found.numbers) == (10, (1, 2, 3))
    assert (found.budget, found.currency) == (Fraction(1000), "CNY")


@pytest.mark.parametrize("strange", ["4", "01", "P1", "1.0"])
def test_projects_that_are_no_candidates_are_named_with_the_first_line(strange: str) -> None:
    content = file_of({1: 600, strange: 400, 3: 100, 9: 100}, ["1"])
    with refused("advice-not-candidates", line=12, projects=[strange, "9"]):
        attached(PAPER, METHOD, content)


def test_candidates_the_residents_could_not_approve_are_named() -> None:
    with refused("advice-candidates-missing", line=11, numbers=[1, 3]):
        attached(PAPER, METHOD, file_of({2: 600}, ["2"]))


def test_what_is_no_such_file_is_refused_as_the_terminal_does() -> None:
    with refused("funding-not-pabulib", line=1):
        attached(PAPER, METHOD, b"no,vote\n1,2\n")
    with refused("funding-not-utf-8", line=3):
        attached(PAPER, METHOD, SPLIT.decode().encode("gb18030"))


def test_grades_choose_nothing_to_compare_with() -> None:
    with refused("advice-to-grades"):
        attached(PAPER, replace(METHOD, mode=Mode.GRADE), SPLIT)


def test_a_minority_has_its_part_and_what_nobody_approves_is_not_filled_in() -> None:
    poorer = file_of({1: 600, 2: 400, 3: 100}, ["1"] * 6 + ["2"] * 4, budget=1100)
    approvals = {1: 6, 2: 4, 3: 0}
    assert advise(SPLIT, None) == Advice((1, 2), approvals, Purse.FILE, Fraction(1000))
    assert advise(poorer, None).funded == (1, 2)


@pytest.mark.parametrize(
    ("currency", "cap", "funded", "purse", "budget"),
    [
        ("CNY", "0.06", (2,), Purse.METHOD, 600),
        ("万元", "400", (2,), Purse.METHOD, 400),
        ("EUR", "0.06", (1, 2), Purse.FILE, 1000),
    ],
)
def test_the_cap_of_the_method_is_the_budget_where_it_can_be_converted(
    currency: str, cap: str, funded: tuple[int, ...], purse: Purse, budget: int
) -> None:
    content = file_of({1: 600, 2: 300, 3: 100}, ["1"] * 6 + ["2"] * 4, currency=currency)
    found = advise(content, Decimal(cap))
    assert (found.funded, found.purse) == (funded, purse)
    assert found.budget == budget
