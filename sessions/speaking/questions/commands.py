"""A deputy puts a question; a department answers, or says by when it will."""

from core.database import Database, Transaction
from core.errors import Forbidden, NotHere, Refused
from core.ids import new_id
from core.people import Role
from sessions import store as sessions
from sessions.agenda import store as agenda
from sessions.meeting import MeetingPhase, Member
from sessions.speaking.events import AnswerPromised, QuestionAnswered, QuestionPut
from sessions.speaking.questions import store
from sessions.speaking.questions.question import (
    ANSWER_LENGTH,
    MOST_OPEN,
    TEXT_LENGTH,
    UNIT_LENGTH,
    QuestionState,
    addressee,
    check_answer,
    check_due,
)


async def put_question(db: Database, by: Member, item: str, unit: str, text: str) -> str:
    """Put a question under an item. Gives its name; the same words twice are one question."""
    text = _written(text, "text", TEXT_LENGTH)
    unit = _written(unit, "unit", UNIT_LENGTH)
    async with db.transaction() as tx:
        if Role.DEPUTY not in by.roles:
            raise Forbidden("not-your-move", then="question", roles=[str(Role.DEPUTY)])
        title = await _title(tx, by, item)
        known = await store.list_questions(tx.connection, by.meeting)
        mine = [one for one in known if one.person == by.person]
        for one in mine:
            if (one.item, one.unit, one.text) == (item, unit, text):
                return one.id
        if sum(one.state is QuestionState.OPEN for one in mine) >= MOST_OPEN:
            raise Refused("questions-open", most=MOST_OPEN)
        lines = await sessions.list_lines(tx.connection, by.meeting)
        told = {
            "item": item,
            "title": title,
            "person": by.person,
            "name": by.name,
            "delegation": by.delegation,
            "unit": unit,
            "text": text,
        }
        question = new_id()
        values = told | {
            "id": question,
            "meeting": by.meeting,
            "addressee": addressee(lines, unit),
            "state": QuestionState.OPEN,
            "answer": "",
            "answered_by": "",
            "due_on": "",
            "asked_at": tx.now,
        }
        await store.add_question(tx.connection, values)
        tx.record(QuestionPut(meeting=by.meeting, question=question, **told))
    return question


def _written(text: str, field: str, most: int) -> str:
    text = text.strip()
    if not text:
        raise Refused("field-empty", field=field)
    if len(text) > most:
        raise Refused("field-too-long", field=field, most=most, length=len(text))
    return text


async def _title(tx: Transaction, by: Member, item: str) -> str:
    if (await sessions.load_meeting(tx.connection, by.meeting)).phase is MeetingPhase.CLOSED:
        raise Refused("meeting-closed")
    for one in await agenda.load_items(tx.connection, by.meeting):
        if one.id == item:
            return one.title
    raise NotHere("item")


async def answer_question(db: Database, by: Member, question: str, answer: str) -> None:
    """Note what was answered. Also after the meeting: a promise is kept later."""
    answer = _written(answer, "answer", ANSWER_LENGTH)
    async with db.transaction() as tx:
        known = await store.load_question(tx.connection, by.meeting, question)
        check_answer(known, by, QuestionState.ANSWERED)
        await store.save_question(
            tx.connection,
            question,
            state=QuestionState.ANSWERED,
            answer=answer,
            answered_by=by.name,
            answered_at=tx.now,
        )
        tx.record(
            QuestionAnswered(meeting=by.meeting, question=question, answer=answer, by=by.name)
        )


async def promise_answer(
    db: Database, by: Member, question: str, due_on: str, note: str = ""
) -> None:
    """Say by when it will be answered."""
    note = note.strip()[:TEXT_LENGTH]
    async with db.transaction() as tx:
        known = await store.load_question(tx.connection, by.meeting, question)
        check_answer(known, by, QuestionState.PROMISED)
        day = check_due(due_on, tx.now.date())
        await store.save_question(
            tx.connection,
            question,
            state=QuestionState.PROMISED,
            answer=note,
            answered_by=by.name,
            due_on=day,
        )
        tx.record(
            AnswerPromised(
                meeting=by.meeting, question=question, due_on=day, note=note, by=by.name
            )
        )
