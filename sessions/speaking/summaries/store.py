"""The SQL of summaries."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import MeetingId, PersonId
from core.schema import Moment, metadata
from sessions.speaking.summaries.summary import Summary, SummaryState

summaries = sa.Table(
    "summary",
    metadata,
    sa.Column("turn", sa.String, primary_key=True),  # the journal's name for it
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("person", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("correction", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("settled_at", Moment),
)


async def list_summaries(
    connection: AsyncConnection, meeting: str, person: str | None = None
) -> dict[str, Summary]:
    """By turn; of one speaker, or of all."""
    query = sa.select(summaries).where(summaries.c.meeting == meeting)
    if person is not None:
        query = query.where(summaries.c.person == person)
    return {row.turn: _summary(row) for row in await connection.execute(query)}


async def find_summary(connection: AsyncConnection, meeting: str, turn: str) -> Summary | None:
    return (await list_summaries(connection, meeting)).get(turn)


def _summary(row: Any) -> Summary:
    return Summary(
        turn=row.turn,
        meeting=MeetingId(row.meeting),
        person=PersonId(row.person),
        text=row.text,
        correction=row.correction,
        state=SummaryState(row.state),
        settled_at=row.settled_at,
    )


async def put_summary(connection: AsyncConnection, values: dict[str, Any]) -> None:
    """A new one, or another text and state for the turn's."""
    which = summaries.c.turn == values["turn"]
    changed = await connection.execute(sa.update(summaries).where(which).values(**values))
    if not changed.rowcount:
        await connection.execute(sa.insert(summaries).values(correction="", **values))


async def save_summary(connection: AsyncConnection, turn: str, **changes: Any) -> None:
    which = summaries.c.turn == turn
    await connection.execute(sa.update(summaries).where(which).values(**changes))
