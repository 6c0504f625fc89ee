"""What can change about congress sessions, and how a meeting is made after another one."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId, new_id
from core.people import Role
from sessions import store as meetings
from sessions.agenda.commands import write_agenda
from sessions.agenda.store import load_items
from sessions.attendance.rollcall import Line
from sessions.commands import read_notice
from sessions.congress import store
from sessions.congress.events import MeetingTakenOver, SessionJoined, SessionLeft
from sessions.congress.session import (
    CongressSession,
    SessionId,
    Sitting,
    Take,
    check_room,
    check_session,
    in_order,
    taken_lines,
    taken_roster,
)
from sessions.events import MeetingCalled
from sessions.meeting import Meeting, Member

Lines = Sequence[tuple[int, Mapping[str, str]]]


async def form_session(db: Database, by: Member, title: str) -> SessionId:
    """A new session, whose first meeting is the one of this clerk."""
    title = check_session(title)
    async with db.transaction() as tx:
        if await store.find_session(tx.connection, by.meeting):
            raise Refused("session-already")
        meeting = await meetings.load_meeting(tx.connection, by.meeting)
        session = await _new_session(tx, title, meeting.congress)
        await _join(tx, by, by.meeting, session)
    return session.id


async def _new_session(tx: Transaction, title: str, congress: str) -> CongressSession:
    session = CongressSession(SessionId(new_id()), title, congress)
    await store.add_session(tx.connection, session, tx.now)
    return session


async def _join(
    tx: Transaction, by: Member, meeting: MeetingId, session: CongressSession
) -> None:
    await store.add_sitting(tx.connection, meeting, session.id)
    tx.record(
        SessionJoined(meeting=meeting, session=session.id, title=session.title, by=by.name)
    )


async def join_session(db: Database, by: Member, meeting: str) -> None:
    """Another meeting of which the person is clerk comes into the session of this one."""
    async with db.transaction() as tx:
        session, known = await _own_session(tx, by)
        other = await meetings.find_member(tx.connection, meeting, by.person)
        if other is None or Role.CLERK not in other[0].roles:
            raise NotHere("meeting")
        if await store.find_session(tx.connection, meeting):
            raise Refused("session-already")
        check_room(len(known))
        await _join(tx, by, other[0].meeting, session)


async def leave_session(db: Database, by: Member) -> None:
    """This meeting stands alone again."""
    async with db.transaction() as tx:
        session, _ = await _own_session(tx, by)
        await store.drop_sitting(tx.connection, by.meeting)
        tx.record(
            SessionLeft(meeting=by.meeting, session=session.id, title=session.title, by=by.name)
        )


async def _own_session(tx: Transaction, by: Member) -> tuple[CongressSession, list[Sitting]]:
    session = await store.find_session(tx.connection, by.meeting)
    if session is None:
        raise Refused("no-session")
    return session, await store.list_sittings(tx.connection, session.id, by.person)


async def take_over(
    db: Database,
    by: Member,
    values: Mapping[str, str],
    takes: Collection[Take],
    *,
    beside: bool,
) -> MeetingId:
    """A new meeting made after this one; `beside` it in its session, or alone."""
    notice = read_notice(values)
    async with db.transaction() as tx:
        session = None
        if beside:
            session, known = await _own_session(tx, by)
            check_room(len(known))
        source = await meetings.load_meeting(tx.connection, by.meeting)
        made = await _copy(tx, by, source, notice, takes)
        if session is not None:
            await _join(tx, by, made, session)
    return made


async def take_over_session(
    db: Database, by: Member, title: str, takes: Collection[Take]
) -> tuple[MeetingId, ...]:
    """A new session with all meetings of this one whose clerk the person is, without days."""
    title = check_session(title)
    async with db.transaction() as tx:
        old, known = await _own_session(tx, by)
        session = await _new_session(tx, title, old.congress)
        made = []
        for one in in_order(known):
            if Role.CLERK not in one.roles:
                continue
            mine = await meetings.find_member(tx.connection, one.meeting.id, by.person)
            assert mine is not None, "whoever has a role is on the roster"
            notice = _same_notice(one.meeting, takes)
            made.append(await _copy(tx, mine[0], one.meeting, notice, takes))
            await _join(tx, by, made[-1], session)
    return tuple(made)


def _same_notice(meeting: Meeting, takes: Collection[Take]) -> dict[str, str]:
    starts = meeting.starts if Take.TIMES in takes else ""
    notice = {"title": meeting.title, "congress": meeting.congress, "place": meeting.place}
    return read_notice(notice | {"held_on": "", "date": "", "starts": starts})


async def lay_out(
    db: Database, by: Member, plans: Sequence[tuple[str, Lines]], takes: Collection[Take]
) -> tuple[MeetingId, ...]:
    """The meetings of a template, each with its agenda, in the session of this meeting."""
    async with db.transaction() as tx:
        session, known = await _own_session(tx, by)
        check_room(len(known), len(plans))
        source = await meetings.load_meeting(tx.connection, by.meeting)
        made = []
        for title, lines in plans:
            notice = _same_notice(source, ()) | {"title": title}
            meeting = await _copy(tx, by, source, notice, set(takes) - {Take.AGENDA})
            await write_agenda(tx, by, meeting, lines)
            await _join(tx, by, meeting, session)
            made.append(meeting)
    return tuple(made)


def _row(meeting: MeetingId, line: Line, position: int) -> dict[str, Any]:
    return meetings.new_member(
        meeting,
        line.person,
        line.roles,
        position,
        delegation=line.delegation,
        seat=line.seat,
        id_tail=line.id_tail,
        kind=line.kind,
        unit=line.unit,
    )


async def _copy(
    tx: Transaction,
    by: Member,
    source: Meeting,
    notice: dict[str, str],
    takes: Collection[Take],
) -> MeetingId:
    meeting = MeetingId(new_id())
    await meetings.add_meeting(tx.connection, meeting, notice, tx.now)
    tx.record(MeetingCalled(meeting=meeting, by=by.name, **notice))
    roster = taken_roster(await meetings.list_lines(tx.connection, source.id), by, takes)
    rows = [_row(meeting, one, position) for position, one in enumerate(roster)]
    await meetings.add_members(tx.connection, rows)
    lines = taken_lines(await load_items(tx.connection, source.id), takes)
    if lines:
        await write_agenda(tx, by, meeting, lines)
    tx.record(
        MeetingTakenOver(
            meeting=meeting,
            source=source.id,
            source_title=source.title,
            takes=sorted(takes),
            items=len(lines),
            people=len(roster),
            by=by.name,
        )
    )
    return meeting
