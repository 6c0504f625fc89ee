"""The text of a Word file for reading on a phone: headings, paragraphs, lists, tables. Pure.

Nothing of the file's own looks or links is kept, so nothing in it can act. Pictures, footnotes
and automatic numbers are only in the original, and the page says so.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from core.errors import Refused

MOST_SIGNS = 500_000  # a book has so many; more than that nobody reads on a phone
PIECE = 20  # signs that a paragraph or a cell counts for: a page of 500,000 of them stalls all
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
            signs += PIECE + len(block.text)
            signs += sum(PIECE + len(cell) for row in block.rows for cell in (*row, ""))
            if signs > MOST_SIGNS:
                return Reading(tuple(blocks), is_whole=False)
            blocks.append(block)
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError):
        raise Refused("handout-damaged", field="file") from None
    return Reading(tuple(blocks))


def _blocks(file: BinaryIO) -> Iterator[Block]:
    document = Document(file)
    # Once for all: asked of each paragraph, a file of 40 kB with many styles takes hours.
    styles = {one.styleId: one.name_val or "" for one in document.styles.element.style_lst}
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield _table(part)
        elif part.text.strip():
            yield _paragraph(part, styles)


def _paragraph(part: Paragraph, styles: Mapping[str, str]) -> Block:
    text = part.text.strip()
    style = styles.get(part._p.style or "", "")
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
    """Its cells as they are written. By columns, one cell can say that it covers a billion."""
    rows = (row._tr.tc_lst for row in part.rows)
    texts = (tuple(_Cell(cell, part).text.strip() for cell in row) for row in rows)
    return Block(BlockKind.TABLE, rows=tuple(texts))
