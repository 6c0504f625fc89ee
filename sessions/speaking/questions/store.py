"""The SQL of questions."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.ids import ItemId, MeetingId, PersonId
from core.schema import Moment, metadata
from sessions.speaking.questions.question import Question, QuestionState

questions = sa.Table(
    "question",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    # No foreign key: an item that is taken off the agenda leaves what was asked.
    sa.Column("item", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("person", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("delegation", sa.String, nullable=False),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("addressee", sa.String),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("answer", sa.String, nullable=False),
    sa.Column("answered_by", sa.String, nullable=False),
    sa.Column("due_on", sa.String, nullable=False),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("answered_at", Moment),
)


def _question(row: Any) -> Question:
    return Question(
        id=row.id,
        meeting=MeetingId(row.meeting),
        item=ItemId(row.item),
        title=row.title,
        person=PersonId(row.person),
        name=row.name,
        delegation=row.delegation,
        unit=row.unit,
        addressee=PersonId(row.addressee) if row.addressee else None,
        text=row.text,
        state=QuestionState(row.state),
        asked_at=row.asked_at,
        answer=row.answer,
        answered_by=row.answered_by,
        due_on=row.due_on,
        answered_at=row.answered_at,
    )


async def list_questions(connection: AsyncConnection, meeting: str) -> list[Question]:
    """In the order in which they were put."""
    query = sa.select(questions).where(questions.c.meeting == meeting)
    rows = await connection.execute(query.order_by(questions.c.asked_at, questions.c.id))
    return [_question(row) for row in rows]


async def load_question(connection: AsyncConnection, meeting: str, question: str) -> Question:
    query = sa.select(questions).where(questions.c.meeting == meeting)
    row = (await connection.execute(query.where(questions.c.id == question))).first()
    if row is None:
        raise NotHere("question")
    return _question(row)


async def add_question(connection: AsyncConnection, values: dict[str, Any]) -> None:
    await connection.execute(sa.insert(questions).values(**values))


async def save_question(connection: AsyncConnection, question: str, **changes: Any) -> None:
    which = questions.c.id == question
    await connection.execute(sa.update(questions).where(which).values(**changes))
