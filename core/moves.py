"""A state machine with its permissions in one table. Pure."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeAlias, TypeVar

from core.errors import Forbidden, Refused

State = TypeVar("State", bound=StrEnum)
Moves: TypeAlias = Mapping[tuple[State, State], frozenset[StrEnum]]


def check_move(
    moves: Moves[State], now: State, then: State, roles: Collection[StrEnum]
) -> None:
    """Refuse a move that is not in the table, forbid one that belongs to other roles."""
    allowed = moves.get((now, then))
    if allowed is None:
        raise Refused("no-such-move", now=now, then=then)
    if allowed.isdisjoint(roles):
        raise Forbidden("not-your-move", then=str(then), roles=sorted(map(str, allowed)))
