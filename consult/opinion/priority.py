"""Which statement to show next: likely to be agreed on, telling, seldom seen. Pure."""

from collections.abc import Collection

import numpy as np

from consult.opinion.consensus import smoothed
from consult.opinion.matrix import Counts, Floats, Matrix

META = 7.0**2  # a statement about the conversation itself
UNKNOWN = 1.0  # one that has no priority yet


def priorities(found: Counts, extremity: Floats, meta: Collection[int] = ()) -> Floats:
    """`[(1 - p) (E + 1) a (1 + 8 * 2^(-S/5))]^2`, with p the pass share and a the agree share.

    Pol.is counts here only the votes of those who are placed in a group. `meta` are the
    places of the statements about the conversation itself.
    """
    seen = found.seen
    passing, agreeing = smoothed(found.passes, seen), smoothed(found.agrees, seen)
    importance = (1 - passing) * (extremity + 1) * agreeing
    weighed = (importance * (1 + 8 * 2.0 ** (-seen / 5))) ** 2
    weighed[list(meta)] = META
    return np.asarray(weighed)


def weights(matrix: Matrix, priority: Floats, person: str) -> Floats:
    """The chance of each statement to be the next for this person; they add up to 1, or 0.

    Nothing voted on already, nothing moderated out. A priority of NaN counts as 1.
    """
    free = ~matrix.hidden
    if person in matrix.people:
        free = free & ~matrix.answered[matrix.people.index(person)]
    weighed = np.where(free, np.where(np.isnan(priority), UNKNOWN, priority), 0.0)
    return np.asarray(weighed / max(weighed.sum(), np.finfo(np.float64).tiny))


def next_statement(matrix: Matrix, weighed: Floats, draw: float) -> str | None:
    """The statement that a number drawn from [0, 1) falls on; None when none is left."""
    if not np.any(weighed > 0):
        return None
    reach = np.cumsum(weighed)
    return matrix.statements[int(np.argmax(reach > draw * reach[-1]))]
