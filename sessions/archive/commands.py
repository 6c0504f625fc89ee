"""What can change about archives: their terms, the shelf, and who may read what is on it."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias

from core.database import Database, Transaction
from core.errors import Refused
from core.ids import MeetingId
from sessions.agenda.item import Item
from sessions.archive import store
from sessions.archive.events import (
    AgendaListed,
    ArchiveOpened,
    ArchiveSealed,
    ArchiveTermsChosen,
    RegisterListed,
)
from sessions.archive.manifest import MANIFEST, Manifest
from sessions.archive.passages import passages
from sessions.archive.seek import terms
from sessions.archive.store import Kept
from sessions.archive.terms import Copy, Terms
from sessions.attendance.rollcall import Line
from sessions.meeting import Member

Texts: TypeAlias = Sequence[tuple[str, str, str]]  # source, text and search terms


def list_house(
    tx: Transaction, meeting: MeetingId, lines: Sequence[Line], agenda: Sequence[Item]
) -> None:
    """Roster and agenda into the journal at the close: the archive is made of it alone."""
    tx.record(RegisterListed(meeting=meeting, people=list(map(_person, lines))))
    tx.record(AgendaListed(meeting=meeting, items=list(map(_item, agenda))))


def _person(line: Line) -> dict[str, Any]:
    """Without the end of an identity number: it told two of one name apart, and has done so."""
    return {
        "person": line.person,
        "name": line.name,
        "delegation": line.delegation,
        "roles": sorted(line.roles),
        "seat": line.seat,
        "attendance": line.attendance,
        "reason": line.reason,
        "arrived_at": _moment(line.arrived_at),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "position": item.position,
        "title": item.title,
        "kind": item.kind,
        "state": item.state,
        "speaker": item.speaker,
        "started_at": _moment(item.started_at),
        "ended_at": _moment(item.ended_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


async def choose_terms(db: Database, by: Member, chosen: Terms) -> None:
    """Retention and masking. After the close this makes a further edition."""
    masking = chosen.masking
    async with db.transaction() as tx:
        tx.record(
            ArchiveTermsChosen(
                meeting=by.meeting,
                retention=chosen.retention,
                names=masking.style,
                deputies=masking.deputies,
                officials=masking.officials,
                by=by.name,
            )
        )


def kept_of(
    manifest: Manifest, files: Mapping[str, bytes], octets: bytes, by: str, now: datetime
) -> Kept:
    """The card of an archive on the shelf. `by` has imported it; empty when it is our own."""
    return Kept(
        hash=sha256(files[MANIFEST]).hexdigest(),
        meeting=manifest.meeting,
        copy=manifest.copy,
        edition=manifest.edition,
        entries=manifest.entries,
        **manifest.notice,
        last_at=manifest.last_at,
        retention=manifest.terms.retention,
        size=len(octets),
        file_hash=sha256(octets).hexdigest(),
        origin=manifest.origin,
        imported_by=by,
        is_open=False,
        kept_at=now,
    )


def _texts(manifest: Manifest, files: Mapping[str, bytes]) -> Texts:
    """What is searched. Seconds of work for a long archive: off the loop, and not while the
    one transaction that votes need as well is held.
    """
    return [(source, text, terms(text)) for source, text in passages(manifest, files)]


async def _put(tx: Transaction, kept: Kept, texts: Texts) -> None:
    if await store.find_archive(tx.connection, kept.hash):  # it had come back from elsewhere
        await store.save_made_here(tx.connection, kept.hash)
        return
    await store.add_archive(tx.connection, replace(kept, kept_at=tx.now), texts)


async def shelve_edition(
    db: Database, made: Sequence[tuple[Kept, Manifest, Mapping[str, bytes]]]
) -> None:
    """Both copies of an edition, their files being on the disk. Once: a second time is none."""
    texts = [await to_thread(_texts, manifest, files) for _, manifest, files in made]
    async with db.transaction() as tx:
        known = await store.find_archive(tx.connection, made[0][0].hash)
        if known is not None and not known.imported_by:
            return
        for (kept, *_), text in zip(made, texts, strict=True):
            await _put(tx, kept, text)
        hashes = {kept.copy: kept.hash for kept, _, _ in made}
        first = made[0][1]
        tx.record(
            ArchiveSealed(
                meeting=MeetingId(first.meeting),
                edition=first.edition,
                entries=first.entries,
                internal=hashes[Copy.INTERNAL],
                public=hashes[Copy.PUBLIC],
            )
        )


async def shelve_import(
    db: Database, kept: Kept, manifest: Manifest, files: Mapping[str, bytes]
) -> bool:
    """Take a checked archive from elsewhere in; False when it stands here already."""
    texts = await to_thread(_texts, manifest, files)
    async with db.transaction() as tx:
        if await store.find_archive(tx.connection, kept.hash):
            return False
        await store.add_archive(tx.connection, replace(kept, kept_at=tx.now), texts)
    return True


async def open_archive(db: Database, hash: str, by: str, is_open: bool) -> None:
    """Let anybody read a public copy, or no longer."""
    async with db.transaction() as tx:
        kept = await store.load_archive(tx.connection, hash)
        if kept.copy is not Copy.PUBLIC:
            raise Refused("archive-internal")
        await store.save_open(tx.connection, hash, is_open)
        if not kept.imported_by:  # a meeting that was not held here has no journal here
            tx.record(
                ArchiveOpened(
                    meeting=MeetingId(kept.meeting), archive=hash, is_open=is_open, by=by
                )
            )
