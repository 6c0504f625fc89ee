"""What the log tells of a question that is put to hands. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

QUESTION_LENGTH = 200


class Hand(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class BlockSeat:
    voice: str
    number: int


@dataclass(frozen=True, slots=True)
class Block:
    """Stools that are counted at one glance."""

    name: str
    seats: tuple[BlockSeat, ...]


@dataclass(frozen=True, slots=True)
class HandsPut:
    """Staff put a question; who is here is written down block by block."""

    question: str
    blocks: tuple[Block, ...]
    statement: str = ""  # the contribution it is about


@dataclass(frozen=True, slots=True)
class HandShown:
    """A phone answers for its stool. The last answer counts, until hands are counted."""

    question: str  # the entry of HandsPut
    hand: Hand


@dataclass(frozen=True, slots=True)
class HandsCounted:
    """The hands of one block, without the stools whose phones had answered."""

    question: str
    block: int
    in_favour: int
    against: int
    abstaining: int
    phones: tuple[str, ...]  # the voices that were left out of the hands


@dataclass(frozen=True, slots=True)
class HandsClosed:
    question: str


HandsSaid: TypeAlias = HandsPut | HandShown | HandsCounted | HandsClosed
HANDS: dict[str, type[HandsSaid]] = {
    "hands_put": HandsPut,
    "hand_shown": HandShown,
    "hands_counted": HandsCounted,
    "hands_closed": HandsClosed,
}
