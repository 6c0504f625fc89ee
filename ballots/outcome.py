"""What the count decides: who is chosen, who is tied, what has to happen next. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from ballots.method import Base, Shortfall, Tie, VoteMethod, check_supported
from ballots.tally import ItemCount, Tally
from core.errors import Refused


@dataclass(frozen=True, slots=True)
class Turnout:
    """People entitled (应到), people present (实到) and ballots issued (发出)."""

    members: int
    present: int
    issued: int


class Next(StrEnum):
    NONE = "none"
    RUN_OFF = "run_off"
    ASK = "ask"
    EMPTY = "empty"
    SECOND_ROUND = "second_round"
    NEXT_SESSION = "next_session"
    PRESIDIUM = "presidium"


AFTER_TIE = {Tie.RUN_OFF: Next.RUN_OFF, Tie.PRESIDIUM: Next.PRESIDIUM}
AFTER_SHORTFALL = {
    Shortfall.ASK: Next.ASK,
    Shortfall.EMPTY: Next.EMPTY,
    Shortfall.SECOND_ROUND: Next.SECOND_ROUND,
    Shortfall.NEXT_SESSION: Next.NEXT_SESSION,
}


@dataclass(frozen=True, slots=True)
class Because:
    """The one reason the hall is told, as a code with the figures of its sentence."""

    code: str
    facts: Mapping[str, int | list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    no: int
    name: str
    for_: int
    against: int
    abstain: int
    not_marked: int
    illegible: int
    passes: bool
    rank: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Field for field the public JSON. `chosen` goes by votes, `items` as on the ballot."""

    quorum_met: bool
    issued: int
    returned: int
    valid: int
    invalid: int
    vote_valid: bool
    threshold: int
    items: tuple[ItemOutcome, ...]
    chosen: tuple[int, ...]
    tied: tuple[int, ...]
    tied_seats: int
    unfilled: int
    next: Next
    because: Because


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the seats end. `level` are those equal there while too few seats are left."""

    chosen: tuple[int, ...] = ()
    level: tuple[int, ...] = ()
    votes: int = 0
    tied: tuple[int, ...] = ()
    tied_seats: int = 0


def check_turnout(turnout: Turnout) -> None:
    """Refuse figures no hall can have: numbers below zero, more present than entitled."""
    figures = (turnout.members, turnout.present, turnout.issued)
    for name, number in zip(("members", "present", "issued"), figures, strict=True):
        if number < 0:
            raise Refused("number-negative", field=name, number=number)
    if turnout.present > turnout.members:
        facts = {"present": turnout.present, "members": turnout.members}
        raise Refused("present-above-members", field="present", **facts)


def threshold(method: VoteMethod, tally: Tally, turnout: Turnout) -> int:
    """The smallest number of for-votes that satisfies every majority entry; 0 without any."""
    sizes = (share.smallest(_size(share.of, tally, turnout)) for share in method.majority)
    return max(sizes, default=0)


def decide(method: VoteMethod, tally: Tally, turnout: Turnout) -> Outcome:
    """Apply the adopted method to the count. Exact; refuses only a count of other candidates.

    地方组织法 Art. 25 and 29: a majority first, then the most votes, and a tie at the cut is
    voted again.
    """
    check_supported(method)
    if tuple(item.no for item in tally.items) != method.numbers:
        raise Refused("tally-of-another-method")
    least = threshold(method, tally, turnout)
    no_quorum = _missing_quorum(method, tally, turnout)
    void = no_quorum or _too_many_returned(tally, turnout)
    passing = [item for item in tally.items if item.for_ >= least]
    cut = Cut() if void else _cut(method, passing)
    unfilled = max(0, method.seats - len(cut.chosen) - cut.tied_seats)
    return Outcome(
        quorum_met=no_quorum is None,
        issued=turnout.issued,
        returned=tally.returned,
        valid=tally.valid,
        invalid=tally.invalid,
        vote_valid=void is None,
        threshold=least,
        items=_items(method, tally, least, cut.chosen),
        chosen=cut.chosen,
        tied=cut.tied,
        tied_seats=cut.tied_seats,
        unfilled=unfilled,
        next=Next.NONE if void else _next(method, cut, unfilled),
        because=void or _reason(method, cut, least, len(passing)),
    )


def _size(base: Base, tally: Tally, turnout: Turnout) -> int:
    return {
        Base.ALL_MEMBERS: turnout.members,
        Base.PRESENT: turnout.present,
        Base.VOTERS: tally.returned,
        Base.VALID: tally.valid,
    }[base]


def _missing_quorum(method: VoteMethod, tally: Tally, turnout: Turnout) -> Because | None:
    present, members, returned = turnout.present, turnout.members, tally.returned
    share = method.quorum_open
    if share and not share.reached_by(present, members):
        facts = {"present": present, "needed": share.smallest(members), "members": members}
        return Because("quorum-not-met", facts)
    share = method.quorum_vote  # 广东议事规则 Art. 60: enough must take part in the vote itself
    if share and not share.reached_by(returned, out_of := _size(share.of, tally, turnout)):
        facts = {"returned": returned, "needed": share.smallest(out_of), "out_of": out_of}
        return Because("vote-quorum-not-met", facts)
    return None


def _too_many_returned(tally: Tally, turnout: Turnout) -> Because | None:
    # 重庆乡镇人大条例 Art. 24: more returned than issued voids the whole vote
    if tally.returned <= turnout.issued:
        return None
    facts = {"returned": tally.returned, "issued": turnout.issued}
    return Because("more-returned-than-issued", facts)


def _cut(method: VoteMethod, passing: Sequence[ItemCount]) -> Cut:
    seats = method.seats
    # A stable sort: equals stay in the order of the ballot.
    ranked = sorted(passing, key=lambda item: -item.for_)
    numbers = tuple(item.no for item in ranked)
    if len(ranked) <= seats or ranked[seats - 1].for_ > ranked[seats].for_:
        return Cut(numbers[:seats])
    votes = ranked[seats].for_
    above = tuple(item.no for item in ranked if item.for_ > votes)
    level = tuple(item.no for item in ranked if item.for_ == votes)
    if method.tie is Tie.ALL:
        return Cut(above + level, level, votes)
    return Cut(above, level, votes, level, seats - len(above))


def _items(
    method: VoteMethod, tally: Tally, least: int, chosen: Sequence[int]
) -> tuple[ItemOutcome, ...]:
    ladder = sorted((item.for_ for item in tally.items), reverse=True)
    return tuple(
        ItemOutcome(
            no=item.no,
            name=candidate.name,
            for_=item.for_,
            against=item.against,
            abstain=item.abstain,
            not_marked=item.not_marked,
            illegible=item.illegible,
            passes=item.for_ >= least,
            rank=ladder.index(item.for_) + 1,
            chosen=item.no in chosen,
        )
        for candidate, item in zip(method.candidates, tally.items, strict=True)
    )


def _next(method: VoteMethod, cut: Cut, unfilled: int) -> Next:
    if cut.tied:
        return AFTER_TIE[method.tie]
    return AFTER_SHORTFALL[method.shortfall] if unfilled else Next.NONE


def _reason(method: VoteMethod, cut: Cut, least: int, passing: int) -> Because:
    seats, chosen = method.seats, len(cut.chosen)
    level: dict[str, int | list[int]] = {"tied": list(cut.level), "votes": cut.votes}
    if cut.tied:
        return Because("tie-at-cut", level | {"chosen": chosen, "tied_seats": cut.tied_seats})
    if cut.level:
        return Because("tie-all-chosen", level | {"chosen": chosen, "seats": seats})
    if passing == 0:
        return Because("none-pass", {"threshold": least, "seats": seats})
    if chosen < seats:
        facts = {"passing": passing, "seats": seats, "threshold": least}
        return Because("too-few-pass", facts | {"unfilled": seats - chosen})
    return Because("chosen-all-seats", {"chosen": chosen, "seats": seats, "threshold": least})


def outcome_to_facts(outcome: Outcome) -> dict[str, object]:
    """The public JSON as plain values, `because` as its code and facts."""
    facts: dict[str, object] = msgspec.to_builtins(outcome)
    rows = msgspec.convert(facts["items"], list[dict[str, object]])
    return facts | {"items": [{key.rstrip("_"): row[key] for key in row} for row in rows]}


def outcome_from_facts(facts: Mapping[str, object]) -> Outcome:
    """Read back what `outcome_to_facts` wrote; refuse anything else."""
    try:
        rows = msgspec.convert(facts.get("items"), list[dict[str, object]])
        items = [row | {"for_": row["for"]} for row in rows]
        return msgspec.convert({**facts, "items": items}, Outcome)
    except (msgspec.ValidationError, KeyError) as problem:
        raise Refused("outcome-unreadable", problem=str(problem)) from None
