"""The record of a hall consultation: questions and answers, and who confirms it."""

from typing import Any

from starlette.responses import Response

from consult import queries as consult
from consult.contribution.commands import new_entry_id
from consult.contribution.said import EntryId, Moderated
from consult.hall.department import NAME_LENGTH
from consult.hall.queries import prepared
from consult.hall.record import commands
from consult.hall.record.commands import check_record_ready
from consult.hall.record.said import (
    ANSWER_LENGTH,
    OBJECTION_LENGTH,
    QUESTION_LENGTH,
    WHO_LENGTH,
    HallAsked,
    HallReplied,
)
from consult.queries import YardView
from consult.remarks.commands import REASON_LENGTH, moderate
from consult.resolution.resolution import Point
from consult.stools.queries import load_stool, stools_of
from consult.stools.stool import Stool, voice_of
from core.errors import Refused
from sessions import queries as sessions
from web.access import Who, act, page
from web.routes.consult_hall import today
from web.saying import check_pace
from web.visit import Visit

M = "/m/{meeting:str}"
H = f"{M}/desk/consult/hall"
Q = f"{H}/questions"
R = f"{H}/record"
S = f"{M}/stool/record"
LENGTHS = {
    "text": QUESTION_LENGTH,
    "words": ANSWER_LENGTH,
    "who": WHO_LENGTH,
    "objection": OBJECTION_LENGTH,
}


async def questions(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, visit.me.meeting)
        known = await prepared(connection, visit.me.meeting)
    return visit.render(
        "consult/hall_questions.html",
        yard=yard,
        known=known,
        lengths=LENGTHS,
        entry=new_entry_id(),
        today=today(visit),
    )


async def ask(visit: Visit) -> Response:
    form = visit.form
    said = HallAsked(
        text=form.prose("text", QUESTION_LENGTH),
        department=form.text("department", NAME_LENGTH, needed=False),
    )
    asked, id = form.text("stool", 64, needed=False), form.values.get("entry", "")
    form.check()
    stool = await _stool(visit, asked) if asked else None
    await commands.ask(visit.house.db, visit.me, stool, said, id)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/hall/questions#q-{id}")


async def _stool(visit: Visit, asked: str) -> Stool:
    async with visit.house.db.reading() as connection:
        return await load_stool(connection, visit.me.meeting, asked)


async def reply(visit: Visit) -> Response:
    """The answer itself, or (`later`) the day by which there will be one."""
    form, question, later = visit.form, visit.path("asked"), visit.form.is_ticked("later")
    said = HallReplied(
        question=question,
        words=form.prose("words", ANSWER_LENGTH, needed=not later),
        who=form.text("who", WHO_LENGTH),
        due=form.text("due", 10) if later else "",
    )
    form.check()
    id = form.values.get("entry", "")
    await commands.reply(visit.house.db, visit.me, said, id, today(visit))
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/hall/questions#q-{question}")


async def hide(visit: Visit) -> Response:
    """A question or an objection is hidden from everybody, or shown again."""
    form = visit.form
    reason = form.text("reason", REASON_LENGTH)
    form.check()
    target = EntryId(visit.path("asked"))
    said = Moderated(target, reason, form.is_ticked("hides"))
    await moderate(visit.house.db, visit.me, said, new_entry_id())
    back = "record" if form.values.get("back") == "record" else "questions"
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/hall/{back}")


async def ask_page(visit: Visit) -> Response:
    """A participant's phone: all questions, and the form to ask one."""
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, visit.seat.meeting)
        known = await prepared(connection, visit.seat.meeting)
    return visit.render(
        "consult/hall_ask.html",
        yard=yard,
        known=known,
        stool=visit.seat,
        entry=new_entry_id(),
        most=QUESTION_LENGTH,
        today=today(visit),
    )


async def ask_by_phone(visit: Visit) -> Response:
    form = visit.form
    text = form.prose("text", QUESTION_LENGTH)
    department = form.text("department", NAME_LENGTH, needed=False)
    form.check()
    check_pace(visit)
    id = form.values.get("entry", "")
    await commands.ask(visit.house.db, None, visit.seat, HallAsked(text, department), id)
    return visit.go(f"/m/{visit.seat.meeting}/stool/questions?sent=1")


def _ready(yard: YardView) -> Refused | None:
    """What is still in the way of confirming, in the words of its refusal."""
    try:
        check_record_ready(yard)
    except Refused as refusal:
        return refusal
    return None


async def desk(visit: Visit) -> Response:
    return visit.render("consult/hall_record.html", **await _record(visit))


async def sheet(visit: Visit) -> Response:
    """The list that is signed by those without a phone."""
    return visit.render("consult/hall_sheet.html", **await _record(visit))


async def _record(visit: Visit) -> dict[str, Any]:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        yard = await consult.yard_view(connection, visit.me.meeting)
    return {
        "view": view,
        "yard": yard,
        "in_the_way": _ready(yard),
        "entry": new_entry_id(),
        "lengths": LENGTHS,
    }


async def signed(visit: Visit) -> Response:
    """Who has signed on paper: a tick for each."""
    async with visit.house.db.reading() as connection:
        stools = await stools_of(connection, visit.me.meeting)
    ticked = [one for one in stools if visit.form.is_ticked(f"stool-{one.number}")]
    await commands.note_signed(visit.house.db, visit.me, ticked)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/hall/record")


async def object_for(visit: Visit) -> Response:
    form = visit.form
    asked, words = form.text("stool", 64), form.prose("words", OBJECTION_LENGTH)
    form.check()
    stool, id = await _stool(visit, asked), form.values.get("entry", "")
    await commands.object_to_record(visit.house.db, visit.me, stool, words, id)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/hall/record")


async def on_phone(visit: Visit) -> Response:
    """The whole record on a participant's phone, with one button under it."""
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.seat.meeting)
        yard = await consult.yard_view(connection, visit.seat.meeting)
    voice = voice_of(visit.seat.id)
    return visit.render(
        "consult/hall_phone.html",
        view=view,
        yard=yard,
        stool=visit.seat,
        public=[one for one in yard.points if one.is_public or voice in _voices(one)],
        in_the_way=_ready(yard),
        entry=new_entry_id(),
        most=OBJECTION_LENGTH,
        today=today(visit),
    )


def _voices(point: Point) -> set[str]:
    return {one.voice for one in point.parts}


async def confirm(visit: Visit) -> Response:
    id = visit.form.values.get("entry", "")
    await commands.confirm_record(visit.house.db, visit.seat, id)
    return visit.go(f"/m/{visit.seat.meeting}/stool/record?sent=1")


async def object_by_phone(visit: Visit) -> Response:
    words = visit.form.prose("words", OBJECTION_LENGTH)
    visit.form.check()
    id = visit.form.values.get("entry", "")
    await commands.object_to_record(visit.house.db, None, visit.seat, words, id)
    return visit.go(f"/m/{visit.seat.meeting}/stool/record?sent=1")


routes = [
    page(Q, questions, Who.CONVENER),
    act(Q, ask, Who.CONVENER, again=questions),
    act(f"{Q}/{{asked:str}}", reply, Who.CONVENER, again=questions),
    act(f"{Q}/{{asked:str}}/hide", hide, Who.CONVENER, again=questions),
    page(f"{M}/stool/questions", ask_page, Who.STOOL),
    act(f"{M}/stool/questions", ask_by_phone, Who.STOOL, again=ask_page),
    page(R, desk, Who.CONVENER),
    act(R, signed, Who.CONVENER, again=desk),
    act(f"{R}/objections", object_for, Who.CONVENER, again=desk),
    page(f"{R}/sheet", sheet, Who.CONVENER),
    page(S, on_phone, Who.STOOL),
    act(S, confirm, Who.STOOL, again=on_phone),
    act(f"{S}/objections", object_by_phone, Who.STOOL, again=on_phone),
]
