"""Talking in the yard: the leader's tablet, the phones' asking, and the set for paper only."""

import re
from datetime import datetime, time
from hashlib import sha256

from starlette.responses import Response

from consult import queries as consult
from consult.contribution.commands import new_entry_id
from consult.contribution.said import ContributionKind
from consult.queries import YardView
from consult.stools.queries import stools_of
from consult.talk import commands as talk
from consult.talk.commands import Noted, Speaker, of_member, of_stool
from core.errors import Refused
from sessions import queries as sessions
from web.access import Who, act, page
from web.forms import BadForm
from web.hub import Audience
from web.routes.consult_yard import look, phone
from web.visit import Visit

M = "/m/{meeting:str}"
T = f"{M}/consult/talk"
S = f"{M}/stool/talk"
WHO_LENGTH = 60
LINES = 12  # of the sheet that are typed in at once
TIME = re.compile(r"([01]?\d|2[0-3])[:：.]([0-5]\d)", re.ASCII)
SPOKEN = re.compile(r"(\d{1,2})[:：.]([0-5]\d)", re.ASCII)


async def desk(visit: Visit) -> Response:
    """Who speaks, who comes next, who has not been heard: one tablet leads the talk."""
    shown, yard = await look(visit, visit.me.meeting, Audience.BENCH)
    return visit.render("consult/talk.html", hall=shown, yard=yard, most=WHO_LENGTH)


async def _speaker(visit: Visit, typed: str, field: str = "who") -> Speaker:
    """Who is meant: the number of a stool, or the name of a member of the roster."""
    async with visit.house.db.reading() as connection:
        stools = await stools_of(connection, visit.me.meeting)
        roster = await sessions.roster(connection, visit.me.meeting)
    number = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    stool = next((one for one in stools if one.number == number), None)
    if stool:
        return of_stool(stool)
    found = [one for one in roster if one.name == typed]
    if len(found) != 1:
        code = "several-found" if found else "talk-nobody-found"
        raise Refused(code, field=field, typed=typed)
    return of_member(visit.me.meeting, found[0].person, found[0].name)


async def add(visit: Visit) -> Response:
    """For somebody without a phone: asks to speak, replies directly, or passes."""
    typed = visit.form.text("who", WHO_LENGTH)
    visit.form.check()
    speaker, word = await _speaker(visit, typed), visit.form.values.get("word")
    house, by = visit.house, visit.me.name
    if word == "pass":
        await talk.pass_(house.db, speaker, new_entry_id(), by)
    else:
        await talk.ask(house.db, speaker, new_entry_id(), by, replies=word == "reply")
    return _back(visit)


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/consult/talk")


async def call(visit: Visit) -> Response:
    entry = visit.form.text("entry", 32)
    visit.form.check()
    await talk.call_next(visit.house.db, visit.me, entry, new_entry_id())
    return _back(visit)


async def stop(visit: Visit) -> Response:
    turn = visit.form.text("turn", 32)
    visit.form.check()
    await talk.stop(visit.house.db, visit.me, turn)
    return _back(visit)


async def drop(visit: Visit) -> Response:
    entry = visit.form.text("entry", 32)
    visit.form.check()
    await talk.drop(visit.house.db, visit.me, entry)
    return _back(visit)


async def seats(visit: Visit) -> Response:
    """Which stools are taken: one tick for each."""
    ticked = {name.removeprefix("here-") for name in visit.form.values if name[:5] == "here-"}
    await talk.note_seats(visit.house.db, visit.me, ticked)
    return _back(visit)


async def end(visit: Visit) -> Response:
    await talk.end(visit.house.db, visit.me)
    return _back(visit)


async def paper(visit: Visit) -> Response:
    """The printable set: list of stools to tick, slips, and the sheet for hands."""
    view, yard = await _read(visit)
    return visit.render(
        "consult/talk_paper.html", view=view, yard=yard, ContributionKind=ContributionKind
    )


async def _read(visit: Visit) -> tuple[sessions.MeetingView, YardView]:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        return view, await consult.yard_view(connection, visit.me.meeting)


async def typing(visit: Visit) -> Response:
    """Type in the list that was kept on paper."""
    _, yard = await _read(visit)
    return visit.render(
        "consult/talk_typing.html",
        yard=yard,
        lines=range(LINES),
        entry=new_entry_id(),
        today=visit.house.db.clock().astimezone(visit.house.settings.zone).date().isoformat(),
        done=visit.request.query_params.get("done", ""),
    )


async def type_in(visit: Visit) -> Response:
    form = visit.form
    batch, day = form.text("entry", 32), _day(visit)
    form.check()
    lines: list[Noted] = []
    refusals: list[Refused] = []
    for number in range(LINES):
        if not form.values.get(f"who-{number}", "").strip():
            continue
        try:
            lines.append(await _line(visit, number, day))
        except Refused as refusal:
            refusals.append(refusal)
    if not lines and not refusals:
        refusals.append(Refused("field-empty", field="who-0"))
    if refusals:
        raise BadForm(refusals)
    ids = [sha256(f"{batch}/{n}".encode()).hexdigest()[:32] for n in range(len(lines))]
    await talk.type_in(visit.house.db, visit.me, lines, ids)
    return visit.go(f"/m/{visit.me.meeting}/consult/talk/typed?done={len(lines)}")


def _day(visit: Visit) -> datetime:
    typed = visit.form.text("day", 10)
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=visit.house.settings.zone)
    except ValueError:
        raise Refused("talk-day-unreadable", field="day", typed=typed) from None


async def _line(visit: Visit, number: int, day: datetime) -> Noted:
    """One line: who, when, and how long; no length: they passed."""
    values = visit.form.values
    who, began, spoken = (
        values.get(f"{name}-{number}", "").strip() for name in ("who", "began", "spoken")
    )
    speaker = await _speaker(visit, who[:WHO_LENGTH], f"who-{number}")
    at = TIME.fullmatch(began)
    if at is None:
        raise Refused("talk-time-unreadable", field=f"began-{number}", typed=began[:20])
    moment = datetime.combine(day.date(), time(int(at[1]), int(at[2])), day.tzinfo)
    if values.get(f"passed-{number}"):
        return Noted(speaker, moment, None)
    length = SPOKEN.fullmatch(spoken)
    if length is None:
        raise Refused("talk-spoken-unreadable", field=f"spoken-{number}", typed=spoken[:20])
    return Noted(speaker, moment, 60 * int(length[1]) + int(length[2]))


async def ask_here(visit: Visit) -> Response:
    await talk.ask(visit.house.db, of_stool(visit.seat), new_entry_id())
    return _home(visit)


async def withdraw_here(visit: Visit) -> Response:
    await talk.withdraw(visit.house.db, of_stool(visit.seat), new_entry_id())
    return _home(visit)


async def pass_here(visit: Visit) -> Response:
    await talk.pass_(visit.house.db, of_stool(visit.seat), new_entry_id())
    return _home(visit)


def _home(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.seat.meeting}/stool")


routes = [
    page(T, desk, Who.CONVENER),
    act(f"{T}/add", add, Who.CONVENER, again=desk),
    act(f"{T}/call", call, Who.CONVENER, again=desk),
    act(f"{T}/stop", stop, Who.CONVENER, again=desk),
    act(f"{T}/drop", drop, Who.CONVENER, again=desk),
    act(f"{T}/seats", seats, Who.CONVENER, again=desk),
    act(f"{T}/end", end, Who.CONVENER, again=desk),
    page(f"{T}/paper", paper, Who.CONVENER),
    page(f"{T}/typed", typing, Who.CONVENER),
    act(f"{T}/typed", type_in, Who.CONVENER, again=typing),
    act(f"{S}/ask", ask_here, Who.STOOL, again=phone),
    act(f"{S}/withdraw", withdraw_here, Who.STOOL, again=phone),
    act(f"{S}/pass", pass_here, Who.STOOL, again=phone),
]
