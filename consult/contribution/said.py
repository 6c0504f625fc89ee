"""What can be said: one frozen dataclass for each kind of entry. Pure.

A new kind of entry is a dataclass here, its name in SAID, and a branch in `fold`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, TypeAlias

from consult.drafts.draft import DraftPut, DraftTaken
from consult.hall.record.said import HALL, HallSaid
from consult.hands.said import HANDS, HandsSaid
from consult.resolution.resolving import RESOLVING, Resolving
from consult.talk.said import TALK, TalkSaid
from core.errors import Refused

Voice = NewType("Voice", str)  # whose words: `stool:<id>` or `person:<id>`
EntryId = NewType("EntryId", str)  # 128 random bits in hex, made by the phone or by the server

TEXT_LENGTH = 5000
WITNESS_LENGTH = 40


class ContributionKind(StrEnum):
    """The four verbs (说问题、诉烦恼、表诉求、提建议); there is no fifth."""

    PROBLEM = "problem"
    WORRY = "worry"
    DEMAND = "demand"
    PROPOSAL = "proposal"


class Circle(StrEnum):
    """Who reads it; chosen before it is sent."""

    PUBLIC = "public"  # everybody here, and the public page
    DEPUTY = "deputy"  # deputies, and those who record
    UNIT = "unit"  # the units that must answer, and those who record


@dataclass(frozen=True, slots=True)
class Contributed:
    kind: ContributionKind
    text: str
    circle: Circle
    read_back: bool = False  # the facilitator has read it aloud again
    witness: str = ""  # who saw that it was typed as it was said
    photo: str = ""  # SHA-256 of the file on the shelf, hex
    sound: str = ""
    about: str = ""  # the paragraph of a draft it is about, as reactions name it


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Its author takes a contribution back; that it was made stays."""

    contribution: EntryId


@dataclass(frozen=True, slots=True)
class Remarked:
    """A reply to a contribution, or an objection to it, in words of its own."""

    contribution: EntryId
    text: str
    objects: bool = False


@dataclass(frozen=True, slots=True)
class Seconded:
    """Somebody adds their voice to what another has said; the last word of each counts."""

    contribution: EntryId
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Amended:
    """Its author words a contribution anew; the older wordings stay readable."""

    contribution: EntryId
    text: str


@dataclass(frozen=True, slots=True)
class Moderated:
    """Staff hide a contribution or a remark for a reason everybody reads, or show it again."""

    target: EntryId
    reason: str
    hides: bool = True


@dataclass(frozen=True, slots=True)
class MergeAsked:
    """Staff ask the authors of two contributions whether they say the same."""

    one: EntryId
    other: EntryId


@dataclass(frozen=True, slots=True)
class MergeAnswered:
    ask: EntryId
    agrees: bool


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Staff or one of the authors undo a merge."""

    ask: EntryId


Said: TypeAlias = (
    Contributed
    | Withdrawn
    | Remarked
    | Seconded
    | Amended
    | Moderated
    | MergeAsked
    | MergeAnswered
    | Unlinked
    | Resolving
    | TalkSaid
    | HandsSaid
    | HallSaid
    | DraftPut
    | DraftTaken
)
SAID: dict[str, type[Said]] = {
    "contributed": Contributed,
    "withdrawn": Withdrawn,
    "remarked": Remarked,
    "seconded": Seconded,
    "amended": Amended,
    "moderated": Moderated,
    "merge_asked": MergeAsked,
    "merge_answered": MergeAnswered,
    "unlinked": Unlinked,
}
SAID |= RESOLVING
SAID |= TALK
SAID |= HANDS
SAID |= HALL
SAID |= {"draft-put": DraftPut, "draft-taken": DraftTaken}


def check_contributed(said: Contributed) -> None:
    """Refuse what says nothing, or more than a page can hold."""
    if not said.text.strip() and not said.photo and not said.sound:
        raise Refused("field-empty", field="text")
    for field, text, most in (
        ("text", said.text, TEXT_LENGTH),
        ("witness", said.witness, WITNESS_LENGTH),
    ):
        _check_length(field, text, most)


def check_words(field: str, text: str, most: int = TEXT_LENGTH) -> None:
    """Refuse an empty text, and one beyond its room."""
    if not text.strip():
        raise Refused("field-empty", field=field)
    _check_length(field, text, most)


def _check_length(field: str, text: str, most: int) -> None:
    if len(text) > most:
        raise Refused("field-too-long", field=field, most=most, length=len(text))
