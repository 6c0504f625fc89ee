"""The SQL of photos: which ones any event names."""

import json

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schema import journal
from followup.event import MilestoneDone, Reported, Verified

TELLING = tuple(kind.__name__ for kind in (MilestoneDone, Reported, Verified))


async def named_photos(connection: AsyncConnection) -> set[str]:
    """Of all matters of the house. What no event names was left behind by a form."""
    query = sa.select(journal.c.facts).where(journal.c.kind.in_(TELLING))
    rows = await connection.execute(query)
    return {one["sha256"] for row in rows for one in json.loads(row.facts).get("files", ())}
