"""A document for an office program, laid out by GB/T 9704-2012.

The reader's machine supplies the fonts; each names what may stand in for it.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import cycle, islice, repeat
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Length, Mm, Pt
from docx.table import Table as Grid
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from web.documents.model import (
    Block,
    Cell,
    Chart,
    Document,
    Heading,
    Items,
    Look,
    Paragraph,
    Signatures,
    Slips,
    Table,
    Terms,
    Title,
    widths,
)
from web.documents.ooxml import (
    BODY,
    KAI,
    PITCH,
    SANS,
    TITLE,
    cut_lines,
    draw_frame,
    fix_bytes,
    form_row,
    ink,
    off_grid,
    prepare,
    rule_below,
    shade_left,
    spread,
)
from web.documents.word_chart import draw_bars
from web.language import Language

FACES = {1: SANS, 2: KAI, 3: BODY, 4: BODY}  # 一级黑体, 二级楷体, 三、四级仿宋
ALIGNED = {
    Look.BODY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Look.PLAIN: WD_ALIGN_PARAGRAPH.LEFT,
    Look.ADDED: WD_ALIGN_PARAGRAPH.LEFT,
    Look.SUBTITLE: WD_ALIGN_PARAGRAPH.CENTER,
    Look.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Look.SEAL: WD_ALIGN_PARAGRAPH.CENTER,
}


def write_word(document: Document) -> bytes:
    """The same document gives the same bytes: times and identities in the file are fixed."""
    word = docx.Document()
    prepare(word, document)
    _Writer(word, document).write(document.blocks)
    held = BytesIO()
    word.save(held)
    return fix_bytes(held.getvalue())


class _Writer:
    """Writes blocks one after the other into a place: the document, or a cell of a table."""

    def __init__(self, word: Word, document: Document) -> None:
        self._word = word
        self._zh = document.language is Language.ZH
        self._slim = document.sheet.name != "a4"
        self._place: Word | _Cell = word
        self._measure: Length = Mm(document.sheet.measure)

    def write(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            WRITERS[type(block)](self, block)

    def _terms(self, block: Terms) -> None:
        for term, told in block.pairs:
            self._lead(f"{term}{self._colon}", told)

    def _items(self, block: Items) -> None:
        for number, text in enumerate(block.members, start=1):
            self._lead(f"{number}." if block.ordered else "", text, BODY)

    @property
    def _colon(self) -> str:
        return "：" if self._zh else ": "

    def _line(self, size: float | None = None) -> Line:
        """A line of the place; `size` in points for one that is not as high as the body's."""
        line = self._place.add_paragraph()
        about = line.paragraph_format
        about.space_before = about.space_after = Pt(0)
        about.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        pitch = PITCH if not self._slim else 18.0
        about.line_spacing = Pt(pitch if size is None else round(size * 1.5, 1))
        return line

    def _indent(self, line: Line) -> None:
        if self._zh and not self._slim:
            line.paragraph_format.first_line_indent = Pt(32)
            spread(line, first_line_chars=200)

    def _lead(self, lead: str, text: str, face: str = SANS) -> None:
        line = self._line()
        line.alignment = ALIGNED[Look.PLAIN if self._slim else Look.BODY]
        self._indent(line)
        if lead:
            ink(line, lead, face)
        ink(line, text)

    def _title(self, block: Title) -> None:
        size = 16 if self._slim else 22
        for text in block.text.split("\n"):
            line = self._line(size)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            ink(line, text, TITLE, size)
        if not self._slim:
            self._line()

    def _heading(self, block: Heading) -> None:
        line = self._line()
        line.paragraph_format.keep_with_next = True
        line.style = self._word.styles[f"Heading {block.level}"]
        self._indent(line)
        gap = "" if self._zh or not block.number else " "
        ink(line, f"{block.number}{gap}{block.text}", FACES[block.level])

    def _paragraph(self, block: Paragraph) -> None:
        if block.look in (Look.NOTE, Look.SEAL):
            self._small(block)
            return
        for text in block.text.split("\n"):
            line = self._line()
            line.alignment = ALIGNED[block.look]
            self._place_line(line, block.look)
            if block.lead:
                ink(line, f"{block.lead}\u3000" if self._zh else f"{block.lead}  ", SANS)
            ink(line, text, KAI if block.look is Look.ADDED else BODY)

    def _place_line(self, line: Line, look: Look) -> None:
        if look is Look.BODY:
            self._indent(line)
        elif look is Look.ADDED:
            shade_left(line)
        elif look is Look.RIGHT and self._zh:
            line.paragraph_format.right_indent = Pt(64)

    def _small(self, block: Paragraph) -> None:
        size = 10 if self._slim else 12
        line = self._line(size)
        if block.look is Look.SEAL:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            draw_frame(line, self._measure - Mm(38))
        else:
            line.paragraph_format.space_before = Pt(6)
        ink(line, block.text, BODY, size)

    def _grid(self, rows: int, shares: tuple[float, ...], style: str) -> Grid:
        grid = self._place.add_table(rows, len(shares))
        grid.style = self._word.styles[style]
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        for column, share in zip(grid.columns, shares, strict=True):
            width = Length(int(self._measure * share))
            column.width = width
            for cell in column.cells:
                cell.width = width
        return grid

    def _signatures(self, block: Signatures) -> None:
        self._line(8)
        grid = self._grid(len(block.lines), (0.34, 0.66), "Normal Table")
        for row, (office, name) in zip(grid.rows, block.lines, strict=True):
            form_row(row, Pt(26 if self._slim else 34))
            self._fill(row.cells[0], f"{office}{self._colon}", None)
            self._fill(row.cells[1], name, None)
            rule_below(row.cells[1])
        self._line(4)

    def _table(self, block: Table) -> None:
        size = 11 if self._slim or block.columns > 6 else 12
        if block.caption:
            line = self._line(size)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.keep_with_next = True
            ink(line, block.caption, SANS, size)
        rows = [row for row in (block.head, *block.rows) if row]
        grid = self._grid(len(rows), widths(block), "Table Grid")
        for row, cells in zip(grid.rows, rows, strict=True):
            is_head = cells is block.head
            form_row(
                row, Pt(26 if block.is_form else 17 if self._slim else 20), repeated=is_head
            )
            self._row(grid, row.cells, cells, size, is_head)
        self._line(2 if self._slim else 6)

    def _chart(self, block: Chart) -> None:
        if block.caption:
            line = self._line(12)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.keep_with_next = True
            ink(line, block.caption, SANS, 12)
        draw_bars(self._word, self._place.add_paragraph(), block, self._measure)

    def _row(
        self,
        grid: Grid,
        drawn: tuple[_Cell, ...],
        cells: tuple[Cell, ...],
        size: int,
        head: bool,
    ) -> None:
        place = 0
        for cell in cells:
            target = drawn[place]
            if cell.across > 1:
                target = target.merge(drawn[place + cell.across - 1])
            line = self._fill(target, cell.text, size, SANS if head else BODY)
            if head or cell.is_number:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            place += cell.across

    def _fill(self, cell: _Cell, text: str, size: int | None, face: str = BODY) -> Line:
        line: Line = cell.paragraphs[0]
        off_grid(line)
        about = line.paragraph_format
        about.space_before = about.space_after = Pt(1)
        if size is not None:
            about.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            about.line_spacing = Pt(size * 1.3)
        ink(line, text, face, size)
        return line

    def _slips(self, block: Slips) -> None:
        if block.copies == 1:
            self.write(block.slip)
            return
        rows = -(-block.copies // block.across)
        whole, outer = self._measure, self._word
        grid = self._grid(rows, tuple(repeat(1 / block.across, block.across)), "Normal Table")
        cut_lines(grid)
        for cell in islice(
            cycle([one for row in grid.rows for one in row.cells]), block.copies
        ):
            self._place = cell
            self._measure = Length(int(whole / block.across) - Mm(10))
            self.write(block.slip)
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)
        self._place, self._measure = outer, whole


WRITERS: dict[type, Callable[[_Writer, Any], None]] = {
    Title: _Writer._title,
    Heading: _Writer._heading,
    Paragraph: _Writer._paragraph,
    Terms: _Writer._terms,
    Items: _Writer._items,
    Signatures: _Writer._signatures,
    Table: _Writer._table,
    Chart: _Writer._chart,
    Slips: _Writer._slips,
}
