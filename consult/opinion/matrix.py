"""Who said what to which statement: the table that all of this room's mathematics reads. Pure.

Agree is +1, as in the public files of Pol.is. Its own program stores agree as -1; formulas
taken from there have their sign turned here, once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer to one statement. `at` grows with time; its unit does not matter."""

    person: str
    statement: str
    value: int
    at: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """`cells` is people x statements: 1, 0, -1, or NaN where nothing was said.

    `hidden` marks the statements that were moderated out.
    """

    people: tuple[str, ...]
    statements: tuple[str, ...]
    cells: Floats
    hidden: Mask

    @property
    def answered(self) -> Mask:
        return ~np.isnan(self.cells)

    @property
    def zeroed(self) -> Floats:
        """The cells with moderated-out columns set to 0, as Pol.is has them for its picture."""
        return np.where(self.hidden, 0.0, self.cells)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Whole numbers for each statement."""

    agrees: Whole
    disagrees: Whole
    passes: Whole

    @property
    def seen(self) -> Whole:
        return self.agrees + self.disagrees + self.passes


def matrix(
    votes: Iterable[Vote], statements: Iterable[str] = (), hidden: Collection[str] = ()
) -> Matrix:
    """The last vote of each person on each statement, in an order of its own.

    `statements` names those that may have no vote yet. Two different votes of one person at
    the same moment say nothing, and count as a pass: the order of rows must not decide.
    """
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for vote in votes:
        key, new = (vote.person, vote.statement), (vote.at, vote.value)
        old = last.get(key, new)
        if old[0] == new[0] and old[1] != new[1]:
            new = (vote.at, PASS)
        last[key] = new if new[0] >= old[0] else old
    people = in_order({person for person, _ in last})
    columns = in_order({statement for _, statement in last} | set(statements))
    row, column = places(people), places(columns)
    cells = np.full((len(people), len(columns)), np.nan)
    for (person, statement), (_, value) in last.items():
        cells[row[person], column[statement]] = value
    moderated = np.array([one in hidden for one in columns], dtype=np.bool_)
    return Matrix(people, columns, cells, moderated)


def places(names: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Numbers as numbers and before words: 2, 10, a."""
    return tuple(sorted(names, key=_natural))


def _natural(name: str) -> tuple[int, int, str]:
    if name.isascii() and name.isdigit() and len(name) <= 18:
        return 0, int(name), name
    return 1, 0, name


def counts(cells: Floats) -> Counts:
    """Agrees, disagrees and passes of each column."""
    return Counts(*(np.sum(cells == value, axis=0) for value in (AGREE, DISAGREE, PASS)))
