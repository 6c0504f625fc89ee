"""JSON with one spelling, RFC 8785, and bytes as base64url. Pure.

Our values are text, whole numbers, true and false, null, lists and objects, no fractions.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeAlias

from core.errors import Refused

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
LARGEST = 2**53 - 1  # RFC 7493 2.2: larger numbers are read differently by other programs
DEPTH = 20


def canonical(value: object) -> bytes:
    """Write it down; refuse fractions, large numbers and broken text."""
    ordered = _ordered(value, DEPTH)
    try:
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise Refused("json-text") from None


def _ordered(value: object, depth: int) -> Json:
    if depth == 0:
        raise Refused("json-deep")
    match value:
        case None | str() | bool():
            return value
        case int() if abs(value) <= LARGEST:
            return int(value)
        case list() | tuple():
            return [_ordered(one, depth - 1) for one in value]
        case dict():
            keys = sorted(map(_key, value))  # RFC 8785 3.2.3: by UTF-16 code units
            return {key: _ordered(value[key], depth - 1) for _, key in keys}
    raise Refused("json-value", kind=type(value).__name__)


def _key(key: object) -> tuple[bytes, str]:
    if not isinstance(key, str):
        raise Refused("json-value", kind=type(key).__name__)
    return key.encode("utf-16-be", "surrogatepass"), key


def from_canonical(octets: bytes) -> Json:
    """Read what `canonical` wrote; refuse any other spelling of it."""
    try:
        value: Json = json.loads(octets.decode())
        again = canonical(value)
    except (ValueError, RecursionError):
        raise Refused("json-unreadable") from None
    if again != octets:  # also a key given twice, of which programs take different ones
        raise Refused("json-not-canonical")
    return value


def to_text(octets: bytes) -> str:
    """Base64url without padding, RFC 4648 5."""
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Read what `to_text` wrote; refuse any other spelling of it."""
    try:
        octets = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        raise Refused("base64-unreadable") from None
    if to_text(octets) != text:
        raise Refused("base64-unreadable")
    return octets


class Reader:
    """Takes the fields of a JSON object one by one; a wrong one is refused by its name."""

    def __init__(self, tree: Json, names: str) -> None:
        wanted = set(names.split())
        if not isinstance(tree, dict) or tree.keys() != wanted:
            raise Refused("fields-wrong", expected=sorted(wanted))
        self._tree = tree

    def text(self, name: str) -> str:
        value = self._tree[name]
        if not isinstance(value, str):
            raise Refused("field-wrong", field=name)
        return value

    def text_or_none(self, name: str) -> str | None:
        return None if self._tree[name] is None else self.text(name)

    def number(self, name: str) -> int:
        value = self._tree[name]
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise Refused("field-wrong", field=name)
        return value

    def number_or_none(self, name: str) -> int | None:
        return None if self._tree[name] is None else self.number(name)

    def list(self, name: str) -> list[Json]:
        value = self._tree[name]
        if not isinstance(value, list):
            raise Refused("field-wrong", field=name)
        return value

    def object(self, name: str) -> dict[str, Json]:
        value = self._tree[name]
        if not isinstance(value, dict):
            raise Refused("field-wrong", field=name)
        return value

    def object_or_none(self, name: str) -> dict[str, Json] | None:
        return None if self._tree[name] is None else self.object(name)

    def hex(self, name: str, length: int) -> bytes:
        """Lower-case hexadecimal digits of so many bytes."""
        text = self.text(name)
        if len(text) != 2 * length or set(text) - set("0123456789abcdef"):
            raise Refused("field-wrong", field=name)
        return bytes.fromhex(text)

    def octets(self, name: str) -> bytes:
        """Base64url."""
        return from_text(self.text(name))

    def texts(self, name: str) -> tuple[str, ...]:
        found = tuple(one for one in self.list(name) if isinstance(one, str))
        if len(found) != len(self.list(name)):
            raise Refused("field-wrong", field=name)
        return found

    def numbers(self, name: str) -> tuple[int, ...]:
        found = tuple(one for one in self.list(name) if type(one) is int)
        if len(found) != len(self.list(name)):
            raise Refused("field-wrong", field=name)
        return found
