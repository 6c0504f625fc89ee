"""The state of a consultation, as it follows from its entries and from nothing else. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from consult.contribution.entry import Entry, in_order
from consult.contribution.said import (
    Amended,
    Contributed,
    EntryId,
    MergeAnswered,
    MergeAsked,
    Moderated,
    Remarked,
    Seconded,
    Unlinked,
    Voice,
    Withdrawn,
)
from consult.drafts.draft import Draft, DraftPut, DraftTaken
from consult.hall.record.record import HallRecord, fold_record
from consult.hands.count import Hands, fold_hands
from consult.merges.merge import Merge, linked, take_merge
from consult.remarks.thread import Thread, take_remark, take_word
from consult.resolution.entries import Disposed
from consult.resolution.resolving import Resolved, Resolving, reopen, take
from consult.talk.floor import fold_talk
from consult.talk.talk import Talk


@dataclass(slots=True)
class Contribution:
    """One contribution with all that became of it."""

    id: EntryId
    at: str
    voice: Voice
    typed_by: str
    said: Contributed
    is_withdrawn: bool = False
    thread: Thread = field(default_factory=Thread)
    ending: Disposed | None = None  # what became of it, as it stands

    @property
    def stands(self) -> bool:
        return not self.is_withdrawn and not self.thread.hidden

    @property
    def text(self) -> str:
        """As it is worded now."""
        return self.thread.worded or self.said.text


@dataclass(slots=True)
class State:
    """All that follows from the log; others add their own fields here."""

    contributions: dict[EntryId, Contribution] = field(default_factory=dict)
    merges: dict[EntryId, Merge] = field(default_factory=dict)  # by their question
    resolved: Resolved = field(default_factory=Resolved)
    talk: Talk = field(default_factory=Talk)
    hands: Hands = field(default_factory=Hands)
    record: HallRecord = field(default_factory=HallRecord)  # of a hall consultation
    drafts: dict[str, Draft] = field(default_factory=dict)  # those open to comments, by id

    @property
    def standing(self) -> list[Contribution]:
        """Those that were not taken back, in the order they were made."""
        return [one for one in self.contributions.values() if one.stands]

    @property
    def paragraphs(self) -> set[str]:
        """What can be reacted to beside contributions."""
        return {one.id for draft in self.drafts.values() for one in draft.parts}

    def about(self, paragraph: str) -> list[Contribution]:
        """What stands and was said of one paragraph of a draft."""
        return [one for one in self.standing if one.said.about == paragraph]

    @property
    def by_voice(self) -> Counter[Voice]:
        """How many contributions of each voice stand."""
        return Counter(one.voice for one in self.standing)


def fold(entries: Iterable[Entry]) -> State:
    """Read a log, in whatever order and however often its entries are given."""
    log = in_order(entries)
    state = State(talk=fold_talk(log), hands=fold_hands(log), record=fold_record(log))
    for entry in sorted(log, key=_rank):
        if isinstance(entry.said, Resolving):
            take(state.resolved, entry.at, entry.voice, entry.typed_by, entry.said)
        else:
            _take_talk(state, entry)
    _lay_drafts(state, log)
    state.talk.wrote = frozenset(one for one in state.by_voice if one.startswith("stool:"))
    for one in state.contributions.values():
        one.ending = state.resolved.disposed(one.id)
    _share_endings(state)
    return state


def _lay_drafts(state: State, log: Iterable[Entry]) -> None:
    """Drafts are laid and taken by staff, who have no voice of their own."""
    taken = set[str]()
    for entry in log:
        match entry.said:
            case DraftPut(title, paragraphs) if not entry.voice:
                state.drafts[entry.id] = Draft(entry.id, title, paragraphs)
            case DraftTaken(draft) if not entry.voice:
                taken.add(draft)
    for draft in taken:
        state.drafts.pop(draft, None)


def _take_talk(state: State, entry: Entry) -> None:
    match entry.said:
        case Contributed() as said:
            state.contributions[entry.id] = Contribution(
                entry.id, entry.at, entry.voice, entry.typed_by, said
            )
            reopen(state.resolved)
        case Withdrawn(contribution):
            _withdraw(state, entry, contribution)
        case Remarked() | Moderated() as said:
            take_remark(state.contributions, entry, said)
        case Seconded() | Amended() as said:
            take_word(state.contributions, entry, said)
        case MergeAsked() | MergeAnswered() | Unlinked() as said:
            take_merge(state.merges, state.contributions, entry, said)


def _share_endings(state: State) -> None:
    """What was merged ends together: the last ending written for any part is that of all."""
    for group in linked(state.merges.values(), {one.id for one in state.standing}):
        notes = [note for id in group for note in state.resolved.disposals.get(id, [])]
        last = max(notes, key=lambda note: note.at, default=None)
        for id in group:
            ending = last.said if last is not None else None
            state.contributions[id].ending = ending if isinstance(ending, Disposed) else None


def _rank(entry: Entry) -> int:
    """What is spoken of comes before what speaks of it: clocks of two machines differ."""
    if isinstance(entry.said, Contributed):
        return 0
    return 1 if isinstance(entry.said, Remarked | MergeAsked) else 2


def _withdraw(state: State, entry: Entry, contribution: EntryId) -> None:
    """Only the voice that made it: the entries of another machine are not trusted more."""
    found = state.contributions.get(contribution)
    if found is not None and found.voice == entry.voice:
        found.is_withdrawn = True
