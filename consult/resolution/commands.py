"""What can change about the resolution: endings, hands, objections, and what was done since."""

from datetime import date

from consult.commands import load_for
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.commands import is_known, stamp, write, write_as
from consult.contribution.entry import Entry
from consult.contribution.said import EntryId, Said, Voice
from consult.contribution.store import add_entry
from consult.hall.adoption import check_adoption
from consult.queries import YardView, yard_view
from consult.resolution.entries import (
    Appraisal,
    Appraised,
    Assent,
    Assented,
    Confirmed,
    Disposed,
    Dissented,
    Ending,
    Handled,
    check_confirmed,
    check_disposed,
    check_words,
)
from consult.resolution.events import (
    AssentsChanged,
    ContributionSettled,
    DissentRecorded,
    PromiseHandled,
    ResolutionConfirmed,
)
from consult.resolution.resolution import Point, home_level, point_of, resolution
from consult.stools.stool import Stool, voice_of
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from sessions.queries import Member

STAFF = Voice("")


async def dispose(db: Database, by: Member, said: Disposed, id: str, today: date) -> None:
    """Write down what becomes of a contribution; a second time it is a correction."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        yard = await yard_view(tx.connection, by.meeting)
        check_disposed(said, today, home_level(yard.grid))
        if yard.consultation.form is ConsultForm.HALL:
            check_adoption(said.adoption, said.reason)
        point = _point(yard, said.contribution)
        if await write_as(tx, by.meeting, STAFF, said, id, by.name):
            tx.record(_settled(by, point, said))


def _point(yard: YardView, contribution: str) -> Point:
    found = point_of(yard.state, contribution)
    if found is None:
        raise NotHere("contribution")
    return found


def _settled(by: Member, point: Point, said: Disposed) -> ContributionSettled:
    public = point.is_public
    return ContributionSettled(
        meeting=by.meeting,
        entry=point.first.id,
        point=point.number,
        kind=point.first.said.kind,
        circle=point.first.said.circle,
        text=point.first.text if public else "",
        ending=said.ending,
        words=said.words if public else "",
        who=said.who if public else "",
        due=said.due,
        seen=said.seen if public else "",
        checks=said.checks if public else "",
        level=said.level,
        corrects=point.ending is not None,
        by=by.name,
        adoption=said.adoption or "",
        reason=said.reason if public else "",
    )


async def confirm(db: Database, by: Member, said: Confirmed, id: str) -> None:
    """Write down the hands that were counted after the reading. Counted again, it is anew."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        yard = await yard_view(tx.connection, by.meeting)
        points = resolution(yard.state)
        if any(point.ending is None for point in points):
            raise Refused("nothing-to-confirm")
        phones = yard.state.resolved.by_phone
        check_confirmed(said, phones.total(), len(yard.stools))
        if not await write_as(tx, by.meeting, STAFF, said, id, by.name):
            return
        yes = said.yes + phones[Assent.YES]
        tx.record(
            ResolutionConfirmed(
                meeting=by.meeting,
                yes=yes,
                no=said.no + phones[Assent.NO],
                abstain=said.abstain + phones[Assent.ABSTAIN],
                present=said.present,
                by_phone=phones.total(),
                points=len(points),
                agreed=yes * 2 > said.present,
                by=by.name,
            )
        )


async def assent(db: Database, stool: Stool, value: Assent, id: str) -> None:
    """One stool's answer to the whole resolution, until the hands are counted."""
    async with db.transaction() as tx:
        yard = await yard_view(tx.connection, stool.meeting)
        points = resolution(yard.state)
        is_ready = bool(points) and all(point.ending for point in points)
        if yard.consultation.phase is not ConsultPhase.RESOLVING or not is_ready:
            raise Refused("nothing-to-confirm")
        if yard.state.resolved.confirmed is not None:
            raise Refused("hands-are-counted")
        if await write(tx, stool, Assented(value), id, ""):
            answers = yard.state.resolved.by_phone.total() + 1
            tx.record(AssentsChanged(meeting=stool.meeting, answers=answers))


async def dissent(db: Database, by: Member | Stool, said: Dissented, id: str) -> None:
    """Record an objection to the resolution, typed by staff or sent by a stool's phone."""
    check_words(said.words)
    if not 1 <= said.people <= 9999:
        raise Refused("number-outside-range", field="people", least=1, most=9999)
    async with db.transaction() as tx:
        if isinstance(by, Stool):
            new = await write(tx, by, said, id, "")
        else:
            await load_for(tx, by)
            new = await write_as(tx, by.meeting, STAFF, said, id, by.name)
        if new:
            stool, name = (by.number, "") if isinstance(by, Stool) else (0, by.name)
            tx.record(
                DissentRecorded(
                    meeting=by.meeting,
                    people=said.people,
                    words=said.words,
                    stool=stool,
                    by=name,
                )
            )


async def handle(db: Database, by: Member, said: Handled, id: str) -> None:
    """Write down what was done about a contribution, while it is talked about or years later.

    What the stools think of it by then is written down with it.
    """
    check_words(said.words)
    async with db.transaction() as tx:
        await load_for(tx, by)
        yard = await yard_view(tx.connection, by.meeting)
        point = _point(yard, said.contribution)
        if point.ending is None:
            raise Refused("without-ending", count=1, numbers=[point.number])
        if not await _write_later(tx, yard, STAFF, said, id, by.name):
            return
        grades = yard.state.resolved.appraised(said.contribution)
        tx.record(
            PromiseHandled(
                meeting=by.meeting,
                entry=point.first.id,
                point=point.number,
                words=said.words if point.is_public else "",
                done=said.is_done,
                satisfied=grades[Appraisal.SATISFIED],
                basically=grades[Appraisal.BASICALLY],
                unsatisfied=grades[Appraisal.UNSATISFIED],
                by=by.name,
            )
        )


async def appraise(
    db: Database, stool: Stool, contribution: str, value: Appraisal, id: str, typed_by: str = ""
) -> None:
    """What a stool thinks of what was done about a promise. The last word counts."""
    async with db.transaction() as tx:
        yard = await yard_view(tx.connection, stool.meeting)
        point = point_of(yard.state, contribution)
        voice = voice_of(stool.id)
        if point is None or not (point.is_public or voice in {p.voice for p in point.parts}):
            raise NotHere("contribution")
        if point.ending is None or point.ending.ending is not Ending.PROMISED:
            raise Refused("nothing-promised")
        said = Appraised(contribution, value)
        if await _write_later(tx, yard, voice, said, id, typed_by):
            tx.record(AssentsChanged(meeting=stool.meeting, answers=1))


async def _write_later(
    tx: Transaction, yard: YardView, voice: Voice, said: Said, id: str, typed_by: str
) -> bool:
    """As `write_as`, but also when the consultation is long closed: that is when it is due."""
    meeting = yard.consultation.meeting
    if await is_known(tx, meeting, voice, said, id):
        return False
    await add_entry(
        tx.connection, meeting, Entry(EntryId(id), stamp(tx.now), voice, typed_by, said)
    )
    return True
