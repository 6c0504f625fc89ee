"""The SQL of consultations."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.consultation import Consultation, ConsultForm, ConsultPhase
from core.ids import MeetingId
from core.schema import Moment, metadata

consultations = sa.Table(
    "consultation",
    metadata,
    sa.Column("meeting", sa.ForeignKey("meeting.id"), primary_key=True),
    sa.Column("form", sa.String, nullable=False),
    sa.Column("topic", sa.String, nullable=False),
    sa.Column("grid", sa.String, nullable=False),
    sa.Column("phase", sa.String, nullable=False),
    sa.Column("closed_at", Moment),
)


async def find_consultation(connection: AsyncConnection, meeting: str) -> Consultation | None:
    query = sa.select(consultations).where(consultations.c.meeting == meeting)
    row: Any = (await connection.execute(query)).first()
    if row is None:
        return None
    return Consultation(
        meeting=MeetingId(row.meeting),
        form=ConsultForm(row.form),
        topic=row.topic,
        grid=row.grid,
        phase=ConsultPhase(row.phase),
        closed_at=row.closed_at,
    )


async def add_consultation(connection: AsyncConnection, values: dict[str, Any]) -> None:
    await connection.execute(sa.insert(consultations).values(**values))


async def save_consultation(connection: AsyncConnection, meeting: str, **changes: Any) -> None:
    await connection.execute(
        sa.update(consultations).where(consultations.c.meeting == meeting).values(**changes)
    )
