"""Spreadsheets of a funnel: the collected projects, and the votes by delegation. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ballots.funnel.funnel import Entry, Sheet
from ballots.project import SHOWN, clean, read_projects
from core.errors import BadRow, BadRows, Refused

PROPOSERS = ("提出人", "提出单位", "提出代表", "来源", "proposed by", "proposer")
NUMBERS = ("序号", "编号", "项目编号", "no", "no.", "number")
NAMES = ("名称", "项目名称", "name", "project")
SUMS = ("合计", "总计", "总票数", "得票数", "total", "sum")
PROPOSER_MOST, DELEGATION_MOST = 60, 40  # characters
MOST_DELEGATIONS = 36
MOST_VOTES = 99_999
WHOLE = re.compile(r"([0-9]{1,9})(?:\.0+)?")


def read_entries(rows: Sequence[Sequence[str]]) -> tuple[Entry, ...]:
    """A list of collected projects, with a column of who proposed each, if there is one."""
    projects = read_projects(rows)
    filled = [(line, row) for line, row in enumerate(rows, start=1) if any(map(clean, row))]
    column = _find(filled[0][1], PROPOSERS)
    if column is None:
        return tuple(Entry(one) for one in projects)
    bad = [
        BadRow(line, "funnel-proposer-long", {"most": PROPOSER_MOST})
        for line, row in filled[1:]
        if len(_cell(row, column)) > PROPOSER_MOST
    ]
    if bad:
        raise BadRows(bad)
    return tuple(
        Entry(one, _cell(row, column))
        for one, (_, row) in zip(projects, filled[1:], strict=True)
    )


@dataclass(slots=True)
class _Reading:
    """A table of votes being read: its columns, what was found, and all that is wrong."""

    number: int
    name: int | None
    sum: int | None
    sum_title: str
    delegations: Mapping[int, str]
    votes: dict[str, dict[int, int]]
    lines: dict[int, int] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)

    def blame(self, line: int, code: str, **facts: object) -> None:
        self.bad.append(BadRow(line, code, facts))


def read_votes(rows: Sequence[Sequence[str]], names: Mapping[int, str]) -> Sheet:
    """One row a project of `names`, one column a delegation; an empty cell is not yet in.

    A name, a sum of the row and a last row of sums may stand there, and must be right then.
    Refuses all bad cells at once, each by its line and its column.
    """
    filled = [(line, row) for line, row in enumerate(rows, start=1) if any(map(clean, row))]
    reading = _header(filled[0][1] if filled else ())
    for line, row in filled[1:]:
        if _cell(row, reading.number).lower() in SUMS:
            _check_sums(reading, line, row)
        else:
            _read_row(reading, line, row, names)
    if missing := sorted(set(names) - set(reading.lines)):
        reading.blame(len(rows) + 1, "funnel-rows-missing", numbers=missing)
    if reading.bad:
        raise BadRows(reading.bad)
    return Sheet(reading.votes)


def _header(header: Sequence[str]) -> _Reading:
    number, name, sums = (_find(header, one) for one in (NUMBERS, NAMES, SUMS))
    if number is None:
        raise Refused("header-missing", field="file", column="no")
    delegations: dict[int, str] = {}
    for index, cell in enumerate(header):
        title = clean(cell)[:DELEGATION_MOST]
        if not title or index in (number, name, sums):
            continue
        if title in delegations.values():
            raise Refused("header-doubled", field="file", column=title)
        delegations[index] = title
    if not delegations:
        raise Refused("funnel-no-delegations", field="file")
    votes: dict[str, dict[int, int]] = {one: {} for one in delegations.values()}
    sum_title = _cell(header, sums)
    return _Reading(number, name, sums, sum_title, delegations, votes)


def _read_row(
    reading: _Reading, line: int, row: Sequence[str], names: Mapping[int, str]
) -> None:
    found = WHOLE.fullmatch(unicodedata.normalize("NFKC", _cell(row, reading.number)))
    no = int(found[1]) if found else 0
    if no not in names:
        value = _cell(row, reading.number)[:SHOWN]
        reading.blame(line, "funnel-number-unknown", value=value)
        return
    if no in reading.lines:
        reading.blame(line, "number-doubled", no=no, first=reading.lines[no])
        return
    reading.lines[no] = line
    said = _cell(row, reading.name)
    if said and said != names[no]:
        reading.blame(line, "funnel-name-differs", no=no, value=said[:SHOWN], name=names[no])
    total = 0
    for index, delegation in reading.delegations.items():
        given = _votes(reading, line, _cell(row, index), delegation)
        if given is not None:
            reading.votes[delegation][no] = given
            total += given
    if _cell(row, reading.sum):
        _check_sum(reading, line, _cell(row, reading.sum), reading.sum_title, total)


def _check_sums(reading: _Reading, line: int, row: Sequence[str]) -> None:
    """The last row: the sum of each column, and of all of them."""
    sums = {name: sum(given.values()) for name, given in reading.votes.items()}
    for index, delegation in reading.delegations.items():
        if _cell(row, index):
            _check_sum(reading, line, _cell(row, index), delegation, sums[delegation])
    if _cell(row, reading.sum):
        _check_sum(
            reading, line, _cell(row, reading.sum), reading.sum_title, sum(sums.values())
        )


def _check_sum(reading: _Reading, line: int, cell: str, title: str, counted: int) -> None:
    said = _votes(reading, line, cell, title)
    if said is not None and said != counted:
        reading.blame(
            line, "funnel-sum-differs", title=title, value=cell[:SHOWN], counted=counted
        )


def _votes(reading: _Reading, line: int, cell: str, title: str) -> int | None:
    if not cell:
        return None
    found = WHOLE.fullmatch(unicodedata.normalize("NFKC", cell))
    if found and int(found[1]) <= MOST_VOTES:
        return int(found[1])
    facts = {"title": title, "value": cell[:SHOWN], "most": MOST_VOTES}
    reading.blame(line, "funnel-votes-unreadable", **facts)
    return None


def _find(header: Sequence[str], aliases: Sequence[str]) -> int | None:
    titles = [clean(cell).lower() for cell in header]
    tight = [one.replace(" ", "") for one in titles]
    wanted = {one.replace(" ", "") for one in aliases}
    return next((index for index, one in enumerate(tight) if one in wanted), None)


def _cell(row: Sequence[str], index: int | None) -> str:
    return clean(row[index]) if index is not None and index < len(row) else ""
