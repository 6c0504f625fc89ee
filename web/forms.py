"""Typed forms: what a person typed, read field by field, with all complaints at once."""

import asyncio
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.requests import Request

from ballots.project import MONEY, clean
from consult.contribution.prose import prose
from core.errors import Refused

Choice = TypeVar("Choice", bound=StrEnum)

LINE = 200  # characters of a line of text, unless its field says otherwise
FRACTION = re.compile(r"-?[0-9]{1,4}([/.][0-9]{1,4})?", re.ASCII)
PATIENCE = 60.0  # seconds a form may take to arrive
PLAIN = b"application/x-www-form-urlencoded"
MOST_FIELDS = 1000
DIGITS = 9  # longer numbers are not numbers of people or projects


class BadForm(Refused):
    """One or more fields are not acceptable; each has its own refusal."""

    def __init__(self, refusals: list[Refused]) -> None:
        super().__init__("bad-form")
        self.refusals = refusals


class Form:
    """Each reader returns a value of its type, or notes a refusal that `check` raises."""

    def __init__(
        self, values: Mapping[str, str], files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> None:
        self.values = dict(values)
        self._files = dict(files or {})
        self.uploads: tuple[UploadFile, ...] = ()  # large files, see `web.uploads`
        self._refusals: list[Refused] = []

    def text(self, name: str, most: int = LINE, *, needed: bool = True) -> str:
        text = clean(self.values.get(name, ""))
        if needed and not text:
            self._refuse("field-empty", name)
        if len(text) > most:
            self._refuse("field-too-long", name, most=most, length=len(text))
        return text[:most]

    def prose(self, name: str, most: int, *, needed: bool = True) -> str:
        """A long text: its lines stay lines."""
        text = prose(self.values.get(name, ""))
        if needed and not text:
            self._refuse("field-empty", name)
        if len(text) > most:
            self._refuse("field-too-long", name, most=most, length=len(text))
        return text[:most]

    def number(self, name: str, least: int, most: int) -> int:
        typed = self.values.get(name, "").strip()
        digits = typed.removeprefix("-")
        if not typed:
            self._refuse("field-empty", name)
        elif not digits.isdecimal() or len(digits) > DIGITS:
            self._refuse("not-a-number", name, typed=typed[:20])
        elif not least <= int(typed) <= most:
            self._refuse("number-outside-range", name, least=least, most=most)
        else:
            return int(typed)
        return least

    def number_or_none(self, name: str, least: int, most: int) -> int | None:
        return self.number(name, least, most) if self.values.get(name, "").strip() else None

    def choice(self, name: str, kind: type[Choice]) -> Choice:
        try:
            return kind(self.values.get(name, ""))
        except ValueError:
            self._refuse("choose-one", name)
            return next(iter(kind))

    def fraction(self, name: str) -> Fraction:
        typed = self.values.get(name, "").strip()
        try:
            # No exponents: 1e9999999 is short to type and takes the server down.
            return Fraction(typed) if FRACTION.fullmatch(typed) else Fraction(-1, 0)
        except ZeroDivisionError:
            self._refuse("fraction-unreadable", name, value=typed[:20])
            return Fraction(0)

    def money(self, name: str) -> Decimal | None:
        """万元; None when it is empty."""
        typed = self.text(name, 20, needed=False)
        if not typed:
            return None
        found = MONEY.fullmatch(typed)  # no exponents: 1e99999999999 would fill all memory
        if found is None:
            self._refuse("investment-not-a-number", name, value=typed)
            return None
        if found[1]:
            self._refuse("investment-negative", name, value=typed)
            return None
        return Decimal(found[2].replace(",", ""))

    def is_ticked(self, name: str) -> bool:
        return bool(self.values.get(name))

    def file(self, name: str) -> tuple[str, bytes]:
        """The name and the content of an uploaded file."""
        found = self._files.get(name)
        if found is None or not found[0]:
            self._refuse("file-missing", name)
            return "", b""
        return found

    def check(self) -> None:
        if self._refusals:
            raise BadForm(self._refusals)

    def refuse(self, refusal: Refused) -> None:
        """What a reader in another file found wrong, told with the rest by `check`."""
        self._refusals.append(refusal)

    def _refuse(self, code: str, field: str, **facts: object) -> None:
        self._refusals.append(Refused(code, field, **facts))


async def read_form(request: Request) -> Form:
    """All text fields, and the uploaded files with their names and bytes.

    Only UTF-8: a form may name its own character set, and some of Python's decoders take
    minutes over half a megabyte. Only patiently: half a form must not be held for ever.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if options.get(b"charset", b"utf-8").lower() not in (b"utf-8", b"utf8"):
        raise Refused("bad-request")
    try:
        async with asyncio.timeout(PATIENCE):
            return await (_read_plain if kind == PLAIN else _read)(request)
    except (TimeoutError, ValueError):  # also what is no UTF-8, and too many fields
        raise Refused("bad-request") from None


async def _read_plain(request: Request) -> Form:
    """What a form without files sends: a tenth of the work, for three thousand at once."""
    body = (await request.body()).decode("ascii")
    pairs = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    return Form(dict(pairs))


async def _read(request: Request) -> Form:
    values: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=2**18) as form:
        for name, value in form.items():
            if isinstance(value, UploadFile):
                files[name] = (value.filename or "", await value.read())
            else:
                values[name] = value
    return Form(values, files)
