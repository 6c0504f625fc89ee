"""What of the short-lived data is due, and whose. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sessions.retention import SHORT, DataClass, due_on


@dataclass(frozen=True, slots=True)
class Due:
    """How much of the short classes may be deleted now. Figures only, no names."""

    badges: int = 0
    devices: int = 0
    refusals: int = 0
    pins: int = 0
    id_tails: int = 0

    @property
    def figures(self) -> dict[DataClass, int]:
        return {
            DataClass.SIGN_IN: self.badges + self.devices + self.pins,
            DataClass.REFUSALS: self.refusals,
            DataClass.ID_TAILS: self.id_tails,
        }

    @property
    def total(self) -> int:
        return sum(self.figures.values())

    @property
    def fingerprint(self) -> str:
        """What a person confirms: if it has changed meanwhile, they look again."""
        figures = (self.badges, self.devices, self.refusals, self.pins, self.id_tails)
        return "-".join(map(str, figures))


@dataclass(frozen=True, slots=True)
class LastSeen:
    """A holder of a badge, and when anything last happened with it."""

    person: str
    seen_at: datetime | None


def ripe_people(
    people: Iterable[LastSeen], still_needed: Iterable[str], at: datetime
) -> set[str]:
    """Whose sign-in data may go: all their meetings are long over, and so is the last use.

    `still_needed` are people of any meeting whose term is not over.
    """
    kept = set(still_needed)
    return {
        one.person
        for one in people
        if one.person not in kept and (one.seen_at is None or due_on(one.seen_at, SHORT) <= at)
    }
