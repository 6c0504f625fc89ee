"""What can change about drafts: staff lay them open and take them away."""

from consult.commands import load_for
from consult.consultation import ConsultPhase
from consult.contribution import store as log
from consult.contribution.commands import new_entry_id, stamp
from consult.contribution.entry import Entry, check_id
from consult.contribution.fold import fold
from consult.contribution.said import EntryId, Voice
from consult.drafts.draft import DraftPut, DraftTaken, check_draft, paragraphs_of
from consult.drafts.events import DraftLaid, DraftRemoved
from core.database import Database
from core.errors import NotHere, Refused
from sessions.queries import Member

STAFF = Voice("")


async def lay_draft(db: Database, by: Member, title: str, text: str, id: str) -> None:
    """Lay a text open to comments; ahead of the talk as well. Sent twice it is laid once."""
    said = DraftPut(title, paragraphs_of(text))
    check_draft(said)
    check_id(id)
    async with db.transaction() as tx:
        consultation = await load_for(tx, by)
        if consultation.phase is ConsultPhase.CLOSED:
            raise Refused("consult-closed")
        if await log.find_entry(tx.connection, id) is not None:
            return
        entry = Entry(EntryId(id), stamp(tx.now), STAFF, by.name, said)
        await log.add_entry(tx.connection, by.meeting, entry)
        tx.record(
            DraftLaid(
                meeting=by.meeting,
                draft=id,
                title=title,
                paragraphs=len(said.paragraphs),
                by=by.name,
            )
        )


async def take_draft(db: Database, by: Member, draft: str) -> None:
    """Take a draft away; twice is once. What was said of it stays."""
    async with db.transaction() as tx:
        consultation = await load_for(tx, by)
        if consultation.phase is ConsultPhase.CLOSED:
            raise Refused("consult-closed")
        entries = await log.list_entries(tx.connection, by.meeting)
        if not any(one.id == draft and isinstance(one.said, DraftPut) for one in entries):
            raise NotHere("draft")
        found = fold(entries).drafts.get(draft)
        if found is None:
            return
        entry = Entry(new_entry_id(), stamp(tx.now), STAFF, by.name, DraftTaken(draft))
        await log.add_entry(tx.connection, by.meeting, entry)
        tx.record(DraftRemoved(meeting=by.meeting, draft=draft, title=found.title, by=by.name))
