"""An official document as plain data: what stands in it, and nothing of how it is drawn.

The vocabulary is that of GB/T 9704-2012: a title, headings of four levels, paragraphs, tables,
lists, lines to sign and a line with the date. The language is only told to number and to break
lines by; all words come in from outside.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ballots.project import UNSEEN
from web.language import Language

LONGEST = 20_000  # characters of one block: what is longer is no sentence any more


class Look(StrEnum):
    """How a paragraph stands on the page."""

    BODY = "body"  # 正文: justified, the first line two characters in
    PLAIN = "plain"  # not indented
    SUBTITLE = "subtitle"  # centred, below the title
    ADDED = "added"  # what was added to minutes: the text before it stays as it was
    NOTE = "note"  # small, at the end
    RIGHT = "right"  # 署名, 成文日期
    SEAL = "seal"  # the place for a seal


@dataclass(frozen=True, slots=True)
class Title:
    text: str  # lines are parted by "\n"


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1 to 4: 一、 (一) 1. (1)
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    look: Look = Look.BODY
    lead: str = ""  # set apart at its beginning, such as 第一条


@dataclass(frozen=True, slots=True)
class Terms:
    """Pairs of a word and what it is."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    is_number: bool = False
    across: int = 1  # columns


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_form: bool = False  # to be filled in by hand: higher rows

    @property
    def columns(self) -> int:
        return max(sum(cell.across for cell in row) for row in (self.head, *self.rows))


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` is a percentage, None where there is nothing to measure."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from 0 to 100 percent."""

    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; its members bring their own numbers unless it is `ordered`."""

    members: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign: the office, and who signed already (else empty)."""

    lines: tuple[tuple[str, str], ...]


Part: TypeAlias = Title | Heading | Paragraph | Terms | Table | Chart | Items | Signatures


@dataclass(frozen=True, slots=True)
class Slips:
    """The same slip several times on a sheet, to be cut apart."""

    slip: tuple[Part, ...]
    copies: int = 1
    across: int = 1


Block: TypeAlias = Part | Slips


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper; everything in millimetres."""

    width: int = 210
    height: int = 297
    top: int = 37
    bottom: int = 35
    left: int = 28
    right: int = 26
    name: str = "a4"

    @property
    def measure(self) -> int:
        """The width of the text."""
        return self.width - self.left - self.right


A4 = Sheet()  # GB/T 9704-2012, 5.2: 156 mm by 225 mm of text
A4_FORM = Sheet(top=25, bottom=22, left=25, right=22, name="a4-form")  # sheets to fill in
A4_SLIP = Sheet(top=12, bottom=12, left=14, right=14, name="a4-slip")
A3_SLIP = Sheet(420, 297, 20, 20, 25, 25, "a3-slip")


@dataclass(frozen=True, slots=True)
class Document:
    language: Language
    title: str  # of the file, as a reader's list shows it
    blocks: tuple[Block, ...]
    sheet: Sheet = A4
    paged: bool = True  # with page numbers


def tidy(text: str) -> str:
    """Text that every format can hold: spaces become one, what cannot be seen goes.

    Control characters are not allowed in XML, and turns of the writing direction make one
    text read as another. Line breaks stay.
    """
    lines = (" ".join(_seen(line).split()) for line in text.split("\n"))
    joined = "\n".join(line for line in lines if line)
    return joined if len(joined) <= LONGEST else f"{joined[:LONGEST]}…"


def _seen(text: str) -> str:
    return "".join(sign for sign in text if sign.isspace() or not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return sign in UNSEEN or kind in {"Cc", "Cs"} or ord(sign) & 0xFFFE == 0xFFFE


def width_of(text: str) -> float:
    """The width of a text in ems: Chinese characters take one, others about half."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return wide + 0.55 * (len(text) - wide)


def widths(table: Table) -> tuple[float, ...]:
    """The share of each column in the width of a table: they add up to 1."""
    wanted = [2.6] * table.columns
    for place in range(len(table.head)):
        if all(len(row) == len(table.head) and not row[place].text for row in table.rows):
            wanted[place] = 4.0  # to be marked by hand
    for row in (table.head, *table.rows):
        place = 0
        for cell in row:
            if cell.across == 1:
                longest = max(map(width_of, cell.text.split("\n")), default=0.0)
                most = 5.0 if row is table.head else 14.0 if longest <= 28 else 22.0
                wanted[place] = max(wanted[place], min(longest, most) + 1.2)
            place += cell.across
    whole = sum(wanted)
    return tuple(share / whole for share in wanted)
