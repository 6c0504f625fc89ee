"""What the panel said before and after, item by item. Pure; words only ever say "changed".

There is no control group, so nothing here tells what a change came from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from consult.poll import statistics
from consult.poll.poll import PanelPlace, Resident, Wave
from consult.poll.questionnaire import Item, Questionnaire
from core.errors import Refused

LEAST_PAIRS = 8  # fewer, and a table of counts would show single people


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered sheet. `seat` is the hash of an answer card that belongs to no name."""

    seat: str
    wave: Wave
    answers: Mapping[str, int]
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One item, asked twice of the same people."""

    key: str
    text: str
    scale: str
    cost: Decimal | None
    pairs: int
    before: float  # means of those who answered it both times
    after: float
    spread_before: float | None  # standard deviations
    spread_after: float | None
    shift: float
    low: float  # 95 % interval of the shift
    high: float
    up: int  # how many gave a higher, the same, a lower value
    same: int
    down: int
    test: statistics.PollTest
    p: float
    p_holm: float
    table: tuple[tuple[int, int, int], ...]  # below, middle, above: before by after
    counts_before: tuple[int, ...]  # by value of the scale
    counts_after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A project's place by mean score among all; equal means, equal rank."""

    key: str
    text: str
    cost: Decimal | None
    before: int
    after: int
    mean_before: float
    mean_after: float
    within_before: bool  # whether the money reaches so far down the order
    within_after: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """One stratum: from the register to those who came in."""

    stratum: str
    residents: int
    seats: int
    invited: int  # everybody who was asked, replacements too
    accepted: int
    declined: int
    unreached: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who answered, as numbers of cards; nobody can say which card is whose."""

    seats: int
    accepted: int
    cards: int
    before: int
    after: int
    both: int
    on_paper: int


@dataclass(frozen=True, slots=True)
class Report:
    version: int
    turnout: Turnout
    presence: tuple[Presence, ...]
    changes: tuple[Change, ...]
    ranking: tuple[Ranked, ...]  # in the order after
    budget: Decimal | None
    needed: Decimal
    answers_hash: str  # SHA-256 of the table of answers without cards

    @property
    def questions(self) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.key.startswith("q"))

    @property
    def projects(self) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.key.startswith("p"))


def paired(answers: Sequence[Answer]) -> list[tuple[Mapping[str, int], Mapping[str, int]]]:
    """Both sheets of each card that has two, in the order of what stands on them.

    The order of the cards' hashes is not kept either: it would be a thread to hold on to.
    """
    first = {one.seat: one.answers for one in answers if one.wave is Wave.BEFORE}
    then = {one.seat: one.answers for one in answers if one.wave is Wave.AFTER}
    both = [(first[seat], then[seat]) for seat in first.keys() & then.keys()]
    return sorted(both, key=lambda two: (sorted(two[0].items()), sorted(two[1].items())))


def make_report(
    asked: Questionnaire,
    answers: Sequence[Answer],
    residents: Sequence[Resident],
    seats: Mapping[str, int],
    cards: int,
    answers_hash: str,
) -> Report:
    """The whole report. `seats` are those of each stratum. Refuses fewer than eight pairs."""
    both = paired(answers)
    if len(both) < LEAST_PAIRS:
        raise Refused("poll-too-few", least=LEAST_PAIRS, pairs=len(both))
    found = [_change(item, _values(item, both)) for item in asked.items]
    adjusted = statistics.holm([one.p for one in found])
    changes = tuple(replace(one, p_holm=p) for one, p in zip(found, adjusted, strict=True))
    seats_told = presence(residents, seats)
    return Report(
        version=asked.version,
        turnout=_turnout(answers, len(both), seats_told, cards),
        presence=seats_told,
        changes=changes,
        ranking=ranking([one for one in changes if one.key.startswith("p")], asked.budget),
        budget=asked.budget,
        needed=asked.needed,
        answers_hash=answers_hash,
    )


def _values(
    item: Item, both: Sequence[tuple[Mapping[str, int], Mapping[str, int]]]
) -> list[tuple[int, int]]:
    return [
        (one[item.key], two[item.key]) for one, two in both if {item.key} <= one.keys() & two
    ]


def _change(item: Item, values: Sequence[tuple[int, int]]) -> Change:
    """Everything but the adjusted p, which needs the other items."""
    first, then = [one for one, _ in values], [two for _, two in values]
    shifts = [two - one for one, two in values]
    test, p = statistics.change_test(shifts)
    low, high = statistics.bootstrap_interval(shifts) if shifts else (0.0, 0.0)
    return Change(
        key=item.key,
        text=item.text,
        scale=str(item.scale),
        cost=item.cost,
        pairs=len(values),
        before=statistics.mean(first) if first else 0.0,
        after=statistics.mean(then) if then else 0.0,
        spread_before=statistics.known(statistics.deviation(first)),
        spread_after=statistics.known(statistics.deviation(then)),
        shift=statistics.mean(shifts) if shifts else 0.0,
        low=low,
        high=high,
        up=sum(one > 0 for one in shifts),
        same=shifts.count(0),
        down=sum(one < 0 for one in shifts),
        test=test,
        p=p,
        p_holm=p,
        table=transitions(item, values),
        counts_before=tuple(first.count(value) for value in item.scale.values),
        counts_after=tuple(then.count(value) for value in item.scale.values),
    )


def transitions(
    item: Item, values: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int, int], ...]:
    """How many went from below, at or above the middle (rows) to each of these (columns)."""

    def part(value: int) -> int:
        return 1 + (value > item.scale.middle) - (value < item.scale.middle)

    found = [[0, 0, 0] for _ in range(3)]
    for one, two in values:
        found[part(one)][part(two)] += 1
    return tuple((row[0], row[1], row[2]) for row in found)


def ranking(projects: Sequence[Change], budget: Decimal | None) -> tuple[Ranked, ...]:
    """The projects by mean score before and after, best first, and how far the money reaches.

    The line is drawn at the first project that the money left does not pay; equal means share
    a rank, and stand in the order of their numbers.
    """
    first = sorted(projects, key=lambda one: (-one.before, int(one.key[1:])))
    then = sorted(projects, key=lambda one: (-one.after, int(one.key[1:])))
    paid_first, paid_then = _paid(first, budget), _paid(then, budget)
    return tuple(
        Ranked(
            key=one.key,
            text=one.text,
            cost=one.cost,
            before=1 + sum(other.before > one.before for other in projects),
            after=1 + sum(other.after > one.after for other in projects),
            mean_before=one.before,
            mean_after=one.after,
            within_before=one.key in paid_first,
            within_after=one.key in paid_then,
        )
        for one in then
    )


def _paid(order: Sequence[Change], budget: Decimal | None) -> set[str]:
    paid: set[str] = set()
    left = budget
    for one in order:
        if left is None or (one.cost or Decimal(0)) > left:
            break
        left -= one.cost or Decimal(0)
        paid.add(one.key)
    return paid


def presence(residents: Sequence[Resident], seats: Mapping[str, int]) -> tuple[Presence, ...]:
    """Each stratum with how its seats were filled, by name."""
    found = []
    for name in sorted(seats):
        here = [one.place for one in residents if one.stratum == name]
        waiting = here.count(PanelPlace.RESERVE) + here.count(PanelPlace.NONE)
        found.append(
            Presence(
                stratum=name,
                residents=len(here),
                seats=seats[name],
                invited=len(here) - waiting,
                accepted=here.count(PanelPlace.ACCEPTED),
                declined=here.count(PanelPlace.DECLINED),
                unreached=here.count(PanelPlace.UNREACHED),
            )
        )
    return tuple(found)


def _turnout(
    answers: Sequence[Answer], both: int, told: Sequence[Presence], cards: int
) -> Turnout:
    return Turnout(
        seats=sum(one.seats for one in told),
        accepted=sum(one.accepted for one in told),
        cards=cards,
        before=sum(one.wave is Wave.BEFORE for one in answers),
        after=sum(one.wave is Wave.AFTER for one in answers),
        both=both,
        on_paper=sum(one.on_paper for one in answers),
    )
