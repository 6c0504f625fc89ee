"""Where the places end: who is above, who is level there, and the public lot. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ballots.method import Mode, Tie, VoteMethod
from ballots.tally import ItemCount

Height = tuple[int, ...]  # the higher, the better


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a lot is drawn with: the number of the round and a seed the hall knows."""

    round: int = 1
    seed: str | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of `seats` places. `level` are those equal there while too few are left.

    Of them `tied` still wait for a decision about `tied_seats`, and `drawn` won by lot.
    """

    seats: int
    category: str | None = None
    chosen: tuple[int, ...] = ()
    level: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()
    tied_seats: int = 0
    drawn: tuple[int, ...] = ()

    @property
    def unfilled(self) -> int:
        return max(0, self.seats - len(self.chosen) - self.tied_seats)


def height(mode: Mode, item: ItemCount) -> Height:
    """What candidates are ordered by. A rank's sum counts the other way: the lowest is best."""
    match mode:
        case Mode.GRADE:
            return (item.satisfied, item.satisfied + item.basically)
        case Mode.RANK:
            return (-item.rank_sum,)
        case _:
            return (item.for_,)


def ordered(mode: Mode, items: Iterable[ItemCount]) -> list[ItemCount]:
    """The best first; equals stay in the order of the ballot."""
    return sorted(items, key=lambda item: height(mode, item), reverse=True)


def ranks(mode: Mode, items: Sequence[ItemCount]) -> list[int]:
    """The rank of each item, in their order: equals share one, such as 1, 2, 2, 4."""
    heights = [height(mode, item) for item in items]
    ladder = sorted(heights, reverse=True)
    return [ladder.index(one) + 1 for one in heights]


def cuts(method: VoteMethod, passing: Sequence[ItemCount], drawing: Drawing) -> tuple[Cut, ...]:
    """One cut, or one for each category that has places of its own."""
    places = method.seats_by_category
    if places is None:
        return (_cut(method, Cut(method.seats), passing, drawing),)
    category = {each.no: each.category for each in method.candidates}

    def of(name: str) -> list[ItemCount]:
        return [item for item in passing if category[item.no] == name]

    return tuple(
        _cut(method, Cut(seats, name), of(name), drawing) for name, seats in places.items()
    )


def empty_cuts(method: VoteMethod) -> tuple[Cut, ...]:
    """The cuts of a void vote: all places stay open."""
    places = method.seats_by_category
    if places is None:
        return (Cut(method.seats),)
    return tuple(Cut(seats, name) for name, seats in places.items())


def _cut(method: VoteMethod, cut: Cut, passing: Sequence[ItemCount], drawing: Drawing) -> Cut:
    seats, tall = cut.seats, _height_of(method.mode)
    best = ordered(method.mode, passing)
    if len(best) <= seats or tall(best[seats - 1]) > tall(best[seats]):
        return Cut(seats, cut.category, tuple(item.no for item in best[:seats]))
    bar = tall(best[seats])
    above = tuple(item.no for item in best if tall(item) > bar)
    level = tuple(item.no for item in best if tall(item) == bar)
    left = seats - len(above)
    if method.tie is Tie.ALL:
        return Cut(seats, cut.category, above + level, level)
    if method.tie is Tie.LOT and drawing.seed is not None:
        drawn = drawn_order(drawing, level)[:left]
        return Cut(seats, cut.category, above + drawn, level, drawn=drawn)
    return Cut(seats, cut.category, above, level, level, left)


def _height_of(mode: Mode) -> Callable[[ItemCount], Height]:
    return lambda item: height(mode, item)


def drawn_order(drawing: Drawing, numbers: Iterable[int]) -> tuple[int, ...]:
    """The order of a lot that anyone can draw again with `sha256sum`.

    For each number the SHA-256 of the UTF-8 text `seed|round|number`, as `2024-1-9|1|7`; the
    smallest hash is first. The seed must be fixed in the hall after the count, by something
    nobody chooses alone, or it could be sought out.
    """

    def drawn(no: int) -> str:
        text = f"{drawing.seed}|{drawing.round}|{no}"
        return hashlib.sha256(text.encode()).hexdigest()

    return tuple(sorted(numbers, key=drawn))
