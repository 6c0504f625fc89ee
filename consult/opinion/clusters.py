"""Which points lie together: k-means, and the silhouette that judges it. Pure.

Always from a cold start with a fixed seed: the same points give the same clusters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from consult.opinion.chance import Dice
from consult.opinion.matrix import Floats, Mask, Whole

RESTARTS = 20
ROUNDS = 100  # points in a plane come to rest in far fewer
STILL = 1e-12
BLOCK = 2_000_000  # distances held at once: a conversation of Pol.is may have 30,000 people


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """`labels` has one number a point, the largest cluster 0; `centres` is k x 2."""

    labels: Whole
    centres: Floats

    @property
    def sizes(self) -> Whole:
        return np.bincount(self.labels, minlength=len(self.centres))


def kmeans(points: Floats, k: int) -> Clusters:
    """The best of 20 runs of k-means, each begun by k-means++.

    There must be at least k points that differ. All runs go on side by side.
    """
    centres = _beginnings(points, k, Dice(k))
    runs = np.arange(RESTARTS)[:, None] * k
    for _ in range(ROUNDS):
        labels = np.argmin(_nearness(points, centres), axis=1)
        cells = (labels + runs).ravel()
        sizes = np.bincount(cells, minlength=RESTARTS * k)
        sums = [np.bincount(cells, np.tile(line, RESTARTS), RESTARTS * k) for line in points.T]
        means = np.stack(sums, axis=1) / np.maximum(1, sizes)[:, None]
        moved = np.where(sizes[:, None] > 0, means, centres.reshape(-1, 2))
        at_rest = np.max(np.abs(moved - centres.reshape(-1, 2))) < STILL
        centres = moved.reshape(centres.shape)
        if at_rest:
            break
    cost = np.sum(np.min(_nearness(points, centres), axis=1), axis=1)
    best = int(np.argmin(np.round(cost, 9)))
    return _named(points, labels[best], k)


def _nearness(points: Floats, centres: Floats) -> Floats:
    """Squared distances less the square of each point, runs x k x points."""
    return np.asarray(np.sum(centres**2, axis=2)[:, :, None] - 2 * (centres @ points.T))


def _beginnings(points: Floats, k: int, dice: Dice) -> Floats:
    """k-means++: each next centre is a point drawn by its squared distance to the others."""
    first = (dice.numbers(RESTARTS) * len(points)).astype(np.int64)
    centres = points[first][:, None, :]
    while centres.shape[1] < k:
        apart = np.min(_nearness(points, centres), axis=1) + np.sum(points**2, axis=1)
        # A point that is a centre already must not be drawn by what rounding leaves of it.
        reach = np.cumsum(np.where(apart > 1e-9, apart, 0.0), axis=1)
        wanted = dice.numbers(RESTARTS, 1) * reach[:, -1:]
        drawn = np.minimum(np.sum(reach <= wanted, axis=1), len(points) - 1)
        centres = np.concatenate([centres, points[drawn][:, None, :]], axis=1)
    return centres


def _named(points: Floats, labels: Whole, k: int) -> Clusters:
    """The same clusters with the largest first; of equal ones, that of the earliest point."""
    found = [label for label in range(k) if np.any(labels == label)]
    found.sort(key=lambda label: (-np.sum(labels == label), np.argmax(labels == label)))
    names = np.zeros(k, np.int64)
    names[found] = np.arange(len(found))
    centres = np.array([points[labels == label].mean(axis=0) for label in found])
    return Clusters(names[labels], centres)


def silhouettes(points: Floats, labelings: Sequence[Whole]) -> tuple[float, ...]:
    """Of each labeling the mean over all points of (b - a) / max(a, b), from -1 to 1.

    a is the mean distance to one's own cluster, b that to the nearest other. Somebody alone
    counts 0. Every labeling must have at least two clusters.
    """
    members = [
        (one[:, None] == np.arange(one.max() + 1)).astype(np.float64) for one in labelings
    ]
    totals = np.zeros(len(labelings))
    step = max(1, BLOCK // len(points))
    for start in range(0, len(points), step):
        here = points[start : start + step]
        between = np.hypot(*(here.T[:, :, None] - points.T[:, None, :]))
        for number, member in enumerate(members):
            totals[number] += _parted(between, member, member[start : start + step] > 0)
    return tuple(float(total / len(points)) for total in totals)


def _parted(between: Floats, member: Floats, own: Mask) -> float:
    """The sum of (b - a) / max(a, b) over some of the points; `own` marks their clusters."""
    sizes, sums = member.sum(axis=0), between @ member
    company = (own @ sizes) - 1
    inside = sums[own] / np.maximum(1, company)
    outside = np.min(np.where(own, np.inf, sums / sizes), axis=1)
    most = np.maximum(np.maximum(inside, outside), STILL)
    return float(np.sum(np.where(company > 0, (outside - inside) / most, 0.0)))
