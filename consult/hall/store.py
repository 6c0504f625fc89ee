"""The SQL of hall consultations: what is prepared before anybody speaks."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.hall.department import Department, InviteReply
from consult.hall.notice import Notice
from consult.hall.picking import Pick
from core.errors import NotHere
from core.schema import Moment, metadata

notices = sa.Table(
    "hall_notice",
    metadata,
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), primary_key=True),
    sa.Column("background", sa.Text, nullable=False),
    sa.Column("questions", sa.Text, nullable=False),
    sa.Column("organiser", sa.String, nullable=False),
    sa.Column("published_at", Moment),
    sa.Column("corrected_at", Moment),
)
departments = sa.Table(
    "hall_department",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), nullable=False, index=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("person", sa.String, nullable=False),
    sa.Column("invited_on", sa.String, nullable=False),
    sa.Column("reply", sa.String, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
)
picks = sa.Table(
    "hall_expert",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), nullable=False, index=True),
    sa.Column("expert", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("fields", sa.String, nullable=False),  # parted by 、
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.UniqueConstraint("meeting", "expert"),
)


async def find_notice(connection: AsyncConnection, meeting: str) -> Notice | None:
    query = sa.select(notices).where(notices.c.meeting == meeting)
    row: Any = (await connection.execute(query)).first()
    if row is None:
        return None
    return Notice(
        row.background, row.questions, row.organiser, row.published_at, row.corrected_at
    )


async def save_notice(connection: AsyncConnection, meeting: str, notice: Notice) -> None:
    values = {
        "background": notice.background,
        "questions": notice.questions,
        "organiser": notice.organiser,
        "published_at": notice.published_at,
        "corrected_at": notice.corrected_at,
    }
    query = insert(notices).values(meeting=meeting, **values)
    await connection.execute(
        query.on_conflict_do_update(index_elements=["meeting"], set_=values)
    )


def _department(row: Any) -> Department:
    return Department(
        row.id, row.name, row.person, row.invited_on, InviteReply(row.reply), row.words
    )


async def list_departments(connection: AsyncConnection, meeting: str) -> list[Department]:
    query = sa.select(departments).where(departments.c.meeting == meeting)
    rows = await connection.execute(query.order_by(departments.c.seq))
    return [_department(row) for row in rows]


async def load_department(connection: AsyncConnection, meeting: str, id: str) -> Department:
    query = sa.select(departments).where(
        departments.c.meeting == meeting, departments.c.id == id
    )
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("department")
    return _department(row)


async def add_department(connection: AsyncConnection, meeting: str, one: Department) -> None:
    await connection.execute(
        sa.insert(departments).values(
            meeting=meeting,
            id=one.id,
            name=one.name,
            person=one.person,
            invited_on=one.invited_on,
            reply=one.reply,
            words=one.words,
        )
    )


async def save_reply(connection: AsyncConnection, one: Department) -> None:
    values = {"reply": one.reply, "person": one.person, "words": one.words}
    await connection.execute(
        sa.update(departments).where(departments.c.id == one.id).values(**values)
    )


async def drop_department(connection: AsyncConnection, id: str) -> None:
    await connection.execute(sa.delete(departments).where(departments.c.id == id))


async def list_picks(connection: AsyncConnection, meeting: str) -> list[Pick]:
    query = sa.select(picks).where(picks.c.meeting == meeting).order_by(picks.c.seq)
    return [
        Pick(row.id, row.expert, row.name, tuple(row.fields.split("、")), row.unit, row.reason)
        for row in await connection.execute(query)
    ]


async def save_pick(connection: AsyncConnection, meeting: str, pick: Pick) -> None:
    """Picked again, it is the same pick with another reason."""
    query = insert(picks).values(
        meeting=meeting,
        id=pick.id,
        expert=pick.expert,
        name=pick.name,
        fields="、".join(pick.fields),
        unit=pick.unit,
        reason=pick.reason,
    )
    await connection.execute(
        query.on_conflict_do_update(
            index_elements=["meeting", "expert"], set_={"reason": pick.reason}
        )
    )


async def drop_pick(connection: AsyncConnection, id: str) -> None:
    await connection.execute(sa.delete(picks).where(picks.c.id == id))
