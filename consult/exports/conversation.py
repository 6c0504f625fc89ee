"""A conversation as a plain thing: statements, votes, and what is said of the whole. Pure.

Whoever fills it names people by numbers made for this file alone: a voter-id must not lead
from a published vote to a card, a seat or a name.
"""

from dataclasses import dataclass, field
from enum import IntEnum

from consult.opinion.matrix import Matrix, Vote, matrix


class Moderation(IntEnum):
    """As Pol.is writes it."""

    OUT = -1
    OPEN = 0
    IN = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """`at` in milliseconds since 1970. `meta`: about the conversation; `seed`: by its host."""

    id: str
    text: str = ""
    author: str = ""
    at: int = 0
    moderated: Moderation = Moderation.OPEN
    meta: bool = False
    seed: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that the four files tell. The times of votes are in milliseconds since 1970."""

    statements: tuple[Statement, ...]
    votes: tuple[Vote, ...]
    topic: str = ""
    description: str = ""
    url: str = ""
    groups: dict[str, str] = field(default_factory=dict)  # voter-id to group-id

    @property
    def matrix(self) -> Matrix:
        ids = [one.id for one in self.statements]
        out = [one.id for one in self.statements if one.moderated is Moderation.OUT]
        return matrix(self.votes, ids, out)
