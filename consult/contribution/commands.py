"""What can be said: by a stool's own phone, or typed for it by those who record."""

import secrets
from datetime import UTC, datetime

from consult import store as consultations
from consult.consultation import check_takes_words
from consult.contribution import store
from consult.contribution.entry import Entry, check_id
from consult.contribution.events import ContributionMade, ContributionWithdrawn
from consult.contribution.fold import fold
from consult.contribution.said import (
    Circle,
    Contributed,
    EntryId,
    Said,
    Voice,
    Withdrawn,
    check_contributed,
)
from consult.online.queries import check_window
from consult.stools.stool import Stool, voice_of
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId


def new_entry_id() -> EntryId:
    return EntryId(secrets.token_hex(16))


def stamp(now: datetime) -> str:
    """The moment of an entry, spelt so that text sorts as time."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")


async def contribute(
    db: Database, stool: Stool, said: Contributed, id: str, typed_by: str = ""
) -> None:
    """Say something. Sent twice under one id it is said once."""
    await contribute_as(
        db, stool.meeting, voice_of(stool.id), said, id, typed_by, number=stool.number
    )


async def contribute_as(
    db: Database,
    meeting: MeetingId,
    voice: Voice,
    said: Contributed,
    id: str,
    typed_by: str = "",
    *,
    number: int = 0,
) -> None:
    """Say something by any voice of the meeting; who has no stool has the number 0."""
    check_contributed(said)
    async with db.transaction() as tx:
        if said.about:
            state = fold(await store.list_entries(tx.connection, meeting))
            if said.about not in state.paragraphs:
                raise NotHere("draft")
        if not await write_as(tx, meeting, voice, said, id, typed_by):
            return
        tx.record(
            ContributionMade(
                meeting=meeting,
                entry=id,
                stool=number,
                kind=said.kind,
                circle=said.circle,
                text=said.text if said.circle is Circle.PUBLIC else "",
                typed_by=typed_by,
                read_back=said.read_back,
                witness=said.witness,
                photo=bool(said.photo),
                sound=bool(said.sound),
            )
        )


async def withdraw(
    db: Database, stool: Stool, contribution: str, id: str, typed_by: str = ""
) -> None:
    """Take back what this stool has said."""
    async with db.transaction() as tx:
        state = fold(await store.list_entries(tx.connection, stool.meeting))
        found = state.contributions.get(EntryId(contribution))
        if found is None or found.voice != voice_of(stool.id):
            raise NotHere("contribution")
        if not found.is_withdrawn and await write(tx, stool, Withdrawn(found.id), id, typed_by):
            tx.record(
                ContributionWithdrawn(meeting=stool.meeting, entry=found.id, stool=stool.number)
            )


async def write(tx: Transaction, stool: Stool, said: Said, id: str, typed_by: str) -> bool:
    """Add an entry of a stool to the log. False: it is there already, word for word."""
    return await write_as(tx, stool.meeting, voice_of(stool.id), said, id, typed_by)


async def write_as(
    tx: Transaction, meeting: MeetingId, voice: Voice, said: Said, id: str, typed_by: str
) -> bool:
    """Add an entry of this voice to the log. False: it is there already, word for word."""
    if await is_known(tx, meeting, voice, said, id):
        return False
    consultation = await consultations.find_consultation(tx.connection, meeting)
    if consultation is None:
        raise NotHere("consultation")
    check_takes_words(consultation)
    await check_window(tx, consultation)
    entry = Entry(EntryId(id), stamp(tx.now), voice, typed_by, said)
    await store.add_entry(tx.connection, meeting, entry)
    return True


async def is_known(
    tx: Transaction, meeting: MeetingId, voice: Voice, said: Said, id: str
) -> bool:
    """Whether this entry is there already. Another one under its id is refused."""
    check_id(id)
    known = await store.find_entry(tx.connection, id)
    if known is None:
        return False
    where, before = known
    if (where, before.voice, before.said) != (meeting, voice, said):
        raise Refused("entry-taken")
    return True
