"""Tables as clerks have them, and as they get them back."""

import io
import warnings
from datetime import UTC, date, datetime, time

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import spreadsheet
from core.spreadsheet import read_table, write_csv, write_xlsx
from tests.core.workbooks import ROSTER, SHEET, altered, refusal, saved, workbook

PLAIN = "姓名,代表团\r\n张三,第一代表团\r\n李四,第二代表团\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_a_chinese_table_is_read_in_every_encoding_that_excel_and_wps_write(
    encoding: str,
) -> None:
    assert read_table("a.csv", PLAIN.encode(encoding)) == ROSTER


def test_utf_16_is_read_in_both_byte_orders() -> None:
    assert read_table("a.csv", b"\xfe\xff" + PLAIN.encode("utf-16-be")) == ROSTER


def test_a_rare_character_that_only_gb18030_has_is_kept() -> None:
    assert read_table("a.csv", "姓名\n𠮷野\n".encode("gb18030"))[1] == ["𠮷野"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "，"])
def test_the_header_line_tells_the_delimiter(sign: str) -> None:
    assert read_table("a.csv", PLAIN.replace(",", sign).encode()) == ROSTER


def test_a_delimiter_inside_quotes_does_not_count() -> None:
    content = '"姓名;别名;曾用名",座位\n"张;三",1\n'
    assert read_table("a.csv", content.encode()) == [
        ["姓名;别名;曾用名", "座位"],
        ["张;三", "1"],
    ]


def test_full_width_commas_in_the_text_of_one_column_part_nothing() -> None:
    assert read_table("a.csv", "提案\n修路，修桥\n".encode())[1] == ["修路，修桥"]


def test_quoted_cells_keep_line_breaks_and_quotes() -> None:
    assert read_table("a.csv", b'a,b\r\n"x\r\ny","say ""yes"""\r\n')[1] == [
        "x\r\ny",
        'say "yes"',
    ]


def test_blank_lines_inside_keep_the_row_numbers_and_those_at_the_end_are_dropped() -> None:
    assert read_table("a.csv", b"a,b,,\n\n1,2\n,\n\n") == [["a", "b"], ["", ""], ["1", "2"]]


def test_an_unclosed_quote_is_refused_with_its_row_instead_of_swallowing_the_rest() -> None:
    said = refusal(b'a,b\n1,2\n"3,4\n5,6\n')
    assert (said.code, said.facts["line"]) == ("file-row-broken", 3)


def test_a_workbook_is_known_by_its_content_whatever_its_name() -> None:
    assert read_table("名单.csv", workbook(*ROSTER)) == ROSTER


def test_a_workbook_gives_numbers_and_dates_as_a_person_would_write_them() -> None:
    row = [3.0, 2.5, 13800138000, True, None, "x"]
    moments = [date(2026, 11, 22), datetime(2026, 11, 22, 9, 30), time(9, 30)]  # noqa: DTZ001
    moments_as_text = ["2026-11-22", "2026-11-22T09:30:00", "09:30:00"]
    assert read_table("a.xlsx", workbook([*row, *moments])) == [
        [*("3", "2.5", "13800138000", "TRUE", "", "x"), *moments_as_text]
    ]


def test_the_first_sheet_that_a_person_sees_is_the_one_read() -> None:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "hidden"
    book["Sheet"].sheet_state = "hidden"
    book.create_sheet("名单")["A1"] = "shown"
    book.create_sheet("备注")["A1"] = "third"
    assert read_table("a.xlsx", saved(book)) == [["shown"]]


def test_a_workbook_that_states_a_wrong_size_is_read_whole() -> None:
    def lie(part: bytes) -> bytes:
        assert b'ref="A1:B3"' in part
        return part.replace(b'ref="A1:B3"', b'ref="A1"')

    content = altered(workbook(*ROSTER), SHEET, lie)
    assert read_table("a.xlsx", content) == ROSTER


def test_what_openpyxl_warns_of_is_not_heard() -> None:
    """A date out of range warns; pytest would make that an error."""
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = 10**9
    book["Sheet"]["A1"].number_format = "yyyy-mm-dd"
    content = saved(book)
    with pytest.warns(UserWarning, match="outside the limits"):
        list(openpyxl.load_workbook(io.BytesIO(content))["Sheet"].rows)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        assert read_table("a.xlsx", content) == [["#VALUE!"]]
    assert heard == []


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "　@x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_would_run_as_a_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    assert read_table("a.csv", write_csv([["a"], [text]]))[1] == ["'" + text]


@pytest.mark.parametrize("text", [*HOSTILE, "#N/A", "007", "2026-11-22"])
def test_text_stays_text_in_a_workbook(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([[text]], "票")))
    cell = book["票"]["A1"]
    assert (cell.data_type, cell.value) == ("s", text.replace("\r", "\n"))


def test_numbers_stay_numbers() -> None:
    rows: list[list[object]] = [[-3, 2.5, None, "x"]]
    assert write_csv(rows) == b"\xef\xbb\xbf-3,2.5,,x\r\n"
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows, "t")))
    assert [cell.value for cell in book["t"][1]] == [-3, 2.5, None, "x"]


def test_dates_are_written_the_same_in_both_formats() -> None:
    rows = [[date(2026, 11, 22), datetime(2026, 11, 22, 9, 30, tzinfo=UTC)]]
    written = [["2026-11-22", "2026-11-22T09:30:00+00:00"]]
    assert read_table("a.csv", write_csv(rows)) == written
    assert read_table("a.xlsx", write_xlsx(rows, "t")) == written


@pytest.mark.parametrize("title", ["", "'", "a/b:c*?[d]\\", "票" * 40, "\x01"])
def test_any_title_makes_a_workbook_that_opens(title: str) -> None:
    assert read_table("a.xlsx", write_xlsx([["x"]], title)) == [["x"]]


def test_signs_that_xml_cannot_hold_are_left_out_of_a_workbook() -> None:
    assert read_table("a.xlsx", write_xlsx([["a\x00b\x1bc"]], "t")) == [["abc"]]


CONTROLS = [chr(code) for code in (*range(9), *range(14, 32), 127)]
CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS), max_size=12
).filter(lambda text: not spreadsheet.ROUNDED.fullmatch(text.strip()))
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)
)


@settings(deadline=None)
@given(TABLES)
@example([["<"]])
def test_a_table_written_as_csv_is_read_back_but_for_the_apostrophes(
    rows: list[list[str]],
) -> None:
    rows[0] = [cell or "x" for cell in rows[0]]
    rows[-1] = [cell or "x" for cell in rows[-1]]
    safe = [["'" + c if spreadsheet.FORMULA.match(c) else c for c in row] for row in rows]
    assert read_table("a.csv", write_csv(rows)) == safe
