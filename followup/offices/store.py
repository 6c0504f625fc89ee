"""The SQL of the working-day calendar: what an office corrected."""

from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schema import metadata
from followup.calendar import Special

# Only what an office wrote: `followup.holidays` is the ground under it.
workdays = sa.Table(
    "workday",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("is_workday", sa.Boolean, nullable=False),
    sa.Column("source", sa.String, nullable=False),
)


async def list_workdays(connection: AsyncConnection) -> list[Special]:
    rows = await connection.execute(sa.select(workdays).order_by(workdays.c.day))
    return [Special(row.day, row.is_workday, row.source) for row in rows]


async def save_workday(connection: AsyncConnection, one: Special) -> None:
    await connection.execute(sa.insert(workdays).prefix_with("OR REPLACE").values(asdict(one)))
