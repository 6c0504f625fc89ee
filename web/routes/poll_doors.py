"""Doors of polls without a badge: the public page, the letter's link, the answer card."""

from asyncio import to_thread
from functools import partial

from starlette.responses import Response

from consult.poll import export
from consult.poll import queries as polls
from consult.poll.asking import commands as asking
from consult.poll.card import code_of
from consult.poll.poll import SEATED, SEATING, PanelPlace
from consult.poll.queries import PollView
from consult.poll.report import Report
from consult.poll.seating import commands as seating
from core.errors import NotHere
from core.spreadsheet import write_csv, write_xlsx
from sessions import queries as sessions
from web.access import Who, act, page
from web.downloads import attachment, shown
from web.poll_words import stratum_words
from web.visit import Visit


async def public(visit: Visit) -> Response:
    """The hash, the seed, the draw by stratum and the report, for anybody."""
    view = await view_poll(visit)
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, view.poll.meeting)
    return visit.render(
        "consult/poll/public.html",
        view=view,
        meeting=meeting,
        report=view.report,
        stratum=partial(stratum_words, visit.language),
    )


async def view_poll(visit: Visit) -> PollView:
    async with visit.house.db.reading() as connection:
        return await polls.public_poll(connection, visit.path("poll"))


async def public_list(visit: Visit) -> Response:
    """The published list exactly as it was hashed."""
    return shown("list.txt", polls.public_list(await view_poll(visit)).encode())


async def report_csv(visit: Visit) -> Response:
    return attachment("report.csv", write_csv(export.report_rows(await _report(visit))))


async def report_xlsx(visit: Visit) -> Response:
    rows = export.report_rows(await _report(visit))
    return attachment("report.xlsx", await to_thread(write_xlsx, rows, "report"))


async def _report(visit: Visit) -> Report:
    found = (await view_poll(visit)).report
    if found is None:
        raise NotHere("poll")
    return found


def _invited(visit: Visit) -> tuple[str, int]:
    found = visit.house.signer.invitation_of(visit.path("invitation"))
    if found is None:
        raise NotHere("person")
    return found


async def letter(visit: Visit) -> Response:
    """Will you come? Only the button answers, for chat apps open links by themselves."""
    async with visit.house.db.reading() as connection:
        known = await polls.invitation(connection, *_invited(visit))
        meeting = await sessions.load_meeting(connection, known.poll.meeting)
    return visit.render(
        "consult/poll/invited.html",
        known=known,
        meeting=meeting,
        may_reply=known.poll.phase in SEATING and known.person.place in SEATED,
        PanelPlace=PanelPlace,
    )


async def reply(visit: Visit) -> Response:
    comes = visit.form.values.get("comes") == "yes"
    await seating.reply(visit.house.db, *_invited(visit), comes)
    return visit.go(f"/invited/{visit.path('invitation')}")


async def sheet(visit: Visit) -> Response:
    """The questionnaire behind a card; it never shows what the card answered."""
    code = code_of(visit.path("sheet"))
    async with visit.house.db.reading() as connection:
        found = await polls.sheet(connection, code)
    done = visit.request.query_params.get("done", "")
    response = visit.render("consult/poll/sheet.html", sheet=found, code=code, done=done)
    response.headers["cache-control"] = "no-store"
    return response


async def answer(visit: Visit) -> Response:
    code = code_of(visit.path("sheet"))
    wave = visit.form.text("wave", 10)
    visit.form.check()
    await asking.answer(visit.house.db, code, visit.form.values, wave)
    return visit.go(f"/q/{code}?done=1")


routes = [
    page("/poll/{poll:str}", public, Who.ANYONE),
    page("/poll/{poll:str}/list.txt", public_list, Who.ANYONE),
    page("/poll/{poll:str}/report.csv", report_csv, Who.ANYONE),
    page("/poll/{poll:str}/report.xlsx", report_xlsx, Who.ANYONE),
    page("/invited/{invitation:str}", letter, Who.ANYONE),
    act("/invited/{invitation:str}", reply, Who.ANYONE, again=letter),
    page("/q/{sheet:str}", sheet, Who.ANYONE),
    page("/Q/{sheet:str}", sheet, Who.ANYONE),
    act("/q/{sheet:str}", answer, Who.ANYONE, again=sheet),
    act("/Q/{sheet:str}", answer, Who.ANYONE, again=sheet),
]
