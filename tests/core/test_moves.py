"""A move must stand in the table, and belong to whoever makes it."""

from enum import StrEnum

import pytest

from core.errors import Forbidden
from core.moves import Moves, check_move
from core.people import POWERFUL, Role
from tests.cast import refused


class Door(StrEnum):
    SHUT = "shut"
    OPEN = "open"


MOVES: Moves[Door] = {(Door.SHUT, Door.OPEN): frozenset({Role.CLERK, Role.CHAIR})}


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHAIR])
def test_any_of_the_named_roles_may_move(role: Role) -> None:
    check_move(MOVES, Door.SHUT, Door.OPEN, {role, Role.DEPUTY})


@pytest.mark.parametrize("roles", [set(), {Role.DEPUTY}, {Role.TELLER, Role.NON_VOTING}])
def test_a_move_of_other_roles_is_forbidden_and_says_whose_it_is(roles: set[Role]) -> None:
    with pytest.raises(Forbidden) as caught:
        check_move(MOVES, Door.SHUT, Door.OPEN, roles)
    assert caught.value.code == "not-your-move"
    assert caught.value.facts == {"then": "open", "roles": ["chair", "clerk"]}


@pytest.mark.parametrize("move", [("open", "shut"), ("shut", "shut"), ("open", "open")])
def test_a_move_outside_the_table_is_impossible_for_everybody(move: tuple[str, str]) -> None:
    with refused("no-such-move", now=move[0], then=move[1]):
        check_move(MOVES, Door(move[0]), Door(move[1]), set(Role))


def test_who_only_votes_or_listens_has_no_power() -> None:
    assert set(Role) - POWERFUL == {Role.DEPUTY, Role.NON_VOTING}
