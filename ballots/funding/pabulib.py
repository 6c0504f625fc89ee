"""Elections in the .pb format of Pabulib (https://pabulib.org/format, arXiv 2012.06539). Pure.

META, PROJECTS and VOTES, cells parted by semicolons. Who approved what is not kept, only how
many handed in the same ballot. Every refusal has the fact `line`, counted from 1.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from core.errors import Refused

TITLES = ("META", "PROJECTS", "VOTES")
COLUMNS = {
    "META": ("key", "value"),
    "PROJECTS": ("project_id", "cost"),
    "VOTES": ("voter_id", "vote"),
}
TOLD = ("description", "currency", "rule")  # as `Election` has them, at its end
AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?")  # a comma may part thousands or cents
COUNT = re.compile(r"[0-9]{1,9}")
MARK = "\ufeff"  # what some programs write before the first letter

Lines: TypeAlias = list[tuple[int, str]]


class VoteType(StrEnum):
    """The ballots that are approvals. Orders and points say more; they are refused by name."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"


@dataclass(frozen=True, slots=True)
class Project:
    """`cost` in the election's currency; `selected` is what was published, if anything was.

    `line` is where it stands in its file.
    """

    id: str
    cost: Fraction
    name: str = ""
    selected: bool | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Election:
    """Projects, approvals and `budget`, in the currency; `ballots` counts the equal ones."""

    budget: Fraction
    projects: tuple[Project, ...]
    ballots: Mapping[frozenset[str], int]
    vote_type: VoteType = VoteType.APPROVAL
    title: str = ""
    currency: str = ""
    rule: str = ""

    @property
    def voters(self) -> int:
        return sum(self.ballots.values())

    def votes(self) -> Counter[str]:
        """How many approve each project, by its id."""
        votes: Counter[str] = Counter()
        for approved, times in self.ballots.items():
            votes.update(dict.fromkeys(approved, times))
        return votes


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: Mapping[str, str]


def read_text(content: bytes) -> str:
    """The text of a file. Refuses what is not in UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Refused("funding-not-utf-8", line=line) from None


def read_election(text: str) -> Election:
    """The election in a .pb file. Refuses what is no such file or contradicts itself.

    Not checked: `min_length` and other limits of a ballot; the publisher let these votes count.
    """
    sections = _sections(text)
    meta = _meta(sections["META"])
    vote_type = _vote_type(_told(meta, "vote_type"))
    rows = list(_rows("PROJECTS", sections["PROJECTS"]))
    projects = _projects(rows)
    ballots = _ballots(sections["VOTES"], projects, vote_type)
    election = Election(
        _amount(_told(meta, "budget"), "value"),
        tuple(projects.values()),
        ballots,
        vote_type,
        *(meta[key].cells["value"] if key in meta else "" for key in TOLD),
    )
    _check_counts(election, meta)
    _check_votes(election, rows)
    return election


def _sections(text: str) -> dict[str, Lines]:
    """The lines of each section without its title; blank lines are dropped."""
    found: dict[str, Lines] = {}
    last = 1
    for line, row in enumerate(text.removeprefix(MARK).split("\n"), start=1):
        title = row.strip(" \t\r;")
        if not title:
            continue
        last = line
        if title in TITLES:
            if TITLES.index(title) != len(found):
                raise Refused("funding-section-order", line=line, section=title)
            found[title] = []
        elif not found:
            raise Refused("funding-not-pabulib", line=line)
        else:
            found[TITLES[len(found) - 1]].append((line, row.strip()))
    for title in TITLES:
        if not found.get(title):
            raise Refused("funding-section-missing", line=last, section=title)
    return found


def _columns(section: str, lines: Lines) -> list[str]:
    """The names of the columns, which must hold what is needed, once each."""
    line, first = lines[0]
    columns = [name.lower() for name in _cells(line, first)]
    for name in COLUMNS[section]:
        if columns.count(name) != 1:
            raise Refused("funding-column", line=line, section=section, column=name)
    return columns


def _rows(section: str, lines: Lines) -> Iterator[Row]:
    columns = _columns(section, lines)
    for line, row in lines[1:]:
        cells = _cells(line, row)
        if len(cells) != len(columns):
            raise Refused("funding-width", line=line, found=len(cells), wanted=len(columns))
        yield Row(line, dict(zip(columns, cells, strict=True)))


def _cells(line: int, row: str) -> list[str]:
    # Line by line: a quote that is never closed may spoil its own line, not swallow the next.
    try:
        quoted = csv.reader([row], delimiter=";", skipinitialspace=True)
        cells = next(quoted) if '"' in row else row.split(";")
    except csv.Error:
        raise Refused("funding-line", line=line) from None
    return [cell.strip() for cell in cells]


def _meta(lines: Lines) -> dict[str, Row]:
    """Key to its row. A value may hold semicolons: comments do."""
    _columns("META", lines)
    found: dict[str, Row] = {}
    for line, row in lines[1:]:
        key, *values = _cells(line, row)
        if key in found:
            raise Refused("funding-key-twice", line=line, key=key)
        found[key] = Row(line, {"value": ";".join(values).rstrip(";")})
    return found


def _told(meta: Mapping[str, Row], key: str) -> Row:
    if key not in meta:
        line = max((row.line for row in meta.values()), default=1)
        raise Refused("funding-key-missing", line=line, key=key)
    return meta[key]


def _vote_type(row: Row) -> VoteType:
    try:
        return VoteType(row.cells["value"].lower())
    except ValueError:
        typed = row.cells["value"]
        raise Refused("funding-vote-type", line=row.line, typed=typed) from None


def _amount(row: Row, column: str) -> Fraction:
    typed = row.cells[column]
    if not AMOUNT.fullmatch(typed) or not (amount := Fraction(typed)):
        raise Refused("funding-amount", line=row.line, column=column, typed=typed)
    return amount


def _count(row: Row, column: str) -> int:
    typed = row.cells[column]
    if not COUNT.fullmatch(typed):
        raise Refused("funding-count", line=row.line, column=column, typed=typed)
    return int(typed)


def _projects(rows: list[Row]) -> dict[str, Project]:
    found: dict[str, Project] = {}
    for row in rows:
        project = row.cells["project_id"]
        if not project or "," in project:
            raise Refused("funding-project-id", line=row.line, typed=project)
        if project in found:
            raise Refused("funding-project-twice", line=row.line, project=project)
        name, selected = (row.cells.get(one, "") for one in ("name", "selected"))
        # The format has numbers above 1 for projects funded for some other reason than votes.
        published = selected == "1" if selected else None
        found[project] = Project(project, _amount(row, "cost"), name, published, row.line)
    return found


def _ballots(
    lines: Lines, projects: Mapping[str, Project], vote_type: VoteType
) -> dict[frozenset[str], int]:
    ballots: Counter[frozenset[str]] = Counter()
    voters: dict[str, int] = {}
    for row in _rows("VOTES", lines):
        voter = row.cells["voter_id"]
        if not voter:
            raise Refused("funding-voter-id", line=row.line)
        if voter in voters:
            raise Refused("funding-voter-twice", line=row.line, first=voters[voter])
        voters[voter] = row.line
        ballots[_approved(row, projects, vote_type)] += 1
    return dict(ballots)


def _approved(row: Row, projects: Mapping[str, Project], vote_type: VoteType) -> frozenset[str]:
    """What one voter approves. An empty ballot is one: its voter counts for the shares."""
    listed = [one.strip() for one in row.cells["vote"].split(",")] if row.cells["vote"] else []
    for place, project in enumerate(listed):
        if project not in projects:
            raise Refused("funding-project-unknown", line=row.line, project=project)
        if project in listed[:place]:
            raise Refused("funding-approved-twice", line=row.line, project=project)
    if vote_type is VoteType.CHOOSE_ONE and len(listed) > 1:
        raise Refused("funding-chose-several", line=row.line, found=len(listed))
    return frozenset(listed)


def _check_counts(election: Election, meta: Mapping[str, Row]) -> None:
    """A file that was cut off still reads well; only its own counts tell."""
    counted = {"num_projects": len(election.projects), "num_votes": election.voters}
    for key, found in counted.items():
        row = _told(meta, key)
        told = _count(row, "value")
        if told != found:
            facts = {"key": key, "told": told, "found": found}
            raise Refused("funding-count-differs", None, line=row.line, **facts)


def _check_votes(election: Election, rows: list[Row]) -> None:
    votes = election.votes()
    for row in rows:
        if row.cells.get("votes"):
            project, told = row.cells["project_id"], _count(row, "votes")
            found = votes[project]
            if told != found:
                facts = {"project": project, "told": told, "found": found}
                raise Refused("funding-votes-differ", None, line=row.line, **facts)
