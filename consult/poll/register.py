"""The register as a spreadsheet: read it whole, or say which lines are bad. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from consult.poll.poll import Resident
from consult.stools.stool import Sex
from core.errors import BadRow, BadRows, Refused

MOST_RESIDENTS = 4900  # a spreadsheet of the house has 5,000 rows
YOUNGEST, OLDEST = 1, 120
LENGTHS = {"name": 40, "village": 40, "grid": 40, "household": 40, "phone": 20}
NEEDED = ("name", "sex", "age", "village")

HEADERS = {
    "name": {"姓名", "名字", "name"},
    "sex": {"性别", "sex", "gender"},
    "age": {"年龄", "周岁", "age"},
    "village": {"村", "村居", "村(居)", "村(社区)", "所在村", "社区", "village"},
    "grid": {"网格", "所在网格", "grid"},
    "household": {"户号", "户", "家庭户号", "户主", "household"},
    "phone": {"电话", "手机", "手机号", "联系电话", "phone"},
}
SEXES = {
    **dict.fromkeys(("女", "女性", "f", "female", "woman"), Sex.FEMALE),
    **dict.fromkeys(("男", "男性", "m", "male", "man"), Sex.MALE),
}


def read_register(rows: Sequence[Sequence[str]]) -> tuple[Resident, ...]:
    """The residents of a decoded table whose first written row is the header, numbered from 1.

    Nothing is taken when a row is bad: BadRows names every bad line with its reason.
    """
    start, columns = header(rows, HEADERS, NEEDED)
    found: list[Resident] = []
    bad: list[BadRow] = []
    seen: dict[tuple[object, ...], int] = {}
    for line, row in enumerate(rows[start:], start=start + 1):
        if not any(cell.strip() for cell in row):
            continue
        try:
            one = _resident(len(found) + 1, row, columns)
            key = (one.name, one.sex, one.age, one.village, one.household, one.phone)
            if key in seen:
                raise Refused("poll-resident-doubled", name=one.name, line=seen[key])
            seen[key] = line
            found.append(one)
        except Refused as refusal:
            bad.append(BadRow(line, refusal.code, refusal.facts))
    if bad:
        raise BadRows(bad)
    if not found:
        raise Refused("poll-register-empty", field="file")
    if len(found) > MOST_RESIDENTS:
        raise Refused("poll-register-long", field="file", most=MOST_RESIDENTS)
    return tuple(found)


def header(
    rows: Sequence[Sequence[str]], names: dict[str, set[str]], needed: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """Where the rows begin, and in which column each field stands. Refuses missing ones."""
    for index, row in enumerate(rows):
        cells = [plain(cell).lower() for cell in row]
        if not any(cells):
            continue
        columns = {
            field: cells.index(next(cell for cell in cells if cell in known))
            for field, known in names.items()
            if known & set(cells)
        }
        for field in needed:
            if field not in columns:
                raise Refused("header-missing", field="file", column=field)
        return index + 1, columns
    raise Refused("file-empty", field="file")


def plain(text: str) -> str:
    """Full-width to half-width, control characters away, inner space single."""
    text = unicodedata.normalize("NFKC", text)
    kept = (sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join("".join(kept).split())


def _resident(number: int, row: Sequence[str], columns: dict[str, int]) -> Resident:
    def cell(field: str) -> str:
        at = columns.get(field)
        return plain(row[at]) if at is not None and at < len(row) else ""

    _check_cells({field: cell(field) for field in HEADERS})
    name = cell("name")
    if re.fullmatch(r"[一-鿿 ]+", name):
        name = name.replace(" ", "")  # 张 三 is written apart to fill a column
    sex = SEXES.get(cell("sex").lower())
    if sex is None:
        raise Refused("poll-sex-unknown", typed=cell("sex")[:20])
    age = re.fullmatch(r"([0-9]{1,3})岁?", cell("age"))
    if age is None or not YOUNGEST <= int(age[1]) <= OLDEST:
        raise Refused("poll-age-unreadable", typed=cell("age")[:20])
    return Resident(
        number=number,
        name=name,
        sex=sex,
        age=int(age[1]),
        village=cell("village"),
        grid=cell("grid"),
        household=cell("household"),
        phone=cell("phone"),
    )


def _check_cells(cells: Mapping[str, str]) -> None:
    for field in NEEDED:
        if not cells[field]:
            raise Refused("poll-cell-empty", column=field)
    for field, most in LENGTHS.items():
        if len(cells[field]) > most:
            raise Refused("cell-too-long", column=field, most=most)
