"""A picture as a screen shows it: whole numbers, shares, and points on paper. Pure."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from consult.opinion.consensus import DeclaredConsensus
from consult.opinion.ladder import LEAST_STATEMENTS, Shown, WhyNot
from consult.opinion.matrix import counts, places
from consult.opinion.picture import Picture
from consult.pictures.poll import Poll, Statement

TOP = 5  # statements a list shows
ROOM = 100.0  # the side of the map, in its own units


@dataclass(frozen=True, slots=True)
class Line:
    """One statement with its figures; shares in percent."""

    statement: Statement
    agree: int
    disagree: int
    passed: int
    low: int  # support is surely at least this
    high: int  # and surely at most this

    @property
    def seen(self) -> int:
        return self.agree + self.disagree + self.passed

    @property
    def share(self) -> int:
        return self.part(self.agree)

    def part(self, count: int) -> int:
        """How many percent of those who saw it these are."""
        return round(100 * count / self.seen) if self.seen else 0


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement that declared groups agree on: on average, and where least. In percent."""

    line: Line
    mean: int
    least: int


@dataclass(frozen=True, slots=True)
class Strata:
    """Consensus across one kind of declared groups."""

    name: str  # sex, age, grid
    groups: tuple[tuple[str, int], ...]  # each with how many people
    suppressed: int  # groups of fewer than four, of which nothing is said
    lines: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    group: int


@dataclass(frozen=True)
class Glance:
    """All that a screen shows of a picture, and nothing that the ladder does not allow."""

    poll: Poll
    picture: Picture

    @property
    def people(self) -> int:
        return self.picture.evidence.people

    @property
    def statements(self) -> int:
        return self.picture.evidence.statements

    @property
    def why_not(self) -> WhyNot | None:
        return self.picture.rung.why_not

    @property
    def least_statements(self) -> int:
        return LEAST_STATEMENTS

    @property
    def smallest(self) -> int:
        return self.picture.evidence.smallest_group or 0

    def may(self, what: str) -> bool:
        return self.picture.rung.may(Shown(what))

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Every statement, in the order they were made."""
        at, found = places(self.picture.matrix.statements), self.picture.counts
        low, high = self.picture.support.low, self.picture.support.high
        return {
            one.id: Line(
                one,
                int(found.agrees[at[one.id]]),
                int(found.disagrees[at[one.id]]),
                int(found.passes[at[one.id]]),
                _percent(low[at[one.id]]),
                _percent(high[at[one.id]]),
            )
            for one in self.poll.statements
        }

    @property
    def counts(self) -> list[Line]:
        return list(self.lines.values())

    @property
    def agreed(self) -> list[Line]:
        return [self.lines[one] for one in self.picture.lists.most_agreed[:TOP]]

    @property
    def divided(self) -> list[Line]:
        """Those on which there are two sides."""
        found = (self.lines[one] for one in self.picture.lists.most_divided)
        return [one for one in found if one.agree and one.disagree][:TOP]

    @property
    def unclear(self) -> list[Line]:
        """Those that somebody was unsure of."""
        found = (self.lines[one] for one in self.picture.lists.least_understood)
        return [one for one in found if one.passed][:TOP]

    @property
    def separating(self) -> list[Line]:
        return [self.lines[one] for one in self.picture.lists.separating]

    @property
    def strata(self) -> list[Strata]:
        return [self._strata(name, found) for name, found in self.poll.declared.items()]

    def _strata(self, name: str, found: DeclaredConsensus) -> Strata:
        at = self.picture.matrix.statements
        order: list[int] = np.argsort(-found.consensus, kind="stable").tolist()
        shown = [place for place in order if not np.isnan(found.consensus[place])]
        return Strata(
            name,
            tuple(zip(found.strata, found.sizes, strict=True)),
            len(found.suppressed),
            tuple(
                Shared(
                    self.lines[at[place]],
                    _percent(found.consensus[place]),
                    _percent(found.minimum[place]),
                )
                for place in shown[:TOP]
            ),
        )

    @property
    def groups(self) -> list[int]:
        """How many people each group of the map has."""
        labels = self.picture.labels
        return np.bincount(labels[labels >= 0]).tolist() if np.any(labels >= 0) else []

    def says(self, group: int) -> list[Line]:
        """What marks a group off from the others, in the figures of the group alone."""
        table = self.picture.matrix
        own = counts(table.cells[self.picture.labels == group])
        at = places(table.statements)
        return [
            replace(
                self.lines[one.statement],
                agree=int(own.agrees[at[one.statement]]),
                disagree=int(own.disagrees[at[one.statement]]),
                passed=int(own.passes[at[one.statement]]),
            )
            for one in self.picture.representatives[group][:3]
        ]

    @property
    def dots(self) -> list[Dot]:
        """Everybody who is in a group, as a point without a name; on a square of `ROOM`."""
        placed = self.picture.labels >= 0
        points = self.picture.points[placed]
        reach = float(np.max(np.abs(points), initial=1e-9))
        scaled = np.round((points / reach) * (ROOM / 2 - 4) + ROOM / 2, 1)
        labels = self.picture.labels[placed].tolist()
        dots = [Dot(x, y, group) for (x, y), group in zip(scaled.tolist(), labels, strict=True)]
        return sorted(dots, key=lambda one: (one.group, one.x, one.y))


def _percent(share: float) -> int:
    return round(100 * float(share))
