"""Seats as the roster writes them, and the plan of a hall. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_ROWS, MOST_SEATS = 150, 150  # a hall beyond that has no plan, only words

NUMBER = r"(?P<{0}>[0-9]{{1,3}}|[一二两三四五六七八九十百]{{1,5}})"
FORMS = [
    # 7排12座, 第7排第12号, 楼上7排12座, A7排12座
    rf"(?P<area>.*?)第?{NUMBER.format('row')}[排行]第?{NUMBER.format('seat')}[座号位]?",
    # A排7座
    rf"(?P<area>)第?(?P<row>[A-Z])[排行区]第?{NUMBER.format('seat')}[座号位]?",
    # 7-12, 7/12
    r"(?P<area>)(?P<row>[0-9]{1,3})[-/_·](?P<seat>[0-9]{1,3})",
    # A7, A-7
    r"(?P<area>)(?P<row>[A-Z])-?(?P<seat>[0-9]{1,3})",
    # row 7 seat 12, row 7, seat 12
    r"(?P<area>)ROW(?P<row>[0-9]{1,3}|[A-Z])[,;]?SEAT(?P<seat>[0-9]{1,3})",
]
READ = [re.compile(form) for form in FORMS]
DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """`row` counts from 1, row A is 1; `area` is a part of the hall, such as 楼上."""

    area: str
    row: int
    number: int
    lettered: bool = False

    @property
    def row_name(self) -> str:
        """As the hall has it on its rows."""
        return chr(ord("A") + self.row - 1) if self.lettered else str(self.row)


def read_seat(text: str) -> Seat | None:
    """The seat a cell of the roster means, or None when it means something else.

    >>> read_seat("第七排12座")
    Seat(area='', row=7, number=12, lettered=False)
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    plain = re.sub(r"[—–−~－]", "-", plain)
    for form in READ:
        if found := form.fullmatch(plain):
            row, number = _number(found["row"]), _number(found["seat"])
            lettered = found["row"].isascii() and found["row"].isalpha()
            return Seat(found["area"], row, number, lettered) if row and number else None
    return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and text.isascii():
        return ord(text) - ord("A") + 1
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    known = DIGITS.get(hundreds or "零", 0) * 100
    known += (DIGITS.get(tens, 1) if ten else 0) * 10
    return known + DIGITS.get(ones, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """One area of a hall, seen from above with its stage at the top."""

    rows: tuple[int, ...]  # from the stage to the back
    first: int  # the lowest number of a seat
    last: int
    taken: frozenset[Seat]

    @property
    def width(self) -> int:
        return self.last - self.first + 1


def plan_of(seats: Iterable[Seat], area: str) -> Plan | None:
    """The plan of an area from the seats that are given out, or None when it is none."""
    here = frozenset(one for one in seats if one.area == area)
    if not here:
        return None
    rows = range(1, max(one.row for one in here) + 1)
    numbers = [one.number for one in here]
    if len(rows) > MOST_ROWS or max(numbers) > MOST_SEATS:
        return None
    return Plan(tuple(rows), 1, max(numbers), here)
