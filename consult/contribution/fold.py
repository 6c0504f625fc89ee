"""The state of a consultation, as it follows from its entries and from nothing else. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from consult.contribution.entry import Entry, in_order
from consult.contribution.said import Contributed, EntryId, Voice, Withdrawn
from consult.drafts.draft import Draft, DraftPut, DraftTaken


@dataclass(slots=True)
class Contribution:
    """One contribution with all that became of it."""

    id: EntryId
    at: str
    voice: Voice
    typed_by: str
    said: Contributed
    is_withdrawn: bool = False

    @property
    def stands(self) -> bool:
        return not self.is_withdrawn


@dataclass(slots=True)
class State:
    """All that follows from the log; others add their own fields here."""

    contributions: dict[EntryId, Contribution] = field(default_factory=dict)
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
    state, taken = State(), set[str]()
    for entry in in_order(entries):
        match entry.said:
            case Contributed() as said:
                state.contributions[entry.id] = Contribution(
                    entry.id, entry.at, entry.voice, entry.typed_by, said
                )
            case Withdrawn(contribution):
                _withdraw(state, entry, contribution)
            case DraftPut(title, paragraphs) if not entry.voice:  # an act of staff
                state.drafts[entry.id] = Draft(entry.id, title, paragraphs)
            case DraftTaken(draft) if not entry.voice:
                taken.add(draft)
    for draft in taken:
        state.drafts.pop(draft, None)
    return state


def _withdraw(state: State, entry: Entry, contribution: EntryId) -> None:
    """Only the voice that made it: the entries of another machine are not trusted more."""
    found = state.contributions.get(contribution)
    if found is not None and found.voice == entry.voice:
        found.is_withdrawn = True
