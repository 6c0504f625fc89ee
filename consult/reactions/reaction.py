"""Agree, disagree or pass on what was said: the last word of each voice counts. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from consult.contribution.said import EntryId, Voice


class Opinion(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"


@dataclass(frozen=True, slots=True)
class Reaction:
    """One voice's opinion of one statement."""

    statement: EntryId
    voice: Voice
    value: Opinion
    at: str  # as of entries
    entry_id: EntryId
    typed_by: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many voices stand where on one statement."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0


NOBODY = Counts()


def later(one: Reaction, other: Reaction) -> Reaction:
    """The one that counts, whichever came in first: the last by (at, entry_id).

    Of two with the same name, the first as text, so that merging has no order.
    """
    if (one.at, one.entry_id) == (other.at, other.entry_id):
        return min(one, other, key=lambda it: (it.value, it.typed_by))
    return max(one, other, key=lambda it: (it.at, it.entry_id))
