"""All that hangs on one contribution: remarks, seconds, older wordings, moderation. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from consult.contribution.entry import Entry
from consult.contribution.said import (
    Amended,
    Circle,
    Contributed,
    EntryId,
    Moderated,
    Remarked,
    Seconded,
    Voice,
)

STAFF_VOICE = Voice("")
STOOLS = "stool:"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a contribution was worded until it was worded anew."""

    text: str
    until: str  # as the moments of entries


@dataclass(slots=True)
class Remark:
    """A reply or an objection."""

    id: EntryId
    at: str
    voice: Voice
    typed_by: str
    text: str
    objects: bool
    hidden: str = ""  # the public reason; empty: it is shown


@dataclass(slots=True)
class Thread:
    worded: str = ""  # as it is worded now; empty: as it was made
    wordings: list[Wording] = field(default_factory=list)  # the older ones, the first first
    remarks: list[Remark] = field(default_factory=list)
    seconds: set[Voice] = field(default_factory=set)
    hidden: str = ""  # the public reason; empty: it is shown

    @property
    def shown(self) -> list[Remark]:
        """The remarks that nobody has hidden."""
        return [one for one in self.remarks if not one.hidden]


class Spoken(Protocol):
    """What a thread hangs on."""

    id: EntryId
    voice: Voice
    said: Contributed
    is_withdrawn: bool
    thread: Thread


def may_remark(one: Spoken, voice: Voice) -> bool:
    """Whether a voice may reply: a stool speaks only to what it can read."""
    is_stool = voice.startswith(STOOLS)
    return one.said.circle is Circle.PUBLIC or one.voice == voice or not is_stool


def may_second(one: Spoken, voice: Voice) -> bool:
    """Whether somebody else's voice may be added to what everybody reads."""
    return one.said.circle is Circle.PUBLIC and voice not in (STAFF_VOICE, one.voice)


def take_remark(
    spoken: Mapping[EntryId, Spoken], entry: Entry, said: Remarked | Moderated
) -> None:
    """Let an entry have its effect, or none where its voice had no right to it."""
    match said:
        case Remarked(contribution, text, objects):
            found = spoken.get(contribution)
            if found is not None and may_remark(found, entry.voice) and text:
                new = Remark(entry.id, entry.at, entry.voice, entry.typed_by, text, objects)
                found.thread.remarks.append(new)
        case Moderated(target, reason, hides) if entry.voice == STAFF_VOICE:
            for thing in _targets(spoken, target):
                thing.hidden = reason if hides else ""


def _targets(spoken: Mapping[EntryId, Spoken], target: EntryId) -> Iterator[Thread | Remark]:
    if target in spoken:
        yield spoken[target].thread
        return
    for one in spoken.values():
        yield from (remark for remark in one.thread.remarks if remark.id == target)


def take_word(spoken: Mapping[EntryId, Spoken], entry: Entry, said: Seconded | Amended) -> None:
    """Add or take away a voice, or word anew what is the voice's own."""
    found = spoken.get(said.contribution)
    if found is None:
        return
    match said:
        case Seconded(_, holds) if may_second(found, entry.voice):
            (found.thread.seconds.add if holds else found.thread.seconds.discard)(entry.voice)
        case Amended(_, text) if found.voice == entry.voice and not found.is_withdrawn and text:
            before = found.thread.worded or found.said.text
            found.thread.wordings.append(Wording(before, entry.at))
            found.thread.worded = text
