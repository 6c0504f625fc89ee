"""The two directions in which people differ most, as Pol.is finds them. Pure."""

from dataclasses import dataclass

import numpy as np

from consult.opinion.matrix import Floats, Matrix

AXES = 2
NOTHING = 1e-9  # a direction with less spread than this is rounding


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """`mean` has one number a statement; `axes` is 2 x statements, each of length 1, or 0.

    `shares` says which part of all variance lies along each axis.
    """

    mean: Floats
    axes: Floats
    shares: Floats


def centred(cells: Floats) -> tuple[Floats, Floats]:
    """The cells less the mean of their column, 0 where nothing was said; and the means."""
    answered = ~np.isnan(cells)
    said = np.where(answered, cells, 0.0)
    mean = said.sum(axis=0) / np.maximum(1, answered.sum(axis=0))
    return np.where(answered, said - mean, 0.0), mean


def components(matrix: Matrix) -> Components:
    """The first two principal components of all people, missing cells at their mean.

    An axis points to where its greatest part is positive, so that a picture never flips.
    """
    spread, mean = centred(matrix.zeroed)
    axes, shares = np.zeros((AXES, len(mean))), np.zeros(AXES)
    if spread.size:
        variances, found = _eigen(spread)
        for number, (variance, axis) in enumerate(zip(variances, found, strict=True)):
            if variance > NOTHING:
                axes[number] = _turned(axis / np.linalg.norm(axis))
                shares[number] = variance / np.sum(spread**2)
    return Components(mean, axes, shares)


def _eigen(spread: Floats) -> tuple[Floats, Floats]:
    """The two largest variances and their directions, by way of the smaller of two squares."""
    wide = spread.shape[0] < spread.shape[1]
    variances, vectors = np.linalg.eigh(spread @ spread.T if wide else spread.T @ spread)
    first = vectors[:, ::-1][:, :AXES].T
    return variances[::-1][:AXES], first @ spread if wide else first


def _turned(axis: Floats) -> Floats:
    # Rounded: of two parts as great as each other the last bit must not choose.
    greatest = np.argmax(np.round(np.abs(axis), 9))
    return axis if axis[greatest] > 0 else -axis


def project(matrix: Matrix, found: Components) -> Floats:
    """Where each person stands, people x 2: z = sqrt(n_c / max(1, n_i)) sum (v - mean) pc.

    Only cast votes count, and who cast few is moved outwards, for a lone vote says as much.
    """
    cells = matrix.zeroed
    answered = ~np.isnan(cells)
    away = np.where(answered, cells - found.mean, 0.0) @ found.axes.T
    votes = np.maximum(1, answered.sum(axis=1))
    return np.asarray(np.sqrt(cells.shape[1] / votes)[:, None] * away)


def extremity(found: Components) -> Floats:
    """How far a person would stand who agreed with this one statement and said nothing else.

    `E = sqrt(n_c) |-1 - mean| |pc|` where agree is -1; with agree at +1 that is |1 - mean|.
    """
    reach = np.hypot(*found.axes)
    return np.asarray(np.sqrt(len(found.mean)) * np.abs(1 - found.mean) * reach)


def separating(matrix: Matrix, found: Components, most: int = 3) -> tuple[str, ...]:
    """The statements that part people along the first line, the strongest first."""
    strength = np.round(np.abs(found.axes[0]), 9)
    best = np.argsort(-strength, kind="stable")[:most]
    return tuple(matrix.statements[place] for place in best if strength[place] > 0)
