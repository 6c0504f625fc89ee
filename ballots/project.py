"""Candidate projects, and how a spreadsheet of them is read: all of it or nothing. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.errors import BadRow, BadRows, Refused


@dataclass(frozen=True, slots=True)
class CandidateProject:
    """候选项目: one project on the ballot. `investment` is in 万元 (10,000 yuan)."""

    no: int
    name: str
    content: str = ""
    investment: Decimal | None = None
    unit: str = ""
    completes: str = ""
    category: str = ""


# Compared without spaces: tables like to write 序 号.
ALIASES = {
    "no": ("序号", "编号", "no", "no.", "number"),
    "name": ("名称", "项目名称", "name", "title"),
    "content": ("内容", "建设内容", "content"),
    "investment": ("投资", "总投资", "investment"),
    "unit": ("责任单位", "牵头单位", "unit", "responsibleunit"),
    "completes": ("完成时间", "completiondate"),
    "category": ("类别", "分类", "category"),
}
COLUMNS = {alias: column for column, aliases in ALIASES.items() for alias in aliases}
MONEY_UNITS = {"", "万元", "10,000yuan", "10000yuan", "10kyuan"}
MOST = {
    "name": 60,
    "content": 500,
    "unit": 200,
    "completes": 200,
    "category": 200,
}  # characters
MOST_PROJECTS = 200
LAST_NUMBER = 999
SHOWN = 40  # characters of a bad cell that are repeated to the clerk

NUMBER = re.compile(r"([0-9]{1,9})(?:\.0+)?")  # spreadsheets like to say 3.0
MONEY = re.compile(r"(-?)((?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,6})?)")
# Unseen, and able to make one name read as another: turns of writing direction, a file's mark
# of byte order, a space of no width.
UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b")


@dataclass(slots=True)
class _Reading:
    """A table being read: what was found so far, and all that is wrong with it."""

    columns: Mapping[str, int]
    lines: dict[int, int] = field(default_factory=dict)  # the line on which a number stands
    bad: list[BadRow] = field(default_factory=list)

    def blame(self, line: int, code: str, **facts: object) -> None:
        self.bad.append(BadRow(line, code, facts))


def read_projects(rows: Sequence[Sequence[str]]) -> tuple[CandidateProject, ...]:
    """Read a decoded spreadsheet whose first filled row is the header, columns in any order.

    Refuses a header without names, then all bad rows at once, by the spreadsheet's own lines.
    """
    filled = [(line, row) for line, row in enumerate(rows, start=1) if any(map(clean, row))]
    reading = _Reading(_columns(filled[0][1] if filled else ()))
    body = filled[1:]
    if not body:
        raise Refused("no-projects", field="file")
    projects = [_project(reading, line, row) for line, row in body[:MOST_PROJECTS]]
    if len(body) > MOST_PROJECTS:
        reading.blame(body[MOST_PROJECTS][0], "too-many-projects", most=MOST_PROJECTS)
    if reading.bad:
        raise BadRows(reading.bad)
    return tuple(projects)


def clean(text: str) -> str:
    """Tidy a text cell: spaces become one, control characters go, all else stays as typed."""
    seen = (sign for sign in text if sign.isspace() or not _is_control(sign))
    return " ".join("".join(seen).split())


def _is_control(sign: str) -> bool:
    return sign in UNSEEN or unicodedata.category(sign) in {"Cc", "Cs"}


def _plain(text: str) -> str:
    """Half-width digits and signs, for what must be compared or calculated with."""
    return unicodedata.normalize("NFKC", clean(text)).strip()


def _columns(header: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(header):
        title, _, unit = _plain(cell).lower().replace(" ", "").partition("(")
        column = COLUMNS.get(title)
        if column is None:
            continue
        if column in columns:
            raise Refused("header-doubled", field="file", column=column)
        if column == "investment" and unit.rstrip(")") not in MONEY_UNITS:
            raise Refused(
                "header-unit-unknown", field="file", column=column, unit=unit.rstrip(")")
            )
        columns[column] = index
    if "name" not in columns:
        raise Refused("header-missing", field="file", column="name")
    return columns


def _project(reading: _Reading, line: int, row: Sequence[str]) -> CandidateProject:
    cells = {
        column: row[index] if index < len(row) else ""
        for column, index in reading.columns.items()
    }
    texts = {column: clean(cells.get(column, "")) for column in MOST}
    if not texts["name"]:
        reading.blame(line, "name-empty")
    for column, text in texts.items():
        if len(text) > (most := MOST[column]):
            facts = {"column": column, "length": len(text), "most": most}
            reading.blame(line, "text-too-long", **facts)
    return CandidateProject(
        no=_number(reading, line, cells.get("no")),
        investment=_money(reading, line, cells.get("investment", "")),
        **texts,
    )


def _number(reading: _Reading, line: int, cell: str | None) -> int:
    if cell is None:  # no such column: the order of the rows is the numbering
        cell = str(len(reading.lines) + 1)
    found = NUMBER.fullmatch(_plain(cell))
    no = int(found[1]) if found else 0
    if not 1 <= no <= LAST_NUMBER:
        facts = {"value": clean(cell)[:SHOWN], "least": 1, "most": LAST_NUMBER}
        reading.blame(line, "number-outside", **facts)
    elif no in reading.lines:
        reading.blame(line, "number-doubled", no=no, first=reading.lines[no])
    else:
        reading.lines[no] = line
    return no


def _money(reading: _Reading, line: int, cell: str) -> Decimal | None:
    text = _plain(cell).removesuffix("万元").strip()
    if not _plain(cell):
        return None
    found = MONEY.fullmatch(text)
    if found and not found[1]:
        return Decimal(found[2].replace(",", ""))
    code = "investment-negative" if found else "investment-not-a-number"
    reading.blame(line, code, value=clean(cell)[:SHOWN])
    return None
