"""The part of a consultation's fold that tells what became of what was said. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from consult.resolution.entries import (
    Appraisal,
    Appraised,
    Assent,
    Assented,
    Confirmed,
    Disposed,
    Dissented,
    Handled,
)

Resolving: TypeAlias = Disposed | Confirmed | Assented | Dissented | Handled | Appraised
RESOLVING: dict[str, type[Resolving]] = {
    "disposed": Disposed,
    "confirmed": Confirmed,
    "assented": Assented,
    "dissented": Dissented,
    "handled": Handled,
    "appraised": Appraised,
}
STOOL = "stool:"


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the resolution, with its moment and who wrote it down."""

    at: str
    by: str
    said: Resolving


@dataclass(slots=True)
class Resolved:
    """What the log says of the resolution so far."""

    disposals: dict[str, list[Noted]] = field(default_factory=dict)  # oldest first
    handled: dict[str, list[Noted]] = field(default_factory=dict)
    appraisals: dict[str, dict[str, Appraisal]] = field(default_factory=dict)  # by voice
    assents: dict[str, Assent] = field(default_factory=dict)  # by voice; on what stands now
    dissents: list[Noted] = field(default_factory=list)
    confirmed: Noted | None = None  # None too when something has changed since

    def disposed(self, contribution: str) -> Disposed | None:
        """The ending that stands: the last one written down."""
        found = self.disposals.get(contribution, [])
        said = found[-1].said if found else None
        return said if isinstance(said, Disposed) else None

    def appraised(self, contribution: str) -> Counter[Appraisal]:
        return Counter(self.appraisals.get(contribution, {}).values())

    def is_done(self, contribution: str) -> bool:
        last = self.handled.get(contribution, [])
        return bool(last) and isinstance(last[-1].said, Handled) and last[-1].said.is_done

    @property
    def by_phone(self) -> Counter[Assent]:
        return Counter(self.assents.values())

    @property
    def tally(self) -> Counter[Assent]:
        """Phones and hands together."""
        found = self.by_phone
        if self.confirmed is not None and isinstance(self.confirmed.said, Confirmed):
            hands = self.confirmed.said
            found.update({Assent.YES: hands.yes, Assent.NO: hands.no})
            found.update({Assent.ABSTAIN: hands.abstain})
        return found

    @property
    def present(self) -> int:
        said = self.confirmed.said if self.confirmed else None
        return said.present if isinstance(said, Confirmed) else 0

    @property
    def is_agreed(self) -> bool:
        """More than half of those present are for it (过半数)."""
        return self.tally[Assent.YES] * 2 > self.present > 0


def take(resolved: Resolved, at: str, voice: str, by: str, said: Resolving) -> None:
    """Read one more entry; they come in the order of (moment, id).

    Endings, hands and handling are acts of staff, who have no voice and a name; the assent and
    the appraisal are those of a stool. An entry under another voice counts for nothing.
    """
    is_staff, is_stool = not voice and bool(by), voice.startswith(STOOL)
    note = Noted(at, by, said)
    match said:
        case Disposed() if is_staff:
            resolved.disposals.setdefault(said.contribution, []).append(note)
            reopen(resolved)
        case Confirmed() if is_staff:
            resolved.confirmed = note
        case Dissented() if is_staff or is_stool:
            resolved.dissents.append(note)
        case Handled() if is_staff:
            resolved.handled.setdefault(said.contribution, []).append(note)
        case Assented(value) if is_stool and resolved.confirmed is None:
            resolved.assents[voice] = value
        case Appraised(contribution, value) if is_stool:
            resolved.appraisals.setdefault(contribution, {})[voice] = value


def reopen(resolved: Resolved) -> None:
    """What was confirmed is no longer what stands: it has to be read and confirmed anew."""
    resolved.confirmed = None
    resolved.assents.clear()
