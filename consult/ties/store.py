"""The SQL of ties: at most one badge for a stool, and one stool for a badge."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.said import Voice
from core.schema import metadata

ties = sa.Table(
    "voice_tie",
    metadata,
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), primary_key=True),
    sa.Column("stool", sa.String, primary_key=True),  # both as voices
    sa.Column("badge", sa.String, nullable=False),
    sa.UniqueConstraint("meeting", "badge"),
)


async def list_ties(connection: AsyncConnection, meeting: str) -> dict[Voice, Voice]:
    """The stool's voice by that of the badge."""
    rows = await connection.execute(sa.select(ties).where(ties.c.meeting == meeting))
    return {Voice(row.badge): Voice(row.stool) for row in rows}


async def add_tie(
    connection: AsyncConnection, meeting: str, stool: Voice, badge: Voice
) -> None:
    values = {"meeting": meeting, "stool": stool, "badge": badge}
    await connection.execute(sa.insert(ties).values(**values))


async def drop_tie(connection: AsyncConnection, meeting: str, stool: Voice) -> None:
    mine = (ties.c.meeting == meeting) & (ties.c.stool == stool)
    await connection.execute(sa.delete(ties).where(mine))
