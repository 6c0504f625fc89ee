"""The yard: a stool's card and phone, the page of those who record, and the big screen."""

from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, Response
from starlette.routing import WebSocketRoute

from consult import queries as consult
from consult.contribution import commands as contribution
from consult.contribution.commands import new_entry_id
from consult.contribution.said import WITNESS_LENGTH, Voice
from consult.ladder.queries import referrals
from consult.online.voices import person_voice
from consult.queries import YardView
from consult.reactions.commands import React
from consult.reactions.queries import my_reactions
from consult.reactions.reaction import Opinion
from consult.resolution.entries import Appraisal
from consult.stools.commands import join_stool
from consult.stools.queries import load_stool, stool_of_card
from consult.stools.stool import voice_of
from consult.ties.queries import ties_of
from core.errors import NotHere
from core.people import Role
from sessions import queries as sessions
from sessions.queries import secret_hash
from web.access import Who, act, page
from web.followed import came_of_said
from web.fragments import Hall, hall
from web.hub import Audience
from web.live import LiveDoor
from web.recordings import MOST_SAID
from web.saying import FORM, asked_back, check_pace, read_said
from web.uploads import upload
from web.visit import Visit

M = "/m/{meeting:str}"
S = f"{M}/stool"
BENCH = f"{M}/consult"


async def card(visit: Visit) -> Response:
    """Whose card this is, and what became of its words. A GET joins nothing: chat apps fetch
    links ahead of people. A year later it is still the page to look things up."""
    async with visit.house.db.reading() as connection:
        stool, bound = await stool_of_card(connection, visit.path("card"))
        yard = await consult.yard_view(connection, stool.meeting)
        view = await sessions.meeting_view(connection, stool.meeting)
        ways = await referrals(connection, visit.house.db.clock(), stool.meeting)
        badge = await _badge(visit, connection, stool.meeting)
        tied = await ties_of(connection, stool.meeting)
    device = visit.house.signer.device(visit.request)
    is_mine = bool(device) and bound == secret_hash(device or "")
    mine = [one for one in yard.all_heard if one.voice == voice_of(stool.id)]
    answer = visit.render(
        "consult/card.html",
        stool=stool,
        yard=yard,
        view=view,
        mine=mine,
        came=await came_of_said(visit, yard, mine),
        is_mine=is_mine,
        badge=badge is not None,
        is_one_voice=badge is not None and tied.get(badge) == voice_of(stool.id),
        ways={one.referral.entry: one for one in ways},
        new_id=new_entry_id,
        Appraisal=Appraisal,
        is_taken=stool.joined_at is not None and not is_mine,
    )
    answer.headers["x-robots-tag"] = "noindex"
    return answer


async def _badge(visit: Visit, connection: AsyncConnection, meeting: str) -> Voice | None:
    """The voice of the badge that this browser is signed in with, if it has one here."""
    if visit.holder is None:
        return None
    member = await sessions.find_member(connection, meeting, visit.holder.person)
    has_voice = member is not None and Role.AUDITOR not in member.roles
    return person_voice(visit.holder.person) if has_voice else None


async def join(visit: Visit) -> Response:
    house = visit.house
    house.tries.count(secret_hash(visit.path("card")))
    device = house.signer.device(visit.request) or house.signer.new_device()
    seat = await join_stool(house.db, visit.path("card"), device)
    response = visit.go(f"/m/{seat.meeting}/stool")
    house.signer.set_device(response, device, visit.is_secure)
    house.signer.set_seat(response, seat, visit.is_secure)
    return response


async def phone(visit: Visit) -> Response:
    """What a resident sees: what was said, and four ways to say something."""
    return await _phone(visit)


async def _phone(visit: Visit, **again: Any) -> Response:
    stool = visit.seat
    shown, yard = await look(visit, stool.meeting, Audience.STOOL)
    async with visit.house.db.reading() as connection:
        mine = await my_reactions(connection, stool.meeting, voice_of(stool.id))
    return visit.render(
        "consult/phone.html",
        hall=shown,
        yard=yard,
        stool=stool,
        mine=mine,
        own=[one for one in yard.all_heard if one.voice == voice_of(stool.id)],
        entry=new_entry_id(),
        **(FORM | again),
    )


async def say(visit: Visit) -> Response:
    entry, said = await read_said(visit)
    visit.form.check()
    check_pace(visit)
    asked = await asked_back(visit, visit.seat, said, entry)
    if asked is not None:
        return await _phone(visit, **asked)
    await contribution.contribute(visit.house.db, visit.seat, said, entry)
    return visit.go(f"/m/{visit.seat.meeting}/stool?sent=1")


async def react(visit: Visit) -> Response:
    value = visit.form.choice("opinion", Opinion)
    visit.form.check()
    stool, statement = visit.seat, visit.path("statement")
    id = visit.form.values.get("entry") or new_entry_id()
    ask = React(stool.meeting, statement, voice_of(stool.id), value, id)
    await visit.house.reacting.put(ask)
    return visit.go(f"/m/{stool.meeting}/stool#s-{statement}")


async def bench(visit: Visit) -> Response:
    """For who records: stools as big buttons, and the form of the one that was pressed."""
    return await _bench(visit)


async def _bench(visit: Visit, **again: Any) -> Response:
    shown, yard = await look(visit, visit.me.meeting, Audience.BENCH)
    asked = visit.form.values.get("stool") or visit.request.query_params.get("stool", "")
    stool = next((one for one in yard.stools if one.id == asked), None)
    return visit.render(
        "consult/bench.html",
        hall=shown,
        yard=yard,
        stool=stool,
        entry=new_entry_id(),
        **(FORM | again),
    )


async def record(visit: Visit) -> Response:
    entry, said = await read_said(visit)
    said = replace(
        said,
        read_back=visit.form.is_ticked("read_back"),
        witness=visit.form.text("witness", WITNESS_LENGTH, needed=False),
    )
    asked = visit.form.text("stool")
    visit.form.check()
    async with visit.house.db.reading() as connection:
        stool = await load_stool(connection, visit.me.meeting, asked)
    again = await asked_back(visit, stool, said, entry, visit.me.name)
    if again is not None:
        return await _bench(visit, **again)
    await contribution.contribute(visit.house.db, stool, said, entry, visit.me.name)
    return visit.go(f"/m/{visit.me.meeting}/consult")


async def board(visit: Visit) -> Response:
    """The big screen in the yard, by the link of the meeting's main screen."""
    if visit.screen is None:
        raise NotHere("screen")
    shown, yard = await look(visit, visit.screen.meeting, Audience.YARD)
    house = visit.house
    context = {"visit": visit, "hall": shown, "yard": yard, "audience": Audience.YARD}
    return HTMLResponse(house.pages.render(visit.language, "consult/board.html", **context))


async def look(visit: Visit, meeting: str, audience: Audience) -> tuple[Hall, YardView]:
    """What the living parts of a screen of the yard show now."""
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, meeting, visit.house.boxes, {audience})
    if shown.yard is None:
        raise NotHere("consultation")
    return shown, shown.yard


routes = [
    page("/t/{card:str}", card, Who.ANYONE),
    page("/T/{card:str}", card, Who.ANYONE),
    act("/t/{card:str}", join, Who.ANYONE, again=card),
    act("/T/{card:str}", join, Who.ANYONE, again=card),
    page(S, phone, Who.STOOL),
    upload(f"{S}/say", say, Who.STOOL, again=phone, most=MOST_SAID),
    act(f"{S}/said/{{statement:str}}/react", react, Who.STOOL, again=phone),
    page(BENCH, bench, Who.CONVENER),
    upload(f"{BENCH}/say", record, Who.CONVENER, again=bench, most=MOST_SAID),
    page("/s/{token:str}/consult", board, Who.SCREEN),
    WebSocketRoute("/s/{token:str}/consult/live", LiveDoor(Who.SCREEN, Audience.YARD)),
    WebSocketRoute(f"{M}/live/stool", LiveDoor(Who.STOOL, Audience.STOOL)),
    WebSocketRoute(f"{M}/live/bench", LiveDoor(Who.CONVENER, Audience.BENCH)),
]
