"""Files for the tests of spreadsheets: workbooks, workbooks with a part altered, refusals."""

import io
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
import pytest

from core.errors import Refused
from core.spreadsheet import read_table

ROSTER = [["姓名", "代表团"], ["张三", "第一代表团"], ["李四", "第二代表团"]]
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_table("名单.csv", content)
    assert caught.value.field == "file"
    assert caught.value.facts["filename"] == "名单.csv"
    return caught.value


def workbook(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book["Sheet"].append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def altered(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == member else part)
    return out.getvalue()


def with_rows(xml: bytes) -> bytes:
    end = b"</sheetData>"
    return altered(workbook(["姓名"]), SHEET, lambda part: part.replace(end, xml + end))
