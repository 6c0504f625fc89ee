"""Each formula on figures small enough to be worked out by hand."""

from math import exp, log, sqrt

import numpy as np
import pytest

from consult.opinion.components import components, extremity, project, separating
from consult.opinion.consensus import consensus, declared_consensus
from consult.opinion.divisiveness import divisiveness, pass_share
from consult.opinion.matrix import Vote, counts, matrix
from consult.opinion.priority import next_statement, priorities, weights
from consult.opinion.representativeness import (
    proportion_test,
    representativeness,
    two_proportion_test,
)
from consult.opinion.support import bayesian, wilson
from tests.consult.opinion.crowd import table


def whole(*numbers: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array(numbers, np.int64)


def test_the_last_vote_counts_in_whatever_order_it_is_read() -> None:
    first, last = Vote("a", "1", 1, at=5), Vote("a", "1", -1, at=6)
    for told in ([first, last], [last, first]):
        assert matrix(told).cells.tolist() == [[-1]]


def test_two_answers_at_one_moment_are_none() -> None:
    told = [Vote("a", "1", 1, 5), Vote("a", "1", -1, 5), Vote("a", "1", -1, 5)]
    assert matrix(told).cells.tolist() == [[0]]
    assert matrix(told[::-1]).cells.tolist() == [[0]]
    assert matrix(told[1:]).cells.tolist() == [[-1]]


def test_statements_stand_in_the_order_of_their_numbers_and_need_no_vote() -> None:
    found = matrix([Vote("b", "10", 1), Vote("a", "9", 1)], ["x", "2"], hidden=["9"])
    assert (found.people, found.statements) == (("a", "b"), ("2", "9", "10", "x"))
    assert found.hidden.tolist() == [False, True, False, False]


def test_two_camps_differ_along_one_line() -> None:
    found = components(table("+-0", "+-0", "-+0", "-+0"))
    assert found.axes[0] == pytest.approx([sqrt(0.5), -sqrt(0.5), 0])
    assert found.axes[1].tolist() == [0, 0, 0]
    assert found.shares.tolist() == pytest.approx([1, 0])
    assert separating(table("+-0", "+-0", "-+0", "-+0"), found) == ("0", "1")


def test_a_lone_vote_moves_its_person_as_far_as_many_would() -> None:
    told = table("++", "--", "+.")
    found = components(told)
    assert found.mean.tolist() == pytest.approx([1 / 3, 0])
    x, y = found.axes[0]
    first = project(told, found)[:, 0]
    assert first[0] == pytest.approx(2 / 3 * x + y)
    assert first[2] == pytest.approx(sqrt(2 / 1) * 2 / 3 * x)


def test_extremity_is_where_somebody_would_stand_who_agreed_with_one_thing_only() -> None:
    told = table("+-0", "+-0", "-+0", "+++")
    found = components(told)
    alone = table("+..")
    for place in range(3):
        mark = "".join("+" if place == one else "." for one in range(3))
        alone = table(mark)
        away = np.hypot(*project(alone, found)[0])
        assert extremity(found)[place] == pytest.approx(away)


def test_consensus_multiplies_the_groups() -> None:
    told = table("+.", "+.", "-.", "+.", "0.")
    found = consensus(told, whole(0, 0, 0, 1, -1))
    assert found.product == pytest.approx([3 / 5 * 2 / 3, 1 / 4])
    assert found.mean == pytest.approx([sqrt(3 / 5 * 2 / 3), 1 / 2])


STRATA = ("++", "++", "+-", "-.", "+-", "+-", "--", "--", "++")


def test_declared_groups_of_fewer_than_four_are_left_out() -> None:
    strata = {str(person): "east" if person < 4 else "west" for person in range(8)}
    found = declared_consensus(table(*STRATA), {**strata, "8": "far"})
    assert found is not None
    assert (found.strata, found.sizes, found.suppressed) == (("east", "west"), (4, 4), ("far",))
    assert found.consensus[0] == pytest.approx(exp((log(4 / 6) + log(3 / 6)) / 2))
    assert found.minimum[0] == pytest.approx(3 / 6)
    # Only three of the east have voted on the second: their figure would tell too much.
    assert np.isnan([found.consensus[1], found.minimum[1]]).all()


def test_one_declared_group_alone_has_no_consensus_with_itself() -> None:
    strata = {str(person): "east" if person < 6 else "west" for person in range(9)}
    assert declared_consensus(table(*STRATA), strata) is None


def test_priority_falls_as_a_statement_is_seen_and_rises_with_agreement() -> None:
    found = priorities(counts(table("+0.", "+0.").cells), np.array([1.0, 1.0, 0.0]), [2])
    liked = (1 - 1 / 4) * 2 * (3 / 4) * (1 + 8 * 2 ** (-2 / 5))
    passed = (1 - 3 / 4) * 2 * (1 / 4) * (1 + 8 * 2 ** (-2 / 5))
    assert found == pytest.approx([liked**2, passed**2, 49])


def test_the_next_statement_is_drawn_by_its_priority_from_those_not_yet_voted_on() -> None:
    told = matrix([Vote("a", "0", 1)], ["1", "2", "3"], hidden=["3"])
    found = weights(told, np.array([9.0, 3.0, np.nan, 9.0]), "a")
    assert found.tolist() == [0, 0.75, 0.25, 0]
    drawn = [next_statement(told, found, draw) for draw in (0, 0.74, 0.76, 0.999)]
    assert drawn == ["1", "1", "2", "2"]
    assert weights(told, np.array([9.0, 3.0, 1.0, 9.0]), "new")[0] > 0
    assert next_statement(told, np.zeros(4), 0.5) is None


def test_the_tests_of_representativeness() -> None:
    assert proportion_test(whole(6), whole(6)) == pytest.approx(sqrt(7))
    pooled = (7 + 2) / (7 + 5)
    z = (1 - 2 / 5) / sqrt(pooled * (1 - pooled) * (1 / 7 + 1 / 5))
    assert two_proportion_test(whole(6), whole(6), whole(1), whole(4)) == pytest.approx(z)
    assert two_proportion_test(whole(3), whole(3), whole(2), whole(2)) == pytest.approx(0)


def test_what_sets_two_camps_apart() -> None:
    told = table(*["+-+"] * 8, *["-++"] * 8)
    first, second = representativeness(told, whole(*[0] * 8, *[1] * 8))
    assert [(one.statement, one.side, one.best) for one in first] == [
        ("0", "agree", True),
        ("1", "disagree", False),
    ]
    assert [(one.statement, one.side) for one in second] == [("1", "agree"), ("0", "disagree")]
    assert (first[0].share, first[0].ratio) == pytest.approx((9 / 10, 9))


@pytest.mark.parametrize(
    ("agrees", "seen", "low"),
    [
        (3, 3, 0.65),
        (5, 5, 0.75),
        (8, 10, 0.60),
        (16, 20, 0.66),
        (24, 30, 0.69),
        (27, 30, 0.81),
        (80, 100, 0.74),
    ],
)
def test_sure_support_grows_with_the_number_of_voters(
    agrees: int, seen: int, low: float
) -> None:
    assert wilson(whole(agrees), whole(seen))[0] == pytest.approx(low, abs=0.005)
    assert wilson(whole(seen - agrees), whole(seen))[1] == pytest.approx(1 - low, abs=0.005)


def test_of_what_nobody_saw_nothing_is_sure() -> None:
    assert [bound.tolist() for bound in wilson(whole(0), whole(0))] == [[0], [1]]


def test_likely_support_leans_to_the_mean_of_the_meeting() -> None:
    assert bayesian(whole(3, 1), whole(4, 4)) == pytest.approx([5 / 8, 3 / 8])
    assert bayesian(whole(0), whole(0)).tolist() == [0.5]


def test_most_divided_is_half_against_half_and_least_understood_what_is_passed() -> None:
    found = counts(table("+++.", "-++.", "+-0.", "--0.").cells)
    assert divisiveness(found) == pytest.approx([4 / 6, 4 / 6, 0, 0])
    assert pass_share(found).tolist() == [0, 0, 0.5, 0]
