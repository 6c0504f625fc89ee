"""The vote method a meeting adopts: who stands, for how many seats, and what counts. Pure."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

import msgspec

from core.errors import Refused


class Mode(StrEnum):
    PICK = "pick"  # tick at most N
    FOR_AGAINST_ABSTAIN = "for_against_abstain"  # each item; capped when max_marks is set


class Base(StrEnum):
    ALL_MEMBERS = "all_members"  # 全体代表, frozen when the session opens
    PRESENT = "present"
    VOTERS = "voters"  # ballots returned
    VALID = "valid"


class Compare(StrEnum):
    OVER = ">"  # 过半数: strictly more
    AT_LEAST = ">="  # 半数以上, 三分之二以上: the share itself is enough


class Effect(StrEnum):  # what marking too many or too few does to the whole ballot
    SPOILS = "spoils"
    VALID = "valid"


class Blank(StrEnum):
    ABSTAIN = "abstain"
    NOT_MARKED = "not_marked"


class Tie(StrEnum):
    RUN_OFF = "run_off"
    ALL = "all"
    LOT = "lot"
    PRESIDIUM = "presidium"


class Shortfall(StrEnum):
    ASK = "ask"
    EMPTY = "empty"
    SECOND_ROUND = "second_round"
    NEXT_SESSION = "next_session"


class Secrecy(StrEnum):
    SECRET = "secret"
    RECORDED = "recorded"
    HANDS = "hands"


class LiveTally(StrEnum):
    NONE = "none"
    TURNOUT = "turnout"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of some number of people or ballots, such as more than 1/2 of all members."""

    of: Base
    fraction: Fraction
    compare: Compare

    def reached_by(self, count: int, out_of: int) -> bool:
        """Whether `count` of `out_of` is enough. Exact."""
        return count >= self.smallest(out_of)

    def smallest(self, out_of: int) -> int:
        """The smallest count that is enough: 164 for > 1/2 of 327, 218 for >= 2/3 of 327."""
        bound = self.fraction * out_of
        return floor(bound) + 1 if self.compare is Compare.OVER else ceil(bound)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of the ballot. `cost` is in 万元 (10,000 yuan)."""

    no: int
    name: str
    category: str | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteMethod:
    """Field for field the public JSON. What has a default may be left out of the JSON."""

    title: str
    mode: Mode
    candidates: tuple[Candidate, ...]
    seats: int
    seats_by_category: dict[str, int] | None = None
    min_marks: int = 0
    max_marks: int | None = None
    over_marked: Effect = Effect.SPOILS
    under_marked: Effect = Effect.VALID
    blank: Blank = Blank.ABSTAIN
    majority: tuple[Share, ...]
    quorum_open: Share | None
    quorum_vote: Share | None = None
    tie: Tie = Tie.RUN_OFF
    shortfall: Shortfall = Shortfall.ASK
    min_surplus: Fraction = Fraction(0)
    budget_cap: Decimal | None = None
    secrecy: Secrecy = Secrecy.SECRET
    live_tally: LiveTally = LiveTally.TURNOUT

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the candidates, in the order of the ballot."""
        return tuple(candidate.no for candidate in self.candidates)


PARTS = {"candidates": Candidate, "majority": Share, "quorum_open": Share, "quorum_vote": Share}
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
    check_supported(method)
    return method


def method_to_json(method: VoteMethod) -> str:
    """Write the public JSON: same method, same text, keys in the order of the contract."""
    return msgspec.json.encode(method, enc_hook=str).decode()


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
            if kind is Share and key == "group":
                _check_absent(part, where)
            elif key not in kind.__annotations__:
                raise Refused("field-unknown", field=where, name=key)
            elif key in PARTS:
                _check_fields(part, PARTS[key], where)


def _check_absent(value: object, where: str) -> None:
    if value is not None:
        raise Refused("not-supported-yet", field=where, what=where)


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


def check_supported(method: VoteMethod) -> None:
    """Refuse what the contract knows but this version cannot honour, never ignore it."""
    _check_absent(method.seats_by_category, "seats_by_category")
    _check_absent(method.budget_cap, "budget_cap")
    if method.tie is Tie.LOT:
        raise Refused("not-supported-yet", field="tie", what="tie: lot")


def check_method(method: VoteMethod) -> None:
    """Refuse a method no meeting could vote by, before it is put up for adoption."""
    check_supported(method)
    if not method.title.strip():
        raise Refused("title-empty", field="title")
    _check_candidates(method.candidates)
    _check_seats(method)
    _check_marks(method)
    for index, share in enumerate(method.majority):
        _check_share(f"majority[{index}]", share)
    _check_share("quorum_open", method.quorum_open)
    _check_share("quorum_vote", method.quorum_vote)


def _check_candidates(candidates: Sequence[Candidate]) -> None:
    if not candidates:
        raise Refused("no-candidates", field="candidates")
    seen = set[int]()
    for index, each in enumerate(candidates):
        where = f"candidates[{index}]"
        if each.no < 1:
            raise Refused("candidate-number-below-one", field=f"{where}.no", no=each.no)
        if each.no in seen:
            raise Refused("candidate-doubled", field=f"{where}.no", no=each.no)
        if not each.name.strip():
            raise Refused("candidate-unnamed", field=f"{where}.name", no=each.no)
        if each.cost is not None and not (each.cost.is_finite() and each.cost >= 0):
            raise Refused("cost-impossible", field=f"{where}.cost", no=each.no)
        seen.add(each.no)


def _check_seats(method: VoteMethod) -> None:
    seats, stand = method.seats, len(method.candidates)
    if not 1 <= seats <= stand:
        raise Refused("seats-outside", field="seats", seats=seats, candidates=stand)
    least = method.min_surplus
    if least < 0:
        raise Refused("surplus-negative", field="min_surplus", least=str(least))
    # 差额比例 is counted on the seats: 12 candidates for 10 seats are a surplus of 1/5
    if (surplus := Fraction(stand - seats, seats)) < least:
        raise Refused("surplus-too-small", "seats", surplus=str(surplus), least=str(least))


def _check_marks(method: VoteMethod) -> None:
    least, most, stand = method.min_marks, method.max_marks, len(method.candidates)
    if most is None and method.mode is Mode.PICK:
        raise Refused("max-marks-missing", field="max_marks")
    limit = stand if most is None else most
    if not 1 <= limit <= stand:
        raise Refused("max-marks-outside", field="max_marks", most=limit, candidates=stand)
    if not 0 <= least <= limit:
        raise Refused("min-marks-outside", field="min_marks", least=least, most=limit)


# A quorum asks how many came: it can be a share only of those who could have come.
# 地方组织法 Art. 14: a congress opens with two thirds of all its deputies.
BASES = {"quorum_open": {Base.ALL_MEMBERS}, "quorum_vote": {Base.ALL_MEMBERS, Base.PRESENT}}


def _check_share(where: str, share: Share | None) -> None:
    if share is None:
        return
    if not 0 < share.fraction <= 1:
        raise Refused("fraction-outside", f"{where}.fraction", fraction=str(share.fraction))
    if share.fraction == 1 and share.compare is Compare.OVER:
        raise Refused("share-beyond-reach", field=f"{where}.compare")
    if share.of not in BASES.get(where, set(Base)):
        raise Refused("quorum-base-unfit", field=f"{where}.of", of=str(share.of))


def run_off_method(method: VoteMethod, tied: Sequence[int], seats: int) -> VoteMethod:
    """Make the method by which only the tied are voted on again, for the seats left to them."""
    if strangers := set(tied).difference(method.numbers):
        raise Refused("candidate-unknown", no=min(strangers))
    if not 1 <= seats < len(set(tied)):
        raise Refused("run-off-without-choice", tied=sorted(set(tied)), seats=seats)
    return replace(
        method,
        candidates=tuple(each for each in method.candidates if each.no in tied),
        seats=seats,
        min_marks=min(method.min_marks, seats),
        max_marks=seats,
        majority=(),  # 选举法 Art. 45, 地方组织法 Art. 29: those with the most votes win
        min_surplus=Fraction(0),  # the tie, not the meeting, set how many stand
    )
