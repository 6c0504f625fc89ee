"""The public JSON of a vote method: read strictly, written always the same. Pure."""

import json
import re
from collections import Counter
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from ballots.method import Candidate, Grading, Share, VoteMethod
from core.errors import Refused

PARTS: dict[str, type[object]] = {
    "candidates": Candidate,
    "majority": Share,
    "quorum_open": Share,
    "quorum_vote": Share,
}
PARTS |= {"grading": Grading, "satisfied": Share, "basically": Share}
LATER = {
    "over_budget",
    "rounds_max",
    "grading",
}  # not in the first contract: see method_to_json
FRACTION = re.compile(r"[0-9]{1,9}(?:/[1-9][0-9]{0,8}|\.[0-9]{1,9})?")
MISSING = re.compile(r"Object missing required field `(.*)`")
NOT_IN_ENUM = re.compile(r"Invalid enum value '?(.*?)'?", re.DOTALL)
NOT_THE_TYPE = re.compile(r"Expected `(.*)`, got `(.*)`")


def method_from_json(text: str | bytes) -> VoteMethod:
    """Read the public JSON, strictly; whether a vote can be held by it asks `check_method`."""
    try:
        tree = json.loads(text, object_pairs_hook=_object, parse_float=Decimal)
        _check_fields(tree, VoteMethod, "")
        method = msgspec.convert(tree, VoteMethod, dec_hook=_fraction)
        method_to_json(method)  # half a surrogate pair reads well, but can never be written
    except msgspec.ValidationError as problem:
        raise _refusal(problem) from None
    except (ValueError, ArithmeticError, RecursionError):
        raise Refused("method-unreadable") from None
    return method


def method_to_json(method: VoteMethod) -> str:
    """Write the public JSON: same method, same text, keys in the order of the contract.

    What came into the contract later is written only where it says something new: methods
    adopted before keep their text, and its hash.
    """
    tree: dict[str, object] = _plain(msgspec.to_builtins(method, enc_hook=str))
    defaults = {one.name: one.default for one in fields(VoteMethod) if one.name in LATER}
    for name, default in defaults.items():
        if getattr(method, name) == default:
            del tree[name]
    return msgspec.json.encode(tree).decode()


def _plain(tree: Any) -> Any:
    """The same without the group of shares that are of no group."""
    if isinstance(tree, list | tuple):
        return [_plain(part) for part in tree]
    if isinstance(tree, dict):
        pairs = ((key, part) for key, part in tree.items() if (key, part) != ("group", None))
        return {key: _plain(part) for key, part in pairs}
    return tree


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Build an object, refusing a key given twice: two programs may each take another one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        [(doubled, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise Refused("field-doubled", field=doubled, name=doubled)
    return found


def _check_fields(tree: object, kind: type[object], path: str) -> None:
    if isinstance(tree, list):
        for index, part in enumerate(tree):
            _check_fields(part, kind, f"{path}[{index}]")
    elif isinstance(tree, dict):
        for key, part in tree.items():
            where = f"{path}.{key}" if path else key
            if key not in kind.__annotations__:
                raise Refused("field-unknown", field=where, name=key)
            if key in PARTS:
                _check_fields(part, PARTS[key], where)


def _fraction(kind: type[object], value: object) -> Fraction:
    if isinstance(value, str) and FRACTION.fullmatch(value):
        return Fraction(value)
    raise ValueError(value)


def _refusal(problem: msgspec.ValidationError) -> Refused:
    said, _, place = str(problem).partition(" - at `$")
    path = place.rstrip("`").removeprefix(".")
    if type(problem.__cause__) is ValueError:
        return Refused("fraction-unreadable", field=path, value=str(problem.__cause__))
    if found := MISSING.fullmatch(said):
        return Refused("field-missing", f"{path}.{found[1]}".lstrip("."), name=found[1])
    if found := NOT_IN_ENUM.fullmatch(said):
        code = "mode-unknown" if path == "mode" else "value-unknown"
        return Refused(code, field=path, value=found[1])
    found = NOT_THE_TYPE.fullmatch(said)
    expected, got = found.groups() if found else ("decimal", "str")  # "Invalid decimal string"
    return Refused("wrong-type", field=path or None, expected=expected, got=got.lower())
