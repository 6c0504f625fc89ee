"""What can change by a parcel: another machine's log is put to ours, as often as it comes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from consult import store as consultations
from consult.consultation import ConsultForm, ConsultPhase, check_topic
from consult.contribution.entry import Entry, in_order
from consult.contribution.store import list_entries
from consult.courier import store
from consult.courier.carried import carried_kinds, read_fact
from consult.courier.events import CourierDropped, CourierTrusted, LogMerged
from consult.courier.parcel import Chair, Head, Line, Parcel, fingerprint
from consult.grids.store import list_grids
from consult.ladder.commands import close_resolution
from consult.queries import yard_view
from consult.reactions.commands import put
from consult.reactions.store import list_reactions
from consult.stools.store import list_stools, save_stool
from core import journal
from core.database import Database, Transaction
from core.errors import Forbidden, NotHere, Refused
from core.ids import MeetingId
from core.journal import HOUSE
from sessions.queries import Member

NAME_LENGTH = 40
PHASES = list(ConsultPhase)


@dataclass(frozen=True, slots=True)
class Brought:
    """How much of a parcel was new here."""

    entries: int
    reactions: int
    stools: int
    lines: int
    recordings: int

    @property
    def is_nothing(self) -> bool:
        parts = (self.entries, self.reactions, self.stools, self.lines, self.recordings)
        return not any(parts)


async def trust_courier(db: Database, by: str, mark: str, name: str) -> None:
    """From now on parcels signed by the key with this fingerprint are taken in."""
    if not name:
        raise Refused("field-empty", field="name")
    async with db.transaction() as tx:
        await store.save_courier(tx.connection, mark, name, by, tx.now)
        tx.record(CourierTrusted(meeting=HOUSE, sender=name, fingerprint=mark, by=by))


async def drop_courier(db: Database, by: str, mark: str) -> None:
    """A laptop that was lost, or is trusted no longer. What it brought stays."""
    async with db.transaction() as tx:
        name = await store.find_courier(tx.connection, mark)
        if name is None:
            raise NotHere("courier")
        await store.drop_courier(tx.connection, mark)
        tx.record(CourierDropped(meeting=HOUSE, sender=name, fingerprint=mark, by=by))


async def bring(
    db: Database, by: Member, parcel: Parcel, key: bytes, digest: str, recordings: int = 0
) -> Brought:
    """Put another machine's log to ours: all of it or nothing, and twice is once.

    So many of its recordings are new here; they lie on the shelf before an entry names them.
    Entries are united by their ids, of reactions the last counts, what its journal told is told
    in ours: so it does not matter which of two laptops comes first.
    """
    meeting, head = by.meeting, parcel.head
    if head.meeting != meeting:
        raise Refused("parcel-elsewhere", field="file", title=head.title)
    if not by.is_powerful:
        raise Forbidden("not-your-door")
    async with db.transaction() as tx:
        sender = await check_courier(tx.connection, key)
        await _consultation(tx, head)
        stools = await _chairs(tx, meeting, parcel.chairs)
        entries = await _entries(tx, meeting, parcel.entries)
        reactions = await _reactions(tx, parcel)
        lines = await _lines(tx, meeting, parcel.lines)
        brought = Brought(entries, reactions, stools, len(lines), recordings)
        if brought.is_nothing:
            await _close(tx, meeting, lines)
            return brought
        tx.record(_merged(meeting, brought, lines, sender, digest, by))
        for line in lines:
            tx.record(read_fact(meeting, line.kind, line.facts))
        await _close(tx, meeting, lines)
    return brought


def _merged(
    meeting: MeetingId,
    brought: Brought,
    lines: Sequence[Line],
    sender: str,
    digest: str,
    by: Member,
) -> LogMerged:
    moments = sorted(one.at for one in lines)
    return LogMerged(
        meeting=meeting,
        sender=sender,
        entries=brought.entries,
        reactions=brought.reactions,
        stools=brought.stools,
        lines=brought.lines,
        recordings=brought.recordings,
        since=moments[0] if moments else "",
        until=moments[-1] if moments else "",
        digest=digest,
        by=by.name,
    )


async def _close(tx: Transaction, meeting: MeetingId, lines: Sequence[Line]) -> None:
    """What a close sets going, if by now the consultation is closed: here or in the yard."""
    yard = await yard_view(tx.connection, meeting)
    if yard.consultation.phase is ConsultPhase.CLOSED:
        told = [journal.Entry(meeting, 0, one.at, one.kind, one.facts) for one in lines]
        await close_resolution(tx, yard, told)


async def check_courier(connection: AsyncConnection, key: bytes) -> str:
    """The name of the machine behind a key; refused when nobody has vouched for it."""
    mark = fingerprint(key)
    name = await store.find_courier(connection, mark)
    if name is None:
        raise Refused("courier-unknown", field="file", fingerprint=mark)
    return name


async def _consultation(tx: Transaction, head: Head) -> None:
    """Make the consultation if there is none; of two phases the later one holds."""
    try:
        form, phase = ConsultForm(head.form), ConsultPhase(head.phase)
        closed_at = datetime.fromisoformat(head.closed_at) if head.closed_at else None
    except ValueError:
        raise Refused("parcel-unreadable", field="file") from None
    if closed_at is not None and closed_at.tzinfo is None:
        raise Refused("parcel-unreadable", field="file")
    check_topic(head.topic)
    found = await consultations.find_consultation(tx.connection, head.meeting)
    if found is None:
        grids = {one.id for one in await list_grids(tx.connection)}
        values = {"form": form, "topic": head.topic, "phase": phase, "closed_at": closed_at}
        values |= {"meeting": head.meeting, "grid": head.grid if head.grid in grids else ""}
        await consultations.add_consultation(tx.connection, values)
    elif PHASES.index(phase) > PHASES.index(found.phase):
        await consultations.save_consultation(
            tx.connection, head.meeting, phase=phase, closed_at=closed_at
        )


async def _chairs(tx: Transaction, meeting: str, chairs: Sequence[Chair]) -> int:
    """Stools that are new here; a number that is another stool's becomes the next free one."""
    known = {one.id: one for one in await list_stools(tx.connection, meeting)}
    cards = await store.card_hashes(tx.connection, meeting)
    taken = {one.number for one in known.values()}
    new = []
    for one in sorted(chairs, key=lambda one: one.number):
        here = known.get(one.id)
        if here is None:
            number = one.number if one.number not in taken else max(taken) + 1
            taken.add(number)
            new.append(replace(one, number=number))
            continue
        if here.joined_at is None and one.card_hash not in (None, cards[one.id]):
            # Printed anew in the yard: that card is in somebody's pocket, ours never was.
            await save_stool(tx.connection, one.id, card_hash=one.card_hash)
        if one.grid and not here.grid:
            await save_stool(tx.connection, one.id, grid=one.grid)
        if not (here.household or here.name):
            await save_stool(
                tx.connection,
                one.id,
                household=one.household,
                name=one.name,
                sex=one.sex or here.sex,
                age_band=one.age_band or here.age_band,
            )
    await store.add_chairs(tx.connection, meeting, new)
    return len(new)


async def _entries(tx: Transaction, meeting: str, entries: Sequence[Entry]) -> int:
    """Those that are new. Two spellings of one id are settled as the fold settles them."""
    owners = await store.owners(tx.connection, [one.id for one in entries])
    if any(owner != meeting for owner in owners.values()):
        raise Refused("parcel-unreadable", field="file")
    known = {one.id: one for one in await list_entries(tx.connection, meeting)}
    united = {one.id: one for one in in_order([*known.values(), *entries])}
    changed = [one for one in united.values() if known.get(one.id) != one]
    await store.drop_entries(tx.connection, [one.id for one in changed if one.id in known])
    await store.add_entries(tx.connection, meeting, changed)
    return len(changed)


async def _reactions(tx: Transaction, parcel: Parcel) -> int:
    meeting = MeetingId(parcel.head.meeting)
    before = set(await list_reactions(tx.connection, meeting))
    await put(tx, meeting, parcel.reactions)
    return len(set(await list_reactions(tx.connection, meeting)) - before)


async def _lines(tx: Transaction, meeting: str, lines: Sequence[Line]) -> list[Line]:
    """What the other journal told and ours has not, in its order."""
    told = await journal.of_kinds(tx.connection, meeting, carried_kinds().keys())
    seen = {(one.kind, journal.canonical(one.facts)) for one in told}
    new = []
    for line in lines:
        spelt = (line.kind, journal.canonical(line.facts))
        if spelt not in seen:
            seen.add(spelt)
            new.append(line)
    return new
