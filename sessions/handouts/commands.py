"""What can change about handouts. Only the clerk's doors lead here."""

from asyncio import to_thread
from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO

from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import HandoutId, new_id
from core.moves import check_move
from sessions.agenda import store as agenda
from sessions.handouts import store
from sessions.handouts.events import HandoutReleased, HandoutReplaced, HandoutWithdrawn
from sessions.handouts.handout import (
    MOST_HANDOUTS,
    RELEASES,
    TITLE_LENGTH,
    End,
    Handout,
    Release,
    check_draft,
    check_out,
    check_reason,
    check_title,
    kept_name,
    stem,
)
from sessions.handouts.shelf import Shelf, Taken
from sessions.meeting import Member


async def add_handout(
    db: Database,
    shelf: Shelf,
    by: Member,
    source: BinaryIO,
    filename: str,
    item: str = "",
    title: str = "",
) -> HandoutId:
    """A new draft; without a title it is called as its file is."""
    title = title or stem(filename)[:TITLE_LENGTH] or "file"
    check_title(title)
    async with shelf.turn:
        taken = await to_thread(shelf.take, source, filename)
        async with db.transaction() as tx:
            known = await store.list_handouts(tx.connection, by.meeting)
            await _check_item(tx, by, item)
            place = max((one.position for one in known), default=0) + 1
            values = {"item": item, "position": place, "title": title, "follows": ""}
            return await _add(tx, by, taken, filename, values, len(known))


async def _check_item(tx: Transaction, by: Member, item: str) -> None:
    items = await agenda.load_items(tx.connection, by.meeting)
    if item and item not in {one.id for one in items}:
        raise NotHere("item")


async def _add(
    tx: Transaction,
    by: Member,
    taken: Taken,
    filename: str,
    values: dict[str, object],
    already: int,
) -> HandoutId:
    if already >= MOST_HANDOUTS:
        raise Refused("handouts-full", field="file", most=MOST_HANDOUTS)
    made = HandoutId(new_id())
    row = {
        "id": made,
        "meeting": by.meeting,
        "filename": kept_name(filename, taken.kind),
        "kind": taken.kind,
        "sha256": taken.sha256,
        "size": taken.size,
        "release": Release.DRAFT,
        "reason": "",
        "added_at": tx.now,
        "opened": 0,
        **values,
    }
    await store.add_handout(tx.connection, row, taken.reading)
    return made


async def edit_handout(db: Database, by: Member, handout: str, title: str, item: str) -> None:
    """Another title or another place, as long as nobody has read it."""
    check_title(title)
    async with db.transaction() as tx:
        found = await store.load_handout(tx.connection, by.meeting, handout)
        check_draft(found)
        await _check_item(tx, by, item)
        await store.save_handout(tx.connection, handout, title=title, item=item)


async def drop_handout(db: Database, shelf: Shelf, by: Member, handout: str) -> None:
    """Take a draft away, and its file unless another handout has the same one."""
    async with shelf.turn:
        async with db.transaction() as tx:
            found = await store.load_handout(tx.connection, by.meeting, handout)
            check_draft(found)
            await store.drop_handout(tx.connection, handout)
            is_left = await store.is_named(tx.connection, found.sha256)
        if not is_left:
            await to_thread(shelf.forget, found.sha256)


async def release_handout(db: Database, by: Member, handout: str, to: Release) -> None:
    async with db.transaction() as tx:
        found = await store.load_handout(tx.connection, by.meeting, handout)
        if found.end is not None:
            raise Refused("handout-not-released", title=found.title)
        await _release(tx, by, found, to)


async def release_drafts(db: Database, by: Member, to: Release) -> int:
    """All drafts at one moment; gives how many there were."""
    async with db.transaction() as tx:
        known = await store.list_handouts(tx.connection, by.meeting)
        drafts = [one for one in known if one.is_draft]
        for one in drafts:
            await _release(tx, by, one, to)
    return len(drafts)


async def _release(tx: Transaction, by: Member, found: Handout, to: Release) -> None:
    check_move(RELEASES, found.release, to, by.roles)
    since = found.released_at or tx.now
    await store.save_handout(tx.connection, found.id, release=to, released_at=since)
    tx.record(
        HandoutReleased(
            meeting=by.meeting,
            handout=found.id,
            item=found.item,
            title=found.title,
            filename=found.filename,
            sha256=found.sha256,
            to=to,
            by=by.name,
        )
    )


async def withdraw_handout(db: Database, by: Member, handout: str, reason: str) -> None:
    """Nobody opens it from now on; the clerk still sees that it was there, and why it went."""
    check_reason(reason)
    async with db.transaction() as tx:
        found = await store.load_handout(tx.connection, by.meeting, handout)
        check_out(found)
        await store.save_handout(tx.connection, handout, ending=End.WITHDRAWN, reason=reason)
        tx.record(
            HandoutWithdrawn(
                meeting=by.meeting,
                handout=handout,
                item=found.item,
                title=found.title,
                reason=reason,
                by=by.name,
                to=found.release,
            )
        )


async def replace_handout(
    db: Database,
    shelf: Shelf,
    by: Member,
    handout: str,
    source: BinaryIO,
    filename: str,
    reason: str,
) -> HandoutId:
    """A corrected version for the same people, at the same moment the old one ends."""
    check_reason(reason)
    async with shelf.turn:
        taken = await to_thread(shelf.take, source, filename)
        async with db.transaction() as tx:
            old = await store.load_handout(tx.connection, by.meeting, handout)
            check_out(old)
            if taken.sha256 == old.sha256:
                raise Refused("handout-same", field="file", title=old.title)
            known = await store.list_handouts(tx.connection, by.meeting)
            values: dict[str, object] = {
                "item": old.item,
                "position": old.position,
                "title": old.title,
                "follows": old.id,
                "release": old.release,
                "released_at": tx.now,
            }
            made = await _add(tx, by, taken, filename, values, len(known))
            await store.save_handout(tx.connection, handout, ending=End.REPLACED, reason=reason)
            tx.record(_replaced(by, old, made, taken, filename, reason))
            return made


def _replaced(
    by: Member, old: Handout, made: HandoutId, taken: Taken, filename: str, reason: str
) -> HandoutReplaced:
    return HandoutReplaced(
        meeting=by.meeting,
        handout=made,
        before=old.id,
        item=old.item,
        title=old.title,
        filename=kept_name(filename, taken.kind),
        sha256=taken.sha256,
        sha256_before=old.sha256,
        reason=reason,
        by=by.name,
        to=old.release,
    )


async def count_opened(tx: Transaction, handouts: Sequence[str]) -> list[None]:
    """One browser more has opened each of these. Which one is known to nobody."""
    await store.add_opened(tx.connection, Counter(handouts))
    return [None for _ in handouts]


async def tidy(db: Database, shelf: Shelf) -> None:
    """At the start: files whose row was never committed are taken away."""
    async with db.reading() as connection:
        named = await store.named_files(connection)
    await to_thread(shelf.sweep, named)
