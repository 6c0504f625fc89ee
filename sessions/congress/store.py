"""The SQL of congress sessions."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.schema import Moment, metadata
from sessions.congress.session import CongressSession, SessionId, Sitting
from sessions.store import meeting_of, meetings, members, roles_of

sessions = sa.Table(
    "congress_session",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("congress", sa.String, nullable=False),
    sa.Column("formed_at", Moment, nullable=False),
)

sittings = sa.Table(
    "sitting",
    metadata,
    sa.Column("meeting", sa.ForeignKey("meeting.id"), primary_key=True),
    sa.Column("session", sa.ForeignKey("congress_session.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
)


async def add_session(
    connection: AsyncConnection, session: CongressSession, now: datetime
) -> None:
    row = {"id": session.id, "title": session.title, "congress": session.congress}
    await connection.execute(sa.insert(sessions).values(**row, formed_at=now))


async def load_session(connection: AsyncConnection, session: str) -> CongressSession:
    query = sa.select(sessions).where(sessions.c.id == session)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("session")
    return CongressSession(SessionId(row.id), row.title, row.congress)


async def find_session(connection: AsyncConnection, meeting: str) -> CongressSession | None:
    """The session that a meeting belongs to, if it does."""
    query = (
        sa.select(sessions)
        .join(sittings, sittings.c.session == sessions.c.id)
        .where(sittings.c.meeting == meeting)
    )
    row = (await connection.execute(query)).first()
    return CongressSession(SessionId(row.id), row.title, row.congress) if row else None


async def list_sittings(
    connection: AsyncConnection, session: str, person: str
) -> list[Sitting]:
    """All meetings of a session, each with the roles that this person has in it."""
    mine = sa.and_(members.c.meeting == meetings.c.id, members.c.person == person)
    rows = await connection.execute(
        sa.select(meetings, sittings.c.position, members.c.roles)
        .join(sittings, sittings.c.meeting == meetings.c.id)
        .outerjoin(members, mine)
        .where(sittings.c.session == session)
    )
    return [Sitting(meeting_of(row), row.position, roles_of(row.roles or "")) for row in rows]


async def list_mine(
    connection: AsyncConnection, session: str, persons: Sequence[str]
) -> dict[str, list[Sitting]]:
    """For each of these persons the meetings of a session on whose roster they are."""
    rows = await connection.execute(
        sa.select(meetings, sittings.c.position, members.c.roles, members.c.person)
        .join(sittings, sittings.c.meeting == meetings.c.id)
        .join(members, members.c.meeting == meetings.c.id)
        .where(sittings.c.session == session, members.c.person.in_(persons))
    )
    found: dict[str, list[Sitting]] = {}
    for row in rows:
        sitting = Sitting(meeting_of(row), row.position, roles_of(row.roles))
        found.setdefault(row.person, []).append(sitting)
    return found


async def list_together(connection: AsyncConnection, meeting: str) -> list[str]:
    """The meetings of this one's session in their order; this one alone without a session."""
    session = sa.select(sittings.c.session).where(sittings.c.meeting == meeting)
    query = sa.select(sittings.c.meeting).where(sittings.c.session.in_(session))
    rows = await connection.execute(query.order_by(sittings.c.position))
    return [row.meeting for row in rows] or [meeting]


async def add_sitting(connection: AsyncConnection, meeting: str, session: str) -> None:
    last = sa.select(sa.func.max(sittings.c.position)).where(sittings.c.session == session)
    position = ((await connection.execute(last)).scalar() or 0) + 1
    row = {"meeting": meeting, "session": session, "position": position}
    await connection.execute(sa.insert(sittings).values(**row))


async def drop_sitting(connection: AsyncConnection, meeting: str) -> None:
    await connection.execute(sa.delete(sittings).where(sittings.c.meeting == meeting))
