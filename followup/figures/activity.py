"""How active deputies and stations are: counts of what is told in the open, never of a vote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ARRIVED, MARKED, SPOKE = "PersonArrived", "AttendanceMarked", "FloorGiven"
SET_UP, SAID = "ConsultationSetUp", "ContributionMade"


@dataclass(frozen=True, slots=True)
class Deputy:
    """`meetings` are those attended, `speeches` the words that were given."""

    name: str
    meetings: int
    speeches: int


@dataclass(frozen=True, slots=True)
class Station:
    """A grid with its consultations and what was contributed in them."""

    name: str
    consultations: int
    contributions: int


@dataclass(frozen=True, slots=True)
class Activity:
    deputies: tuple[Deputy, ...]
    stations: tuple[Station, ...]


def stations(grids: Iterable[tuple[str, str]], said: Mapping[str, int]) -> tuple[Station, ...]:
    """From (consultation, name of its grid), the last one standing, and contributions each."""
    of = dict(grids)
    names = sorted({name for name in of.values() if name})
    held = {name: [one for one in of if of[one] == name] for name in names}
    return tuple(
        Station(name, len(held[name]), sum(said.get(one, 0) for one in held[name]))
        for name in names
    )
