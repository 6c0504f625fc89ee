"""The agenda as a tree: a list in agenda order, each item with its depth. Pure.

A list with depths cannot hold a ring, and what stands under an item is the stretch after it.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from core.errors import Refused
from sessions.agenda.item import (
    Item,
    ItemKind,
    ItemState,
    check_may_edit,
    one_of,
)
from sessions.agenda.numbering import paths

LEVELS = 3


class Way(StrEnum):
    UP = "up"
    DOWN = "down"
    IN = "in"  # under the item above
    OUT = "out"  # beside the item it stands under


def arranged(items: Sequence[Item]) -> list[Item]:
    """The items as they stand: numbered, a heading with the state of what is under it."""
    places = paths([one.depth for one in items])
    numbered = [
        replace(one, position=at, path=path, is_heading=_is_heading(items, at - 1))
        for at, (one, path) in enumerate(zip(items, places, strict=True), start=1)
    ]
    return [
        _summed(one, parts_of(numbered, one)) if one.is_heading else one for one in numbered
    ]


def _is_heading(items: Sequence[Item], at: int) -> bool:
    return at + 1 < len(items) and items[at + 1].depth > items[at].depth


def _summed(heading: Item, parts: Sequence[Item]) -> Item:
    states = {one.state for one in parts}
    known = (ItemState.CURRENT, ItemState.PLANNED, ItemState.DONE, ItemState.POSTPONED)
    starts = [one.started_at for one in parts if one.started_at]
    ends = [one.ended_at for one in parts if one.ended_at]
    is_over = states.isdisjoint({ItemState.CURRENT, ItemState.PLANNED})
    reasons = {one.reason for one in parts}
    return replace(
        heading,
        state=next((one for one in known if one in states), ItemState.WITHDRAWN),
        started_at=min(starts, default=None),
        ended_at=max(ends, default=None) if is_over else None,
        reason=reasons.pop() if len(reasons) == 1 else "",
    )


def parts_of(items: Sequence[Item], item: Item) -> list[Item]:
    """What is gone through when this item is: all leaves under it, or it alone."""
    block = items[item.position - 1 : end_of(items, item.position - 1)]
    return [one for one in block if not one.is_heading]


def above(items: Sequence[Item], item: Item) -> list[Item]:
    """The headings that it stands under, from the top."""
    return [one for one in items if one.path == item.path[: len(one.path)] and one != item]


def end_of(items: Sequence[Item], at: int) -> int:
    """The index behind all that stands under the item at this index."""
    end = at + 1
    while end < len(items) and items[end].depth > items[at].depth:
        end += 1
    return end


def moved(items: Sequence[Item], item: str, way: Way) -> list[Item]:
    """The agenda after one step of an item with all under it; at an edge nothing changes."""
    one = one_of(items, item)
    at, depth = one.position - 1, one.depth
    end = end_of(items, at)
    ahead = next((to for to in range(at - 1, -1, -1) if items[to].depth <= depth), None)
    has_sibling = ahead is not None and items[ahead].depth == depth
    match way:
        case Way.UP if ahead is not None:
            return placed(items, item, items[ahead].id, items[ahead].depth)
        case Way.DOWN if end < len(items) and items[end].depth == depth:
            return placed(items, item, _id_at(items, end_of(items, end)), depth)
        case Way.DOWN if depth:
            return placed(items, item, _id_at(items, end), depth - 1)
        case Way.IN if has_sibling:
            _check_room(items[at:end], depth + 1)
            return placed(items, item, _id_at(items, end), depth + 1)
        case Way.OUT if depth:
            parent = next(to for to in range(at, -1, -1) if items[to].depth < depth)
            return placed(items, item, _id_at(items, end_of(items, parent)), depth - 1)
    return list(items)


def _id_at(items: Sequence[Item], at: int) -> str:
    return items[at].id if at < len(items) else ""


def placed(items: Sequence[Item], item: str, before: str, depth: int) -> list[Item]:
    """The agenda after an item, with all under it, was put before another one.

    `before` is an id, or empty for the end. `depth` is a wish: it is brought into what the
    place allows without changing what other items stand under. Refuses to move what has begun,
    to give what has begun another number, and to go deeper than three levels.
    """
    one = one_of(items, item)
    at, end = one.position - 1, end_of(items, one.position - 1)
    block, rest = items[at:end], [*items[:at], *items[end:]]
    if any(each.id == before for each in block):  # dropped upon itself
        before = _id_at(items, end)
    to = rest.index(one_of(rest, before)) if before else len(rest)
    least = rest[to].depth if to < len(rest) else 0
    most = rest[to - 1].depth + 1 if to else 0
    _check_room(block, least)
    depth = min(max(depth, least), most, LEVELS - 1 - _height(block))
    shifted = [replace(each, depth=each.depth - one.depth + depth) for each in block]
    after = arranged([*rest[:to], *shifted, *rest[to:]])
    if [(each.id, each.depth) for each in after] == [(each.id, each.depth) for each in items]:
        return list(items)
    check_may_move(one)
    check_holds(rest[:to], depth)
    check_begun_stay(items, after)
    return after


def _height(block: Sequence[Item]) -> int:
    return max(one.depth for one in block) - block[0].depth


def _check_room(block: Sequence[Item], depth: int) -> None:
    if depth + _height(block) >= LEVELS:
        raise Refused("agenda-too-deep", levels=LEVELS, title=block[0].title)


def check_may_move(item: Item) -> None:
    """What is postponed may be given another place; what has begun may not."""
    if not item.is_aside or item.has_begun:
        check_may_edit(item)


def check_holds(before: Sequence[Item], depth: int) -> None:
    """Refuse to put something at this depth under a vote, or under what has begun itself."""
    if not depth:
        return
    parent = next(one for one in reversed(before) if one.depth < depth)
    if parent.kind is ItemKind.VOTE:
        raise Refused("heading-no-vote", title=parent.title)
    if not parent.is_heading:
        check_may_edit(parent)


def check_begun_stay(before: Sequence[Item], after: Sequence[Item]) -> None:
    """The number of an item that has begun stands in the minutes and stays."""
    places = {one.id: one.path for one in after}
    for one in before:
        if one.has_begun and places.get(one.id) != one.path:
            raise Refused("item-begun", title=one.title)


def dropped(items: Sequence[Item], item: str) -> list[Item]:
    """The agenda without an item; refused for a heading that still holds others."""
    one = one_of(items, item)
    check_may_edit(one)
    if one.is_heading:
        raise Refused("item-has-parts", title=one.title)
    after = arranged([each for each in items if each.id != item])
    check_begun_stay(items, after)
    return after


def added(items: Sequence[Item], item: Item, under: str = "") -> list[Item]:
    """The agenda with a new item at its end, or as the last one under another."""
    if not under:
        return arranged([*items, replace(item, depth=0)])
    parent = one_of(items, under)
    to = end_of(items, parent.position - 1)
    if parent.depth + 1 >= LEVELS:
        raise Refused("agenda-too-deep", field="under", levels=LEVELS, title=item.title)
    check_holds(items[: parent.position], parent.depth + 1)
    new = replace(item, depth=parent.depth + 1)
    after = arranged([*items[:to], new, *items[to:]])
    check_begun_stay(items, after)
    return after
