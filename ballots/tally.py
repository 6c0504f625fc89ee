"""Counting: what stands on the ballots, item by item, and never who wrote it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from ballots.method import Blank, Effect, Grade, Mode, VoteMethod
from ballots.paper import Answer, Ballot, Mark, as_counted, fits, is_valid
from core.errors import Refused

# By candidate number: for, against, abstain; in mode grade satisfied, basically, unsatisfied.
Typed = Mapping[int, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class ItemCount:
    """One candidate's votes on the valid ballots: all but `rank_sum` sum to `Tally.valid`.

    In mode rank `for_` counts the ballots with a number for it, and `rank_sum` adds up its
    numbers; a ballot without one counts as the last place.
    """

    no: int
    for_: int = 0
    against: int = 0
    abstain: int = 0
    not_marked: int = 0
    illegible: int = 0
    satisfied: int = 0
    basically: int = 0
    unsatisfied: int = 0
    rank_sum: int = 0


CONTRACT = ("no", "for_", "against", "abstain", "not_marked", "illegible")
BY_MODE = ("satisfied", "basically", "unsatisfied", "rank_sum")  # 0 in the other modes


@dataclass(frozen=True, slots=True)
class Tally:
    """The count, in ballots, with the items in the order of the method.

    `groups` counts once more, apart, the ballots of each group the method names.
    """

    returned: int
    valid: int
    invalid: int
    items: tuple[ItemCount, ...]
    groups: Mapping[str, "Tally"] = field(default_factory=dict)


def empty_tally(method: VoteMethod) -> Tally:
    """The count before the first ballot."""
    return tally(method, ())


def tally(method: VoteMethod, ballots: Iterable[Ballot]) -> Tally:
    """Count the ballots; their order cannot matter. Refuses marks for someone not standing."""
    if not method.groups:
        return _tally(method, ballots)
    heap = tuple(ballots)
    apart = {
        group: _tally(method, (each for each in heap if each.group == group))
        for group in method.groups
    }
    return replace(_tally(method, heap), groups=apart)


def _tally(method: VoteMethod, ballots: Iterable[Ballot]) -> Tally:
    votes: Counter[tuple[int, Answer]] = Counter()
    returned = valid = 0
    for each in ballots:
        returned += 1
        if is_valid(method, each):
            valid += 1
            read = as_counted(method, each) if method.mode is Mode.RANK else each
            votes.update(read.marks)
    _check_votes(method, votes)
    items = tuple(_item(method, no, valid, votes) for no in method.numbers)
    return Tally(returned, valid, returned - valid, items)


def _check_votes(method: VoteMethod, votes: Iterable[tuple[int, Answer]]) -> None:
    strangers = {no for no, _ in votes}.difference(method.numbers)
    if strangers:
        raise Refused("candidate-unknown", no=min(strangers))
    if method.mode in {Mode.GRADE, Mode.RANK}:
        for no, mark in votes:
            if mark is not Mark.ILLEGIBLE and not fits(method.mode, mark):
                raise Refused("mark-outside-mode", f"mark-{no}", no=no, mark=str(mark))


def _item(
    method: VoteMethod, no: int, valid: int, votes: Counter[tuple[int, Answer]]
) -> ItemCount:
    for_, against, abstain, illegible = (votes[no, mark] for mark in Mark)
    satisfied, basically, unsatisfied = (votes[no, grade] for grade in Grade)
    rank_sum = 0
    if method.mode is Mode.RANK:
        last = len(method.candidates)
        ranked = [votes[no, place] for place in range(1, last + 1)]
        for_ = sum(ranked)
        numbers = sum(place * times for place, times in enumerate(ranked, start=1))
        rank_sum = numbers + last * (valid - for_)
    marked = for_ + against + abstain + illegible + satisfied + basically + unsatisfied
    abstains = method.blank is Blank.ABSTAIN
    return ItemCount(
        no,
        for_,
        against,
        abstain + (valid - marked) * abstains,
        (valid - marked) * (not abstains),
        illegible,
        satisfied,
        basically,
        unsatisfied,
        rank_sum,
    )


def add(a: Tally, b: Tally) -> Tally:
    """The count of both heaps together. Refuses counts of different candidates or groups."""
    if [item.no for item in a.items] != [item.no for item in b.items]:
        raise Refused("tallies-differ")
    if a.groups.keys() != b.groups.keys():
        raise Refused("tallies-differ")
    return Tally(
        a.returned + b.returned,
        a.valid + b.valid,
        a.invalid + b.invalid,
        tuple(_add_items(one, other) for one, other in zip(a.items, b.items, strict=True)),
        {group: add(a.groups[group], b.groups[group]) for group in a.groups},
    )


def _add_items(a: ItemCount, b: ItemCount) -> ItemCount:
    names = (*CONTRACT[1:], *BY_MODE)
    sums = {name: getattr(a, name) + getattr(b, name) for name in names}
    return ItemCount(a.no, **sums)


def with_returned(tally: Tally, returned: int) -> Tally:
    """The count with this many papers returned; those that are no ballot of it are invalid.

    Refuses a number of papers below that of the ballots counted.
    """
    if returned < tally.returned:
        raise Refused("returned-below-ballots", returned=returned, ballots=tally.returned)
    return replace(tally, returned=returned, invalid=returned - tally.valid)


def typed_totals(method: VoteMethod, returned: int, totals: Typed) -> Tally:
    """Take the totals of a show of hands, in hands; who raised none is left as not marked.

    Refuses totals no meeting of `returned` voters could have produced, and ranks: a hand has
    no number.
    """
    if method.mode is Mode.RANK:
        raise Refused("rank-by-hands")
    if method.groups:
        raise Refused("groups-turned-to-hands")
    if returned < 0:
        raise Refused("number-negative", field="returned", number=returned)
    strangers = set(totals).difference(method.numbers)
    if strangers:
        field = f"{method.mode.answers[0]}-{min(strangers)}"
        raise Refused("candidate-unknown", field=field, no=min(strangers))
    items = tuple(_typed_item(method.mode, no, returned, totals) for no in method.numbers)
    raised = sum(item.for_ for item in items)
    if method.most_marks is not None and method.over_marked is Effect.SPOILS:
        most = method.most_marks * returned
        if raised > most:
            raise Refused("totals-over-marked", field="returned", raised=raised, most=most)
    return Tally(returned, returned, 0, items)


def _typed_item(mode: Mode, no: int, returned: int, totals: Typed) -> ItemCount:
    first = f"{mode.answers[0]}-{no}"
    if no not in totals:
        raise Refused("total-missing", field=first, no=no)
    names = mode.answers if mode is Mode.GRADE else Mode.FOR_AGAINST_ABSTAIN.answers
    typed = dict(zip(names, totals[no], strict=True))
    for name, number in typed.items():
        if number < 0:
            raise Refused("number-negative", field=f"{name}-{no}", number=number)
        if number and name not in mode.answers:
            raise Refused("mark-outside-mode", field=f"{name}-{no}", no=no, mark=name)
    total = sum(typed.values())
    if total > returned:
        raise Refused("total-too-large", first, no=no, total=total, returned=returned)
    counts = {"for_" if name == "for" else name: number for name, number in typed.items()}
    return ItemCount(no, **counts, not_marked=returned - total)


def tally_to_facts(tally: Tally) -> dict[str, object]:
    """Plain numbers for the journal and the archive, with the keys of the public contract.

    What only some modes count is left out where there is none of it.
    """
    counts = {"returned": tally.returned, "valid": tally.valid, "invalid": tally.invalid}
    facts: dict[str, object] = {**counts, "items": [_row(item) for item in tally.items]}
    groups = {group: tally_to_facts(apart) for group, apart in tally.groups.items()}
    return facts | ({"groups": groups} if groups else {})


def _row(item: ItemCount) -> dict[str, int]:
    row = {name.rstrip("_"): getattr(item, name) for name in CONTRACT}
    return row | {name: votes for name in BY_MODE if (votes := getattr(item, name))}


def tally_from_facts(facts: Mapping[str, object]) -> Tally:
    """Read back what `tally_to_facts` wrote; refuse anything else."""
    try:
        rows = msgspec.convert(facts.get("items"), list[dict[str, int]])
        items = [row | {"for_": row["for"]} for row in rows]
        apart = msgspec.convert(facts.get("groups", {}), dict[str, dict[str, object]])
        counts = {name: facts.get(name) for name in ("returned", "valid", "invalid")}
        found = msgspec.convert({**counts, "items": items}, Tally)
    except (msgspec.ValidationError, KeyError) as problem:
        raise Refused("tally-unreadable", problem=str(problem)) from None
    groups = {group: tally_from_facts(part) for group, part in apart.items()}
    return replace(found, groups=groups)
