"""The record of a meeting: the minutes are added to, signed by two people, and closed."""

from asyncio import to_thread

from starlette.responses import Response

from ballots import queries as ballots
from ballots.project import clean
from ballots.secret.words import words_en, words_zh
from core.errors import NotHere
from core.people import Role
from sessions import queries as sessions
from sessions.meeting import MeetingPhase
from sessions.minutes import Minutes
from sessions.record import commands
from sessions.record.record import REMARK_LENGTH, Office, Place, text_hash
from web.access import Who, act, page
from web.documents.dossier import read_dossier
from web.documents.minutes import compose_minutes
from web.documents.plain import write_text
from web.documents.scribe import Scribe
from web.downloads import shown
from web.language import Language
from web.visit import Visit

RECORD = "/m/{meeting:str}/record"
# One text is signed, and it is the Chinese one: an English page is a translation of it.
SIGNED_IN = Language.ZH
NUMBER = 9  # digits of an entry's number at most


async def record(visit: Visit) -> Response:
    """The minutes with a place to add at every item, and what is to be signed."""
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, visit.me.meeting)
    text, minutes = await _text(visit)
    digest = text_hash(text)
    await to_thread(lambda: (words_zh(bytes.fromhex(digest)), words_en(bytes.fromhex(digest))))
    return visit.render(
        "sessions/record.html",
        minutes=minutes,
        meeting=meeting,
        is_over=meeting.phase is MeetingPhase.CLOSED,
        sha256=digest,
        offices=[
            office
            for office, role in ((Office.RECORDER, Role.CLERK), (Office.CHAIR, Role.CHAIR))
            if role in visit.me.roles
        ],
        Office=Office,
        may_add=Role.CLERK in visit.me.roles,
        most=REMARK_LENGTH,
    )


async def _text(visit: Visit) -> tuple[str, Minutes]:
    """The text to be signed: the one under signature, else the minutes as they stand."""
    async with visit.house.db.reading() as connection:
        entries = await sessions.journal_since(connection, visit.me.meeting, 0)
    dossier = await to_thread(read_dossier, ballots.told_so_far(entries))
    pending = dossier.minutes.record.pending
    if pending is not None:
        return pending.text, dossier.minutes
    scribe = Scribe(visit.house.pages, SIGNED_IN)
    text = await to_thread(lambda: write_text(compose_minutes(scribe, dossier)))
    return text, dossier.minutes


async def signed_text(visit: Visit) -> Response:
    """The bytes that are signed: `sha256sum` gives the hash that stands beside the names."""
    text, minutes = await _text(visit)
    number = visit.request.query_params.get("number")
    if number is not None:
        texts = {str(one.number): one.text for one in minutes.record.versions}
        if number not in texts:
            raise NotHere("document")
        text = texts[number]
    return shown("minutes.txt", text.encode())


async def add_remark(visit: Visit) -> Response:
    form = visit.form
    text = form.text("text", REMARK_LENGTH)
    item, _, number = clean(form.values.get("place", "")).partition(" ")
    form.check()
    place = Place(item, int(number) if number.isdecimal() and len(number) <= NUMBER else 0)
    corrects = form.is_ticked("corrects")
    await commands.add_remark(visit.house.db, visit.me, place, text, corrects=corrects)
    return _back(visit)


async def sign(visit: Visit) -> Response:
    office = visit.form.choice("office", Office)
    seen = visit.form.text("sha256", 64)
    visit.form.check()
    text, minutes = await _text(visit)
    upto = minutes.last_number
    await commands.sign_minutes(visit.house.db, visit.me, office, text, upto, seen)
    return _back(visit)


async def close(visit: Visit) -> Response:
    await commands.close_minutes(visit.house.db, visit.me)
    return _back(visit)


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/record")


routes = [
    page(RECORD, record, Who.CONVENER),
    page(f"{RECORD}.txt", signed_text, Who.CONVENER),
    act(f"{RECORD}/remark", add_remark, Who.CLERK, again=record),
    act(f"{RECORD}/sign", sign, Who.CONVENER, again=record),
    act(f"{RECORD}/close", close, Who.CONVENER, again=record),
]
