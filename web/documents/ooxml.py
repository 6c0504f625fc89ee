"""What python-docx has no words for: East Asian fonts, the grid of signs, page numbers."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Line

from web.documents.model import Document
from web.language import Language

TITLE, BODY, SANS, KAI, SONG = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
LATIN = "Times New Roman"
# What a machine without the font takes instead, as the font table of the file says.
STAND_INS = {
    TITLE: "小标宋;宋体;SimSun",
    BODY: "仿宋_GB2312;FangSong",
    KAI: "楷体_GB2312;KaiTi",
}
STAND_INS |= {SANS: "SimHei", SONG: "SimSun"}

# GB/T 9704-2012, 5.2.2: 22 lines of 28 signs, on 225 mm by 156 mm.
PITCH = 28.95  # points from line to line
GRID_PITCH = "579"  # the same in twentieths of a point
CLOSER = "-5"  # twentieths of a point between signs: 28 of 16 points would be 448, not 442
BODY_SIZE = 16  # 3号
NUMBER_SIZE = 14  # 4号
FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - the moment of no document: its date is in its text
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def element(tag: str, **values: str) -> Any:
    """An element such as `w:ind` with its attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def prepare(word: Word, document: Document) -> None:
    """An empty document with the sheet, the fonts and the page numbers of this one."""
    about = word.core_properties
    about.author, about.title, about.comments = "", document.title[:255], ""
    about.last_modified_by, about.revision = "", 1
    about.created = about.modified = FIXED
    about.language = document.language.tag
    _set_fonts(word, slim=document.sheet.name != "a4", zh=document.language is Language.ZH)
    _set_sheet(word.sections[0], document)
    if document.paged:
        word.settings.odd_and_even_pages_header_footer = True
        section = word.sections[0]
        _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _set_fonts(word: Word, *, slim: bool, zh: bool) -> None:
    normal = word.styles["Normal"]
    normal.font.size = Pt(12 if slim else BODY_SIZE)
    _name_fonts(normal.element.get_or_add_rPr(), BODY)
    about = normal.element.rPr
    if zh and not slim:
        about.insert_element_before(element("w:spacing", val=CLOSER), "w:sz", "w:szCs")
    about.append(element("w:lang", val="en-GB", eastAsia="zh-CN" if zh else "en-GB"))
    for level in (1, 2, 3, 4):
        style = word.styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.italic = Pt(BODY_SIZE), False, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _name_fonts(style.element.get_or_add_rPr(), {1: SANS, 2: KAI}.get(level, BODY))
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    table = next(
        one for one in word.part.package.iter_parts() if one.partname == "/word/fontTable.xml"
    )
    table._blob = _font_table()


def _name_fonts(about: Any, face: str) -> None:
    fonts = about.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face)):
        fonts.set(qn(f"w:{name}"), font)


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/></w:font>'
        for name, others in STAND_INS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def _set_sheet(section: Section, document: Document) -> None:
    sheet = document.sheet
    wide = sheet.width > sheet.height
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance, section.footer_distance = (
        Mm(15),
        Mm(25 if sheet.name == "a4" else 10),
    )
    if sheet.name == "a4":
        grid = section._sectPr.find(qn("w:docGrid"))
        if grid is None:
            grid = element("w:docGrid")
            section._sectPr.append(grid)
        for name, value in (("type", "lines"), ("linePitch", GRID_PITCH)):
            grid.set(qn(f"w:{name}"), value)


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, at the outer edge, one sign in (GB/T 9704-2012, 7.5)."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = side
    edge = line.paragraph_format
    edge.left_indent = edge.right_indent = Pt(NUMBER_SIZE)
    ink(line, "— ", SONG, NUMBER_SIZE)
    run = line.add_run()
    run.font.size = Pt(NUMBER_SIZE)
    _name_fonts(run._r.get_or_add_rPr(), SONG)
    for kind in ("begin", "", "end"):
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            code = OxmlElement("w:instrText")
            code.text = " PAGE "
            run._r.append(code)
    ink(line, " —", SONG, NUMBER_SIZE)


def ink(line: Line, text: str, face: str = BODY, size: float | None = None) -> None:
    """Write text into a line. `face` is the font of its Chinese characters."""
    run = line.add_run(text)
    if size is not None:
        run.font.size = Pt(size)
    if face != BODY:
        _name_fonts(run._r.get_or_add_rPr(), face)


def spread(line: Line, first_line_chars: int) -> None:
    """An indent in hundredths of a sign, which follows the size of the letters."""
    about = line._p.get_or_add_pPr().get_or_add_ind()
    about.set(qn("w:firstLineChars"), str(first_line_chars))


def _border(line: Line, sides: tuple[str, ...], **values: str) -> None:
    edges = OxmlElement("w:pBdr")
    for side in sides:
        edges.append(element(f"w:{side}", **values))
    line._p.get_or_add_pPr().insert_element_before(
        edges,
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:snapToGrid", "w:spacing", "w:ind"),
        *("w:jc", "w:rPr", "w:sectPr"),
    )


def off_grid(line: Line) -> None:
    """A line of a table is as high as it is, not as one of the page's 22."""
    line._p.get_or_add_pPr().insert_element_before(
        element("w:snapToGrid", val="0"), "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def shade_left(line: Line) -> None:
    """A bar at the left: this was added."""
    _border(line, ("left",), val="single", sz="18", space="6", color="444444")


def draw_frame(line: Line, left: int) -> None:
    """A dashed frame at the right edge, for a seal."""
    line.paragraph_format.left_indent = Length(max(left, 0))
    line.paragraph_format.space_after = Pt(4)
    sides = ("top", "left", "bottom", "right")
    _border(line, sides, val="dashed", sz="6", space="6", color="666666")


def form_row(row: _Row, height: Length, *, repeated: bool = False) -> None:
    """A row of at least this height that is not torn apart; `repeated` on every page."""
    row.height = height
    about = row._tr.get_or_add_trPr()
    about.append(element("w:cantSplit"))
    if repeated:
        about.append(element("w:tblHeader"))
    for cell in row.cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def rule_below(cell: _Cell) -> None:
    about = cell._tc.get_or_add_tcPr()
    about.append(
        parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="0" '
            'w:color="000000"/></w:tcBorders>'
        )
    )


def cut_lines(grid: Grid) -> None:
    """Dashed lines to cut along."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = "".join(
        f'<w:{side} w:val="dashed" w:sz="4" w:space="0" w:color="888888"/>' for side in sides
    )
    grid._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def fix_bytes(octets: bytes) -> bytes:
    """The same file with its parts in order and without the hour of its making."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(octets)) as made, zipfile.ZipFile(packed, "w") as fixed:
        # [Content_Types].xml first: some readers look for it there.
        for name in sorted(made.namelist(), key=lambda one: (one[0] != "[", one)):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            fixed.writestr(entry, made.read(name))
    return packed.getvalue()
