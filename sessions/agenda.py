"""What is on, what is next, what is done. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import Refused
from core.ids import ItemId, MeetingId
from core.moves import Moves
from core.people import Role

TITLE_LENGTH = 120
MOST_ITEMS = 100


class ItemKind(StrEnum):
    REPORT = "report"  # 报告, 说明
    DELIBERATION = "deliberation"  # 审议
    VOTE = "vote"  # 票决, 表决
    OTHER = "other"


class ItemState(StrEnum):
    PLANNED = "planned"
    CURRENT = "current"
    DONE = "done"


ITEM_MOVES: Moves[ItemState] = {
    (ItemState.PLANNED, ItemState.CURRENT): frozenset({Role.CHAIR}),
    (ItemState.CURRENT, ItemState.DONE): frozenset({Role.CHAIR}),
    (ItemState.DONE, ItemState.CURRENT): frozenset({Role.CHAIR}),  # gone back to
}


@dataclass(frozen=True, slots=True)
class Item:
    id: ItemId
    meeting: MeetingId
    position: int
    title: str
    kind: ItemKind
    state: ItemState
    speaker: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None


def next_item(items: Sequence[Item]) -> Item | None:
    """The first item still planned, in agenda order."""
    return next((item for item in items if item.state is ItemState.PLANNED), None)


def current_item(items: Sequence[Item]) -> Item | None:
    return next((item for item in items if item.state is ItemState.CURRENT), None)


def moved(items: Sequence[Item], item: ItemId, step: int) -> list[ItemId]:
    """The order of ids after moving one up (-1) or down (+1); at the edge nothing changes."""
    order = [one.id for one in items]
    if item not in order:
        raise Refused("not-here", thing="item")
    at = order.index(item)
    to = min(max(at + step, 0), len(order) - 1)
    # The number of an item that has begun stands in the minutes and stays.
    check_may_edit(items[at])
    check_may_edit(items[to])
    order.insert(to, order.pop(at))
    return order


def check_item(values: Mapping[str, str], already: int) -> None:
    """Refuse an item without a title, with an endless one, or one too many."""
    title = values["title"].strip()
    if not title:
        raise Refused("field-empty", field="title")
    if len(title) > TITLE_LENGTH:
        raise Refused("field-too-long", field="title", most=TITLE_LENGTH, length=len(title))
    if already >= MOST_ITEMS:
        raise Refused("agenda-full", field="title", most=MOST_ITEMS)


def check_no_begun_below(items: Sequence[Item], item: ItemId) -> None:
    """Taking an item out would give those below another number; not once one has begun."""
    order = [one.id for one in items]
    for one in items[order.index(item) :]:
        check_may_edit(one)


def check_may_edit(item: Item) -> None:
    """What has begun belongs to the minutes and is not rewritten."""
    if item.state is not ItemState.PLANNED:
        raise Refused("item-begun", title=item.title)
