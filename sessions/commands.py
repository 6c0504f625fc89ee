"""What can change about a meeting. Each command: load, ask the rules, save, record."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import ItemId, MeetingId, PersonId, new_id
from core.moves import check_move
from core.people import Role
from sessions import store
from sessions.agenda import (
    ITEM_MOVES,
    Item,
    ItemKind,
    ItemState,
    check_item,
    check_may_edit,
    check_no_begun_below,
    current_item,
    moved,
)
from sessions.attendance.attendee import others_here
from sessions.attendance.rollcall import Attendance, Line, by_delegation
from sessions.attendance.store import count_attendance
from sessions.events import (
    AgendaChanged,
    ItemEnded,
    ItemStarted,
    MeetingAmended,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    SignInOpened,
)
from sessions.meeting import (
    MEETING_MOVES,
    MeetingPhase,
    Member,
    check_notice,
    check_quorum,
    quorum_needed,
)

NOTICE = ("title", "congress", "place", "held_on")


async def call_meeting(
    db: Database, person: PersonId, name: str, values: Mapping[str, str]
) -> MeetingId:
    """A new meeting; whoever calls it becomes its clerk."""
    check_notice(values)
    notice = {field: values[field].strip() for field in NOTICE}
    meeting = MeetingId(new_id())
    async with db.transaction() as tx:
        await store.add_meeting(tx.connection, meeting, notice, tx.now)
        clerk = store.new_member(meeting, person, frozenset({Role.CLERK}), position=0)
        await store.add_members(tx.connection, [clerk])
        tx.record(MeetingCalled(meeting=meeting, by=name, **notice))
    return meeting


async def amend_meeting(db: Database, by: Member, values: Mapping[str, str]) -> None:
    """Correct the notice, as long as the meeting has not been opened."""
    check_notice(values)
    notice = {field: values[field].strip() for field in NOTICE}
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        if meeting.phase not in (MeetingPhase.DRAFT, MeetingPhase.GATHERING):
            raise Refused("meeting-begun")
        await store.save_meeting(tx.connection, by.meeting, **notice)
        tx.record(MeetingAmended(meeting=by.meeting, by=by.name, **notice))


async def add_item(db: Database, by: Member, values: Mapping[str, str]) -> ItemId:
    item = ItemId(new_id())
    async with db.transaction() as tx:
        await _check_not_closed(tx, by.meeting)
        agenda = await store.load_items(tx.connection, by.meeting)
        check_item(values, len(agenda))
        await store.add_item(
            tx.connection,
            {
                "id": item,
                "meeting": by.meeting,
                "position": len(agenda) + 1,
                "title": values["title"].strip(),
                "kind": ItemKind(values["kind"]),
                "state": ItemState.PLANNED,
                "speaker": values.get("speaker", "").strip(),
            },
        )
        await _renumber(tx, by, [one.id for one in agenda] + [item])
    return item


async def edit_item(db: Database, by: Member, item: str, values: Mapping[str, str]) -> None:
    async with db.transaction() as tx:
        await _check_not_closed(tx, by.meeting)
        agenda = await store.load_items(tx.connection, by.meeting)
        check_may_edit(_one(agenda, item))
        check_item(values, len(agenda) - 1)
        await store.save_item(
            tx.connection,
            item,
            title=values["title"].strip(),
            kind=ItemKind(values["kind"]),
            speaker=values.get("speaker", "").strip(),
        )
        await _renumber(tx, by, [one.id for one in agenda])


async def move_item(db: Database, by: Member, item: str, step: int) -> None:
    async with db.transaction() as tx:
        await _check_not_closed(tx, by.meeting)
        agenda = await store.load_items(tx.connection, by.meeting)
        await _renumber(tx, by, moved(agenda, ItemId(item), step))


async def drop_item(db: Database, by: Member, item: str) -> None:
    async with db.transaction() as tx:
        await _check_not_closed(tx, by.meeting)
        agenda = await store.load_items(tx.connection, by.meeting)
        check_may_edit(_one(agenda, item))
        check_no_begun_below(agenda, ItemId(item))
        await store.drop_item(tx.connection, item)
        await _renumber(tx, by, [one.id for one in agenda if one.id != item])


def _one(agenda: Sequence[Item], item: str) -> Item:
    found = next((one for one in agenda if one.id == item), None)
    if found is None:
        raise NotHere("item")
    return found


async def _renumber(tx: Transaction, by: Member, order: Sequence[str]) -> None:
    for position, item in enumerate(order, start=1):
        await store.save_item(tx.connection, item, position=position)
    agenda = await store.load_items(tx.connection, by.meeting)
    tx.record(
        AgendaChanged(meeting=by.meeting, items=[one.title for one in agenda], by=by.name)
    )


async def open_sign_in(db: Database, by: Member) -> None:
    """From now on a scanned badge makes its holder present."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_move(MEETING_MOVES, meeting.phase, MeetingPhase.GATHERING, by.roles)
        call = await count_attendance(tx.connection, by.meeting)
        if call.entitled == 0:
            raise Refused("no-members")
        await store.save_meeting(tx.connection, by.meeting, phase=MeetingPhase.GATHERING)
        tx.record(SignInOpened(meeting=by.meeting, by=by.name))


async def open_meeting(db: Database, by: Member) -> None:
    """Count those present, refuse without a quorum, freeze the number of all deputies."""
    async with db.transaction() as tx:
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_move(MEETING_MOVES, meeting.phase, MeetingPhase.OPEN, by.roles)
        call = await count_attendance(tx.connection, by.meeting)
        check_quorum(call.entitled, call.present)
        await store.save_meeting(
            tx.connection,
            by.meeting,
            phase=MeetingPhase.OPEN,
            members=call.entitled,
            opened_at=tx.now,
        )
        lines = await store.list_lines(tx.connection, by.meeting)
        deputies = [line for group in by_delegation(lines).values() for line in group]
        tx.record(
            MeetingOpened(
                meeting=by.meeting,
                entitled=call.entitled,
                present=call.present,
                on_leave=[
                    {"name": one.name, "delegation": one.delegation, "reason": one.reason}
                    for one in deputies
                    if one.attendance is Attendance.ON_LEAVE
                ],
                missing=_named(deputies, Attendance.ABSENT),
                left=_named(deputies, Attendance.LEFT),
                others=others_here(lines),
                needed=quorum_needed(call.entitled),
                by=by.name,
            )
        )


def _named(deputies: Sequence[Line], attendance: Attendance) -> list[dict[str, str]]:
    return [
        {"name": one.name, "delegation": one.delegation}
        for one in deputies
        if one.attendance is attendance
    ]


# Asked inside the transaction, so that nothing slips in between: the doors pass a question of
# another room here (is a vote unfinished?), which this room may not know.
Guard: TypeAlias = Callable[[AsyncConnection, MeetingId], Awaitable[None]]


async def start_item(db: Database, by: Member, item: str, guard: Guard | None = None) -> None:
    """Make an item the current one; the one before it is done."""
    async with db.transaction() as tx:
        await _check_open(tx, by.meeting)
        if guard is not None:
            await guard(tx.connection, by.meeting)
        agenda = await store.load_items(tx.connection, by.meeting)
        chosen = _one(agenda, item)
        check_move(ITEM_MOVES, chosen.state, ItemState.CURRENT, by.roles)
        await _end_current(tx, by, agenda)
        await store.save_item(
            tx.connection, item, state=ItemState.CURRENT, started_at=tx.now, ended_at=None
        )
        await store.save_meeting(tx.connection, by.meeting, current_item=item)
        tx.record(
            ItemStarted(
                meeting=by.meeting,
                item=item,
                position=chosen.position,
                title=chosen.title,
                kind=chosen.kind,
                speaker=chosen.speaker,
            )
        )


async def _check_not_closed(tx: Transaction, meeting: MeetingId) -> None:
    if (await store.load_meeting(tx.connection, meeting)).phase is MeetingPhase.CLOSED:
        raise Refused("meeting-closed")


async def _check_open(tx: Transaction, meeting: MeetingId) -> None:
    loaded = await store.load_meeting(tx.connection, meeting)
    if loaded.phase is not MeetingPhase.OPEN:
        raise Refused("meeting-not-open")


async def _end_current(tx: Transaction, by: Member, agenda: Sequence[Item]) -> None:
    current = current_item(agenda)
    if current is not None:
        check_move(ITEM_MOVES, current.state, ItemState.DONE, by.roles)
        await store.save_item(tx.connection, current.id, state=ItemState.DONE, ended_at=tx.now)
        tx.record(ItemEnded(meeting=by.meeting, item=current.id))


async def close_meeting(db: Database, by: Member, guard: Guard | None = None) -> None:
    async with db.transaction() as tx:
        if guard is not None:
            await guard(tx.connection, by.meeting)
        meeting = await store.load_meeting(tx.connection, by.meeting)
        check_move(MEETING_MOVES, meeting.phase, MeetingPhase.CLOSED, by.roles)
        await _end_current(tx, by, await store.load_items(tx.connection, by.meeting))
        await store.save_meeting(
            tx.connection,
            by.meeting,
            phase=MeetingPhase.CLOSED,
            closed_at=tx.now,
            current_item=None,
        )
        call = await count_attendance(tx.connection, by.meeting)
        tx.record(MeetingClosed(meeting=by.meeting, present=call.present, by=by.name))
