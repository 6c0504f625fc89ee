"""Balanced small groups: every group a small likeness of the whole panel. Pure.

Minimised is the sum over fields, groups and values of (count - expected)^2, plus REPEAT for
each pair that has sat together before, plus HOUSE for each pair of one household. Many starts
by lot, each improved by swapping two people as long as that helps. All in whole numbers
(everything times n^2), so that every machine finds the same groups.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from consult.poll.draw import age_band, lot
from consult.poll.poll import Resident
from core.errors import Refused

REPEAT = 1  # λ: one repeated meeting weighs as much as a count that is one off
HOUSE = 50  # μ: relatives in one group only where nothing else is possible
STARTS = 8
MOST_GROUPS, MOST_ROUNDS = 60, 3
LEAST_IN_GROUP = 3

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """One table: who moderates it and the register numbers of who sits there."""

    moderator: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the groups of one round came to."""

    imbalance: float  # Σ (count - expected)²; 0 is a perfect likeness
    repeats: int  # pairs that had met in an earlier round
    relatives: int  # pairs of one household in one group


def values_of(person: Resident, ages: Sequence[int]) -> dict[str, str]:
    """The fields in which every group should resemble the panel."""
    band = age_band(person.age, ages)
    return {"sex": str(person.sex), "age": band, "village": person.village}


def make_groups(
    people: Sequence[Resident],
    ages: Sequence[int],
    moderators: Sequence[str],
    met: Iterable[tuple[int, int]],
    pins: Mapping[int, int],
    seed: str,
) -> tuple[Group, ...]:
    """One round of groups, one a moderator, sizes at most one apart.

    `met` are pairs of register numbers who sat together before, `pins` puts a number into a
    group (counted from 1). Refuses groups of fewer than three and pins that cannot hold.
    """
    people = sorted(people, key=lambda one: one.number)
    many = len(moderators)
    if not 1 <= many <= MOST_GROUPS or len(people) < many * LEAST_IN_GROUP:
        raise Refused("poll-groups-number", people=len(people), groups=many)
    room = _Room(people, ages, many, met)
    fixed = room.fixed(pins)
    best: Numbers | None = None
    for start in range(STARTS):
        order = sorted(range(len(people)), key=lambda i: lot(f"{seed}|{start}", room.nos[i]))
        seated = room.settle(room.deal(order, fixed), fixed)
        if best is None or room.cost(seated) < room.cost(best):
            best = seated
    assert best is not None, "there is at least one start"
    return tuple(
        Group(name, tuple(no for no, at in zip(room.nos, best, strict=True) if at == group))
        for group, name in enumerate(moderators)
    )


def pairs(groups: Iterable[Group]) -> set[tuple[int, int]]:
    """Everybody who sits with whom, the smaller number first."""
    return {pair for one in groups for pair in combinations(sorted(one.members), 2)}


def likeness(
    groups: Sequence[Group],
    people: Sequence[Resident],
    ages: Sequence[int],
    met: Iterable[tuple[int, int]],
) -> Likeness:
    """How well the groups turned out, for the page and for whoever computes them again."""
    here = {no: at for at, one in enumerate(groups) for no in one.members}
    people = sorted((one for one in people if one.number in here), key=lambda one: one.number)
    room = _Room(people, ages, len(groups), ())
    seated = np.array([here[no] for no in room.nos], dtype=np.int64)
    together = pairs(groups)
    homes = {one.number: (one.village, one.household) for one in people if one.household}
    return Likeness(
        imbalance=room.balance(seated) / room.n**2,
        repeats=len(together & set(met)),
        relatives=sum(a in homes and homes[a] == homes.get(b) for a, b in together),
    )


class _Room:
    """The people as numbers: one column a value of a field, one weight a pair."""

    def __init__(
        self,
        people: Sequence[Resident],
        ages: Sequence[int],
        many: int,
        met: Iterable[tuple[int, int]],
    ) -> None:
        self.n, self.many = len(people), many
        self.nos = [one.number for one in people]
        told = [sorted(values_of(one, ages).items()) for one in people]
        columns = sorted({pair for one in told for pair in one})
        rows = [[pair in one for pair in columns] for one in told]
        self.x: Numbers = np.array(rows, dtype=np.int64).reshape(self.n, len(columns))
        self.sizes = np.array([self.n // many + (g < self.n % many) for g in range(many)])
        self.expected: Numbers = np.outer(self.sizes, self.x.sum(axis=0))  # times n
        self.weights = self._weights(people, met)

    def _weights(self, people: Sequence[Resident], met: Iterable[tuple[int, int]]) -> Numbers:
        index = {no: i for i, no in enumerate(self.nos)}
        weights: Numbers = np.zeros((self.n, self.n), dtype=np.int64)
        for a, b in met:
            if a in index and b in index:
                weights[index[a], index[b]] += REPEAT * self.n**2
        homes: dict[tuple[str, str], list[int]] = {}
        for i, one in enumerate(people):
            if one.household:
                homes.setdefault((one.village, one.household), []).append(i)
        for home in homes.values():
            for i, j in combinations(home, 2):
                weights[i, j] += HOUSE * self.n**2
        return weights + weights.T

    def fixed(self, pins: Mapping[int, int]) -> dict[int, int]:
        """Pins by index and group from 0; refused where they name nobody or overfill."""
        index = {no: i for i, no in enumerate(self.nos)}
        for no, group in pins.items():
            if no not in index or not 1 <= group <= self.many:
                raise Refused("poll-pin-unknown", field="pins", no=no, group=group)
        found = {index[no]: group - 1 for no, group in pins.items()}
        for group in range(self.many):
            if list(found.values()).count(group) > self.sizes[group]:
                raise Refused("poll-pins-overfill", field="pins", group=group + 1)
        return found

    def deal(self, order: Sequence[int], fixed: Mapping[int, int]) -> Numbers:
        """Round and round in this order into groups that are not full; pinned ones first."""
        seated: Numbers = np.full(self.n, -1, dtype=np.int64)
        left = list(self.sizes)
        for i, group in fixed.items():
            seated[i] = group
            left[group] -= 1
        places = [g for turn in range(max(left)) for g in range(self.many) if turn < left[g]]
        for i, group in zip((i for i in order if i not in fixed), places, strict=True):
            seated[i] = group
        return seated

    def balance(self, seated: Numbers) -> int:
        return int((self._off(seated) ** 2).sum())

    def cost(self, seated: Numbers) -> int:
        together = seated[:, None] == seated[None, :]
        return self.balance(seated) + int(self.weights[together].sum()) // 2

    def _off(self, seated: Numbers) -> Numbers:
        counts: Numbers = np.zeros((self.many, self.x.shape[1]), dtype=np.int64)
        np.add.at(counts, seated, self.x)
        return counts * self.n - self.expected

    def settle(self, seated: Numbers, fixed: Mapping[int, int]) -> Numbers:
        """Swap while it helps: for each person in turn with whom it helps most."""
        off = self._off(seated)
        near: Numbers = np.zeros((self.n, self.many), dtype=np.int64)
        for group in range(self.many):
            near[:, group] = self.weights[:, seated == group].sum(axis=1)
        free = np.array([i not in fixed for i in range(self.n)])
        moved = True
        while moved:
            moved = False
            for a in np.flatnonzero(free):
                gains = self._gains(int(a), seated, off, near)
                gains[~free | (seated == seated[a])] = 0
                b = int(gains.argmin())
                if gains[b] < 0:
                    self._swap(int(a), b, seated, off, near)
                    moved = True
        return seated

    def _gains(self, a: int, seated: Numbers, off: Numbers, near: Numbers) -> Numbers:
        """How the cost changes if `a` changed places with each of the others."""
        step = (self.x - self.x[a]) * self.n
        balance = 2 * (step * (off[seated[a]] - off[seated])).sum(axis=1)
        balance += 2 * (step**2).sum(axis=1)
        here = near[:, seated[a]] - near[a, seated[a]]
        there = near[a, seated] - near[np.arange(self.n), seated]
        found: Numbers = balance + here + there - 2 * self.weights[a]
        return found

    def _swap(self, a: int, b: int, seated: Numbers, off: Numbers, near: Numbers) -> None:
        here, there = int(seated[a]), int(seated[b])
        step = (self.x[b] - self.x[a]) * self.n
        off[here] += step
        off[there] -= step
        near[:, here] += self.weights[:, b] - self.weights[:, a]
        near[:, there] += self.weights[:, a] - self.weights[:, b]
        seated[a], seated[b] = there, here
