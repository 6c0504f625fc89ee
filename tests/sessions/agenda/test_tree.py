"""The tree: whatever is moved, nothing is lost, nothing else changes, and the begun stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.ids import ItemId, MeetingId
from sessions.agenda.item import Item, ItemKind, ItemState, current_item, next_item
from sessions.agenda.tree import LEVELS, Way, above, added, arranged, dropped, moved, placed
from tests.cast import refused

PLANNED, CURRENT, DONE, POSTPONED, WITHDRAWN = ItemState
NOON = datetime(2027, 1, 20, 4, tzinfo=UTC)


def item(name: str, depth: int = 0, state: ItemState = PLANNED, **more: object) -> Item:
    begun = NOON if state in (CURRENT, DONE) else None
    one = Item(ItemId(name), MeetingId("m"), 0, name, ItemKind.REPORT, state, depth=depth)
    return replace(one, started_at=begun, **more)  # type: ignore[arg-type]


def tree(text: str) -> list[Item]:
    """`a b> c>> d*`: names in agenda order, deeper by `>`, begun with `*`."""
    found = []
    for word in text.split():
        name = word.strip(">*")
        found.append(item(name, word.count(">"), DONE if "*" in word else PLANNED))
    return arranged(found)


def text(items: list[Item]) -> str:
    signs = [
        ">" * one.depth + ("*" if one.has_begun and not one.is_heading else "") for one in items
    ]
    return " ".join(one.id + sign for one, sign in zip(items, signs, strict=True))


@st.composite
def agendas(draw: st.DrawFn) -> list[Item]:
    """Any tree; its first leaves have begun, as when a meeting goes through it."""
    items: list[Item] = []
    for number in range(draw(st.integers(1, 14))):
        deepest = min(LEVELS - 1, items[-1].depth + 1) if items else 0
        items.append(item(f"i{number}", draw(st.integers(0, deepest))))
    known = arranged(items)
    leaves = [one.id for one in known if not one.is_heading]
    begun = set(leaves[: draw(st.integers(0, len(leaves)))])
    return arranged(
        [replace(one, started_at=NOON, state=DONE) if one.id in begun else one for one in items]
    )


def parents(items: list[Item]) -> dict[str, str]:
    return {one.id: above(items, one)[-1].id if one.depth else "" for one in items}


def check_kept(before: list[Item], after: list[Item], what: Item) -> None:
    """Nothing is lost, it is a tree, others stand under what they stood, the begun stays."""
    assert sorted(one.id for one in after) == sorted(one.id for one in before)
    assert [one.position for one in after] == list(range(1, len(after) + 1))
    deeper = [later.depth - one.depth for one, later in pairwise(after)]
    assert after[0].depth == 0
    assert all(step <= 1 for step in deeper)
    assert max(one.depth for one in after) < LEVELS
    was, now = parents(before), parents(after)
    assert {name: now[name] for name in now if name != what.id} == {
        name: was[name] for name in was if name != what.id
    }
    places = {one.id: one.path for one in after}
    assert all(places[one.id] == one.path for one in before if one.has_begun)


def tried(act: Callable[[], list[Item]], before: list[Item]) -> list[Item]:
    """What came of it; a refusal, for one of the two reasons, leaves all as it was."""
    try:
        return act()
    except Refused as refusal:
        if refusal.code not in {"item-begun", "agenda-too-deep"}:
            raise
        return before


@given(agendas(), st.data())
def test_a_drop_anywhere_keeps_the_tree_or_is_refused(
    before: list[Item], data: st.DataObject
) -> None:
    what = data.draw(st.sampled_from(before))
    target = data.draw(st.sampled_from(["", *(one.id for one in before)]))
    depth = data.draw(st.integers(-1, LEVELS + 1))
    check_kept(before, tried(lambda: placed(before, what.id, target, depth), before), what)


@given(agendas(), st.data())
def test_a_step_keeps_the_tree_or_is_refused(before: list[Item], data: st.DataObject) -> None:
    what = data.draw(st.sampled_from(before))
    way = data.draw(st.sampled_from(Way))
    check_kept(before, tried(lambda: moved(before, what.id, way), before), what)


@given(agendas(), st.data())
def test_up_takes_back_what_down_did(before: list[Item], data: st.DataObject) -> None:
    fresh = arranged([replace(one, started_at=None, state=PLANNED) for one in before])
    what = data.draw(st.sampled_from(fresh))
    after = moved(fresh, what.id, Way.DOWN)
    is_same_level = next(one for one in after if one.id == what.id).depth == what.depth
    if is_same_level and after != fresh:
        assert text(moved(after, what.id, Way.UP)) == text(fresh)


@pytest.mark.parametrize(
    ("before", "name", "way", "after"),
    [
        ("a b c", "c", Way.UP, "a c b"),
        ("a b> c", "c", Way.UP, "c a b>"),
        ("a b> c", "a", Way.DOWN, "c a b>"),
        ("a b c", "a", Way.UP, "a b c"),
        ("a b c", "c", Way.DOWN, "a b c"),
        ("a b c", "b", Way.IN, "a b> c"),
        ("a b> c", "c", Way.IN, "a b> c>"),
        ("a b c", "a", Way.IN, "a b c"),
        ("a b> c", "b", Way.OUT, "a b c"),
        ("a b> c> d", "b", Way.OUT, "a c> b d"),
        ("a b> c> d", "c", Way.UP, "a c> b> d"),
        ("a b> c", "b", Way.UP, "b a c"),
        ("a b> c", "b", Way.DOWN, "a b c"),
        ("a b> c>> d", "b", Way.OUT, "a b c> d"),
        ("a* b c", "c", Way.UP, "a* c b"),
    ],
)
def test_a_step_takes_all_that_stands_under_an_item(
    before: str, name: str, way: Way, after: str
) -> None:
    assert text(moved(tree(before), name, way)) == after


@pytest.mark.parametrize(
    ("before", "name", "way"),
    [
        ("a* b c", "a", Way.DOWN),
        ("a* b c", "b", Way.UP),
        ("a* b c", "b", Way.IN),
        ("a b* c", "a", Way.DOWN),
        ("a b>* c> d", "a", Way.DOWN),
        ("a b>* c> d", "d", Way.UP),
    ],
)
def test_what_has_begun_is_not_moved_nor_numbered_anew(
    before: str, name: str, way: Way
) -> None:
    with refused("item-begun"):
        moved(tree(before), name, way)


def test_an_agenda_has_three_levels_and_no_more() -> None:
    with refused("agenda-too-deep", levels=LEVELS):
        moved(tree("a b> c>> d>>"), "d", Way.IN)
    with refused("agenda-too-deep"):
        moved(tree("a b> c> d>>"), "c", Way.IN)
    with refused("agenda-too-deep"):
        added(tree("a b> c>>"), item("d"), "c")


def test_a_drop_is_brought_into_what_its_place_allows() -> None:
    agenda = tree("a b> c")
    assert text(placed(agenda, "c", "b", 0)) == "a c> b>", "b stays under a"
    assert text(placed(agenda, "c", "a", 2)) == "c a b>", "nothing is above it to stand under"
    assert text(placed(agenda, "c", "", 2)) == "a b> c>>"
    assert text(placed(agenda, "a", "b", 1)) == "a b> c", "dropped upon its own part"


def test_nothing_stands_under_a_vote() -> None:
    agenda = arranged([item("a", kind=ItemKind.VOTE), item("b")])
    with refused("heading-no-vote", title="a"):
        moved(agenda, "b", Way.IN)
    with refused("heading-no-vote"):
        added(agenda, item("c"), "a")


def test_an_item_of_another_meeting_is_not_here() -> None:
    with refused("not-here", thing="item"):
        moved(tree("a b"), "x", Way.UP)
    with refused("not-here", thing="item"):
        placed(tree("a"), "a", "x", 0)


def test_a_new_item_comes_last_or_last_under_another() -> None:
    assert text(added(tree("a b> c"), item("d"))) == "a b> c d"
    assert text(added(tree("a b> c*"), item("d"), "a")) == "a b> d> c*"
    assert text(added(tree("a b>* c"), item("d"), "a")) == "a b>* d> c"
    with refused("item-begun"):
        added(tree("a* b"), item("d"), "a")


def test_an_item_is_dropped_unless_others_need_it() -> None:
    assert text(dropped(tree("a b> c"), "b")) == "a c"
    with refused("item-has-parts"):
        dropped(tree("a b> c"), "a")
    with refused("item-begun", title="b"):
        dropped(tree("a b* c"), "a")


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ([PLANNED, PLANNED], PLANNED),
        ([DONE, PLANNED], PLANNED),
        ([DONE, CURRENT], CURRENT),
        ([DONE, WITHDRAWN], DONE),
        ([POSTPONED, WITHDRAWN], POSTPONED),
        ([WITHDRAWN, WITHDRAWN], WITHDRAWN),
    ],
)
def test_a_heading_is_as_its_parts_are(parts: list[ItemState], state: ItemState) -> None:
    found = arranged([item("a"), *(item(str(at), 1, one) for at, one in enumerate(parts))])
    assert (found[0].is_heading, found[0].state) == (True, state)
    assert found[0].has_begun is any(one.has_begun for one in found[1:])


def test_next_and_current_are_never_headings() -> None:
    agenda = arranged([item("a"), item("b", 1, CURRENT), item("c", 1), item("d")])
    on, following = current_item(agenda), next_item(agenda)
    assert (on and on.id, following and following.id) == ("b", "c")
