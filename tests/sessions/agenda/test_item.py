"""The agenda: what is on, what comes next, and what may still be changed."""

from dataclasses import replace
from itertools import product

import pytest

from core.errors import Forbidden
from core.ids import ItemId, MeetingId
from core.moves import check_move
from core.people import Role
from sessions.agenda.item import (
    ASIDE,
    ITEM_MOVES,
    MOST_ITEMS,
    REASON_LENGTH,
    TITLE_LENGTH,
    Item,
    ItemKind,
    ItemState,
    check_item,
    check_kind,
    check_may_edit,
    check_may_start,
    check_reason,
    current_item,
    next_item,
)
from tests.cast import refused

PLANNED, CURRENT, DONE, POSTPONED, WITHDRAWN = ItemState
BY_CHAIR = [(PLANNED, CURRENT), (CURRENT, DONE), (DONE, CURRENT)]
BY_CHAIR += [(CURRENT, POSTPONED), (CURRENT, WITHDRAWN)]
BY_CLERK_TOO = [(PLANNED, aside) for aside in sorted(ASIDE)]
BY_CLERK_TOO += [(aside, PLANNED) for aside in sorted(ASIDE)]
MOVABLE = BY_CHAIR + BY_CLERK_TOO


def item(position: int, state: ItemState = PLANNED) -> Item:
    name = "甲乙丙丁"[position - 1]
    return Item(ItemId(name), MeetingId("m"), position, f"议程{name}", ItemKind.REPORT, state)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("now", "then"), MOVABLE)
def test_the_chair_goes_through_the_agenda_and_the_clerk_keeps_it(
    now: ItemState, then: ItemState, role: Role
) -> None:
    allowed = {Role.CHAIR} if (now, then) in BY_CHAIR else {Role.CHAIR, Role.CLERK}
    if role in allowed:
        check_move(ITEM_MOVES, now, then, {role})
    else:
        with pytest.raises(Forbidden):
            check_move(ITEM_MOVES, now, then, {role})


@pytest.mark.parametrize(
    ("now", "then"), sorted(set(product(ItemState, ItemState)) - set(MOVABLE))
)
def test_no_item_is_done_before_its_turn_nor_back_from_done(
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


@pytest.mark.parametrize("state", [POSTPONED, WITHDRAWN])
def test_what_is_aside_is_taken_back_before_it_is_rewritten(state: ItemState) -> None:
    with refused("item-aside", title="议程甲"):
        check_may_edit(replace(item(1), state=state))


@pytest.mark.parametrize("state", [POSTPONED, WITHDRAWN])
def test_what_is_aside_is_not_next(state: ItemState) -> None:
    agenda = [item(1, DONE), item(2, state), item(3)]
    assert next_item(agenda) == agenda[2]


def test_a_heading_is_neither_next_nor_on_and_cannot_be_started() -> None:
    heading, on, waits = replace(item(1, CURRENT), is_heading=True), item(2, CURRENT), item(3)
    assert current_item([heading, on]) == on
    assert next_item([replace(heading, state=PLANNED), waits]) == waits
    with refused("item-is-heading"):
        check_may_start(heading)


def test_a_heading_cannot_become_a_vote() -> None:
    check_kind(item(1), ItemKind.VOTE)
    check_kind(replace(item(1), is_heading=True), ItemKind.REPORT)
    with refused("heading-no-vote"):
        check_kind(replace(item(1), is_heading=True), ItemKind.VOTE)


def test_a_reason_is_needed_and_has_an_end() -> None:
    assert check_reason(" 材料未齐 ") == "材料未齐"
    with refused("field-empty"):
        check_reason("\u3000 ")
    with refused("field-too-long", most=REASON_LENGTH):
        check_reason("长" * (REASON_LENGTH + 1))
