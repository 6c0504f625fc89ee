"""The drawn files: the standard's measures, the same bytes each time, and no text that acts."""

import re
import zipfile
from io import BytesIO
from itertools import pairwise

import docx
import pytest
import typst
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.web.documents.papers import pages
from web.documents.model import (
    A3_SLIP,
    A4_FORM,
    A4_SLIP,
    Cell,
    Document,
    Heading,
    Items,
    Look,
    Paragraph,
    Part,
    Signatures,
    Slips,
    Table,
    Terms,
    Title,
    tidy,
)
from web.documents.shelf import Shape, write_document
from web.language import Language

HOSTILE = (
    '#panic("x") $a_b$ *b* _c_ @ref <label> \\ #include "/etc/passwd"',
    "<script>alert(1)</script> &amp; ]]> --> {{ 7*7 }} {% raw %}",
    "=1+1 +SUM(A1) @x",
    "שלום עולם مرحبا 😀👩‍👩‍👧‍👧 e\u0301",
    tidy("\x00\x08\x0b\x1b\ufffe\ud800控\u202e制"),
    "长" * 5000,
    "l" * 300,
)


def every_part(text: str) -> tuple[Part, ...]:
    row = (Cell(text), Cell("1", is_number=True))
    return (
        Title(text),
        Paragraph(text, Look.SUBTITLE),
        *(Heading(level, text, "一、") for level in (1, 2, 3, 4)),
        *(Paragraph(text, look) for look in Look),
        Paragraph(text, lead="第一条"),
        Terms(((text, text),)),
        Table(text, (Cell(text), Cell("数")), (row, (Cell(text, across=2),))),
        Items((text, text), ordered=True),
        Signatures(((text[:20], text[:20]),)),
    )


def document(text: str, language: Language = Language.ZH) -> Document:
    return Document(language, text, every_part(text))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("shape", Shape)
def test_the_same_document_is_the_same_bytes(shape: Shape, language: Language) -> None:
    one = document("会议记录", language)
    first = write_document(pages(), one, shape)
    assert first == write_document(pages(), one, shape)
    assert first != write_document(pages(), document("会议纪要", language), shape)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("shape", Shape)
def test_hostile_text_is_text_in_every_shape(shape: Shape, text: str) -> None:
    octets = write_document(pages(), document(text), shape)
    if shape is Shape.HTML:
        assert b"<script>alert" not in octets
        assert octets.count(b"<script") == 1, "only the one that prints"
    elif shape is Shape.DOCX:
        word = docx.Document(BytesIO(octets))
        assert text in [line.text for line in word.paragraphs]
        assert word.tables[0].cell(1, 0).text == text
    elif shape is Shape.PDF:
        assert octets.startswith(b"%PDF-")
        assert b"/JavaScript" not in octets
        assert b"CreationDate" not in octets
    else:
        assert text in octets.decode()


@pytest.mark.parametrize("sheet", [A4_FORM, A4_SLIP, A3_SLIP], ids=lambda one: one.name)
@pytest.mark.parametrize("copies", [1, 2, 4])
def test_slips_can_be_drawn_on_every_sheet(sheet: object, copies: int) -> None:
    slips = Slips(every_part("表决票"), copies, 2 if copies == 4 else 1)
    assert sheet in (A4_FORM, A4_SLIP, A3_SLIP)
    one = Document(Language.ZH, "表决票", (slips,), sheet, paged=False)
    for shape in Shape:
        assert write_document(pages(), one, shape)
    word = docx.Document(BytesIO(write_document(pages(), one, Shape.DOCX)))
    said = sum(element.text == "表决票" for element in word.element.iter(qn("w:t")))
    assert said % copies == 0
    assert said >= copies


def test_an_office_file_has_the_measures_of_the_standard() -> None:
    word = docx.Document(BytesIO(write_document(pages(), document("正文"), Shape.DOCX)))
    [section] = word.sections
    size = (section.page_width, section.page_height)
    assert size == pytest.approx((Mm(210), Mm(297)), abs=700)
    edges = (section.top_margin, section.bottom_margin)
    assert edges == pytest.approx((Mm(37), Mm(35)), abs=700)
    sides = (section.left_margin, section.right_margin)
    assert sides == pytest.approx((Mm(28), Mm(26)), abs=700)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) / 20 * 22 <= Mm(297 - 37 - 35).pt, "22 lines"
    normal = word.styles["Normal"]
    assert normal.font.size == Pt(16)
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    spacing = normal.element.rPr.find(qn("w:spacing"))
    sign = 16 + int(spacing.get(qn("w:val"))) / 20
    assert 28 * sign <= Mm(156).pt < 29 * sign, "28 signs"
    faces = [
        word.styles[f"Heading {level}"].element.rPr.rFonts.get(qn("w:eastAsia"))
        for level in (1, 2, 3, 4)
    ]
    assert faces == ["黑体", "楷体", "仿宋", "仿宋"]
    [title] = word.paragraphs[0].runs
    assert title.font.size == Pt(22)
    fonts = title._r.get_or_add_rPr().get_or_add_rFonts()
    assert fonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_page_numbers_stand_at_the_outer_edge_between_dashes() -> None:
    word = docx.Document(BytesIO(write_document(pages(), document("正文"), Shape.DOCX)))
    [section] = word.sections
    assert word.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)  # right, left
    for line in (odd, even):
        assert re.fullmatch("— .*—", line.text)
        assert " PAGE " in [one.text for one in line._p.iter(qn("w:instrText"))]
        assert {run.font.size for run in line.runs} == {Pt(14)}


def test_an_office_file_tells_neither_hour_nor_maker() -> None:
    octets = write_document(pages(), document("正文"), Shape.DOCX)
    with zipfile.ZipFile(BytesIO(octets)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = packed.namelist()
        assert names[0] == "[Content_Types].xml"
        assert all(one < other for one, other in pairwise(names[1:]))
        assert b"python-docx" not in b"".join(packed.read(name) for name in names)


def test_typst_says_when_a_font_is_missing() -> None:
    """What `write_pdf` relies on: a missing font is a warning with these words."""
    source = b'#set text(font: "No Such Font")\nx'
    _, warnings = typst.compile_with_warnings(source, ignore_system_fonts=True)
    assert any("unknown font family" in str(one) for one in warnings)
