"""The SQL of the big screens."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import MeetingId, ScreenId
from core.schema import Moment, metadata
from sessions.screens.screen import Look, Picture, Ratio, Screen, Shows, Theme
from sessions.store import meetings

screens = sa.Table(
    "screen",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("theme", sa.String, nullable=False),
    sa.Column("ratio", sa.String, nullable=False),
    sa.Column("is_large", sa.Boolean, nullable=False),
    sa.Column("shows", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("round", sa.String, nullable=False),
    sa.Column("until", Moment),
    sa.Column("band", sa.String, nullable=False),
    sa.Column("is_blank", sa.Boolean, nullable=False),
    sa.Column("edition", sa.Integer, nullable=False),
)


def _screen(row: Any) -> Screen:
    return Screen(
        id=ScreenId(row.id),
        meeting=MeetingId(row.meeting),
        position=row.position,
        look=Look(row.name, Theme(row.theme), Ratio(row.ratio), row.is_large),
        picture=Picture(Shows(row.shows), row.text, row.round, row.until),
        band=row.band,
        is_blank=row.is_blank,
        edition=row.edition,
    )


async def list_screens(connection: AsyncConnection, meeting: str) -> list[Screen]:
    """Those that were ever set; the main one may be missing."""
    rows = await connection.execute(sa.select(screens).where(screens.c.meeting == meeting))
    return [_screen(row) for row in rows]


async def find_screens(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, Screen]:
    rows = await connection.execute(sa.select(screens).where(screens.c.id.in_(ids)))
    return {row.id: _screen(row) for row in rows}


async def known_meetings(connection: AsyncConnection, ids: Sequence[str]) -> list[MeetingId]:
    """Those of the ids that are meetings: each has its main screen, kept or not."""
    query = sa.select(meetings.c.id).where(meetings.c.id.in_(ids))
    return [MeetingId(row.id) for row in await connection.execute(query)]


async def keep_screen(connection: AsyncConnection, screen: Screen) -> None:
    """The screen as a whole, in the place of what was kept of it."""
    await drop_screen(connection, screen.id)
    look, picture = screen.look, screen.picture
    row = {
        "id": screen.id,
        "meeting": screen.meeting,
        "position": screen.position,
        "name": look.name,
        "theme": look.theme,
        "ratio": look.ratio,
        "is_large": look.is_large,
        "shows": picture.shows,
        "text": picture.text,
        "round": picture.round,
        "until": picture.until,
        "band": screen.band,
        "is_blank": screen.is_blank,
        "edition": screen.edition,
    }
    await connection.execute(sa.insert(screens).values(**row))


async def drop_screen(connection: AsyncConnection, screen: str) -> None:
    await connection.execute(sa.delete(screens).where(screens.c.id == screen))
