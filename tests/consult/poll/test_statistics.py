"""The tests by hand against published values."""

import pytest

from consult.poll.statistics import (
    bootstrap_interval,
    change_test,
    deviation,
    holm,
    sign_test,
    wilcoxon_pratt,
)

# From the tests of scipy.stats.wilcoxon: differences -4 … 4 with these frequencies.
FREQUENCIES = (1, 4, 16, 15, 8, 4, 5, 1, 2)
DIFFERENCES = [
    n for n, many in zip(range(-4, 5), FREQUENCIES, strict=True) for _ in range(many)
]
# Darwin's plants (Cureton's and scipy's example).
DARWIN = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]


def test_wilcoxon_with_zeros_ranked_as_pratt_does() -> None:
    assert wilcoxon_pratt(DIFFERENCES) == pytest.approx(0.0031724568006762576, rel=1e-12)
    assert wilcoxon_pratt(DARWIN) == pytest.approx(0.04088813291185591, rel=1e-12)
    assert wilcoxon_pratt([0] * 30) == 1.0


def test_the_sign_test_is_exact_and_leaves_out_who_did_not_change() -> None:
    assert sign_test([1] * 8 + [-1] * 2 + [0] * 50) == pytest.approx(0.109375)
    assert sign_test([1] * 5 + [-1] * 5) == 1.0
    assert sign_test([]) == 1.0


def test_below_twenty_changers_the_exact_test_is_used() -> None:
    assert change_test([1] * 19 + [0] * 100)[0] == "sign"
    assert change_test([1] * 20)[0] == "wilcoxon"


def test_holm_steps_down_and_never_falls_back() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.9]) == [1.0, 1.0]


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    shifts = [1, 0, 2, -1, 1, 3, 0, 0, 1, 2] * 5
    low, high = bootstrap_interval(shifts)
    assert (low, high) == (0.58, 1.22)  # with the seed of the house
    assert low < 0.9 < high


def test_the_spread_is_that_of_a_sample() -> None:
    assert deviation([2, 4, 4, 4, 5, 5, 7, 9]) == pytest.approx(2.138089935)
