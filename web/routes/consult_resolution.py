"""What becomes of each contribution: endings, the reading, the hands, and the sheets."""

from asyncio import to_thread
from typing import Any

from starlette.responses import HTMLResponse, Response

from consult import queries as consult
from consult.contribution.commands import new_entry_id
from consult.grids.grid import DEPTH, Level
from consult.hall.adoption import REASON_LENGTH, Adoption
from consult.ladder.queries import referrals
from consult.queries import YardView
from consult.resolution import commands
from consult.resolution.entries import (
    MOST_PRESENT,
    NAME_LENGTH,
    WORDS_LENGTH,
    Appraisal,
    Assent,
    Confirmed,
    Disposed,
    Dissented,
    Ending,
    Handled,
)
from consult.resolution.resolution import CONFIRMS, endings, home_level, point_of, resolution
from consult.stools.queries import load_stool, stool_of_card
from core.errors import NotHere
from sessions import queries as sessions
from sessions.queries import secret_hash
from web.access import Who, act, page
from web.documents.model import A4_FORM
from web.documents.scribe import Scribe
from web.documents.shelf import Shape, write_document
from web.downloads import attachment, shown
from web.followed import came_of_said
from web.fragments import hall
from web.hub import Audience
from web.routes.consult_hall import today
from web.visit import Visit

M = "/m/{meeting:str}"
R = f"{M}/desk/consult/resolution"
ONE = f"{R}/of/{{statement:str}}"
SEEN_LENGTH = 200


async def _known(visit: Visit, meeting: str) -> dict[str, Any]:
    """What every page of the resolution shows."""
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, meeting)
        yard = await consult.yard_view(connection, meeting)
        ways = await referrals(connection, visit.house.db.clock(), meeting)
    points = resolution(yard.state)
    return {
        "view": view,
        "yard": yard,
        "points": points,
        "open": [one for one in points if one.ending is None],
        "endings": endings(points),
        "ways": {one.referral.entry: one for one in ways},
        "Ending": Ending,
        "Adoption": Adoption,
        "Assent": Assent,
        "confirms": yard.consultation.form in CONFIRMS,
    }


async def overview(visit: Visit) -> Response:
    known = await _known(visit, visit.me.meeting)
    token = visit.house.signer.screen_token(visit.me.meeting)
    return visit.render(
        "consult/resolution.html",
        **known,
        entry=new_entry_id(),
        most=WORDS_LENGTH,
        most_present=len(known["yard"].stools) or MOST_PRESENT,
        screen=f"/s/{token}/consult/resolution",
    )


async def one(visit: Visit) -> Response:
    """One contribution: what became of it, the form for that, and what was done since."""
    known = await _known(visit, visit.me.meeting)
    yard: YardView = known["yard"]
    point = point_of(yard.state, visit.path("statement"))
    if point is None:
        raise NotHere("contribution")
    home = home_level(yard.grid)
    return visit.render(
        "consult/resolution_one.html",
        **known,
        point=point,
        came=(await came_of_said(visit, yard, [point.first])).get(point.first.id),
        entry=new_entry_id(),
        levels=[level for level in reversed(Level) if DEPTH[level] < DEPTH[home]],
        lengths={
            "words": WORDS_LENGTH,
            "name": NAME_LENGTH,
            "seen": SEEN_LENGTH,
            "reason": REASON_LENGTH,
        },
        today=today(visit).isoformat(),
        Appraisal=Appraisal,
    )


async def dispose(visit: Visit) -> Response:
    form, statement = visit.form, visit.path("statement")
    ending = form.choice("ending", Ending)
    promised, up = ending is Ending.PROMISED, ending is Ending.SENT_UP
    said = Disposed(
        contribution=statement,
        ending=ending,
        words=form.text("words", WORDS_LENGTH),
        who=form.text("who", NAME_LENGTH, needed=promised) if promised else "",
        due=form.text("due", 10, needed=promised) if promised else "",
        seen=form.text("seen", SEEN_LENGTH, needed=promised) if promised else "",
        checks=form.text("checks", NAME_LENGTH, needed=promised) if promised else "",
        level=form.text("level", 20, needed=up) if up else "",
        adoption=form.choice("adoption", Adoption) if form.values.get("adoption") else None,
        reason=form.text("reason", REASON_LENGTH, needed=False),
    )
    form.check()
    id = form.values.get("entry", "")
    await commands.dispose(visit.house.db, visit.me, said, id, today(visit))
    return visit.go(await _next(visit))


async def _next(visit: Visit) -> str:
    """The next contribution that has no ending yet, or the overview."""
    known = await _known(visit, visit.me.meeting)
    at = f"/m/{visit.me.meeting}/desk/consult/resolution"
    return f"{at}/of/{known['open'][0].first.id}" if known["open"] else at


async def handle(visit: Visit) -> Response:
    form, statement = visit.form, visit.path("statement")
    said = Handled(statement, form.text("words", WORDS_LENGTH), form.is_ticked("done"))
    form.check()
    await commands.handle(visit.house.db, visit.me, said, form.values.get("entry", ""))
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/resolution/of/{statement}")


async def appraise_for(visit: Visit) -> Response:
    """Typed for a stool without a phone."""
    form, statement = visit.form, visit.path("statement")
    asked, value = form.text("stool"), form.choice("value", Appraisal)
    form.check()
    async with visit.house.db.reading() as connection:
        stool = await load_stool(connection, visit.me.meeting, asked)
    id, by = form.values.get("entry", ""), visit.me.name
    await commands.appraise(visit.house.db, stool, statement, value, id, by)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/resolution/of/{statement}")


async def confirm(visit: Visit) -> Response:
    form = visit.form
    said = Confirmed(
        yes=form.number("yes", 0, MOST_PRESENT),
        no=form.number("no", 0, MOST_PRESENT),
        abstain=form.number("abstain", 0, MOST_PRESENT),
        present=form.number("present", 1, MOST_PRESENT),
    )
    form.text("read")  # that it was read aloud to the end
    form.check()
    await commands.confirm(visit.house.db, visit.me, said, form.values.get("entry", ""))
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/resolution#confirm")


async def dissent(visit: Visit) -> Response:
    form = visit.form
    said = Dissented(form.number("people", 1, MOST_PRESENT), form.text("words", WORDS_LENGTH))
    form.check()
    await commands.dissent(visit.house.db, visit.me, said, form.values.get("entry", ""))
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/resolution#objections")


async def script(visit: Visit) -> Response:
    return visit.render("consult/script.html", **await _known(visit, visit.me.meeting))


async def sheet(visit: Visit) -> Response:
    """One page of paper: to be signed, or for the notice board."""
    return visit.render("consult/sheet.html", **await _on_paper(visit))


async def _on_paper(visit: Visit) -> dict[str, Any]:
    known = await _known(visit, visit.me.meeting)
    async with visit.house.db.reading() as connection:
        roster = await sessions.roster(connection, visit.me.meeting)
    staff = {
        role: "、".join(line.name for line in roster if role in line.roles)
        for role in ("chair", "clerk")
    }
    return {**known, "staff": staff, "is_notice": "/notice" in visit.request.url.path}


async def sheet_file(visit: Visit) -> Response:
    """The same page as a file, to be mailed or printed elsewhere."""
    known = await _on_paper(visit)
    shape = Shape(visit.request.url.path.rpartition(".")[2])
    scribe = Scribe(visit.house.pages, visit.language)
    async with visit.house.writing:
        content = await to_thread(_write_sheet, scribe, known, shape)
    name = f"{'notice' if known['is_notice'] else 'resolution'}.{shape}"
    return (attachment if shape is Shape.DOCX else shown)(name, content)


def _write_sheet(scribe: Scribe, known: dict[str, Any], shape: Shape) -> bytes:
    parts = scribe.parts("consult/sheet_body.html", **known)
    topic = known["yard"].consultation.topic
    document = scribe.document(topic, parts, A4_FORM, paged=False)
    return write_document(scribe.pages, document, shape)


async def ledger(visit: Visit) -> Response:
    """说事、议事、办事、评事: main content, discussion, handling and appraisal of each."""
    return visit.render("consult/ledger.html", **await _known(visit, visit.me.meeting))


async def screen(visit: Visit) -> Response:
    """The resolution on the big screen, while it is read aloud."""
    if visit.screen is None:
        raise NotHere("screen")
    house, meeting = visit.house, visit.screen.meeting
    async with house.db.reading() as connection:
        shown = await hall(connection, meeting, house.boxes, {Audience.YARD})
    if shown.yard is None:
        raise NotHere("consultation")
    context = {"visit": visit, "hall": shown, "yard": shown.yard, "audience": Audience.YARD}
    html = house.pages.render(visit.language, "consult/resolution_screen.html", **context)
    return HTMLResponse(html)


async def on_phone(visit: Visit) -> Response:
    """The whole resolution on a stool's phone, to be read and answered."""
    known = await _known(visit, visit.seat.meeting)
    return visit.render(
        "consult/resolution_phone.html",
        **known,
        stool=visit.seat,
        entry=new_entry_id(),
        most=WORDS_LENGTH,
    )


async def assent(visit: Visit) -> Response:
    value = visit.form.choice("value", Assent)
    visit.form.check()
    id = visit.form.values.get("entry", "")
    await commands.assent(visit.house.db, visit.seat, value, id)
    return visit.go(f"/m/{visit.seat.meeting}/stool/resolution?sent=1")


async def dissent_by_phone(visit: Visit) -> Response:
    said = Dissented(1, visit.form.text("words", WORDS_LENGTH))
    visit.form.check()
    id = visit.form.values.get("entry", "")
    await commands.dissent(visit.house.db, visit.seat, said, id)
    return visit.go(f"/m/{visit.seat.meeting}/stool/resolution?sent=1")


async def appraise(visit: Visit) -> Response:
    """By the card alone, which a household keeps for a year: whoever holds it may."""
    house, card = visit.house, visit.path("card")
    house.tries.count(secret_hash(card))
    value = visit.form.choice("value", Appraisal)
    visit.form.check()
    async with house.db.reading() as connection:
        stool, _ = await stool_of_card(connection, card)
    id = visit.form.values.get("entry", "")
    await commands.appraise(house.db, stool, visit.path("statement"), value, id)
    return visit.go(f"/t/{card}#s-{visit.path('statement')}")


routes = [
    page(R, overview, Who.CONVENER),
    act(f"{R}/hands", confirm, Who.CONVENER, again=overview),
    act(f"{R}/objections", dissent, Who.CONVENER, again=overview),
    page(f"{R}/script", script, Who.CONVENER),
    page(f"{R}/sheet", sheet, Who.CONVENER),
    page(f"{R}/notice", sheet, Who.CONVENER),
    *(
        page(f"{R}/{name}.{shape}", sheet_file, Who.CONVENER)
        for name in ("sheet", "notice")
        for shape in (Shape.DOCX, Shape.PDF)
    ),
    page(f"{R}/ledger", ledger, Who.CONVENER),
    page(ONE, one, Who.CONVENER),
    act(ONE, dispose, Who.CONVENER, again=one),
    act(f"{ONE}/handled", handle, Who.CONVENER, again=one),
    act(f"{ONE}/appraised", appraise_for, Who.CONVENER, again=one),
    page("/s/{token:str}/consult/resolution", screen, Who.SCREEN),
    page(f"{M}/stool/resolution", on_phone, Who.STOOL),
    act(f"{M}/stool/resolution", assent, Who.STOOL, again=on_phone),
    act(f"{M}/stool/resolution/objections", dissent_by_phone, Who.STOOL, again=on_phone),
    act("/t/{card:str}/appraise/{statement:str}", appraise, Who.ANYONE),
]
