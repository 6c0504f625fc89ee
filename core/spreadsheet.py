"""Tables that come in and go out as files: bytes to rows of text, and rows to bytes. Pure.

A file comes from a stranger: every limit below is checked before the work it bounds is done.
"""

import csv
import io
import re
import threading
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from core.errors import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 50 * MEGABYTE  # a workbook is a zip: 10 kB can unpack to gigabytes
MOST_TAGS = 2_000_000  # a full table has 1,600,000; each costs some microseconds
MOST_ROWS = 5_000
MOST_COLUMNS = 40
MOST_SIGNS = 2_000
SCANNED_ROWS = 20_000  # a lone cell in row 2,000,000,000 would be walked up to
SCANNED_COLUMNS = 256  # and a row is as wide as its last formatted cell
EXACT = 10**15  # a spreadsheet keeps 15 digits: the end of an identity number becomes 000

ZIP, OLE, UTF_8 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
PASSWORD = "EncryptedPackage".encode("utf-16-le")
OTHERS = re.compile(  # some programs save a web page or XML and call it .xls
    rb"%PDF-|\x89PNG|\xff\xd8\xff|GIF8|PK\x05\x06|Rar!\x1a|7z\xbc\xaf|\x1f\x8b|{\\rtf"
    rb"|<(!doctype|\?xml|html|head|meta|table)\b",
    re.IGNORECASE,
)
ENTITY = tuple("<!ENTITY".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))

DELIMITERS = ",\t;，"
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
ROUNDED = re.compile(r"[+-]?\d(\.\d+)?[eE]\+\d+")  # what a CSV keeps of a long number
MUST_QUOTE = re.compile(r'[",;\t，\r\n]')  # all delimiters, so that the header tells which
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")

# Warning filters belong to the whole process; and one open workbook is memory enough.
_one_workbook = threading.Lock()


def read_table(filename: str, content: bytes) -> list[list[str]]:
    """The table in a CSV or XLSX file, told apart by content. Row i is the spreadsheet's i + 1.

    CSV: UTF-8, UTF-16 with a mark, GB18030; comma, tab, semicolon or ， by the header line.
    XLSX: the first visible sheet, formulas by their last value, dates as ISO 8601. All rows
    are equally wide; what is empty at the right and at the bottom is dropped.

    At most 10 MB, 5,000 rows, 40 columns, 2,000 signs a cell. Every refusal is about the field
    `file`, its code begins with `file-`, and it has the fact `filename`. A full workbook takes
    seconds: call it off the event loop.
    """
    try:
        if not content.strip():
            raise _refused("file-empty")
        if len(content) > MOST_BYTES:
            raise _refused("file-too-big", most=MOST_BYTES // MEGABYTE)
        workbook = content.startswith(ZIP)
        return _rectangle(_workbook(content) if workbook else _csv(_decoded(content)))
    except Refused as refusal:
        refusal.facts["filename"] = filename
        raise


def _refused(code: str, **facts: object) -> Refused:
    return Refused(code, field="file", **facts)


def _checked(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for line, row in enumerate(rows, start=1):
        if line > SCANNED_ROWS or (line > MOST_ROWS and any(row)):
            raise _refused("file-too-many-rows", most=MOST_ROWS)
        if any(row[MOST_COLUMNS:]):
            raise _refused("file-too-many-columns", line=line, most=MOST_COLUMNS)
        for column, cell in enumerate(row[:MOST_COLUMNS], start=1):
            if cell:
                _check_cell(cell, line, get_column_letter(column))
        yield row[:MOST_COLUMNS]


def _check_cell(cell: str, line: int, column: str) -> None:
    if len(cell) > MOST_SIGNS:
        raise _refused("file-cell-too-long", line=line, column=column, most=MOST_SIGNS)
    if CONTROLS.search(cell):
        raise _refused("file-control-sign", line=line, column=column)
    if ROUNDED.fullmatch(cell.strip()):
        raise _refused("file-number-rounded", line=line, column=column)


def _rectangle(table: list[list[str]]) -> list[list[str]]:
    while table and not any(table[-1]):
        table.pop()
    width = max((n for row in table for n, cell in enumerate(row, 1) if cell), default=0)
    if not width:
        raise _refused("file-empty")
    return [row[:width] + [""] * (width - len(row)) for row in table]


def _decoded(content: bytes) -> str:
    if content.startswith(OLE):
        raise _refused("file-password" if PASSWORD in content else "file-old-excel")
    if OTHERS.match(content.lstrip(UTF_8 + b" \t\r\n")):
        raise _refused("file-not-a-table")
    encodings = ["utf-8", "gb18030"]  # GBK text is all but never valid UTF-8
    if content.startswith(UTF_16):
        encodings = ["utf-16"]
    elif content.startswith(UTF_8):
        encodings = ["utf-8-sig"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise _refused("file-not-a-table")
        return text
    raise _refused("file-encoding")


def _csv(text: str) -> list[list[str]]:
    # Strict: a quote left open would quietly swallow every row after it into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[str]] = []
    try:
        for row in _checked(reader):
            rows.append(row)  # noqa: PERF402 - the rows before a bad one tell its number
    except csv.Error as error:
        raise _refused("file-row-broken", line=len(rows) + 1) from error
    return rows


def _delimiter(text: str) -> str:
    """The sign met most often in the first written line outside quotes; a comma if none."""
    unquoted = re.sub(r'"[^"]*"', '""', text[: MOST_COLUMNS * MOST_SIGNS])
    header = next((line for line in re.split(r"[\r\n]", unquoted) if line.strip()), "")
    return max(DELIMITERS, key=header.count)


def _workbook(content: bytes) -> list[list[str]]:
    with _one_workbook, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _check_archive(content)
            return list(_checked(_first_sheet(content)))
        except Refused:
            raise
        except Exception as error:  # a crafted workbook can raise nearly anything
            raise _refused("file-damaged") from error


def _check_archive(content: bytes) -> None:
    """Sizes first, from the directory of the zip: zipfile never unpacks more than it states."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > MOST_UNPACKED:
            raise _refused("file-unpacks-too-big", most=MOST_UNPACKED // MEGABYTE)
        if not any(re.fullmatch(r"/?xl/workbook\d*\.xml", one.filename) for one in members):
            raise _refused("file-not-a-table")
        tags = 0
        for member in members:
            part = archive.read(member)
            # No spreadsheet program declares entities; a billion laughs does.
            if any(mark in part for mark in ENTITY):
                raise _refused("file-damaged")
            tags += part.count(b"<")
            if tags > MOST_TAGS:
                raise _refused("file-unpacks-too-big", most=MOST_UNPACKED // MEGABYTE)


def _first_sheet(content: bytes) -> Iterator[list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise _refused("file-empty")
        sheet.reset_dimensions()  # some programs write A1:A1 and mean all
        rows = sheet.iter_rows(max_col=SCANNED_COLUMNS, values_only=True)
        for line, row in enumerate(islice(rows, SCANNED_ROWS + 1), start=1):
            yield [
                "" if value is None else _text(value, line, column)
                for column, value in enumerate(row, start=1)
            ]
    finally:
        book.close()


def _text(value: object, line: int, column: int) -> str:
    match value:
        case str():
            return value.replace("_x000D_", "")  # how a workbook spells a carriage return
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float() if abs(value) >= EXACT:
            raise _refused("file-number-rounded", line=line, column=get_column_letter(column))
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() != time():
            return value.isoformat(timespec="seconds")
        case datetime():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def write_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a mark and CRLF, as Excel wants it. No limits.

    Numbers of up to 15 digits stay numbers, None is empty, dates are ISO 8601. Text that a
    spreadsheet would run as a formula (it begins with = + - @, also after spaces or full-width,
    or with a tab or a line break) gets an apostrophe in front.
    """
    lines = (",".join(_csv_cell(value) for value in row) + "\r\n" for row in rows)
    return "".join(lines).encode("utf-8-sig")


def _csv_cell(value: object) -> str:
    plain = _plain(value)
    text = str(plain)
    if isinstance(plain, str) and FORMULA.match(text):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if MUST_QUOTE.search(text) else text


def _plain(value: object) -> str | int | float | Decimal:
    """A number that a spreadsheet keeps exactly, or text."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float() | Decimal() if -EXACT < value < EXACT:
            return value
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def write_xlsx(rows: Iterable[Sequence[object]], title: str) -> bytes:
    """A workbook of one sheet. Numbers are numbers; all else is text and never a formula.

    Excel's own limits are met by cutting: 31 signs of title, 32,767 of a cell. Control signs,
    which XML cannot hold, are left out; so are signs a title may not have. A carriage return
    becomes a line feed.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(
        re.sub(r"[\[\]:*?/\\\x00-\x1f]", "", title)[:31].strip("' ") or "1"
    )
    for row in rows:
        cells = [WriteOnlyCell(sheet) for _ in row]
        for cell, value in zip(cells, row, strict=True):
            _fill(cell, _plain(value))
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Cell, value: str | int | float | Decimal) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", re.sub("\r\n?", "\n", value))
        cell.data_type = "s"
        cell.quotePrefix = bool(FORMULA.match(value))  # text, even after an edit
    else:
        cell.value = value
