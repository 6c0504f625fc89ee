"""The resolution: every contribution with its number and its ending. Pure."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from consult.consultation import Consultation, ConsultForm
from consult.contribution.fold import Contribution, State
from consult.contribution.said import Circle
from consult.grids.grid import Grid, Level
from consult.merges.merge import linked
from consult.resolution.entries import Disposed, Ending
from consult.resolution.resolving import Noted
from core.errors import Refused

# Where those who speak sit in one yard, and hands can be counted.
CONFIRMS = frozenset({ConsultForm.BENCH, ConsultForm.VILLAGE_TALK})
NAMED = 12  # numbers in a refusal: more than that nobody reads out


@dataclass(frozen=True, slots=True)
class Point:
    """What was said once or by several, and its one ending."""

    number: int  # of the first contribution, in the order in which all were made
    parts: tuple[Contribution, ...]  # more than one where contributions were merged
    history: tuple[Noted, ...]  # every ending that was written down, the oldest first

    @property
    def first(self) -> Contribution:
        return self.parts[0]

    @property
    def ending(self) -> Disposed | None:
        said = self.history[-1].said if self.history else None
        return said if isinstance(said, Disposed) else None

    @property
    def is_public(self) -> bool:
        return all(one.said.circle is Circle.PUBLIC for one in self.parts)


def together(state: State, one: Contribution) -> tuple[Contribution, ...]:
    """The contributions that share one ending with this one, the first one first."""
    standing = {other.id for other in state.standing}
    for group in linked(state.merges.values(), standing):
        if one.id in group:
            return tuple(other for other in state.standing if other.id in group)
    return (one,)


def resolution(state: State) -> tuple[Point, ...]:
    """All that stands, in the order in which it was said."""
    numbers = {id: number for number, id in enumerate(state.contributions, start=1)}
    points = []
    for one in state.standing:
        parts = together(state, one)
        if parts[0].id != one.id:
            continue  # it stands with the one it was merged into
        found = [note for part in parts for note in state.resolved.disposals.get(part.id, [])]
        history = tuple(sorted(found, key=lambda note: note.at))
        points.append(Point(numbers[one.id], parts, history))
    return tuple(points)


def point_of(state: State, contribution: str) -> Point | None:
    """The point that a contribution belongs to; None where it was taken back."""
    points = resolution(state)
    return next((p for p in points if contribution in {one.id for one in p.parts}), None)


def endings(points: Collection[Point]) -> Counter[Ending]:
    return Counter(point.ending.ending for point in points if point.ending is not None)


def home_level(grid: Grid | None) -> Level:
    """The level a consultation is held at; without a grid it counts as its village's."""
    return grid.level if grid else Level.VILLAGE


def check_may_close(consultation: Consultation, state: State) -> None:
    """Refuse to close while something said has no ending, or nobody was asked about them."""
    points = resolution(state)
    open_ = [point.number for point in points if point.ending is None]
    if open_:
        raise Refused("without-ending", count=len(open_), numbers=open_[:NAMED])
    if points and consultation.form in CONFIRMS and state.resolved.confirmed is None:
        raise Refused("not-confirmed")
