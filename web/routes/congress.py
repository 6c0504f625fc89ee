"""The clerk's page of a congress session, and meetings that are made after others."""

from starlette.responses import Response

from core.errors import Forbidden
from core.people import Role
from sessions import queries as sessions
from sessions.agenda.templates import SESSIONS
from sessions.congress import commands, queries
from sessions.congress.session import TITLE_LENGTH, Take
from sessions.queries import Member
from web.access import Who, act, page
from web.agenda_words import plans_of
from web.routes.desk import DESK
from web.routes.meeting import notice_of
from web.visit import Visit

SESSION = f"{DESK}/session"
USUAL = frozenset({Take.AGENDA, Take.ROSTER, Take.OFFICES, Take.SEATS})


async def session(visit: Visit) -> Response:
    """The meetings of the session, and all that can be made of this one."""
    me = visit.me
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, me.meeting)
        found = await queries.session_of(connection, me.meeting, me.person)
        mine = await sessions.my_meetings(connection, me.person)
        free = [
            meeting
            for meeting, roles in mine
            if found is not None
            and Role.CLERK in roles.split(",")
            and meeting.id not in {one.meeting.id for one in found.sittings}
            and await queries.session_of(connection, meeting.id, me.person) is None
        ]
    return visit.render(
        "sessions/session.html",
        view=view,
        found=found,
        free=free,
        feed=_feed(visit, found),
        Take=Take,
        usual=USUAL,
        templates=SESSIONS,
    )


def _feed(visit: Visit, found: queries.SessionView | None) -> str:
    if found is None:
        return ""
    return f"/calendars/{visit.house.signer.calendar_token('session', found.session.id)}"


def _to_session(visit: Visit, meeting: str = "") -> Response:
    return visit.go(f"/m/{meeting or visit.me.meeting}/desk/session")


def _caller(visit: Visit) -> Member:
    """The clerk, who must also be one of those who may call new meetings."""
    if visit.holder is None or not visit.holder.may_call:
        raise Forbidden("not-your-door")
    return visit.me


def _takes(visit: Visit) -> frozenset[Take]:
    return frozenset(one for one in Take if visit.form.is_ticked(f"take-{one}"))


async def form_session(visit: Visit) -> Response:
    title = visit.form.text("session", TITLE_LENGTH)
    visit.form.check()
    await commands.form_session(visit.house.db, visit.me, title)
    return _to_session(visit)


async def join_session(visit: Visit) -> Response:
    meeting = visit.form.text("meeting", 40)
    visit.form.check()
    await commands.join_session(visit.house.db, visit.me, meeting)
    return _to_session(visit)


async def leave_session(visit: Visit) -> Response:
    await commands.leave_session(visit.house.db, visit.me)
    return _to_session(visit)


async def add_sitting(visit: Visit) -> Response:
    """A further meeting of this session."""
    return await _made(visit, beside=True)


async def take_over(visit: Visit) -> Response:
    """A meeting of its own, made after this one."""
    return await _made(visit, beside=False)


async def _made(visit: Visit, *, beside: bool) -> Response:
    by, values = _caller(visit), notice_of(visit)
    takes = _takes(visit)
    made = await commands.take_over(visit.house.db, by, values, takes, beside=beside)
    return visit.go(f"/m/{made}/desk")


async def take_over_session(visit: Visit) -> Response:
    by, title = _caller(visit), visit.form.text("session", TITLE_LENGTH)
    visit.form.check()
    made = await commands.take_over_session(visit.house.db, by, title, _takes(visit))
    return _to_session(visit, made[0])


async def lay_out(visit: Visit) -> Response:
    by, plans = _caller(visit), plans_of(visit.language, visit.path("template"))
    await commands.lay_out(visit.house.db, by, plans, _takes(visit))
    return _to_session(visit)


routes = [
    page(SESSION, session, Who.CLERK),
    act(SESSION, form_session, Who.CLERK, again=session),
    act(f"{SESSION}/join", join_session, Who.CLERK, again=session),
    act(f"{SESSION}/leave", leave_session, Who.CLERK, again=session),
    act(f"{SESSION}/meetings", add_sitting, Who.CLERK, again=session),
    act(f"{SESSION}/after", take_over, Who.CLERK, again=session),
    act(f"{SESSION}/next", take_over_session, Who.CLERK, again=session),
    act(f"{SESSION}/templates/{{template:str}}", lay_out, Who.CLERK, again=session),
]
