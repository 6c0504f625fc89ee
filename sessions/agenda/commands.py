"""What can change about an agenda as it is written; `course` has what can be done with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.database import Database, Transaction
from core.errors import Refused
from core.ids import ItemId, MeetingId, new_id
from sessions import store as meetings
from sessions.agenda import store
from sessions.agenda.events import (
    AgendaChanged,
)
from sessions.agenda.item import (
    Item,
    ItemKind,
    ItemState,
    check_item,
    check_kind,
    check_may_edit,
    one_of,
)
from sessions.agenda.plan import LONGEST, read_time
from sessions.agenda.tree import (
    Way,
    added,
    arranged,
    dropped,
    moved,
    placed,
)
from sessions.meeting import MeetingPhase, Member


def written(values: Mapping[str, str]) -> dict[str, Any]:
    """What the clerk typed of an item, as it is kept; refused when it will not do."""
    lasts = values.get("lasts", "").strip()
    if lasts and not (lasts.isdecimal() and len(lasts) < 4 and 0 < int(lasts) <= LONGEST):
        raise Refused("number-outside-range", field="lasts", least=1, most=LONGEST)
    return {
        "title": values["title"].strip(),
        "kind": ItemKind(values["kind"]),
        "speaker": values.get("speaker", "").strip(),
        "unit": values.get("unit", "").strip(),
        "starts": read_time(values.get("starts", "")),
        "lasts": int(lasts) if lasts else None,
    }


def new_item(meeting: MeetingId, values: Mapping[str, Any], depth: int = 0) -> Item:
    return Item(ItemId(new_id()), meeting, 0, state=ItemState.PLANNED, depth=depth, **values)


async def add_item(db: Database, by: Member, values: Mapping[str, str]) -> ItemId:
    """A new item at the end, or as the last one under another (`under`)."""
    async with db.transaction() as tx:
        agenda = await open_agenda(tx, by)
        check_item(values, len(agenda))
        new = new_item(by.meeting, written(values))
        after = added(agenda, new, values.get("under", ""))
        await store.add_items(tx.connection, [new])
        await _save(tx, by, after)
    return new.id


async def edit_item(db: Database, by: Member, item: str, values: Mapping[str, str]) -> None:
    async with db.transaction() as tx:
        agenda = await open_agenda(tx, by)
        one = one_of(agenda, item)
        check_may_edit(one)
        check_item(values, len(agenda) - 1)
        changes = written(values)
        check_kind(one, changes["kind"])
        await store.save_item(tx.connection, item, **changes)
        await _save(tx, by, await store.load_items(tx.connection, by.meeting))


async def move_item(db: Database, by: Member, item: str, way: Way) -> None:
    """One step up, down, in or out, with all that stands under it."""
    async with db.transaction() as tx:
        agenda = await open_agenda(tx, by)
        await _save_if_moved(tx, by, agenda, moved(agenda, item, way))


async def place_item(db: Database, by: Member, item: str, before: str, depth: int) -> None:
    """Before another item (empty: at the end), as deep as is wished and possible."""
    async with db.transaction() as tx:
        agenda = await open_agenda(tx, by)
        await _save_if_moved(tx, by, agenda, placed(agenda, item, before, depth))


async def drop_item(db: Database, by: Member, item: str) -> None:
    async with db.transaction() as tx:
        agenda = await open_agenda(tx, by)
        after = dropped(agenda, item)
        await store.drop_item(tx.connection, item)
        await _save(tx, by, after)


async def fill_agenda(
    db: Database, by: Member, lines: Sequence[tuple[int, Mapping[str, str]]]
) -> None:
    """Write a whole agenda where there is none yet: each line with its depth."""
    async with db.transaction() as tx:
        if await open_agenda(tx, by):
            raise Refused("agenda-not-empty")
        await write_agenda(tx, by, by.meeting, lines)


async def write_agenda(
    tx: Transaction,
    by: Member,
    meeting: MeetingId,
    lines: Sequence[tuple[int, Mapping[str, str]]],
) -> None:
    """The lines as the agenda of a meeting that has none, inside another act."""
    agenda: list[Item] = []
    for depth, values in lines:
        check_item(values, len(agenda))
        agenda.append(new_item(meeting, written(values), depth))
    await store.add_items(tx.connection, agenda)
    await save_agenda(tx, by.name, meeting, agenda)


async def open_agenda(tx: Transaction, by: Member) -> list[Item]:
    """The agenda, as long as something can still happen to it."""
    meeting = await meetings.load_meeting(tx.connection, by.meeting)
    if meeting.phase is MeetingPhase.CLOSED:
        raise Refused("meeting-closed")
    return await store.load_items(tx.connection, by.meeting)


async def _save_if_moved(
    tx: Transaction, by: Member, before: Sequence[Item], after: Sequence[Item]
) -> None:
    if list(before) != list(after):
        await _save(tx, by, after)


async def _save(tx: Transaction, by: Member, after: Sequence[Item]) -> None:
    await save_agenda(tx, by.name, by.meeting, after)


async def save_agenda(
    tx: Transaction, name: str, meeting: MeetingId, after: Sequence[Item]
) -> None:
    """Keep the places of all items, and tell the whole agenda as it is now."""
    await store.save_places(tx.connection, arranged(after))
    told = await store.load_items(tx.connection, meeting)
    await meetings.note_change(tx.connection, meeting, tx.now)
    tx.record(
        AgendaChanged(
            meeting=meeting,
            items=[one.title for one in told],
            numbers=[one.number for one in told],
            by=name,
        )
    )
