"""The SQL of notices. Who has read one is kept nowhere."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.ids import MeetingId, NoticeId
from core.schema import Moment, metadata
from sessions.notices.notice import Notice, To

notices = sa.Table(
    "notice",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("to", sa.String, nullable=False),
    sa.Column("delegation", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
)


def _notice(row: Any) -> Notice:
    return Notice(
        id=NoticeId(row.id),
        meeting=MeetingId(row.meeting),
        number=row.number,
        at=row.at,
        text=row.text,
        to=To(row.to),
        delegation=row.delegation,
        by=row.by,
        reason=row.reason,
    )


async def list_notices(connection: AsyncConnection, meeting: str) -> list[Notice]:
    """All of a meeting in the order they were given."""
    rows = await connection.execute(
        sa.select(notices).where(notices.c.meeting == meeting).order_by(notices.c.number)
    )
    return [_notice(row) for row in rows]


async def load_notice(connection: AsyncConnection, meeting: str, notice: str) -> Notice:
    query = sa.select(notices).where(notices.c.meeting == meeting, notices.c.id == notice)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("notice")
    return _notice(row)


async def add_notice(connection: AsyncConnection, values: dict[str, Any]) -> None:
    await connection.execute(sa.insert(notices).values(**values))


async def save_notice(connection: AsyncConnection, notice: str, **changes: Any) -> None:
    await connection.execute(sa.update(notices).where(notices.c.id == notice).values(**changes))


async def count_changes(connection: AsyncConnection, meeting: str) -> int:
    """A number that is another after each notice and each withdrawal."""
    query = sa.select(
        sa.func.count() + sa.func.count(sa.func.nullif(notices.c.reason, ""))
    ).where(notices.c.meeting == meeting)
    return (await connection.execute(query)).scalar_one()
