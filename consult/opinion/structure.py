"""Whether people differ along a line at all, or as dice would: parallel analysis. Pure.

Dear to compute (some forty times a picture): not for every vote.
"""

import numpy as np

from consult.opinion.chance import Dice
from consult.opinion.components import centred
from consult.opinion.matrix import Floats, Matrix

COPIES = 39
STREAM = 39


def first_share(cells: Floats) -> float:
    """Which part of all variance lies along the first axis; 0 where nobody differs."""
    spread, _ = centred(cells)
    small = spread @ spread.T if spread.shape[0] < spread.shape[1] else spread.T @ spread
    whole = float(np.trace(small))
    return float(np.linalg.eigvalsh(small)[-1]) / whole if whole > 0 else 0.0


def has_structure(matrix: Matrix) -> bool:
    """Whether the first axis beats all but one of 39 copies with votes shuffled by column.

    Who has answered what stays as it is; only the answers change hands. Votes in which people
    do not hang together pass one time in twenty.
    """
    cells = matrix.cells[:, ~matrix.hidden]
    if not cells.size:
        return False
    dice = Dice(STREAM)
    shares = sorted(first_share(shuffled(cells, dice)) for _ in range(COPIES))
    return first_share(cells) > shares[-2]


def shuffled(cells: Floats, dice: Dice) -> Floats:
    """The same answers to each statement, given to other people who answered it."""
    answered = ~np.isnan(cells)
    # Within a column those who answered come first, in a random order.
    keys = np.where(answered, dice.numbers(*cells.shape), 2.0)
    mixed = np.take_along_axis(cells, np.argsort(keys, axis=0, kind="stable"), axis=0)
    ranks = np.cumsum(answered, axis=0) - 1
    dealt = np.take_along_axis(mixed, np.maximum(0, ranks), axis=0)
    return np.where(answered, dealt, np.nan)
