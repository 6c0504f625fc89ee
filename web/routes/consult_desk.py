"""Setting up a consultation: its form, its stools and their cards, its phases."""

from asyncio import to_thread
from collections.abc import Sequence

from starlette.responses import Response

from consult import commands
from consult import queries as consult
from consult.consultation import MOST_STOOLS, TOPIC_LENGTH, ConsultForm, ConsultPhase
from consult.contribution.entry import Entry
from consult.contribution.said import Voice
from consult.courier.freight import loads, named
from consult.courier.queries import entries_of
from consult.grids.grid import LENGTHS, Level, within
from consult.grids.queries import all_grids
from consult.online.voices import person_voice
from consult.reactions.queries import count_voices
from consult.stools import commands as stools
from consult.stools.queries import load_stool
from consult.stools.stool import NAME_LENGTH, AgeBand, Sex, voice_of
from consult.ties.queries import ties_of
from sessions import queries as sessions
from web.access import Who, act, page
from web.qr import qr_svg, stool_link
from web.visit import Visit

M = "/m/{meeting:str}"
DESK = f"{M}/desk/consult"
GRID_LENGTH = LENGTHS["code"]
STOOL = f"{DESK}/stools/{{stool:str}}"


async def desk(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        yard = await consult.find_yard(connection, visit.me.meeting)
        grids = await all_grids(connection)
        entries = await entries_of(connection, visit.me.meeting)
        cards, badges = await count_voices(connection, visit.me.meeting)
        tied = await ties_of(connection, visit.me.meeting)
    return visit.render(
        "consult/desk.html",
        view=view,
        yard=yard,
        grids=[one for one in grids if one.level is not Level.HOUSEHOLD],
        cards=cards,
        badges=badges,
        tied=len(tied),
        loads=await to_thread(_loads, visit, entries),
        seats=within(grids, yard.consultation.grid) if yard else (),
        board=f"/s/{visit.house.signer.screen_token(visit.me.meeting)}/consult",
        ConsultForm=ConsultForm,
        most=MOST_STOOLS,
        topic_length=TOPIC_LENGTH,
    )


def _loads(visit: Visit, entries: Sequence[Entry]) -> int:
    """How many files it takes to carry all recordings."""
    return len(loads(visit.house.recordings.sizes(named(entries))))


async def set_up(visit: Visit) -> Response:
    form = visit.form.choice("kind", ConsultForm)
    topic = visit.form.text("topic", TOPIC_LENGTH)
    grid = visit.form.text("grid", needed=False)
    visit.form.check()
    await commands.set_up(visit.house.db, visit.me, form, topic, grid)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult")


async def move(visit: Visit) -> Response:
    then = visit.form.choice("phase", ConsultPhase)
    visit.form.check()
    await commands.move_on(visit.house.db, visit.me, then)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult")


async def cards(visit: Visit) -> Response:
    """The answer to this POST is the sheet: the codes exist nowhere else."""
    count = visit.form.number("count", 1, MOST_STOOLS)
    again = visit.form.is_ticked("unused")
    visit.form.check()
    codes = await stools.print_cards(visit.house.db, visit.me, count, unused_too=again)
    return await _sheet(visit, sorted(codes.items()))


async def reissue(visit: Visit) -> Response:
    stool, code = await stools.reissue_stool(visit.house.db, visit.me, visit.path("stool"))
    return await _sheet(visit, [(stool.number, code)])


async def _sheet(visit: Visit, codes: Sequence[tuple[int, str]]) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        yard = await consult.yard_view(connection, visit.me.meeting)
    drawn = await to_thread(_cards, visit.origin, codes)
    response = visit.render("consult/cards.html", view=view, yard=yard, cards=drawn)
    response.headers["cache-control"] = "no-store"
    return response


def _cards(origin: str, codes: Sequence[tuple[int, str]]) -> list[tuple[int, str, str]]:
    links = [(number, stool_link(origin, code)) for number, code in codes]
    return [(number, qr_svg(link), link) for number, link in links]


async def stool(visit: Visit) -> Response:
    """One stool: who sits there, its card, its phone."""
    async with visit.house.db.reading() as connection:
        found = await load_stool(connection, visit.me.meeting, visit.path("stool"))
        yard = await consult.yard_view(connection, visit.me.meeting)
        grids = await all_grids(connection)
        roster = await sessions.roster(connection, visit.me.meeting)
        tied = await ties_of(connection, visit.me.meeting)
    badges = {person_voice(one.person): one for one in roster if "auditor" not in one.roles}
    mine = (badge for badge, stool in tied.items() if stool == voice_of(found.id))
    return visit.render(
        "consult/stool.html",
        stool=found,
        badges=[one for badge, one in badges.items() if badge not in tied],
        tied=badges.get(next(mine, Voice(""))),
        yard=yard,
        seats=within(grids, yard.consultation.grid),
        Sex=Sex,
        AgeBand=AgeBand,
        most=NAME_LENGTH,
    )


async def note(visit: Visit) -> Response:
    form = visit.form
    household = form.text("household", NAME_LENGTH, needed=False)
    name = form.text("name", NAME_LENGTH, needed=False)
    sex = form.choice("sex", Sex) if form.values.get("sex") else None
    age = form.choice("age_band", AgeBand) if form.values.get("age_band") else None
    grid = form.text("grid", GRID_LENGTH, needed=False)
    form.check()
    at = visit.path("stool")
    await stools.note_resident(visit.house.db, visit.me, at, household, name, sex, age, grid)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/stools/{at}")


async def sit(visit: Visit) -> Response:
    """Many stools at once: who sits together comes from one grid."""
    first = visit.form.number("first", 1, MOST_STOOLS)
    last = visit.form.number("last", 1, MOST_STOOLS)
    grid = visit.form.text("seats", GRID_LENGTH, needed=False)
    visit.form.check()
    await stools.sit_in_grid(visit.house.db, visit.me, first, last, grid)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult#grids")


async def release(visit: Visit) -> Response:
    at = visit.path("stool")
    await stools.release_stool(visit.house.db, visit.me, at)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/stools/{at}")


routes = [
    page(DESK, desk, Who.CONVENER),
    act(DESK, set_up, Who.CONVENER, again=desk),
    act(f"{DESK}/phase", move, Who.CONVENER, again=desk),
    act(f"{DESK}/cards", cards, Who.CONVENER, again=desk),
    act(f"{DESK}/seats", sit, Who.CONVENER, again=desk),
    page(STOOL, stool, Who.CONVENER),
    act(STOOL, note, Who.CONVENER, again=stool),
    act(f"{STOOL}/reissue", reissue, Who.CONVENER, again=stool),
    act(f"{STOOL}/release", release, Who.CONVENER, again=stool),
]
