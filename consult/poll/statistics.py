"""The few tests a before-and-after table needs, written out. Pure; the same figures always."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from math import comb, erfc, fsum, isnan, sqrt

import numpy as np

FEW = 20  # with fewer changers the exact sign test is used
RESAMPLES = 2000
BOOTSTRAP_SEED = 20050409  # fixed, so that the interval can be computed again


class PollTest(StrEnum):
    SIGN = "sign"
    WILCOXON = "wilcoxon"


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; of nothing it is NaN."""
    return fsum(values) / len(values) if values else float("nan")


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample (n - 1); NaN below two values."""
    if len(values) < 2:
        return float("nan")
    middle = mean(values)
    return sqrt(fsum((one - middle) ** 2 for one in values) / (len(values) - 1))


def sign_test(shifts: Sequence[int]) -> float:
    """The exact two-sided sign test of paired differences; those without a change are left out.

    1 when nobody changed.
    """
    up, down = sum(one > 0 for one in shifts), sum(one < 0 for one in shifts)
    n = up + down
    tail = sum(comb(n, k) for k in range(min(up, down) + 1))
    return min(1.0, tail / (1 << (n - 1))) if n else 1.0


def wilcoxon_pratt(shifts: Sequence[int]) -> float:
    """The two-sided Wilcoxon signed-rank test with Pratt's zeros, by normal approximation.

    Zeros are ranked with the others and their ranks are then dropped; ties share their mean
    rank and are corrected for; no correction for continuity. (Pratt 1959; Cureton 1967.)
    1 when nobody changed.
    """
    n, zeros = len(shifts), sum(one == 0 for one in shifts)
    if zeros == n:
        return 1.0
    rank = _ranks([abs(one) for one in shifts])
    up = fsum(rank[abs(one)] for one in shifts if one > 0)
    expected = n * (n + 1) / 4 - zeros * (zeros + 1) / 4
    spread = n * (n + 1) * (2 * n + 1) - zeros * (zeros + 1) * (2 * zeros + 1)
    ties = Counter(abs(one) for one in shifts if one)
    tied = sum(many**3 - many for many in ties.values())
    return erfc(abs(up - expected) / sqrt((spread - tied / 2) / 24) / sqrt(2))


def _ranks(values: Sequence[int]) -> dict[int, float]:
    ranks: dict[int, float] = {}
    before = 0
    for value, many in sorted(Counter(values).items()):
        ranks[value] = before + (many + 1) / 2
        before += many
    return ranks


def change_test(shifts: Sequence[int]) -> tuple[PollTest, float]:
    """Which test suits these differences, and its p."""
    if sum(one != 0 for one in shifts) < FEW:
        return PollTest.SIGN, sign_test(shifts)
    return PollTest.WILCOXON, wilcoxon_pratt(shifts)


def holm(ps: Sequence[float]) -> list[float]:
    """The p values adjusted by Holm's step-down method, in the order given."""
    adjusted = [0.0] * len(ps)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        highest = max(highest, min(1.0, (len(ps) - place) * ps[index]))
        adjusted[index] = highest
    return adjusted


def bootstrap_interval(shifts: Sequence[int], share: float = 0.95) -> tuple[float, float]:
    """The percentile interval of the mean difference from RESAMPLES samples with a fixed seed.

    Raw 64-bit numbers of PCG64 modulo n choose the members of each sample: numpy promises that
    stream for good, and makes no such promise for its distributions. NaN twice without values.
    """
    n = len(shifts)
    if not n:
        return float("nan"), float("nan")
    raw = np.random.PCG64(BOOTSTRAP_SEED).random_raw(RESAMPLES * n)
    chosen = np.asarray(shifts, dtype=np.int64)[(raw % np.uint64(n)).astype(np.int64)]
    means = np.sort(chosen.reshape(RESAMPLES, n).sum(axis=1))
    cut = round(RESAMPLES * (1 - share) / 2)
    return float(means[cut]) / n, float(means[RESAMPLES - 1 - cut]) / n


def known(value: float) -> float | None:
    """The value, or None for one that there is not: JSON has no NaN."""
    return None if isnan(value) else value
