"""Hall consultations: what is prepared beforehand, and the page that everybody can read."""

from datetime import date
from typing import Any

from starlette.responses import Response

from consult import queries as consult
from consult.consultation import ConsultForm, ConsultPhase
from consult.experts.queries import all_experts
from consult.hall import commands
from consult.hall.adoption import Adoption
from consult.hall.department import NAME_LENGTH, PERSON_LENGTH, WORDS_LENGTH, InviteReply
from consult.hall.notice import (
    BACKGROUND_LENGTH,
    DAYS_AHEAD,
    ORGANISER_LENGTH,
    QUESTIONS_LENGTH,
    Notice,
    ahead,
    day_of,
)
from consult.hall.picking import REASON_LENGTH, Conflict
from consult.hall.queries import Prepared, prepared
from core.errors import NotHere, Refused
from sessions import queries as sessions
from sessions.queries import MeetingView
from web.access import Who, act, page
from web.visit import Visit

M = "/m/{meeting:str}"
H = f"{M}/desk/consult/hall"
ONE = f"{H}/departments/{{department:str}}"
LENGTHS = {
    "background": BACKGROUND_LENGTH,
    "questions": QUESTIONS_LENGTH,
    "organiser": ORGANISER_LENGTH,
    "name": NAME_LENGTH,
    "person": PERSON_LENGTH,
    "words": WORDS_LENGTH,
    "reason": REASON_LENGTH,
}


def today(visit: Visit) -> date:
    return visit.house.db.clock().astimezone(visit.house.settings.zone).date()


def in_time(visit: Visit, view: MeetingView, known: Prepared) -> dict[str, Any]:
    """How many days before the meeting the notice and the papers were out."""
    held = day_of(view.meeting.date, view.meeting.held_on)
    zone = visit.house.settings.zone
    notice = known.notice.published_at if known.notice else None
    return {
        "held": held,
        "needed": DAYS_AHEAD,
        "notice_ahead": ahead(notice, held, zone),
        "papers_ahead": [ahead(one, held, zone) for one in known.papers],
    }


async def desk(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        yard = await consult.yard_view(connection, visit.me.meeting)
        known = await prepared(connection, visit.me.meeting)
        pool = await all_experts(connection)
    picked = {one.expert for one in known.picks}
    return visit.render(
        "consult/hall.html",
        view=view,
        yard=yard,
        known=known,
        pool=[one for one in pool if one.id not in picked],
        today=today(visit).isoformat(),
        lengths=LENGTHS,
        InviteReply=InviteReply,
        Conflict=Conflict,
        **in_time(visit, view, known),
    )


async def write(visit: Visit) -> Response:
    """Kept as a draft, or published."""
    form = visit.form
    out = form.is_ticked("publish")
    written = Notice(
        background=form.prose("background", BACKGROUND_LENGTH, needed=out),
        questions=form.prose("questions", QUESTIONS_LENGTH, needed=out),
        organiser=form.text("organiser", ORGANISER_LENGTH, needed=out),
    )
    form.check()
    zone = visit.house.settings.zone
    await commands.write_notice(visit.house.db, visit.me, written, zone, out=out)
    return _back(visit, "notice")


def _back(visit: Visit, place: str) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/hall#{place}")


async def invite(visit: Visit) -> Response:
    form = visit.form
    name, person = form.text("name", NAME_LENGTH), form.text("person", PERSON_LENGTH)
    typed = form.text("invited_on", 10)
    form.check()
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused("date-unreadable", field="invited_on", typed=typed) from None
    await commands.invite(visit.house.db, visit.me, name, person, day)
    return _back(visit, "departments")


async def reply(visit: Visit) -> Response:
    form = visit.form
    answer = form.choice("reply", InviteReply)
    person = form.text("person", PERSON_LENGTH, needed=False)
    words = form.text("words", WORDS_LENGTH, needed=False)
    form.check()
    department = visit.path("department")
    await commands.note_reply(visit.house.db, visit.me, department, answer, person, words)
    return _back(visit, "departments")


async def drop_department(visit: Visit) -> Response:
    await commands.drop_department(visit.house.db, visit.me, visit.path("department"))
    return _back(visit, "departments")


async def pick(visit: Visit) -> Response:
    expert = visit.form.text("expert", 64)
    reason = visit.form.text("reason", REASON_LENGTH, needed=False)
    visit.form.check()
    await commands.pick_expert(visit.house.db, visit.me, expert, reason)
    return _back(visit, "experts")


async def drop_expert(visit: Visit) -> Response:
    await commands.drop_expert(visit.house.db, visit.me, visit.path("pick"))
    return _back(visit, "experts")


async def front(visit: Visit) -> Response:
    """What everybody may read: before the meeting, and what came of it."""
    meeting = visit.path("meeting")
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, meeting)
        view = await sessions.meeting_view(connection, meeting)
        known = await prepared(connection, meeting)
    is_out = known.notice is not None and known.notice.published_at is not None
    if not is_out and yard.consultation.phase is ConsultPhase.GATHERING:
        raise NotHere("notice")
    public = [one for one in yard.points if one.is_public]
    return visit.render(
        "consult/hall_public.html",
        view=view,
        yard=yard,
        known=known,
        is_out=is_out,
        public=public,
        hidden=len(yard.points) - len(public),
        is_hall=yard.consultation.form is ConsultForm.HALL,
        Adoption=Adoption,
        today=today(visit),
        **in_time(visit, view, known),
    )


routes = [
    page(H, desk, Who.CONVENER),
    act(f"{H}/notice", write, Who.CONVENER, again=desk),
    act(f"{H}/departments", invite, Who.CONVENER, again=desk),
    act(ONE, reply, Who.CONVENER, again=desk),
    act(f"{ONE}/drop", drop_department, Who.CONVENER, again=desk),
    act(f"{H}/experts", pick, Who.CONVENER, again=desk),
    act(f"{H}/experts/{{pick:str}}/drop", drop_expert, Who.CONVENER, again=desk),
    page(f"{M}/hall", front, Who.ANYONE),
]
