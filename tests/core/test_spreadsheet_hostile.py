"""Files that nobody should send."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spreadsheet
from core.errors import Refused
from core.spreadsheet import read_table
from tests.core.workbooks import ROSTER, SHEET, altered, refusal, with_rows, workbook


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b",,\r\n,,\r\n"]
)
def test_a_file_with_nothing_in_it_is_refused_as_empty(content: bytes) -> None:
    assert refusal(content).code == "file-empty"


def test_an_empty_workbook_is_refused_as_empty() -> None:
    assert refusal(workbook()).code == "file-empty"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "file-old-excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "file-password"),
        (b"%PDF-1.7\n", "file-not-a-table"),
        (b"\x89PNG\r\n\x1a\n", "file-not-a-table"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file-not-a-table"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table>", "file-not-a-table"),
        (b"a,b\n1,\0\n", "file-not-a-table"),
        (b"a,b\n1,\x1b[2J\n", "file-control-sign"),
        (b"a,b\n\xff\xff,2\n", "file-encoding"),
        (b"\xef\xbb\xbfa,\xd5\xc5\n", "file-encoding"),
        (b"\xff\xfea", "file-encoding"),
    ],
)
def test_what_is_not_a_table_is_refused_by_its_kind(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_another_kind_of_zip_is_not_a_table() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert refusal(out.getvalue()).code == "file-not-a-table"


@pytest.mark.parametrize("kept", [10, 400, -30])
def test_a_workbook_cut_short_is_refused_as_damaged(kept: int) -> None:
    assert refusal(workbook(*ROSTER)[:kept]).code == "file-damaged"


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_with_broken_parts_is_refused_as_damaged(member: str) -> None:
    content = altered(workbook(*ROSTER), member, lambda part: part[: len(part) // 2])
    assert refusal(content).code == "file-damaged"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = with_rows(b" " * (spreadsheet.MOST_UNPACKED + 1))
    assert len(content) < 200_000, "a bomb is small outside"

    def unpack(*_: object) -> bytes:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "read", unpack)
    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    assert refusal(content).code == "file-unpacks-too-big"


def test_a_bomb_of_tags_is_refused() -> None:
    assert refusal(with_rows(b"<row/>" * spreadsheet.MOST_TAGS)).code == "file-unpacks-too-big"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_refused(encoding: str) -> None:
    def declare(entity: str) -> bytes:
        return altered(
            workbook(*ROSTER), SHEET, lambda part: (entity + part.decode()).encode(encoding)
        )

    assert read_table("a.xlsx", declare("")) == ROSTER, "the encoding alone is no reason"
    assert refusal(declare('<!DOCTYPE x [<!ENTITY a "ha">]>')).code == "file-damaged"


def test_a_lone_cell_two_thousand_million_rows_down_is_refused_at_once() -> None:
    content = with_rows(b'<row r="2000000000"><c t="b"><v>1</v></c></row>')
    assert refusal(content).code == "file-too-many-rows"


def test_a_refused_workbook_does_not_hold_up_the_next() -> None:
    refused = refusal(with_rows(b'<row r="9000"><c t="b"><v>1</v></c></row>'))
    assert read_table("a.xlsx", workbook(*ROSTER)) == ROSTER
    assert refused.code == "file-too-many-rows"  # kept until here, with all its frames


def test_a_table_at_the_limits_is_taken_and_one_beyond_is_not() -> None:
    row = b",".join([b"1"] * spreadsheet.MOST_COLUMNS) + b"\n"
    assert len(read_table("a.csv", row * spreadsheet.MOST_ROWS)) == spreadsheet.MOST_ROWS
    assert refusal(row * (spreadsheet.MOST_ROWS + 1)).code == "file-too-many-rows"
    assert refusal(b"1," + row).code == "file-too-many-columns"


def test_a_cell_at_the_limit_is_taken_and_a_longer_one_is_named() -> None:
    longest = "字" * spreadsheet.MOST_SIGNS
    assert read_table("a.csv", f"a,b\n1,{longest}".encode())[1][1] == longest
    said = refusal(f"a,b\n1,{longest}字".encode())
    assert said.code == "file-cell-too-long"
    assert (said.facts["line"], said.facts["column"]) == (2, "B")


def test_a_file_over_ten_megabytes_is_refused_unread() -> None:
    assert refusal(b"a" * (spreadsheet.MOST_BYTES + 1)).code == "file-too-big"


def test_an_identity_number_that_excel_has_rounded_is_refused_in_a_workbook() -> None:
    said = refusal(workbook(["证件号"], [330106199001011234]))
    assert said.code == "file-number-rounded"
    assert (said.facts["line"], said.facts["column"]) == (2, "A")


def test_an_identity_number_that_excel_has_rounded_is_refused_in_a_csv() -> None:
    assert refusal("姓名,证件号\n张三,3.30106E+17\n".encode()).code == "file-number-rounded"


def test_an_identity_number_kept_as_text_is_taken() -> None:
    assert read_table("a.xlsx", workbook(["330106199001011234"])) == [["330106199001011234"]]


def read_or_refused(content: bytes) -> None:
    """Any exception but Refused is a failure, and so is a ragged table."""
    try:
        table = read_table("a", content)
    except Refused:
        return
    assert len({len(row) for row in table}) == 1


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused(noise: bytes, start: bytes) -> None:
    read_or_refused(start + noise)


SOUND = workbook(*ROSTER)


@settings(deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_a_workbook_with_a_spoilt_byte_is_read_or_refused(at: int, change: int) -> None:
    spoilt = bytearray(SOUND)
    spoilt[at] ^= change
    read_or_refused(bytes(spoilt))
