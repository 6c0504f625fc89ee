"""Reading a clerk's spreadsheet of candidate projects: all of it or nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.project import MOST_PROJECTS, CandidateProject, clean, read_projects
from core.errors import BadRow, BadRows, Refused

HEADER = ["序号", "项目名称", "建设内容", "总投资（万元）", "牵头单位", "完成时间", "类别"]
NINGHAI = [
    HEADER,
    ["1", "校园护眼灯", "70所学校1658间教室", "1800", "教育局", "2022年底", "教育"],
    ["5", "银河小学教学楼一期", "4层18间", "3,685万元", "教育局", "2023年", "教育"],
]


def bad_rows(*rows: list[str], header: list[str] | None = None) -> list[BadRow]:
    with pytest.raises(BadRows) as no:
        read_projects([header or ["序号", "名称", "内容", "投资"], *rows])
    assert (no.value.field, no.value.facts) == ("file", {"count": len(no.value.rows)})
    return list(no.value.rows)


def investment(cell: str) -> Decimal | None:
    return read_projects([["名称", "投资"], ["桥", cell]])[0].investment


def test_a_real_list_is_read() -> None:
    assert read_projects(NINGHAI) == (
        CandidateProject(
            1,
            "校园护眼灯",
            "70所学校1658间教室",
            Decimal(1800),
            "教育局",
            "2022年底",
            "教育",
        ),
        CandidateProject(
            5, "银河小学教学楼一期", "4层18间", Decimal(3685), "教育局", "2023年", "教育"
        ),
    )


@pytest.mark.parametrize(
    "header",
    [
        ["类别", "投资(万元)", "编号", "内容", "责任单位", "完成时间", "名称"],
        ["Category", "投资", "No", "Content", "Responsible Unit", "COMPLETION DATE", "Name"],
        ["分类", "投 资", "序　号", "建设内容", "unit", "完成时间", "\ufeffTitle"],
        ["分类", "总投资", "number", "content", "牵头单位", "完成时间（年月）", "名称(必填)"],
        ["类别", "Investment (10,000 yuan)", "No.", "内容", "责任单位", "完成时间", "名称"],
    ],
)  # fmt: skip
def test_columns_are_known_by_name_in_any_order(header: list[str]) -> None:
    rows = [header, ["路桥", "5860", "3", "三座桥", "交通局", "年底", "跨河桥"]]
    assert read_projects(rows) == (
        CandidateProject(3, "跨河桥", "三座桥", Decimal(5860), "交通局", "年底", "路桥"),
    )


def test_only_the_names_are_required() -> None:
    rows = [["名称", "备注"], ["桥", "急"], ["路"]]
    assert read_projects(rows) == (CandidateProject(1, "桥"), CandidateProject(2, "路"))


def test_blank_rows_are_skipped_and_lines_are_the_spreadsheets_own() -> None:
    rows = [[], ["", " "], ["序号", "名称"], ["", "　"], ["1", "桥"], [], ["x", "路"]]
    with pytest.raises(BadRows) as no:
        read_projects(rows)
    assert [row.line for row in no.value.rows] == [7]
    assert [project.name for project in read_projects(rows[:-1])] == ["桥"]


@pytest.mark.parametrize(
    ("rows", "code", "facts"),
    [
        ([["序号", "内容"], ["1", "桥"]], "header-missing", {"column": "name"}),
        ([], "header-missing", {"column": "name"}),
        ([["名称", "Title"], ["桥", "bridge"]], "header-doubled", {"column": "name"}),
        (
            [["名称", "投资（亿元）"], ["桥", "3"]],
            "header-unit-unknown",
            {"column": "investment", "unit": "亿元"},
        ),
        ([["名称"], [""]], "no-projects", {}),
    ],
)
def test_a_table_without_sense_is_refused(
    rows: list[list[str]], code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refused) as no:
        read_projects(rows)
    assert (no.value.code, no.value.field, no.value.facts) == (code, "file", facts)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1800", "1800"),
        ("335.1545", "335.1545"),
        ("１，２００．５", "1200.5"),
        ("12,345,678", "12345678"),
        (" 3685 万元 ", "3685"),
        ("0", "0"),
    ],
)
def test_money_is_read_as_clerks_write_it(cell: str, amount: str) -> None:
    assert investment(cell) == Decimal(amount)


def test_money_may_be_left_open() -> None:
    assert investment(" ") is None


@pytest.mark.parametrize(
    "cell", ["约300", "3亿元", "1,23", "1e5", "NaN", "万元", "3000元", "1.2.3", "٣"]
)
def test_money_that_is_no_number_is_refused(cell: str) -> None:
    assert bad_rows(["1", "桥", "", cell]) == [
        BadRow(2, "investment-not-a-number", {"value": cell})
    ]


def test_money_below_nothing_is_refused() -> None:
    assert bad_rows(["1", "桥", "", "－5"]) == [
        BadRow(2, "investment-negative", {"value": "－5"})
    ]


@pytest.mark.parametrize(("cell", "no"), [("7", 7), ("１２", 12), ("3.0", 3), ("999", 999)])
def test_a_number_is_read_as_spreadsheets_give_it(cell: str, no: int) -> None:
    assert read_projects([["序号", "名称"], [cell, "桥"]])[0].no == no


@pytest.mark.parametrize("cell", ["0", "1000", "-1", "1.5", "一", "", "9" * 5000])
def test_a_number_outside_the_paper_is_refused(cell: str) -> None:
    assert bad_rows([cell, "桥"]) == [
        BadRow(2, "number-outside", {"value": cell[:40], "least": 1, "most": 999})
    ]


def test_every_bad_row_is_told_at_once() -> None:
    assert bad_rows(
        ["1", "桥", "", "10"],
        ["1", "路", "", "-3"],
        ["2", "  ", "三条路", "many"],
        ["3", "长" * 61, "长" * 501, ""],
    ) == [
        BadRow(3, "number-doubled", {"no": 1, "first": 2}),
        BadRow(3, "investment-negative", {"value": "-3"}),
        BadRow(4, "name-empty"),
        BadRow(4, "investment-not-a-number", {"value": "many"}),
        BadRow(5, "text-too-long", {"column": "name", "length": 61, "most": 60}),
        BadRow(5, "text-too-long", {"column": "content", "length": 501, "most": 500}),
    ]


@pytest.mark.parametrize("column", ["责任单位", "完成时间", "类别"])
def test_no_cell_is_endless(column: str) -> None:
    assert read_projects([["名称", column], ["桥", "长" * 200]])
    codes = [row.code for row in bad_rows(["桥", "长" * 201], header=["名称", column])]
    assert codes == ["text-too-long"]


def test_the_longest_name_fits() -> None:
    assert read_projects([["名称", "内容"], ["长" * 60, "长" * 500]])


def test_a_paper_has_room_for_two_hundred_projects() -> None:
    full = [[f"项目{no}"] for no in range(MOST_PROJECTS)]
    assert read_projects([["名称"], *full])[-1].no == 200
    assert bad_rows(*full, ["一个"], ["又一个"], header=["名称"]) == [
        BadRow(202, "too-many-projects", {"most": 200})
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  两  条\n路　和\t桥 ", "两 条 路 和 桥"),
        ("\x00 桥\x07\x1b", "桥"),
        ("\u202e桥\u2066\u200b", "桥"),
        ("a\ud800b", "ab"),
        ("<script>alert('1')</script>", "<script>alert('1')</script>"),
        ("５０％　＆ “引号”", "５０％ ＆ “引号”"),
        ("=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_text_is_tidied_and_otherwise_untouched(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text) == " ".join(clean(text).split())
    clean(text).encode()


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=6))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    try:
        projects = read_projects([["序号", "名称", "投资"], *rows])
    except Refused:
        return
    assert len({project.no for project in projects}) == len(projects) > 0
    assert all(project.name and 1 <= project.no <= 999 for project in projects)
