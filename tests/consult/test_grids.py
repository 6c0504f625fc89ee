"""Grids are read whole, or every bad line is named."""

from pathlib import Path

import pytest

from consult.grids.commands import import_grids
from consult.grids.grid import Level, read_grids, tree
from consult.grids.queries import all_grids
from core.database import Database
from core.errors import BadRows
from core.spreadsheet import read_table

SAMPLE = Path(__file__).parents[2] / "minyi" / "sample" / "grids.csv"
HEADER = ["编号", "上级编号", "级别", "名称", "网格长", "网格员", "人大代表"]


def test_the_seed_town_has_its_figures() -> None:
    grids = read_grids(read_table("grids.csv", SAMPLE.read_bytes()))
    levels = [one.level for one in grids]
    assert (levels.count(Level.CENTRE), levels.count(Level.UNIT)) == (21, 106)
    assert len({name for one in grids for name in one.deputies}) == 84
    [county] = tree(grids)
    [town] = county.parts
    assert sum(len(village.parts) for village in town.parts) == 21


def test_every_bad_line_is_named_with_its_reason() -> None:
    rows = [
        HEADER,
        ["A", "", "村", "东头村", "", "", ""],
        ["A", "", "村", "西沟村", "", "", ""],
        ["B", "Z", "中心网格", "一", "", "", ""],
        ["C", "", "省", "二", "", "", ""],
        ["", "", "村", "三", "", "", ""],
        ["D", "E", "村", "四", "", "", ""],
        ["E", "A", "单元网格", "五", "", "", ""],
    ]
    with pytest.raises(BadRows) as caught:
        read_grids(rows)
    assert [(one.line, one.code) for one in caught.value.rows] == [
        (3, "grid-doubled"),
        (4, "grid-parent-unknown"),
        (5, "grid-level-unknown"),
        (6, "grid-cell-empty"),
        (7, "grid-parent-below"),
    ]


async def test_a_second_import_changes_and_adds(db: Database) -> None:
    first = [HEADER, ["A", "", "村", "东头村", "张三", "", "李四、王五"]]
    await import_grids(db, "周敏", first)
    await import_grids(db, "周敏", [HEADER, ["B", "A", "单元网格", "一", "", "", ""]])
    await import_grids(db, "周敏", [HEADER, ["A", "", "村", "东头村", "赵六", "", "李四"]])
    async with db.reading() as connection:
        found = {one.id: one for one in await all_grids(connection)}
    assert found["A"].head == "赵六"
    assert found["A"].deputies == ("李四",)
    assert found["B"].parent == "A"
