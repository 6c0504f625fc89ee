"""What can change while a meeting goes through its agenda. By role: see ITEM_MOVES."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database, Transaction
from core.errors import Refused
from core.ids import ItemId, MeetingId
from core.moves import check_move
from sessions import store as meetings
from sessions.agenda import store
from sessions.agenda.commands import open_agenda
from sessions.agenda.events import (
    ItemEnded,
    ItemPostponed,
    ItemStarted,
    ItemTakenBack,
    ItemWithdrawn,
)
from sessions.agenda.item import (
    ASIDE,
    ITEM_MOVES,
    Item,
    ItemState,
    check_may_start,
    check_reason,
    current_item,
    one_of,
)
from sessions.agenda.tree import above, parts_of
from sessions.meeting import MeetingPhase, Member

# Asked inside the transaction, so that nothing slips in between: the doors pass a question of
# another room here (is a vote unfinished?), which this room may not know.
Guard: TypeAlias = Callable[[AsyncConnection, MeetingId], Awaitable[None]]
ItemGuard: TypeAlias = Callable[[AsyncConnection, MeetingId, Sequence[ItemId]], Awaitable[None]]


async def start_item(db: Database, by: Member, item: str, guard: Guard | None = None) -> None:
    """Make an item the current one; the one before it is done."""
    async with db.transaction() as tx:
        await _check_open(tx, by.meeting)
        if guard is not None:
            await guard(tx.connection, by.meeting)
        agenda = await store.load_items(tx.connection, by.meeting)
        chosen = one_of(agenda, item)
        check_may_start(chosen)
        check_move(ITEM_MOVES, chosen.state, ItemState.CURRENT, by.roles)
        await end_current(tx, by, agenda)
        await store.save_item(
            tx.connection, item, state=ItemState.CURRENT, started_at=tx.now, ended_at=None
        )
        await meetings.save_meeting(tx.connection, by.meeting, current_item=item)
        tx.record(
            ItemStarted(
                meeting=by.meeting,
                item=item,
                position=chosen.position,
                title=chosen.title,
                kind=chosen.kind,
                speaker=chosen.speaker,
                number=chosen.number,
                unit=chosen.unit,
                under=[one.title for one in above(agenda, chosen)],
            )
        )


async def _check_open(tx: Transaction, meeting: MeetingId) -> None:
    loaded = await meetings.load_meeting(tx.connection, meeting)
    if loaded.phase is not MeetingPhase.OPEN:
        raise Refused("meeting-not-open")


async def end_current(tx: Transaction, by: Member, agenda: Sequence[Item]) -> None:
    """What is on is done, if anything is."""
    current = current_item(agenda)
    if current is not None:
        check_move(ITEM_MOVES, current.state, ItemState.DONE, by.roles)
        await store.save_item(tx.connection, current.id, state=ItemState.DONE, ended_at=tx.now)
        tx.record(ItemEnded(meeting=by.meeting, item=current.id))


async def put_aside(
    db: Database,
    by: Member,
    item: str,
    state: ItemState,
    reason: str,
    guard: ItemGuard | None = None,
) -> None:
    """Postpone or withdraw an item, with a reason; of a heading all that has not begun."""
    reason = check_reason(reason)
    if state not in ASIDE:
        raise Refused("not-aside", field="state")
    async with db.transaction() as tx:
        agenda = await open_agenda(tx, by)
        chosen = one_of(agenda, item)
        parts = _concerned(agenda, chosen, frozenset({ItemState.PLANNED}))
        for one in parts:
            check_move(ITEM_MOVES, one.state, state, by.roles)
        if guard is not None:
            await guard(tx.connection, by.meeting, [one.id for one in parts])
        for one in parts:
            await _put_one_aside(tx, by, one, state, reason)
        await meetings.note_change(tx.connection, by.meeting, tx.now)
        told = ItemPostponed if state is ItemState.POSTPONED else ItemWithdrawn
        tx.record(
            told(
                meeting=by.meeting,
                item=item,
                number=chosen.number,
                title=chosen.title,
                parts=[one.number for one in parts if one.id != item],
                reason=reason,
                by=by.name,
            )
        )


async def _put_one_aside(
    tx: Transaction, by: Member, one: Item, state: ItemState, reason: str
) -> None:
    changes: dict[str, Any] = {"state": state, "reason": reason}
    if one.state is ItemState.CURRENT:
        changes["ended_at"] = tx.now
        await meetings.save_meeting(tx.connection, by.meeting, current_item=None)
        tx.record(ItemEnded(meeting=by.meeting, item=one.id))
    await store.save_item(tx.connection, one.id, **changes)


async def take_back(db: Database, by: Member, item: str) -> None:
    """What was postponed or withdrawn is planned again; of a heading all of it."""
    async with db.transaction() as tx:
        agenda = await open_agenda(tx, by)
        chosen = one_of(agenda, item)
        parts = _concerned(agenda, chosen, ASIDE)
        for one in parts:
            check_move(ITEM_MOVES, one.state, ItemState.PLANNED, by.roles)
            await store.save_item(tx.connection, one.id, state=ItemState.PLANNED, reason="")
        await meetings.note_change(tx.connection, by.meeting, tx.now)
        tx.record(
            ItemTakenBack(
                meeting=by.meeting,
                item=item,
                number=chosen.number,
                title=chosen.title,
                parts=[one.number for one in parts if one.id != item],
                by=by.name,
            )
        )


def _concerned(
    agenda: Sequence[Item], chosen: Item, states: frozenset[ItemState]
) -> list[Item]:
    """The item itself, or of a heading the parts in these states; refused when one is on."""
    if not chosen.is_heading:
        return [chosen]
    parts = parts_of(agenda, chosen)
    on = current_item(parts)
    if on is not None and ItemState.PLANNED in states:
        raise Refused("part-is-on", title=on.title)
    found = [one for one in parts if one.state in states]
    if not found:
        raise Refused("nothing-under-it", title=chosen.title)
    return found
