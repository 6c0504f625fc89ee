"""The ballots of a vote as a table: `ballot,group,<no>,<no>,…`, one line a ballot. Pure.

UTF-8, commas, quotes as in RFC 4180. Every candidate has one column, in any order. What the
cells may say depends on the mode; `x` is an illegible item, an empty cell an empty one.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from ballots.method import Grade, Mode, VoteMethod
from ballots.paper import Answer, Ballot, Mark, ballot
from core.errors import Refused

HEADER = ("ballot", "group")
SHOWN = 40  # characters of a bad cell that are repeated
TICKS = {"1": Mark.FOR, "x": Mark.ILLEGIBLE}
ITEMS = {str(mark): mark for mark in Mark}
GRADES = {"3": Grade.SATISFIED, "2": Grade.BASICALLY, "1": Grade.UNSATISFIED}
CELLS: Mapping[Mode, Mapping[str, Answer]] = {
    Mode.PICK: TICKS,
    Mode.CHOOSE_ONE: TICKS,
    Mode.FOR_AGAINST_ABSTAIN: ITEMS,
    Mode.GRADE: {**GRADES, "x": Mark.ILLEGIBLE},
    Mode.RANK: {"x": Mark.ILLEGIBLE},  # and any number, see `RANK`
}
RANK = re.compile(r"[1-9][0-9]{0,3}")  # one beyond the candidates spoils its item only

Line = tuple[int, list[str]]  # the line as an editor counts it, and its cells


def cell(mode: Mode, answer: Answer | None) -> str:
    """What `read_ballots` reads as this answer; an empty cell for an empty item."""
    if answer is None or isinstance(answer, int):
        return "" if answer is None else str(answer)
    return next(text for text, known in CELLS[mode].items() if known == answer)


def read_ballots(method: VoteMethod, content: bytes) -> tuple[Ballot, ...]:
    """Read all ballots or none; a refusal names the line, and the column if it is one cell.

    A ballot that two lines claim to be is refused: it must not count twice.
    """
    lines = _lines(content)
    numbers = _numbers(method, next(lines, None))
    seen: dict[str, int] = {}
    found = []
    for line, cells in lines:
        if len(cells) != (wanted := len(HEADER) + len(numbers)):
            raise Refused("ballots-width", line=line, found=len(cells), wanted=wanted)
        name, group, *marks = cells
        if name and name in seen:
            raise Refused("ballots-twice", line=line, ballot=name[:SHOWN], first=seen[name])
        seen[name] = line
        found.append(ballot(_marks(method, line, numbers, marks), group or None))
    return tuple(found)


def _lines(content: bytes) -> Iterator[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Refused("ballots-not-utf-8", line=line) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if cells:  # an empty ballot still has its commas
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        raise Refused("ballots-line", line=reader.line_num) from None


def _numbers(method: VoteMethod, header: Line | None) -> tuple[int, ...]:
    """The candidate of each column after the first two; refuses any but each one once."""
    line, cells = header or (1, [])
    for column, wanted in enumerate(HEADER, start=1):
        if (value := "".join(cells[column - 1 : column])) != wanted:
            value = value[:SHOWN]
            raise Refused(
                "ballots-header", line=line, column=column, value=value, wanted=wanted
            )
    known = {str(no): no for no in method.numbers}
    seen = set[str]()
    for column, value in enumerate(cells[len(HEADER) :], start=len(HEADER) + 1):
        if value not in known or value in seen:
            code = "ballots-number-twice" if value in seen else "ballots-number-unknown"
            raise Refused(code, line=line, column=column, value=value[:SHOWN])
        seen.add(value)
    if missing := [known[value] for value in known if value not in seen]:
        raise Refused("ballots-number-missing", line=line, no=missing[0])
    return tuple(known[value] for value in cells[len(HEADER) :])


def _marks(
    method: VoteMethod, line: int, numbers: Sequence[int], cells: Sequence[str]
) -> dict[int, Answer]:
    known, is_ranked = CELLS[method.mode], method.mode is Mode.RANK
    marks: dict[int, Answer] = {}
    columns = enumerate(zip(numbers, cells, strict=True), start=len(HEADER) + 1)
    for column, (no, cell) in columns:
        if not cell:
            continue
        if is_ranked and RANK.fullmatch(cell):
            marks[no] = int(cell)
            continue
        if cell not in known:
            value, words = cell[:SHOWN], ["1", "2", "3", "…"] * is_ranked + list(known)
            raise Refused(
                "ballots-cell", line=line, column=column, no=no, value=value, known=words
            )
        marks[no] = known[cell]
    return marks
