"""A merge is a link: both texts stay, their supporters are united, and it can be undone. Pure.

Staff ask; it holds when each author has said yes, on the phone or after reading it back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from consult.contribution.entry import Entry
from consult.contribution.said import EntryId, MergeAnswered, MergeAsked, Unlinked, Voice
from consult.remarks.thread import STAFF_VOICE, Spoken


@dataclass(slots=True)
class Merge:
    """One question to the authors of two contributions, and what became of it."""

    ask: EntryId
    at: str
    one: EntryId
    other: EntryId
    authors: frozenset[Voice]  # one, if the same stool has said both
    answers: dict[Voice, bool] = field(default_factory=dict)
    is_unlinked: bool = False

    @property
    def holds(self) -> bool:
        return not self.is_unlinked and all(self.answers.get(one) for one in self.authors)

    @property
    def is_declined(self) -> bool:
        return False in self.answers.values()

    @property
    def is_open(self) -> bool:
        """Whether an author has still to say yes or no."""
        return not (self.is_unlinked or self.is_declined or self.holds)

    @property
    def waits_for(self) -> frozenset[Voice]:
        return self.authors - self.answers.keys() if self.is_open else frozenset()


def can_merge(one: Spoken, other: Spoken) -> bool:
    """Only what the same people may read: a link would tell the others of it."""
    return one.id != other.id and one.said.circle is other.said.circle


def take_merge(
    merges: dict[EntryId, Merge],
    spoken: Mapping[EntryId, Spoken],
    entry: Entry,
    said: MergeAsked | MergeAnswered | Unlinked,
) -> None:
    """Let an entry have its effect, or none where its voice had no right to it."""
    match said:
        case MergeAsked(first, second) if entry.voice == STAFF_VOICE:
            one, other = spoken.get(first), spoken.get(second)
            if one is not None and other is not None and can_merge(one, other):
                authors = frozenset({one.voice, other.voice})
                merges[entry.id] = Merge(entry.id, entry.at, first, second, authors)
        case MergeAnswered(ask, agrees):
            asked = merges.get(ask)
            if asked is not None and asked.is_open and entry.voice in asked.authors:
                asked.answers[entry.voice] = agrees
        case Unlinked(ask):
            asked = merges.get(ask)
            if asked is not None and entry.voice in {STAFF_VOICE, *asked.authors}:
                asked.is_unlinked = True


def linked(merges: Iterable[Merge], standing: Collection[EntryId]) -> list[frozenset[EntryId]]:
    """The contributions that are one matter, each with all the others it is linked to.

    A link of one that was withdrawn or hidden rests for as long as it is.
    """
    groups: list[frozenset[EntryId]] = []
    for merge in merges:
        if merge.holds and merge.one in standing and merge.other in standing:
            touched = [group for group in groups if merge.one in group or merge.other in group]
            groups = [group for group in groups if group not in touched]
            groups.append(frozenset({merge.one, merge.other}).union(*touched))
    return groups


def supporters(
    group: Iterable[Spoken], agreeing: Mapping[str, Collection[Voice]]
) -> frozenset[Voice]:
    """Everybody behind one matter, each counted once: who said it, seconded it or agrees."""
    voices: set[Voice] = set()
    for one in group:
        voices |= {one.voice, *one.thread.seconds, *agreeing.get(one.id, ())}
    return frozenset(voices)
