"""Our own templates read as a document: the words are written once, for screen and paper.

Only what this house's templates write is understood. What people typed was escaped by the
template and comes out here as the text it was.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from web.documents.model import (
    Bar,
    Cell,
    Chart,
    Heading,
    Items,
    Look,
    Paragraph,
    Part,
    Signatures,
    Table,
    Terms,
    Title,
    tidy,
)
from web.documents.numbering import ARTICLE

HEADINGS = {"h2": 1, "h3": 2, "h4": 3, "h5": 4}
LOOKS = {
    "center": Look.SUBTITLE,
    "plainly": Look.PLAIN,
    "added": Look.ADDED,
    "hint": Look.NOTE,
    "right": Look.RIGHT,
    "seal": Look.SEAL,
}
# What belongs to a screen: it is left out on paper.
SCREEN = {"form", "button", "nav", "script", "style", "select", "textarea", "label", "svg"}
TEXTS = {"h1", "h2", "h3", "h4", "h5", "p", "dt", "dd", "li", "th", "td", "caption"}
# The space between two pieces of a template is one too many beside a full-width sign.
CHINESE_SPACE = re.compile(r"(?<=[，。、；：！？（）［］]) | (?=[，。、；：！？（）［］])")
VOID = {"br", "hr", "img", "input", "meta", "link", "wbr"}


def read_parts(html: str) -> tuple[Part, ...]:
    """The parts of a document in a piece of HTML of this house."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.parts())


class _Reader(HTMLParser):
    """Walks the tags; what is open is kept in a stack."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[Part] = []
        self._open: list[tuple[str, set[str]]] = []
        self._off = 0  # how many open elements are not for paper
        self._text: list[str] = []
        self._pairs: list[tuple[str, str]] = []
        self._members: list[str] = []
        self._caption = ""
        self._cells: list[Cell] = []
        self._rows: list[tuple[Cell, ...]] = []
        self._head: tuple[Cell, ...] = ()
        self._across = 1

    def parts(self) -> Iterator[Part]:
        yield from self._parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._text.append("\n")
        if tag in VOID:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        self._open.append((tag, classes))
        self._off += _is_off(tag, classes)
        if tag in TEXTS:
            self._text.clear()
        if tag in ("td", "th"):
            self._across = int(given.get("colspan") or 1)

    def handle_data(self, data: str) -> None:
        if not self._off:
            # The lines of a template are no lines of the document: only <br> is one.
            self._text.append(data.replace("\n", " "))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not any(tag == one for one, _ in self._open):
            return
        while self._open:
            name, classes = self._open.pop()
            off, self._off = self._off, self._off - _is_off(name, classes)
            if not off and (close := CLOSERS.get(name)):
                close(self, name, classes)
            if name == tag:
                break

    def take(self) -> str:
        text = CHINESE_SPACE.sub("", tidy("".join(self._text)))
        self._text.clear()
        return text

    def end_heading(self, tag: str, classes: set[str]) -> None:
        text = self.take()
        if text:
            self._parts.append(
                Title(text) if tag == "h1" else Heading(_level(tag, classes), text)
            )

    def end_paragraph(self, tag: str, classes: set[str]) -> None:
        text = self.take()
        around = classes.union(*(names for one, names in self._open if one == "footer"))
        look = next((LOOKS[name] for name in LOOKS if name in around), Look.BODY)
        if text:
            lead = ARTICLE if "article" in classes else ""
            self._parts.append(Paragraph(text, look, lead))

    def end_term(self, tag: str, classes: set[str]) -> None:
        text = self.take()
        if tag == "dt":
            self._pairs.append((text, ""))
        elif self._pairs:
            self._pairs[-1] = (self._pairs[-1][0], text)

    def end_terms(self, tag: str, classes: set[str]) -> None:
        pairs, self._pairs = tuple(self._pairs), []
        if pairs:
            self._parts.append(Signatures(pairs) if "signatures" in classes else Terms(pairs))

    def end_member(self, tag: str, classes: set[str]) -> None:
        if text := self.take():
            self._members.append(text)

    def end_list(self, tag: str, classes: set[str]) -> None:
        members, self._members = tuple(self._members), []
        if members:
            self._parts.append(Items(members, tag == "ol" and "plain" not in classes))

    def end_caption(self, tag: str, classes: set[str]) -> None:
        self._caption = self.take()

    def end_cell(self, tag: str, classes: set[str]) -> None:
        self._cells.append(Cell(self.take(), "number" in classes, self._across))

    def end_row(self, tag: str, classes: set[str]) -> None:
        cells, self._cells = tuple(self._cells), []
        if any(name == "thead" for name, _ in self._open):
            self._head = cells
        elif cells:
            self._rows.append(cells)

    def end_table(self, tag: str, classes: set[str]) -> None:
        if self._head or self._rows:
            table = Table(self._caption, self._head, tuple(self._rows), "form" in classes)
            self._parts.append(_chart(table) if "chart" in classes else _squared(table))
        self._caption, self._head, self._rows = "", (), []


def _chart(table: Table) -> Chart:
    """A table of the class `chart` has three cells a row: name, percentage, words."""
    bars = (
        Bar(name.text, float(value.text) if value.text else None, told.text)
        for name, value, told in table.rows
    )
    return Chart(table.caption, tuple(bars))


def _is_off(tag: str, classes: set[str]) -> bool:
    return tag in SCREEN or not classes.isdisjoint(("no-print", "on-screen"))


def _level(tag: str, classes: set[str]) -> int:
    for level in (1, 2, 3, 4):
        if f"level-{level}" in classes:
            return level
    return HEADINGS[tag]


def _squared(table: Table) -> Table:
    """A cell over the whole width says on a screen a number that is large enough."""
    columns = sum(cell.across for cell in table.head) or table.columns
    rows = tuple(
        (Cell(row[0].text, across=columns),) if len(row) == 1 else row for row in table.rows
    )
    return Table(table.caption, table.head, rows, table.is_form)


Closer = Callable[[_Reader, str, set[str]], None]
CLOSERS: dict[str, Closer] = {
    **dict.fromkeys(("h1", *HEADINGS), _Reader.end_heading),
    **dict.fromkeys(("dt", "dd"), _Reader.end_term),
    **dict.fromkeys(("ul", "ol"), _Reader.end_list),
    **dict.fromkeys(("td", "th"), _Reader.end_cell),
    "p": _Reader.end_paragraph,
    "dl": _Reader.end_terms,
    "li": _Reader.end_member,
    "caption": _Reader.end_caption,
    "tr": _Reader.end_row,
    "table": _Reader.end_table,
}
