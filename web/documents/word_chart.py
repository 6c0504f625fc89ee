"""A bar chart that an office program draws itself, so that its bars stay figures."""

from xml.sax.saxutils import escape

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.parser import parse_xml
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as Line

from web.documents.model import Chart

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
ROOM = 24  # points for one bar
FILL = "3C5A69"

DRAWING = (
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" xmlns:a="{a}" xmlns:c="{c}" xmlns:r="http://schemas.openxmlformats'
    '.org/officeDocument/2006/relationships" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Chart {number}"/>'
    '<a:graphic><a:graphicData uri="{c}"><c:chart r:id="{link}"/></a:graphicData></a:graphic>'
    "</wp:inline>"
)


def draw_bars(word: Word, line: Line, chart: Chart, wide: Length) -> None:
    """Put the chart into this line, as wide as the text."""
    package = word.part.package
    number = sum("/charts/" in str(one.partname) for one in package.iter_parts()) + 1
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, KIND, _space(chart).encode(), package)
    link = word.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    high = Pt(ROOM * len(chart.bars) + ROOM)
    drawing = OxmlElement("w:drawing")
    drawing.append(
        parse_xml(DRAWING.format(a=A, c=C, wide=wide, high=high, number=number, link=link))
    )
    line.add_run()._r.append(drawing)


def _space(chart: Chart) -> str:
    bars = list(reversed(chart.bars))  # an office program begins at the foot
    names = _points([f"{one.label} {one.text}" for one in bars])
    values = _points([str(one.value or 0) for one in bars])
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        '<c:ser><c:idx val="0"/><c:order val="0"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{FILL}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/>'
        f"<c:cat><c:strLit>{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>0.0</c:formatCode>{values}</c:numLit></c:val></c:ser>"
        '<c:gapWidth val="40"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_axis('catAx', 1, 2)}{_axis('valAx', 2, 1)}</c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000"/></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr></c:chartSpace>'
    )


def _points(texts: list[str]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(text)}</c:v></c:pt>'
        for place, text in enumerate(texts)
    )
    return f'<c:ptCount val="{len(texts)}"/>{points}'


def _axis(kind: str, own: int, other: int) -> str:
    is_value = kind == "valAx"
    ends = '<c:max val="100"/><c:min val="0"/>' if is_value else ""
    return (
        f'<c:{kind}><c:axId val="{own}"/>'
        f'<c:scaling><c:orientation val="minMax"/>{ends}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if is_value else "l"}"/>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/></c:{kind}>'
    )
