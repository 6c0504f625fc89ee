"""What can be said about a contribution, and what staff can do with it."""

from consult.commands import load_for
from consult.consultation import STAFF
from consult.contribution import store
from consult.contribution.commands import stamp, write, write_as
from consult.contribution.entry import Entry, check_id
from consult.contribution.fold import Contribution, State, fold
from consult.contribution.said import (
    Amended,
    Circle,
    EntryId,
    Moderated,
    Remarked,
    Seconded,
    Voice,
    check_words,
)
from consult.remarks.circles import circles_of
from consult.remarks.events import (
    ContributionAmended,
    ContributionHidden,
    ContributionRemarked,
    ContributionSeconded,
    ContributionUnhidden,
)
from consult.remarks.thread import STAFF_VOICE, may_remark, may_second
from consult.stools.stool import Stool, voice_of
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId
from sessions.queries import Member

REASON_LENGTH = 200


async def remark(
    db: Database, stool: Stool, said: Remarked, id: str, typed_by: str = ""
) -> None:
    """A stool replies or objects, by its phone or through those who record."""
    check_words("text", said.text)
    async with db.transaction() as tx:
        found = _standing(await load_state(tx, stool.meeting), said.contribution)
        if not may_remark(found, voice_of(stool.id)):
            raise NotHere("contribution")
        if await write(tx, stool, said, id, typed_by):
            tx.record(_remarked(stool.meeting, found, said, id, stool.number, typed_by))


async def remark_as(db: Database, by: Member, said: Remarked, id: str) -> None:
    """Somebody on the roster replies or objects to what their circles let them read."""
    check_words("text", said.text)
    async with db.transaction() as tx:
        found = _standing(await load_state(tx, by.meeting), said.contribution)
        if found.said.circle not in circles_of(by.roles):
            raise NotHere("contribution")
        is_staff = not by.roles.isdisjoint(STAFF)
        voice = STAFF_VOICE if is_staff else Voice(f"person:{by.person}")
        if await write_as(tx, by.meeting, voice, said, id, by.name):
            tx.record(_remarked(by.meeting, found, said, id, None, by.name))


async def second(
    db: Database, stool: Stool, said: Seconded, id: str, typed_by: str = ""
) -> None:
    """Add this stool's voice to another's words, or take it away. Twice is once."""
    async with db.transaction() as tx:
        found = _standing(await load_state(tx, stool.meeting), said.contribution)
        voice = voice_of(stool.id)
        if not may_second(found, voice):
            raise Refused("second-own")
        if (voice in found.thread.seconds) is said.holds:
            return
        if await write(tx, stool, said, id, typed_by):
            tx.record(ContributionSeconded(meeting=stool.meeting, contribution=found.id))


async def amend(db: Database, stool: Stool, said: Amended, id: str, typed_by: str = "") -> None:
    """Word anew what this stool has said."""
    check_words("text", said.text)
    async with db.transaction() as tx:
        found = _standing(await load_state(tx, stool.meeting), said.contribution)
        if found.voice != voice_of(stool.id):
            raise NotHere("contribution")
        if found.text == said.text:
            return
        if await write(tx, stool, said, id, typed_by):
            tx.record(
                ContributionAmended(
                    meeting=stool.meeting,
                    contribution=found.id,
                    stool=stool.number,
                    text=_told(found, said.text),
                    by=typed_by,
                )
            )


async def moderate(db: Database, by: Member, said: Moderated, id: str) -> None:
    """Hide a contribution or a remark, or show it again. Also when all is closed: what should
    never have been public does not stay so because the evening is over."""
    check_words("reason", said.reason, REASON_LENGTH)
    check_id(id)
    async with db.transaction() as tx:
        await load_for(tx, by)
        state = await load_state(tx, by.meeting)
        if bool(_hidden(state, said.target)) is said.hides:
            return
        entry = Entry(EntryId(id), stamp(tx.now), STAFF_VOICE, by.name, said)
        if await store.find_entry(tx.connection, id) is not None:
            raise Refused("entry-taken")
        await store.add_entry(tx.connection, by.meeting, entry)
        kind = ContributionHidden if said.hides else ContributionUnhidden
        tx.record(kind(meeting=by.meeting, target=said.target, reason=said.reason, by=by.name))


async def load_state(tx: Transaction, meeting: str) -> State:
    return fold(await store.list_entries(tx.connection, meeting))


def _standing(state: State, contribution: EntryId) -> Contribution:
    found = state.contributions.get(contribution)
    if found is None or not found.stands:
        raise NotHere("contribution")
    return found


def _hidden(state: State, target: EntryId) -> str:
    """Why a contribution or a remark is hidden; empty: it is shown."""
    if target in state.contributions:
        return state.contributions[target].thread.hidden
    for one in state.contributions.values():
        for each in one.thread.remarks:
            if each.id == target:
                return each.hidden
    if target in state.record.hidden:
        return state.record.hidden[target]
    raise NotHere("contribution")


def _remarked(
    meeting: str, found: Contribution, said: Remarked, id: str, stool: int | None, by: str
) -> ContributionRemarked:
    return ContributionRemarked(
        meeting=MeetingId(meeting),
        contribution=found.id,
        remark=id,
        stool=stool,
        by=by,
        objects=said.objects,
        text=_told(found, said.text),
    )


def _told(found: Contribution, text: str) -> str:
    return text if found.said.circle is Circle.PUBLIC else ""
