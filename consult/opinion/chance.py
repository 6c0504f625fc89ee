"""Chance that is none: the same seed, the same numbers, on every machine. Pure.

Only `random()` of a named generator is asked. Its numbers are fixed by PCG64, while those of
other methods of numpy may change from version to version.
"""

import numpy as np

from consult.opinion.matrix import Floats, Whole

SEED = 20_260_101


class Dice:
    """A stream of numbers in [0, 1) that is always the same for the same `stream`."""

    def __init__(self, stream: int) -> None:
        self._bits = np.random.Generator(np.random.PCG64([SEED, stream]))

    def numbers(self, *shape: int) -> Floats:
        return self._bits.random(shape)

    def order(self, count: int) -> Whole:
        """All places from 0 to `count`, in a random order."""
        return np.argsort(self.numbers(count), kind="stable")

    def drawn(self, count: int) -> Whole:
        """`count` places out of as many, each put back before the next is drawn."""
        return (self.numbers(count) * count).astype(np.int64)
