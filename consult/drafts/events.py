"""What is told of drafts."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLaid(Fact):
    """A draft is open to comments."""

    draft: str
    title: str
    paragraphs: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRemoved(Fact):
    draft: str
    title: str
    by: str
