"""The agenda: what is on, what comes next, and what may still be changed."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Forbidden
from core.ids import ItemId, MeetingId
from core.moves import check_move
from core.people import Role
from sessions.agenda import (
    ITEM_MOVES,
    MOST_ITEMS,
    TITLE_LENGTH,
    Item,
    ItemKind,
    ItemState,
    check_item,
    check_may_edit,
    current_item,
    moved,
    next_item,
)
from tests.cast import refused

PLANNED, CURRENT, DONE = ItemState
MOVABLE = [(PLANNED, CURRENT), (CURRENT, DONE), (DONE, CURRENT)]


def item(position: int, state: ItemState = PLANNED) -> Item:
    name = "甲乙丙丁"[position - 1]
    return Item(ItemId(name), MeetingId("m"), position, f"议程{name}", ItemKind.REPORT, state)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("now", "then"), MOVABLE)
def test_only_the_chair_moves_the_agenda_on(
    now: ItemState, then: ItemState, role: Role
) -> None:
    if role is Role.CHAIR:
        check_move(ITEM_MOVES, now, then, {role})
    else:
        with pytest.raises(Forbidden):
            check_move(ITEM_MOVES, now, then, {role})


@pytest.mark.parametrize(
    ("now", "then"), sorted(set(product(ItemState, ItemState)) - set(MOVABLE))
)
def test_no_item_is_done_before_its_turn_nor_planned_again(
    now: ItemState, then: ItemState
) -> None:
    with refused("no-such-move", now=str(now), then=str(then)):
        check_move(ITEM_MOVES, now, then, set(Role))


def test_the_next_item_is_the_first_still_planned() -> None:
    agenda = [item(1, DONE), item(2, CURRENT), item(3), item(4)]
    assert next_item(agenda) == agenda[2]
    assert current_item(agenda) == agenda[1]


def test_at_the_end_nothing_is_on_and_nothing_is_next() -> None:
    agenda = [item(1, DONE), item(2, DONE)]
    assert (next_item(agenda), current_item(agenda)) == (None, None)


@pytest.mark.parametrize(
    ("name", "step", "order"),
    [
        ("乙", -1, "乙甲丙丁"),
        ("乙", +1, "甲丙乙丁"),
        ("甲", -1, "甲乙丙丁"),
        ("丁", +1, "甲乙丙丁"),
        ("丁", -9, "丁甲乙丙"),
    ],
)
def test_an_item_moves_by_steps_and_stops_at_the_edge(name: str, step: int, order: str) -> None:
    assert moved([item(at) for at in range(1, 5)], ItemId(name), step) == list(order)


@given(st.integers(1, 4), st.integers())
def test_moving_loses_no_item(position: int, step: int) -> None:
    agenda = [item(at) for at in range(1, 5)]
    assert sorted(moved(agenda, agenda[position - 1].id, step)) == sorted("甲乙丙丁")


def test_an_item_of_another_meeting_cannot_be_moved() -> None:
    with refused("not-here", thing="item"):
        moved([item(1), item(2)], ItemId("戊"), 1)


@pytest.mark.parametrize("title", ["", "   ", "\u3000\u3000"])
def test_an_item_needs_a_title(title: str) -> None:
    with refused("field-empty"):
        check_item({"title": title}, 0)


def test_a_title_may_be_long_but_not_endless() -> None:
    check_item({"title": "长" * TITLE_LENGTH}, 0)
    with refused("field-too-long", most=TITLE_LENGTH, length=TITLE_LENGTH + 1):
        check_item({"title": "长" * (TITLE_LENGTH + 1)}, 0)


def test_an_agenda_has_its_last_item() -> None:
    check_item({"title": "闭幕"}, MOST_ITEMS - 1)
    with refused("agenda-full", most=MOST_ITEMS):
        check_item({"title": "闭幕"}, MOST_ITEMS)


@pytest.mark.parametrize("state", [CURRENT, DONE])
def test_what_has_begun_is_not_rewritten(state: ItemState) -> None:
    check_may_edit(item(1))
    with refused("item-begun", title="议程甲"):
        check_may_edit(replace(item(1), state=state))
