"""Counting: what stands on the ballots, item by item, and never who wrote it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec

from ballots.method import Blank, Effect, Mode, VoteMethod
from ballots.paper import Ballot, Mark, is_valid
from core.errors import Refused

Typed = Mapping[int, tuple[int, int, int]]  # for, against and abstain by candidate number


@dataclass(frozen=True, slots=True)
class ItemCount:
    """One candidate's votes on the valid ballots: the five always sum to `Tally.valid`."""

    no: int
    for_: int = 0
    against: int = 0
    abstain: int = 0
    not_marked: int = 0
    illegible: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The count, in ballots, with the items in the order of the method."""

    returned: int
    valid: int
    invalid: int
    items: tuple[ItemCount, ...]


def empty_tally(method: VoteMethod) -> Tally:
    """The count before the first ballot."""
    return Tally(0, 0, 0, tuple(ItemCount(no) for no in method.numbers))


def tally(method: VoteMethod, ballots: Iterable[Ballot]) -> Tally:
    """Count the ballots; their order cannot matter. Refuses marks for someone not standing."""
    votes: Counter[tuple[int, Mark]] = Counter()
    returned = valid = 0
    for each in ballots:
        returned += 1
        if is_valid(method, each):
            valid += 1
            votes.update(each.marks)
    strangers = {no for no, _ in votes}.difference(method.numbers)
    if strangers:
        raise Refused("candidate-unknown", no=min(strangers))
    items = tuple(_item(method.blank, no, valid, votes) for no in method.numbers)
    return Tally(returned, valid, returned - valid, items)


def _item(blank: Blank, no: int, valid: int, votes: Counter[tuple[int, Mark]]) -> ItemCount:
    for_, against, abstain, illegible = (votes[no, mark] for mark in Mark)
    empty = valid - for_ - against - abstain - illegible
    if blank is Blank.ABSTAIN:
        return ItemCount(no, for_, against, abstain + empty, 0, illegible)
    return ItemCount(no, for_, against, abstain, empty, illegible)


def add(a: Tally, b: Tally) -> Tally:
    """The count of both heaps together. Refuses counts of different candidates."""
    if [item.no for item in a.items] != [item.no for item in b.items]:
        raise Refused("tallies-differ")
    return Tally(
        a.returned + b.returned,
        a.valid + b.valid,
        a.invalid + b.invalid,
        tuple(_add_items(one, other) for one, other in zip(a.items, b.items, strict=True)),
    )


def _add_items(a: ItemCount, b: ItemCount) -> ItemCount:
    return ItemCount(
        a.no,
        a.for_ + b.for_,
        a.against + b.against,
        a.abstain + b.abstain,
        a.not_marked + b.not_marked,
        a.illegible + b.illegible,
    )


def with_returned(tally: Tally, returned: int) -> Tally:
    """The count with this many papers returned; those that are no ballot of it are invalid.

    Refuses a number of papers below that of the ballots counted.
    """
    if returned < tally.returned:
        raise Refused("returned-below-ballots", returned=returned, ballots=tally.returned)
    return replace(tally, returned=returned, invalid=returned - tally.valid)


def typed_totals(method: VoteMethod, returned: int, totals: Typed) -> Tally:
    """Take the totals of a show of hands, in hands; who raised none is left as not marked.

    Refuses totals no meeting of `returned` voters could have produced.
    """
    if returned < 0:
        raise Refused("number-negative", field="returned", number=returned)
    strangers = set(totals).difference(method.numbers)
    if strangers:
        raise Refused("candidate-unknown", field=f"for-{min(strangers)}", no=min(strangers))
    items = tuple(_typed_item(method.mode, no, returned, totals) for no in method.numbers)
    raised = sum(item.for_ for item in items)
    if method.max_marks is not None and method.over_marked is Effect.SPOILS:
        most = method.max_marks * returned
        if raised > most:
            raise Refused("totals-over-marked", field="returned", raised=raised, most=most)
    return Tally(returned, returned, 0, items)


def _typed_item(mode: Mode, no: int, returned: int, totals: Typed) -> ItemCount:
    if no not in totals:
        raise Refused("total-missing", field=f"for-{no}", no=no)
    for_, against, abstain = totals[no]
    for name, number in (("for", for_), ("against", against), ("abstain", abstain)):
        if number < 0:
            raise Refused("number-negative", field=f"{name}-{no}", number=number)
        if number and name != "for" and mode is Mode.PICK:
            raise Refused("mark-outside-mode", field=f"{name}-{no}", no=no, mark=name)
    total = for_ + against + abstain
    if total > returned:
        raise Refused("total-too-large", f"for-{no}", no=no, total=total, returned=returned)
    return ItemCount(no, for_, against, abstain, not_marked=returned - total)


def tally_to_facts(tally: Tally) -> dict[str, object]:
    """Plain numbers for the journal and the archive, with the keys of the public contract."""
    rows = [
        {"no": item.no, "for": item.for_, "against": item.against, "abstain": item.abstain}
        | {"not_marked": item.not_marked, "illegible": item.illegible}
        for item in tally.items
    ]
    counts = {"returned": tally.returned, "valid": tally.valid, "invalid": tally.invalid}
    return counts | {"items": rows}


def tally_from_facts(facts: Mapping[str, object]) -> Tally:
    """Read back what `tally_to_facts` wrote; refuse anything else."""
    try:
        rows = msgspec.convert(facts.get("items"), list[dict[str, int]])
        items = [row | {"for_": row["for"]} for row in rows]
        return msgspec.convert({**facts, "items": items}, Tally)
    except (msgspec.ValidationError, KeyError) as problem:
        raise Refused("tally-unreadable", problem=str(problem)) from None
