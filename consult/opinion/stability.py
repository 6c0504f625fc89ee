"""Whether the same groups would be found had others come: the bootstrap. Pure.

Dear to compute (fifty times a picture): not for every vote.
"""

from dataclasses import replace

import numpy as np

from consult.opinion.chance import Dice
from consult.opinion.components import components, project
from consult.opinion.grouping import Grouping, clustered, grouping
from consult.opinion.matrix import Floats, Matrix, Whole

RUNS = 50
STREAM = 50


def adjusted_rand(first: Whole, second: Whole) -> float:
    """How far two groupings agree: 1 the same, 0 as by chance (Hubert and Arabie 1985).

    Labels are whole numbers from 0. Two groupings that part nobody, or everybody, are 1.
    """
    if not len(first):
        return 1.0
    table = np.zeros((int(first.max()) + 1, int(second.max()) + 1))
    np.add.at(table, (first, second), 1)
    together, rows, columns = (
        _pairs(one) for one in (table, table.sum(axis=1), table.sum(axis=0))
    )
    chance = rows * columns / max(1.0, _pairs(np.array([float(len(first))])))
    most = (rows + columns) / 2
    return 1.0 if most == chance else (together - chance) / (most - chance)


def _pairs(sizes: Floats) -> float:
    return float(np.sum(sizes * (sizes - 1)) / 2)


def stability(matrix: Matrix, found: Grouping, runs: int = RUNS) -> float:
    """The mean agreement of a grouping with those found among people drawn again.

    Each run draws as many people with replacement, finds axes, number of groups and centres
    anew, and places everybody by the nearest centre. A run without groups counts 0.
    """
    placed = found.labels >= 0
    dice = Dice(STREAM)
    again = [_again(matrix, dice.drawn(len(matrix.people))) for _ in range(runs)]
    agreed = [
        0.0 if labels is None else adjusted_rand(found.labels[placed], labels[placed])
        for labels in again
    ]
    return float(np.mean(agreed))


def _again(matrix: Matrix, drawn: Whole) -> Whole | None:
    people = tuple(matrix.people[place] for place in drawn)
    sample = replace(matrix, people=people, cells=matrix.cells[drawn])
    axes = components(sample)
    found = grouping(project(sample, axes), clustered(sample))
    if found is None:
        return None
    points = project(matrix, axes)
    away = np.sum((points[:, None, :] - found.centres[None, :, :]) ** 2, axis=2)
    return np.asarray(np.argmin(away, axis=1))
