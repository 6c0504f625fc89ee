"""An agenda item: its states, who may change them, and what may still be written. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import NotHere, Refused
from core.ids import ItemId, MeetingId
from core.moves import Moves
from core.people import Role

TITLE_LENGTH = 120
REASON_LENGTH = 200
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
    POSTPONED = "postponed"  # 暂缓: not now, perhaps later
    WITHDRAWN = "withdrawn"  # 撤回: by those who moved it


ASIDE = frozenset({ItemState.POSTPONED, ItemState.WITHDRAWN})
_BOTH = frozenset({Role.CHAIR, Role.CLERK})

ITEM_MOVES: Moves[ItemState] = {
    (ItemState.PLANNED, ItemState.CURRENT): frozenset({Role.CHAIR}),
    (ItemState.CURRENT, ItemState.DONE): frozenset({Role.CHAIR}),
    (ItemState.DONE, ItemState.CURRENT): frozenset({Role.CHAIR}),  # gone back to
    # The clerk as well: before the meeting opens it is the clerk who keeps the agenda.
    (ItemState.PLANNED, ItemState.POSTPONED): _BOTH,
    (ItemState.PLANNED, ItemState.WITHDRAWN): _BOTH,
    (ItemState.POSTPONED, ItemState.PLANNED): _BOTH,
    (ItemState.WITHDRAWN, ItemState.PLANNED): _BOTH,
    # 地方组织法 Art. 22: a bill that is asked back before the vote is deliberated no longer.
    (ItemState.CURRENT, ItemState.POSTPONED): frozenset({Role.CHAIR}),
    (ItemState.CURRENT, ItemState.WITHDRAWN): frozenset({Role.CHAIR}),
}


@dataclass(frozen=True, slots=True)
class Item:
    """What stands below `ended_at` and is no column is derived by `tree.arranged`."""

    id: ItemId
    meeting: MeetingId
    position: int  # in the agenda read from its top to its end, from 1
    title: str
    kind: ItemKind
    state: ItemState
    speaker: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    depth: int = 0  # how many headings it stands under
    unit: str = ""  # who is responsible for it
    starts: str = ""  # planned time of day, "09:30"; empty: when the one before has ended
    lasts: int | None = None  # planned minutes
    reason: str = ""  # why it is postponed or withdrawn
    path: tuple[int, ...] = ()  # (2, 1): the first item under the second
    is_heading: bool = False  # others stand under it; they are gone through, it is not

    @property
    def number(self) -> str:
        """Where it stands, as figures: 2.1."""
        return ".".join(map(str, self.path or (self.position,)))

    @property
    def has_begun(self) -> bool:
        return self.started_at is not None or self.state in (ItemState.CURRENT, ItemState.DONE)

    @property
    def is_aside(self) -> bool:
        return self.state in ASIDE


def next_item(items: Sequence[Item]) -> Item | None:
    """The first item still planned, in agenda order; headings are not gone through."""
    waits = (one for one in items if one.state is ItemState.PLANNED and not one.is_heading)
    return next(waits, None)


def current_item(items: Sequence[Item]) -> Item | None:
    """The item that is on; its heading is not."""
    on = (one for one in items if one.state is ItemState.CURRENT and not one.is_heading)
    return next(on, None)


def one_of(items: Sequence[Item], item: str) -> Item:
    """The item with this id; NotHere when it is of another meeting."""
    found = next((one for one in items if one.id == item), None)
    if found is None:
        raise NotHere("item")
    return found


def check_item(values: Mapping[str, str], already: int) -> None:
    """Refuse an item without a title, with an endless one, or one too many."""
    title = values["title"].strip()
    if not title:
        raise Refused("field-empty", field="title")
    if len(title) > TITLE_LENGTH:
        raise Refused("field-too-long", field="title", most=TITLE_LENGTH, length=len(title))
    if already >= MOST_ITEMS:
        raise Refused("agenda-full", field="title", most=MOST_ITEMS)


def check_may_edit(item: Item) -> None:
    """What has begun belongs to the minutes; what is aside has to be taken back first."""
    if item.has_begun:
        raise Refused("item-begun", title=item.title)
    if item.is_aside:
        raise Refused("item-aside", title=item.title)


def check_may_start(item: Item) -> None:
    """A heading only gathers others: those are started, one by one."""
    if item.is_heading:
        raise Refused("item-is-heading", title=item.title)


def check_kind(item: Item, kind: ItemKind) -> None:
    """A heading cannot become a vote: it would never be on, so nobody could vote."""
    if item.is_heading and kind is ItemKind.VOTE:
        raise Refused("heading-no-vote", field="kind", title=item.title)


def check_reason(reason: str) -> str:
    """The reason as it is kept; refused when it is empty or endless."""
    reason = reason.strip()
    if not reason:
        raise Refused("field-empty", field="reason")
    if len(reason) > REASON_LENGTH:
        raise Refused("field-too-long", field="reason", most=REASON_LENGTH, length=len(reason))
    return reason
