"""Conversations made for tests: as a small table, or by dice that always fall alike."""

import numpy as np

from consult.opinion.matrix import Matrix, Vote, matrix

MARKS = {"+": 1, "-": -1, "0": 0}


def votes(*rows: str) -> list[Vote]:
    """One person a row, one statement a column: + - 0, or a point for no vote."""
    return [
        Vote(str(person), str(statement), MARKS[mark])
        for person, row in enumerate(rows)
        for statement, mark in enumerate(row)
        if mark != "."
    ]


def table(*rows: str) -> Matrix:
    return matrix(votes(*rows), [str(place) for place in range(len(rows[0]))])


def camps(sizes: tuple[int, ...], statements: int = 12, seed: int = 1) -> Matrix:
    """Camps of people who answer alike, but for one answer in ten and one left out in ten."""
    dice = np.random.default_rng(seed)
    opinions = dice.choice([-1, 1], (len(sizes), statements))
    told = [opinions[camp] for camp, size in enumerate(sizes) for _ in range(size)]
    cast = [
        Vote(str(person), str(place), -int(vote) if dice.random() < 0.1 else int(vote))
        for person, row in enumerate(told)
        for place, vote in enumerate(row)
        if dice.random() < 0.9
    ]
    return matrix(cast)
