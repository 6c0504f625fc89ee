"""Which statements set a group apart, and on which most of all people are of one mind. Pure.

The tests are those of Pol.is: one-sided, at 90 %, with one imagined vote on each side.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from consult.opinion.consensus import by_group, smoothed
from consult.opinion.matrix import Counts, Floats, Mask, Matrix, Whole, counts

Z_90 = 1.2816
MOST = 5


class Side(StrEnum):
    """For what a statement stands out."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Representative:
    """One statement of one group: of `trials` who saw it, `successes` took this side.

    `ratio` compares the group's share with that of the other groups. `best` is the statement
    that the group agrees on most of all.
    """

    statement: str
    side: Side
    successes: int
    trials: int
    share: float
    test: float
    ratio: float
    ratio_test: float
    best: bool = False


@dataclass(frozen=True, slots=True)
class Majority:
    """A statement on which more than half of all who saw it took this side."""

    statement: str
    side: Side
    successes: int
    trials: int
    share: float
    test: float


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """One side of every statement, the group against the rest."""

    side: Side
    successes: Whole
    trials: Whole
    share: Floats
    test: Floats
    ratio: Floats
    ratio_test: Floats

    @property
    def metric(self) -> Floats:
        return self.ratio * self.ratio_test * self.share * self.test

    @property
    def passes(self) -> Mask:
        return np.asarray((self.ratio_test > Z_90) & (self.test > Z_90))


def proportion_test(successes: Whole, seen: Whole) -> Floats:
    """2 sqrt(n + 1) ((k + 1) / (n + 1) - 1/2)."""
    return np.asarray(2 * np.sqrt(seen + 1) * ((successes + 1) / (seen + 1) - 0.5))


def two_proportion_test(
    successes: Whole, seen: Whole, others: Whole, others_seen: Whole
) -> Floats:
    """z of two shares with 1 added to all four counts; 0 where everybody is of one mind."""
    first, second = (successes + 1) / (seen + 1), (others + 1) / (others_seen + 1)
    pooled = (successes + others + 2) / (seen + others_seen + 2)
    spread = pooled * (1 - pooled) * (1 / (seen + 1) + 1 / (others_seen + 1))
    parted = spread > 0
    z = (first - second) / np.sqrt(np.where(parted, spread, 1.0))
    return np.where(parted, z, 0.0)


def representativeness(matrix: Matrix, labels: Whole) -> tuple[tuple[Representative, ...], ...]:
    """For each group from 0 on the statements that set it apart, five at most.

    The one it agrees on most stands first, then agrees before disagrees, each by strength.
    Those in no group (-1) are not counted among the others. Nothing that is moderated out.
    """
    groups = by_group(matrix, labels)
    everybody = counts(matrix.cells[labels >= 0])
    return tuple(_of_group(matrix, one, everybody) for one in groups)


def _of_group(matrix: Matrix, group: Counts, everybody: Counts) -> tuple[Representative, ...]:
    rest = everybody.seen - group.seen
    agree, disagree = (
        _standing(side, own, group.seen, every - own, rest)
        for side, own, every in (
            (Side.AGREE, group.agrees, everybody.agrees),
            (Side.DISAGREE, group.disagrees, everybody.disagrees),
        )
    )
    shown = np.flatnonzero(~matrix.hidden & (group.seen > 0)).tolist()
    kept = [place for place in shown if agree.passes[place] or disagree.passes[place]]
    chosen = {place: _side(agree, disagree, place) for place in kept}
    best = _best_agree(agree, shown)
    if best is not None:
        chosen[best] = agree
    if not chosen:
        return _anyway(matrix, agree, disagree, shown)
    order = sorted(
        chosen, key=lambda place: (place != best, -chosen[place].metric[place], place)
    )
    order = sorted(order[:MOST], key=lambda place: chosen[place] is disagree)
    return tuple(_row(matrix, chosen[place], place, place == best) for place in order)


def _anyway(
    matrix: Matrix, agree: _Standing, disagree: _Standing, shown: list[int]
) -> tuple[Representative, ...]:
    """Where nothing passes and nothing is agreed on: what sets the group apart most."""
    tests = [(side.ratio_test[one], -one) for one in shown for side in (agree, disagree)]
    if not tests:
        return ()
    place = -max(tests)[1]
    return (_row(matrix, _side(agree, disagree, place), place, False),)


def _standing(
    side: Side, own: Whole, seen: Whole, others: Whole, others_seen: Whole
) -> _Standing:
    share = smoothed(own, seen)
    ratio = share / smoothed(others, others_seen)
    ratio_test = two_proportion_test(own, seen, others, others_seen)
    return _Standing(side, own, seen, share, proportion_test(own, seen), ratio, ratio_test)


def _side(agree: _Standing, disagree: _Standing, place: int) -> _Standing:
    return agree if agree.ratio_test[place] > disagree.ratio_test[place] else disagree


def _best_agree(agree: _Standing, shown: list[int]) -> int | None:
    """The strongest of what more than half of the group, and more than others, agree on."""
    liked = [one for one in shown if agree.share[one] > 0.5 and agree.ratio[one] > 1]
    return max(liked, key=lambda place: (agree.metric[place], -place), default=None)


def _row(matrix: Matrix, found: _Standing, place: int, best: bool) -> Representative:
    return Representative(
        matrix.statements[place],
        found.side,
        int(found.successes[place]),
        int(found.trials[place]),
        float(found.share[place]),
        float(found.test[place]),
        float(found.ratio[place]),
        float(found.ratio_test[place]),
        best,
    )


def majorities(matrix: Matrix) -> tuple[Majority, ...]:
    """What more than half of everybody agree on, the five clearest; then what they reject."""
    found = counts(matrix.cells)
    return (
        *_majority(matrix, Side.AGREE, found.agrees, found.seen),
        *_majority(matrix, Side.DISAGREE, found.disagrees, found.seen),
    )


def _majority(matrix: Matrix, side: Side, own: Whole, seen: Whole) -> list[Majority]:
    share, test = smoothed(own, seen), proportion_test(own, seen)
    clear = np.flatnonzero((share > 0.5) & (test > Z_90) & ~matrix.hidden).tolist()
    order = sorted(clear, key=lambda place: (-share[place] * test[place], place))[:MOST]
    return [
        Majority(
            matrix.statements[place],
            side,
            int(own[place]),
            int(seen[place]),
            float(share[place]),
            float(test[place]),
        )
        for place in order
    ]
