"""The whole picture: the same votes give the same one, and it claims no more than it may."""

from dataclasses import astuple, replace
from random import Random

import numpy as np
import pytest

from consult.opinion.chance import Dice
from consult.opinion.grouping import clustered, grouping
from consult.opinion.ladder import Evidence, Rung, Shown, WhyNot, ladder
from consult.opinion.matrix import Matrix, Vote, matrix
from consult.opinion.picture import Findings, examine, picture
from consult.opinion.stability import adjusted_rand, stability
from consult.opinion.structure import has_structure, shuffled
from tests.consult.opinion.crowd import camps, table

FULL = Evidence(30, 6, 2, True, 5, 0.6)
SHUFFLES = 200


def cast(table: Matrix) -> list[Vote]:
    """The votes of a matrix, each with an older one that no longer counts."""
    told = []
    for row, column in np.argwhere(table.answered):
        person, statement = table.people[row], table.statements[column]
        told.append(Vote(person, statement, int(table.cells[row, column]), 2))
        told.append(Vote(person, statement, 0, 1))
    return told


def same(first: object, second: object) -> bool:
    if isinstance(first, np.ndarray):
        return bool(
            np.array_equal(first, np.asarray(second), equal_nan=first.dtype.kind == "f")
        )
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(same, first, second))
    return first == second


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    told = cast(camps((14, 11, 9), seed=seed))
    strata = {str(person): str(person % 3) for person in range(34)}
    first = astuple(picture(matrix(told, hidden=["3"]), strata, meta=["2"]))
    Random(seed).shuffle(told)
    second = astuple(picture(matrix(told, hidden=["3"]), strata, meta=["2"]))
    assert same(first, second)


def test_another_vote_changes_the_picture() -> None:
    told = cast(camps((14, 11, 9)))
    changed = [replace(told[0], value=-told[0].value), *told[1:]]
    assert not same(astuple(picture(matrix(told))), astuple(picture(matrix(changed))))


def test_camps_are_found_and_drawn() -> None:
    told = camps((20, 14))
    findings = examine(told)
    shown = picture(told, findings=findings)
    assert shown.grouping is not None
    assert shown.grouping.sizes == (20, 14)
    assert (findings.structure, shown.rung.why_not) == (True, None)
    assert findings.stability is not None
    assert findings.stability > 0.9
    assert shown.rung.may(Shown.MAP)


def test_without_the_dear_part_no_groups_are_claimed() -> None:
    rung = picture(camps((20, 14))).rung
    assert (rung.why_not, rung.may(Shown.LINE)) == (WhyNot.NOT_EXAMINED, False)


@pytest.mark.parametrize("people", [0, 1, 2, 7])
def test_a_conversation_that_has_hardly_begun_has_a_picture(people: int) -> None:
    shown = picture(table(*["++-0.+-"] * people) if people else matrix([], ["1", "2"]))
    assert shown.rung == Rung(frozenset({Shown.COUNTS}), WhyNot.FEW_PEOPLE)
    assert shown.grouping is None


def test_lists_leave_out_what_was_moderated_out_or_never_voted_on() -> None:
    shown = picture(matrix(cast(table("++-", "++-", "+-0")), ["9"], hidden=["0"]))
    assert shown.lists.most_agreed == ("1", "2")
    assert shown.lists.most_divided == ("1", "2")
    assert shown.lists.least_understood == ("2", "1")


def test_who_voted_little_is_placed_only_to_make_up_fifteen() -> None:
    many, few = ["+" * 8] * 14, ["+++....."] * 3
    assert clustered(table(*many, *few)).sum() == 15
    assert clustered(table(*many, "+" * 8, *few)).sum() == 15
    assert clustered(table(*many, "+" * 8, "-" * 7 + ".", *few)).sum() == 16
    assert clustered(table("+++", "--.")).sum() == 2


def test_the_largest_group_comes_first_and_the_best_silhouette_wins() -> None:
    at = [(0.0, 0.0)] * 4 + [(10.0, 0.0)] * 6 + [(0.0, 10.0)] * 5
    points = np.array(at) + Dice(0).numbers(15, 2)
    found = grouping(points, np.ones(15, np.bool_))
    assert found is not None
    assert found.labels.tolist() == [2] * 4 + [0] * 6 + [1] * 5
    assert (found.k, len(found.silhouettes)) == (3, 2)


@pytest.mark.parametrize(
    ("evidence", "shown", "why_not"),
    [
        (replace(FULL, people=7), "counts", WhyNot.FEW_PEOPLE),
        (replace(FULL, statements=5), "counts", WhyNot.FEW_STATEMENTS),
        (replace(FULL, people=14), "counts lists strata", WhyNot.FEW_FOR_LINE),
        (replace(FULL, people=14, strata=1), "counts lists", WhyNot.FEW_FOR_LINE),
        (replace(FULL, structure=None), "counts lists strata", WhyNot.NOT_EXAMINED),
        (replace(FULL, structure=False), "counts lists strata", WhyNot.NO_STRUCTURE),
        (replace(FULL, people=29), "counts lists strata line", WhyNot.FEW_FOR_MAP),
        (replace(FULL, smallest_group=None), "counts lists strata line", WhyNot.NO_GROUPS),
        (replace(FULL, smallest_group=4), "counts lists strata line", WhyNot.SMALL_GROUP),
        (replace(FULL, stability=None), "counts lists strata line", WhyNot.NOT_EXAMINED),
        (replace(FULL, stability=0.59), "counts lists strata line", WhyNot.UNSTABLE),
        (FULL, "counts lists strata line map", None),
    ],
)
def test_each_rung_says_what_is_missing(
    evidence: Evidence, shown: str, why_not: WhyNot | None
) -> None:
    assert ladder(evidence) == Rung(frozenset(map(Shown, shown.split())), why_not)


def test_shuffled_votes_show_no_groups() -> None:
    real = camps((16, 14), statements=10)
    assert has_structure(real), "need a structure that shuffling destroys"
    dice = Dice(1)
    copies = (replace(real, cells=shuffled(real.cells, dice)) for _ in range(SHUFFLES))
    quiet = sum(not has_structure(copy) for copy in copies)
    assert quiet >= 0.92 * SHUFFLES


def test_shuffling_leaves_to_each_statement_its_answers() -> None:
    real = camps((16, 14))
    mixed = shuffled(real.cells, Dice(1))
    assert (np.isnan(mixed) == np.isnan(real.cells)).all()
    for mark in (1, 0, -1):
        assert ((mixed == mark).sum(axis=0) == (real.cells == mark).sum(axis=0)).all()
    assert not np.array_equal(mixed, real.cells, equal_nan=True)


def test_agreement_of_groupings() -> None:
    first = np.array([0, 0, 0, 1, 1, 1])
    assert adjusted_rand(first, np.array([1, 1, 1, 0, 0, 0])) == 1
    # Table (2, 1), (0, 3): 4 pairs together, 6 and 7 in each, 15 in all.
    found = adjusted_rand(first, np.array([0, 0, 1, 1, 1, 1]))
    assert found == pytest.approx((4 - 6 * 7 / 15) / (6.5 - 6 * 7 / 15))


def test_groups_that_are_none_are_not_stable() -> None:
    told = replace(real := camps((20, 14)), cells=shuffled(real.cells, Dice(2)))
    found = picture(told).grouping
    assert found is not None
    assert stability(told, found) < 0.6
    assert examine(told) == Findings(structure=False)
