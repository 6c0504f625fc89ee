"""What all groups agree on: groups found by votes, or groups declared beforehand. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from consult.opinion.matrix import Counts, Floats, Matrix, Whole, counts, in_order

LEAST_STRATUM = 4  # of fewer people a figure would tell how one of them voted
LEAST_STRATA = 2


@dataclass(frozen=True, slots=True, eq=False)
class Consensus:
    """Numbers of each statement, from 0 to 1.

    `product` is the group-informed consensus of Pol.is, the product over all groups of
    (agrees + 1) / (seen + 2). `mean` is its geometric mean, which can be compared over time:
    an unseen statement has 1/2, however many the groups are.
    """

    product: Floats
    mean: Floats


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredConsensus:
    """Consensus across strata such as grids, sex or age, which the attendance sheet knows.

    `consensus` is the geometric mean and `minimum` the least support of any stratum. Both
    are NaN where fewer than two strata have four votes or more on that statement.
    """

    strata: tuple[str, ...]
    sizes: tuple[int, ...]
    suppressed: tuple[str, ...]
    consensus: Floats
    minimum: Floats


def smoothed(successes: Whole, seen: Whole) -> Floats:
    """(k + 1) / (n + 2): one half where nobody has said anything."""
    return np.asarray((successes + 1) / (seen + 2))


def by_group(matrix: Matrix, labels: Whole) -> tuple[Counts, ...]:
    """The counts of each group from 0 on; -1 is in none."""
    groups = range(int(labels.max(initial=-1)) + 1)
    return tuple(counts(matrix.cells[labels == group]) for group in groups)


def consensus(matrix: Matrix, labels: Whole) -> Consensus:
    """Group-informed consensus. `labels` has one number a person, -1 for who is in none.

    Moderated-out statements keep the votes they had. Without groups everything is 1.
    """
    support = [smoothed(one.agrees, one.seen) for one in by_group(matrix, labels)]
    if not support:
        return Consensus(np.ones(len(matrix.statements)), np.ones(len(matrix.statements)))
    return Consensus(np.prod(support, axis=0), np.exp(np.mean(np.log(support), axis=0)))


def labels_of(matrix: Matrix, groups: Mapping[str, str]) -> tuple[tuple[str, ...], Whole]:
    """The names of the groups that people of the matrix are in, and each person's place."""
    names = in_order({groups[one] for one in matrix.people if one in groups})
    place = {name: number for number, name in enumerate(names)}
    labels = [place[groups[one]] if one in groups else -1 for one in matrix.people]
    return names, np.array(labels, np.int64)


def declared_consensus(matrix: Matrix, strata: Mapping[str, str]) -> DeclaredConsensus | None:
    """Consensus across declared strata, by person. None with fewer than two of four people.

    exp(mean over strata of log((A + 1) / (S + 2))). A stratum of fewer than four people is
    left out everywhere; and on a statement on which fewer than four of it have voted, there.
    """
    names, labels = labels_of(matrix, strata)
    sizes = np.bincount(labels[labels >= 0], minlength=len(names))
    shown = [number for number, size in enumerate(sizes) if size >= LEAST_STRATUM]
    if len(shown) < LEAST_STRATA:
        return None
    groups = by_group(matrix, labels)
    seen = np.array([groups[number].seen for number in shown])
    agrees = np.array([groups[number].agrees for number in shown])
    support, known = smoothed(agrees, seen), seen >= LEAST_STRATUM
    enough = known.sum(axis=0) >= LEAST_STRATA
    logs = np.sum(np.where(known, np.log(support), 0), axis=0) / np.maximum(
        1, known.sum(axis=0)
    )
    least = np.min(np.where(known, support, 1.0), axis=0)
    return DeclaredConsensus(
        tuple(names[number] for number in shown),
        tuple(int(sizes[number]) for number in shown),
        tuple(name for number, name in enumerate(names) if number not in shown),
        np.where(enough, np.exp(logs), np.nan),
        np.where(enough, least, np.nan),
    )
