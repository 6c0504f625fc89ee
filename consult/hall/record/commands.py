"""What can change about the record: questions, answers, and who confirms it."""

from collections.abc import Sequence
from datetime import date

from consult.commands import load_for
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.commands import is_known, new_entry_id, stamp, write, write_as
from consult.contribution.entry import Entry
from consult.contribution.said import EntryId, Voice, check_words
from consult.contribution.store import add_entry
from consult.hall.adoption import check_all_adopted
from consult.hall.events import (
    HallAnswerPromised,
    HallQuestionAnswered,
    HallQuestionPut,
    HallRecordChanged,
    HallRecordObjected,
)
from consult.hall.record.record import Question, check_questions, check_replied
from consult.hall.record.said import (
    OBJECTION_LENGTH,
    QUESTION_LENGTH,
    HallAsked,
    HallReplied,
    RecordConfirmed,
    RecordObjected,
)
from consult.hall.store import list_departments
from consult.queries import YardView, yard_view
from consult.stools.stool import Stool, voice_of
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId
from core.journal import Fact
from sessions.queries import Member

STAFF = Voice("")


async def ask(
    db: Database, by: Member | None, stool: Stool | None, said: HallAsked, id: str
) -> None:
    """Put a question: `by` types it, for a stool or for nobody by number; else a stool's own
    phone sends it."""
    check_words("text", said.text, QUESTION_LENGTH)
    typed_by = by.name if by else ""
    async with db.transaction() as tx:
        if by is not None:
            await load_for(tx, by)
        meeting, voice = _whose(by, stool)
        invited = await list_departments(tx.connection, meeting)
        if said.department and said.department not in {one.name for one in invited}:
            raise NotHere("department")
        record = (await yard_view(tx.connection, meeting)).state.record
        if not await write_as(tx, meeting, voice, said, id, typed_by):
            return
        tx.record(
            HallQuestionPut(
                meeting=meeting,
                question=id,
                number=len(record.questions) + 1,
                department=said.department,
                text=said.text,
                stool=stool.number if stool else 0,
                by=typed_by,
            )
        )


def _whose(by: Member | None, stool: Stool | None) -> tuple[MeetingId, Voice]:
    if stool is not None:
        return stool.meeting, voice_of(stool.id)
    if by is None:
        raise NotHere("stool")
    return by.meeting, STAFF


async def reply(db: Database, by: Member, said: HallReplied, id: str, today: date) -> None:
    """Write down an answer, or by when there will be one. Also when all is closed: that is
    when a promise is kept."""
    check_replied(said, today)
    async with db.transaction() as tx:
        await load_for(tx, by)
        yard = await yard_view(tx.connection, by.meeting)
        question = yard.state.record.questions.get(said.question)
        if question is None:
            raise NotHere("question")
        if await is_known(tx, by.meeting, STAFF, said, id):
            return
        _check_may_reply(yard, question, said)
        entry = Entry(EntryId(id), stamp(tx.now), STAFF, by.name, said)
        await add_entry(tx.connection, by.meeting, entry)
        tx.record(_replied(by, question, said))


def _replied(by: Member, question: Question, said: HallReplied) -> Fact:
    if said.due:
        return HallAnswerPromised(
            meeting=by.meeting,
            question=question.id,
            number=question.number,
            who=said.who,
            due=said.due,
            words=said.words,
            by=by.name,
        )
    return HallQuestionAnswered(
        meeting=by.meeting,
        question=question.id,
        number=question.number,
        who=said.who,
        words=said.words,
        by=by.name,
    )


def _check_may_reply(yard: YardView, question: Question, said: HallReplied) -> None:
    """A confirmed record is not rewritten once it is closed: then promises are kept, and only
    those."""
    last = question.last
    is_kept_later = last is not None and bool(last.due) and not said.due
    if yard.consultation.phase is ConsultPhase.CLOSED and not is_kept_later:
        raise Refused("consult-closed")


async def confirm_record(db: Database, stool: Stool, id: str) -> None:
    """A participant confirms the record, by one tap."""
    async with db.transaction() as tx:
        await _check_ready(tx, stool.meeting)
        if await write(tx, stool, RecordConfirmed(), id, ""):
            tx.record(HallRecordChanged(meeting=stool.meeting, answers=1))


async def note_signed(db: Database, by: Member, stools: Sequence[Stool]) -> None:
    """Write down who has signed the printed list."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        yard = await _check_ready(tx, by.meeting)
        have = yard.state.record.confirmed
        new = [one for one in stools if voice_of(one.id) not in have]
        for stool in new:
            await write(tx, stool, RecordConfirmed(), new_entry_id(), by.name)
        if new:
            tx.record(HallRecordChanged(meeting=by.meeting, answers=len(new)))


async def object_to_record(
    db: Database, by: Member | None, stool: Stool, words: str, id: str
) -> None:
    """A participant says what in the record is not as it was; `by` types it for them."""
    check_words("words", words, OBJECTION_LENGTH)
    async with db.transaction() as tx:
        if by is not None:
            await load_for(tx, by)
        await _check_ready(tx, stool.meeting)
        typed_by = by.name if by else ""
        if await write(tx, stool, RecordObjected(words), id, typed_by):
            tx.record(
                HallRecordObjected(
                    meeting=stool.meeting, entry=id, stool=stool.number, text=words, by=typed_by
                )
            )


async def _check_ready(tx: Transaction, meeting: str) -> YardView:
    """A record can be confirmed when nothing in it is left open."""
    yard = await yard_view(tx.connection, meeting)
    check_record_ready(yard)
    return yard


def check_record_ready(yard: YardView) -> None:
    """Refuse before all that was said has its ending and its answer."""
    if yard.consultation.form is not ConsultForm.HALL:
        raise Refused("record-by-hands")
    is_open = any(point.ending is None for point in yard.points)
    is_empty = not yard.points and not yard.state.record.questions
    if is_open or is_empty or yard.consultation.phase is not ConsultPhase.RESOLVING:
        raise Refused("record-not-ready")
    check_all_adopted(yard.not_weighed)
    check_questions(yard.state.record)
