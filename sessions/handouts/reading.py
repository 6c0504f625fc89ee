"""The text of a Word file for reading on a phone: headings, paragraphs, lists, tables. Pure.

Nothing of the file's own looks or links is kept, so nothing in it can act. Pictures, footnotes
and automatic numbers are only in the original, and the page says so.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from core.errors import Refused

MOST_SIGNS = 500_000  # a book has so many; more than that nobody reads on a phone
DEEPEST = 6
HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TITLE = re.compile(r"title|标题|大标题", re.IGNORECASE)


class BlockKind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"  # of a list
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    text: str = ""
    level: int = 0  # of a heading: 1 is the title
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    blocks: tuple[Block, ...] = ()
    is_whole: bool = True  # else it was cut because it is too long for a page


def reading_of(file: BinaryIO) -> Reading:
    """The text in its order. Takes a second for a long file: call it off the event loop."""
    blocks: list[Block] = []
    signs = 0
    try:
        for block in _blocks(file):
            signs += len(block.text) + sum(len(cell) + 1 for row in block.rows for cell in row)
            if signs > MOST_SIGNS:
                return Reading(tuple(blocks), is_whole=False)
            blocks.append(block)
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError):
        raise Refused("handout-damaged", field="file") from None
    return Reading(tuple(blocks))


def _blocks(file: BinaryIO) -> Iterator[Block]:
    for part in Document(file).iter_inner_content():
        if isinstance(part, Table):
            yield _table(part)
        elif part.text.strip():
            yield _paragraph(part)


def _paragraph(part: Paragraph) -> Block:
    text = part.text.strip()
    style = (part.style.name or "") if part.style is not None else ""
    found = HEADING.match(style)
    if found:
        return Block(BlockKind.HEADING, text, min(int(found[1]) + 1, DEEPEST))
    if TITLE.fullmatch(style):
        return Block(BlockKind.HEADING, text, 1)
    numbered = part._p.pPr is not None and part._p.pPr.numPr is not None
    return Block(
        BlockKind.ITEM if numbered or style.startswith("List") else BlockKind.TEXT, text
    )


def _table(part: Table) -> Block:
    rows = []
    for row in part.rows:
        cells: list[str] = []
        before = None
        for cell in row.cells:  # a merged cell comes once for each column it covers
            if cell._tc is not before:
                cells.append(cell.text.strip())
            before = cell._tc
        rows.append(tuple(cells))
    return Block(BlockKind.TABLE, rows=tuple(rows))
