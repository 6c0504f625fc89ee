"""Tables of comma-separated cells, read by the names of their columns, and written. Pure."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

SHOWN = 40  # characters of a bad cell that are repeated
WHOLE = re.compile(r"-?[0-9]{1,18}")
# What a spreadsheet would run when somebody opens the file: it gets a ' before it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Fault(StrEnum):
    """What is wrong with a file."""

    NOT_UTF_8 = "not-utf-8"
    NO_CELLS = "no-cells"  # a line that cannot be parted: an open quote
    EMPTY = "empty"
    NOT_VOTES = "not-votes"  # neither kind of file with votes
    NO_COLUMN = "no-column"
    COLUMN_TWICE = "column-twice"
    WIDTH = "width"
    NO_NAME = "no-name"
    NOT_A_VOTE = "not-a-vote"
    NOT_WHOLE = "not-whole"
    TWICE = "twice"
    NO_VOTES = "no-votes"
    TOO_LARGE = "too-large"


class Unreadable(Exception):
    """A file that says nothing we can trust. Every fault has the fact `line`, from 1."""

    def __init__(self, fault: Fault, line: int, **facts: object) -> None:
        super().__init__(fault, line, facts)
        self.fault = fault
        self.facts: dict[str, object] = {"line": line, **facts}


@dataclass(frozen=True, slots=True)
class Row:
    """One line by the names of its columns."""

    line: int
    cells: Mapping[str, str]

    def plain(self, column: str) -> str:
        """Without blanks around it, and empty where there is no such column."""
        return self.cells.get(column, "").strip()

    def name(self, column: str) -> str:
        if not (found := self.plain(column)):
            raise Unreadable(Fault.NO_NAME, self.line, column=column)
        return found

    def whole(self, column: str) -> int:
        typed = self.plain(column)
        if not WHOLE.fullmatch(typed):
            raise Unreadable(Fault.NOT_WHOLE, self.line, column=column, typed=typed[:SHOWN])
        return int(typed)


def lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that has any, with the number of the line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Unreadable(Fault.NOT_UTF_8, line) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error:
        raise Unreadable(Fault.NO_CELLS, reader.line_num) from None


def header(content: bytes) -> list[str]:
    """The names of the columns, each of which must stand there once."""
    line, cells = next(lines(content), (1, []))
    names = [cell.strip() for cell in cells]
    if not any(names):
        raise Unreadable(Fault.EMPTY, line)
    for name, times in Counter(names).items():
        if times > 1:
            raise Unreadable(Fault.COLUMN_TWICE, line, column=name[:SHOWN])
    return names


def rows(content: bytes, wanted: Iterable[str]) -> Iterator[Row]:
    """All lines below the header, which must name the wanted columns."""
    names = header(content)
    for name in wanted:
        if name not in names:
            raise Unreadable(Fault.NO_COLUMN, 1, column=name)
    told = lines(content)
    next(told)
    for line, cells in told:
        if len(cells) != len(names):
            raise Unreadable(Fault.WIDTH, line, found=len(cells), wanted=len(names))
        yield Row(line, dict(zip(names, map(bare, cells), strict=True)))


def bare(cell: str) -> str:
    """A cell without the guard that `written` gave it."""
    guarded = cell.startswith("'") and FORMULA.match(cell[1:])
    return cell[1:] if guarded else cell


def written(table: Iterable[Sequence[object]]) -> bytes:
    """RFC 4180 in UTF-8 without a mark, for that would become part of the first name."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(map(_safe, row) for row in table)
    return text.getvalue().encode("utf-8", "replace")


def _safe(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and FORMULA.match(text) else text


def moment(at: int) -> str:
    """Milliseconds since 1970 as a moment in UTC that anybody can read."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
