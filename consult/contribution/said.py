"""What can be said: one frozen dataclass for each kind of entry. Pure.

A new kind of entry is a dataclass here, its name in SAID, and a branch in `fold`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, TypeAlias

from consult.drafts.draft import DraftPut, DraftTaken
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


Said: TypeAlias = Contributed | Withdrawn | DraftPut | DraftTaken
SAID: dict[str, type[Said]] = {"contributed": Contributed, "withdrawn": Withdrawn}
SAID |= {"draft-put": DraftPut, "draft-taken": DraftTaken}


def check_contributed(said: Contributed) -> None:
    """Refuse what says nothing, or more than a page can hold."""
    if not said.text.strip() and not said.photo and not said.sound:
        raise Refused("field-empty", field="text")
    for field, text, most in (
        ("text", said.text, TEXT_LENGTH),
        ("witness", said.witness, WITNESS_LENGTH),
    ):
        if len(text) > most:
            raise Refused("field-too-long", field=field, most=most, length=len(text))
