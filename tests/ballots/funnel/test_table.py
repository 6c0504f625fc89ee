"""Votes by delegation and collected projects as a clerk's table: all right, or all told."""

import pytest

from ballots.funnel.table import read_entries, read_votes
from core.errors import BadRows
from tests.cast import refused

NAMES = {1: "路", 2: "桥", 7: "学校"}
TABLE = [
    ["序号", "项目名称", "东代表团", "西代表团", "合计"],
    ["1", "路", "３", "4", "7"],
    ["7", "学校", "0", "", "0"],
    ["2", "桥", "2.0", "5", ""],
    ["合计", "", "5", "9", "14"],
]


def changed(line: int, column: int, cell: str) -> list[list[str]]:
    rows = [list(row) for row in TABLE]
    rows[line - 1][column - 1] = cell
    return rows


def test_votes_are_read_by_number_and_an_empty_cell_is_not_yet_in() -> None:
    sheet = read_votes(TABLE, NAMES)
    assert sheet.votes == {"东代表团": {1: 3, 7: 0, 2: 2}, "西代表团": {1: 4, 2: 5}}
    assert sheet.totals(NAMES) == {1: 7, 2: 7, 7: 0}
    assert sheet.missing(NAMES) == ("西代表团",)


def test_names_and_sums_may_be_left_out() -> None:
    bare = [[row[0], *row[2:4]] for row in TABLE[:4]]
    assert read_votes(bare, NAMES) == read_votes(TABLE, NAMES)


@pytest.mark.parametrize(
    ("line", "column", "cell", "code", "facts"),
    [
        (2, 3, "三", "funnel-votes-unreadable", {"title": "东代表团", "value": "三"}),
        (2, 3, "-1", "funnel-votes-unreadable", {"title": "东代表团"}),
        (2, 3, "1.5", "funnel-votes-unreadable", {"title": "东代表团"}),
        (4, 4, "100000", "funnel-votes-unreadable", {"title": "西代表团"}),
        (2, 5, "8", "funnel-sum-differs", {"title": "合计", "counted": 7}),
        (5, 4, "10", "funnel-sum-differs", {"title": "西代表团", "counted": 9}),
        (5, 5, "15", "funnel-sum-differs", {"title": "合计", "counted": 14}),
        (3, 1, "9", "funnel-number-unknown", {"value": "9"}),
        (4, 1, "1", "number-doubled", {"no": 1, "first": 2}),
        (4, 2, "大桥", "funnel-name-differs", {"no": 2, "value": "大桥", "name": "桥"}),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(
    line: int, column: int, cell: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(BadRows) as caught:
        read_votes(changed(line, column, cell), NAMES)
    found = {row.code: row for row in caught.value.rows if row.line == line}
    assert code in found
    assert facts.items() <= found[code].facts.items()


def test_a_project_without_a_row_is_told() -> None:
    with pytest.raises(BadRows) as caught:
        read_votes(TABLE[:3], NAMES)
    assert [(one.code, one.facts) for one in caught.value.rows] == [
        ("funnel-rows-missing", {"numbers": [2]})
    ]


def test_a_table_of_another_shape_is_refused() -> None:
    with refused("header-missing", column="no"):
        read_votes([["项目名称", "东"]], NAMES)
    with refused("funnel-no-delegations"):
        read_votes([["序号", "项目名称", "合计"]], NAMES)
    with refused("header-doubled", column="东"):
        read_votes([["序号", "东", "东"]], NAMES)
    with refused("header-missing"):
        read_votes([], NAMES)


def test_collected_projects_say_who_proposed_them() -> None:
    rows = [["序号", "项目名称", "提出人"], ["", "", ""], ["2", "路", "张三"], ["1", "桥", ""]]
    found = read_entries(rows)
    assert [(one.no, one.project.name, one.proposed_by) for one in found] == [
        *((2, "路", "张三"), (1, "桥", ""))
    ]
    assert [one.proposed_by for one in read_entries([row[:2] for row in rows])] == ["", ""]


def test_too_long_a_proposer_is_told_by_its_line() -> None:
    rows = [["项目名称", "提出人"], ["路", ""], ["桥", "长" * 61]]
    with pytest.raises(BadRows) as caught:
        read_entries(rows)
    assert [(one.line, one.code) for one in caught.value.rows] == [(3, "funnel-proposer-long")]
