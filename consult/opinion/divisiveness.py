"""Which statements part a meeting in two, and which it does not understand. Pure."""

import numpy as np

from consult.opinion.matrix import Counts, Floats


def divisiveness(found: Counts) -> Floats:
    """2 min(A, D) / (A + D), less where few took a side: times (A + D) / (A + D + 2).

    From 0, of one mind, towards 1, half against half.
    """
    sided = found.agrees + found.disagrees
    return np.asarray(2 * np.minimum(found.agrees, found.disagrees) / (sided + 2))


def pass_share(found: Counts) -> Floats:
    """Which part of those who saw it passed; 0 where nobody has."""
    return np.asarray(found.passes / np.maximum(1, found.seen))
