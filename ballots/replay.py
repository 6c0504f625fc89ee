"""Votes by name decided again from a journal, in every mode. Pure."""

import json
from collections.abc import Mapping, Sequence

from msgspec import Struct, ValidationError, convert

from ballots.deciding.cut import Drawing
from ballots.deciding.decision import decide
from ballots.method import VoteMethod
from ballots.methods.contract import method_from_json
from ballots.outcome import Turnout, outcome_to_facts
from ballots.paper import decode_marks
from ballots.record import of_kind
from ballots.tally import tally
from core.canonical import Json
from core.chain import Event, journal_line
from core.checking import Unchecked
from core.errors import Refused


class _Marks(Struct):
    marks: str


class _Issued(Struct):
    issued: int


class _Counted(Struct):
    members: int
    present: int
    outcome: _Issued


def check_decided(events: Sequence[Event]) -> None:
    """Refuse an outcome that the listed ballots and the method do not give.

    A majority of delegations is left open: a journal does not say who of them cast which.
    """
    sealed = {facts.get("round"): facts for facts in of_kind(events, "RoundSealed")}
    listed = {facts.get("round"): facts for facts in of_kind(events, "BallotsListed")}
    by_group = []
    for facts in of_kind(events, "RoundCounted"):
        if facts.get("kind") != "recorded":
            continue
        round = facts.get("round")
        if round not in sealed or round not in listed:
            raise Refused("ballots-not-listed", round=round)
        method = method_from_json(journal_line(sealed[round].get("method")))
        if method.groups:
            by_group.append(round)
        elif _decided(method, listed[round], facts, _depth(sealed, round)) != facts.get(
            "outcome"
        ):
            raise Refused("recount-differs", round=round)
    if by_group:
        raise Unchecked("mode-not-recounted", rounds=by_group)


def _decided(
    method: VoteMethod, listed: Mapping[str, Json], counted: Mapping[str, Json], depth: int
) -> object:
    try:
        marks = convert(listed["ballots"], list[_Marks])
        said = convert(counted, _Counted)
    except (ValidationError, KeyError):
        raise Refused("ballots-not-listed", round=counted.get("round")) from None
    count = tally(method, [decode_marks(method, one.marks) for one in marks])
    turnout = Turnout(said.members, said.present, said.outcome.issued)
    decided = outcome_to_facts(decide(method, count, turnout, Drawing(depth)))
    return json.loads(journal_line(decided))


def _depth(sealed: Mapping[Json, Mapping[str, Json]], round: Json) -> int:
    """1 for a first round, 2 for one that completes it."""
    deep, seen = 1, {str(round)}
    while round in sealed and (before := sealed[round].get("follows")) is not None:
        if str(before) in seen:
            raise Refused("ballots-not-listed", round=round)
        seen.add(str(before))
        deep, round = deep + 1, before
    return deep
