"""Grids as a tree, and the spreadsheet they are read from. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.errors import BadRow, BadRows, Refused

LENGTHS = {"code": 30, "name": 60, "head": 40, "worker": 40, "deputies": 300}


class Level(StrEnum):
    """From the top down; what is not settled goes up this ladder one step at a time."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    CENTRE = "centre"  # 中心网格
    UNIT = "unit"  # 单元网格
    HOUSEHOLD = "household"


DEPTH = {level: depth for depth, level in enumerate(Level)}
LEVEL_WORDS = {
    **{"县": Level.COUNTY, "县级": Level.COUNTY, "区县": Level.COUNTY},
    **{"乡镇": Level.TOWN, "镇": Level.TOWN, "乡": Level.TOWN, "街道": Level.TOWN},
    **{"村": Level.VILLAGE, "社区": Level.VILLAGE, "村(社区)": Level.VILLAGE},
    **{"中心网格": Level.CENTRE, "单元网格": Level.UNIT},
    **{"户": Level.HOUSEHOLD, "农户": Level.HOUSEHOLD},
    **{str(level): level for level in Level},
}
HEADERS = {
    "code": {"编号", "网格编号", "code"},
    "parent": {"上级编号", "上级", "parent"},
    "level": {"级别", "层级", "level"},
    "name": {"名称", "网格名称", "name"},
    "head": {"网格长", "负责人", "户主", "head"},
    "worker": {"网格员", "worker"},
    "deputies": {"人大代表", "代表", "deputies"},
}
NEEDED = ("code", "level", "name")


@dataclass(frozen=True, slots=True)
class Grid:
    """One grid. Its code is its name for good: a second import changes it."""

    id: str  # the code, as the town's own list has it
    parent: str  # the code of the grid it lies in, or empty
    level: Level
    name: str
    head: str
    worker: str
    deputies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A grid and what lies in it."""

    grid: Grid
    parts: tuple["Branch", ...]


def tree(grids: Sequence[Grid]) -> tuple[Branch, ...]:
    """The grids in the order of their codes. What lies in nothing known is a root."""
    known = {one.id for one in grids}
    parts: dict[str, list[Grid]] = {}
    for one in sorted(grids, key=lambda it: it.id):
        parts.setdefault(one.parent if one.parent in known else "", []).append(one)
    return _branches(parts, "")


def within(grids: Sequence[Grid], top: str) -> tuple[Grid, ...]:
    """What lies in the grid `top` and is no household, as the tree has it; where nothing does
    or there is no such grid, all of them."""
    whole = _flat(tree(grids))
    found = next((one for one in whole if one.grid.id == top), None)
    inside = [one.grid for one in (_flat(found.parts) if found else whole)]
    seats = tuple(one for one in inside if one.level is not Level.HOUSEHOLD)
    return seats or (within(grids, "") if top else ())


def _flat(parts: Sequence[Branch]) -> list[Branch]:
    return [one for part in parts for one in (part, *_flat(part.parts))]


def _branches(parts: Mapping[str, Sequence[Grid]], under: str) -> tuple[Branch, ...]:
    # No deeper than there are levels: `read_grids` takes nothing that does not go down.
    return tuple(Branch(one, _branches(parts, one.id)) for one in parts.get(under, ()))


def read_grids(
    rows: Sequence[Sequence[str]], known: Mapping[str, Grid] | None = None
) -> tuple[Grid, ...]:
    """The grids of a decoded table whose first row is the header. `known` are there already.

    Nothing is taken when a row is bad: BadRows names every bad line with its reason.
    """
    if len(rows) < 2:
        raise Refused("file-empty", field="file")
    found, bad = _lines(rows[1:], _columns(rows[0]))
    everything = {**(known or {}), **{id: grid for id, (_, grid) in found.items()}}
    for line, grid in found.values():
        wrong = _misplaced(grid, everything)
        if wrong is not None:
            bad.append(BadRow(line, wrong.code, wrong.facts))
    if bad:
        raise BadRows(sorted(bad, key=lambda one: one.line))
    return tuple(grid for _, grid in found.values())


def _lines(
    rows: Sequence[Sequence[str]], columns: Mapping[str, int]
) -> tuple[dict[str, tuple[int, Grid]], list[BadRow]]:
    """The grids by code with their lines, and the lines that are none."""
    found: dict[str, tuple[int, Grid]] = {}
    bad: list[BadRow] = []
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            grid = _grid(row, columns)
            if grid.id in found:
                raise Refused("grid-doubled", grid=grid.id, line=found[grid.id][0])
            found[grid.id] = (line, grid)
        except Refused as refusal:
            bad.append(BadRow(line, refusal.code, refusal.facts))
    return found, bad


def _columns(header: Sequence[str]) -> dict[str, int]:
    cells = [cell.strip().lower().replace("（", "(").replace("）", ")") for cell in header]
    columns = {
        field: next(at for at, cell in enumerate(cells) if cell in names)
        for field, names in HEADERS.items()
        if names & set(cells)
    }
    for field in NEEDED:
        if field not in columns:
            raise Refused("header-missing", field="file", column=field)
    return columns


def _grid(row: Sequence[str], columns: Mapping[str, int]) -> Grid:
    def cell(field: str) -> str:
        at = columns.get(field)
        return " ".join(row[at].split()) if at is not None and at < len(row) else ""

    for field in ("code", "name"):
        if not cell(field):
            raise Refused("grid-cell-empty", column=field)
    for field, most in LENGTHS.items():
        if len(cell(field)) > most:
            raise Refused("cell-too-long", column=field, most=most)
    level = LEVEL_WORDS.get(cell("level").lower().replace("（", "(").replace("）", ")"))
    if level is None:
        raise Refused("grid-level-unknown", level=cell("level")[:20])
    apart = cell("deputies")
    for sign in "，,;；/":
        apart = apart.replace(sign, "、")
    deputies = tuple(name.strip() for name in apart.split("、") if name.strip())
    return Grid(
        cell("code"),
        cell("parent"),
        level,
        cell("name"),
        cell("head"),
        cell("worker"),
        deputies,
    )


def _misplaced(grid: Grid, everything: Mapping[str, Grid]) -> Refused | None:
    """Why a grid cannot lie where the list puts it. Levels go down, so there is no ring."""
    if not grid.parent:
        return None
    above = everything.get(grid.parent)
    if above is None:
        return Refused("grid-parent-unknown", grid=grid.parent)
    if DEPTH[above.level] >= DEPTH[grid.level]:
        return Refused("grid-parent-below", name=grid.name, above=above.name)
    return None


def check_still_placed(grids: Mapping[str, Grid]) -> None:
    """Refuse an import that would leave a grid it does not name in one of its own level."""
    for one in grids.values():
        refusal = _misplaced(one, grids)
        if refusal is not None:
            raise Refused(refusal.code, field="file", **refusal.facts)
