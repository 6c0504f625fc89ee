"""What is due for deletion, and when the rest will be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sessions.hygiene import store
from sessions.hygiene.due import Due, ripe_people
from sessions.meeting import Meeting
from sessions.retention import SHORT, Retention, Term, due_on, is_due, terms_when


@dataclass(frozen=True, slots=True)
class TermOf:
    """A class of data of one meeting: when its term is over, if it ever is."""

    term: Term
    due_at: datetime | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Ripe:
    """What may be deleted now: of these people, of these meetings."""

    persons: frozenset[str]
    meetings: tuple[str, ...]
    due: Due


def terms_of(
    meeting: Meeting, at: datetime, chosen: Retention = Retention.PERMANENT
) -> list[TermOf]:
    """The terms of a meeting; `chosen` is how long its archive is kept."""
    closed = meeting.closed_at
    return [
        TermOf(
            term,
            due_on(closed, term.months) if closed and term.months is not None else None,
            is_due(term, closed, at),
        )
        for term in terms_when(chosen)
    ]


async def all_meetings(connection: AsyncConnection) -> Sequence[Meeting]:
    return await store.list_all_meetings(connection)


async def ripe(
    connection: AsyncConnection, at: datetime, meeting: str = "", but: str = ""
) -> Ripe:
    """What is due, in one meeting or (without one) in all; `but` is a person to be spared.

    Somebody of two meetings is kept until the later one's term is over.
    """
    known = await store.list_all_meetings(connection)
    over = {one.id for one in known if one.closed_at and due_on(one.closed_at, SHORT) <= at}
    needed = await store.list_members_of(
        connection, [one.id for one in known if one.id not in over]
    )
    found = ripe_people(await store.list_last_seen(connection), needed | {but}, at)
    if meeting:
        over &= {meeting}
        found &= await store.list_members_of(connection, [meeting]) if over else set()
    due = await store.count_due(connection, found, sorted(over))
    return Ripe(frozenset(found), tuple(sorted(over)), due)
