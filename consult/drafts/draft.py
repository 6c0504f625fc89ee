"""A draft (a law, a plan) in numbered paragraphs, each of which can be commented on. Pure."""

import re
from dataclasses import dataclass
from functools import cached_property

from core.errors import Refused

TITLE_LENGTH = 120
DRAFT_LENGTH = 60_000
MOST_PARAGRAPHS = 300


@dataclass(frozen=True, slots=True)
class DraftPut:
    """Staff lay a draft open; the id of its entry is the draft's."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftTaken:
    """Staff take a draft away, with its comments kept in the log."""

    draft: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str  # what comments and reactions name it by
    number: int
    text: str


@dataclass(frozen=True)
class Draft:
    id: str
    title: str
    paragraphs: tuple[str, ...]

    @cached_property
    def parts(self) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph(f"{self.id}-{number}", number, text)
            for number, text in enumerate(self.paragraphs, start=1)
        )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a pasted text.

    Blank lines part them where there are any, else every line is one: Word gives each
    paragraph a line of its own, and mail breaks lines inside paragraphs. Refuses
    `field-empty`, `field-too-long`, `draft-too-many` for the field `text`.
    """
    if len(text) > DRAFT_LENGTH:
        raise Refused("field-too-long", field="text", most=DRAFT_LENGTH, length=len(text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = re.split(r"\n[ \t\u3000]*\n+", lines)
    if len(blocks) == 1:
        blocks = lines.split("\n")
    found = tuple(one.strip() for one in blocks if one.strip())
    if not found:
        raise Refused("field-empty", field="text")
    if len(found) > MOST_PARAGRAPHS:
        raise Refused("draft-too-many", field="text", most=MOST_PARAGRAPHS, found=len(found))
    return found


def check_draft(said: DraftPut) -> None:
    """Refuse a draft without a name, or with one as long as a paragraph."""
    if not said.title:
        raise Refused("field-empty", field="title")
    if len(said.title) > TITLE_LENGTH:
        raise Refused(
            "field-too-long", field="title", most=TITLE_LENGTH, length=len(said.title)
        )
