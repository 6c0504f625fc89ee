"""Numbers of agenda items, in figures and as official Chinese papers write them. Pure."""

from collections.abc import Sequence

FIGURES = "〇一二三四五六七八九"
TEN, HUNDRED = 10, 100


def paths(depths: Sequence[int]) -> list[tuple[int, ...]]:
    """The place of each item in the tree, from the depths in agenda order.

    >>> paths([0, 0, 1, 1, 0])
    [(1,), (2,), (2, 1), (2, 2), (3,)]
    """
    found: list[tuple[int, ...]] = []
    path: tuple[int, ...] = ()
    for depth in depths:
        last = path[depth] if depth < len(path) else 0
        path = (*path[:depth], last + 1)
        found.append(path)
    return found


def chinese(number: int) -> str:
    """A number from 1 to 999 in Chinese figures: 十, 十二, 二十, 一百〇五.

    >>> chinese(21)
    '二十一'
    """
    if number >= HUNDRED:
        hundreds, rest = divmod(number, HUNDRED)
        zero = FIGURES[0] if 0 < rest < TEN else ""
        ones = chinese(rest) if rest else ""
        return f"{FIGURES[hundreds]}百{zero}{'一' if TEN <= rest < 2 * TEN else ''}{ones}"
    tens, ones_left = divmod(number, TEN)
    if not tens:
        return FIGURES[number]
    ones = FIGURES[ones_left] if ones_left else ""
    return f"{FIGURES[tens] if tens > 1 else ''}十{ones}"


def official(path: tuple[int, ...]) -> str:
    """The sign before a title in a list: 一、 then (一) then 1. (GB/T 9704-2012, 7.3.3)."""
    match len(path):
        case 1:
            return f"{chinese(path[-1])}、"
        case 2:
            return f"({chinese(path[-1])})"
        case _:
            return f"{path[-1]}."


def official_whole(path: tuple[int, ...]) -> str:
    """The same place in the midst of a sentence: 三(二)1."""
    signs = [chinese(path[0]), *(f"({chinese(one)})" for one in path[1:2]), *map(str, path[2:])]
    return "".join(signs)
