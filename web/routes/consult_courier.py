"""Consultations on the road: taken along as a file, and merged as often as they come home."""

import asyncio
import hashlib
from dataclasses import replace

from starlette.responses import Response

from consult.courier import commands, queries
from consult.courier.commands import NAME_LENGTH, Brought
from consult.courier.freight import MOST_LOAD, loads, named
from consult.courier.parcel import Head, Parcel, fingerprint, pack, read_fingerprint, unpack
from consult.queries import find_yard
from core.errors import Forbidden, NotHere, Refused
from core.ids import MeetingId
from core.spreadsheet import write_csv, write_xlsx
from sessions import queries as sessions
from sessions.commands import call_meeting
from sessions.queries import Member
from web.access import Who, act, page
from web.consult_tables import contribution_rows
from web.downloads import attachment
from web.house import House
from web.visit import Visit

MOST = 2**25 + MOST_LOAD  # bytes: 32 MiB are a million reactions, beside the recordings
ROAD = "/couriers"
DESK = "/m/{meeting:str}/desk/consult"


async def road(visit: Visit) -> Response:
    return await _road(visit, None, "")


async def _road(
    visit: Visit, brought: Brought | None, meeting: str, missing: int = 0
) -> Response:
    async with visit.house.db.reading() as connection:
        known = await queries.couriers(connection)
    return visit.render(
        "consult/couriers.html",
        known=known,
        own=fingerprint(visit.house.signer.courier.public),
        brought=brought,
        missing=missing,
        meeting=meeting,
        most=MOST,
        name_length=NAME_LENGTH,
    )


async def trust(visit: Visit) -> Response:
    name = visit.form.text("name", NAME_LENGTH)
    typed = visit.form.text("fingerprint", 60)
    visit.form.check()
    assert visit.holder is not None, "the door let in a caller"
    mark = read_fingerprint(typed)
    await commands.trust_courier(visit.house.db, visit.holder.name, mark, name)
    return visit.go(ROAD)


async def drop(visit: Visit) -> Response:
    typed = visit.form.text("fingerprint", 60)
    visit.form.check()
    assert visit.holder is not None, "the door let in a caller"
    await commands.drop_courier(visit.house.db, visit.holder.name, read_fingerprint(typed))
    return visit.go(ROAD)


async def bring(visit: Visit) -> Response:
    """The meeting is made first when it is not here yet: whoever brings it is its clerk."""
    _, octets = visit.form.file("file")
    visit.form.check()
    parcel, key = await asyncio.to_thread(unpack, octets)
    db = visit.house.db
    async with db.reading() as connection:
        await commands.check_courier(connection, key)
    member = await _clerk(visit, parcel.head)
    digest = hashlib.sha256(octets).hexdigest()
    shelf = visit.house.recordings
    try:
        async with visit.house.painting:
            new = await asyncio.to_thread(shelf.keep_all, parcel.files.values())
    except Refused as refusal:
        refusal.field = "file"
        raise
    brought = await commands.bring(db, member, parcel, key, digest, new)
    missing = sum(not shelf.has(name) for name in named(parcel.entries))
    return await _road(visit, brought, member.meeting, missing)


async def _clerk(visit: Visit, head: Head) -> Member:
    """The visitor as one who runs this meeting."""
    holder, db = visit.holder, visit.house.db
    assert holder is not None, "the door let in a caller"
    async with db.reading() as connection:
        found = await sessions.find_meeting(connection, head.meeting)
    if found is None:
        notice = {
            name: getattr(head, name)
            for name in ("title", "congress", "place", "held_on", "date", "starts")
        }
        await call_meeting(db, holder.person, holder.name, notice, known_as=head.meeting)
    async with db.reading() as connection:
        member = await sessions.find_member(connection, head.meeting, holder.person)
    if member is None or not member.is_powerful:
        raise Forbidden("not-your-door")
    return member


async def take_along(visit: Visit) -> Response:
    """Everything of the consultation, signed by this machine; of the recordings one load."""
    async with visit.house.db.reading() as connection:
        parcel = await queries.parcel_of(connection, visit.me.meeting)
    asked = visit.request.query_params.get("load", "1")
    octets = await asyncio.to_thread(_packed, visit.house, parcel, asked)
    return Response(
        octets,
        media_type="application/zip",
        headers={"content-disposition": 'attachment; filename="consultation.zip"'},
    )


def _packed(house: House, parcel: Parcel, asked: str) -> bytes:
    shelf, key = house.recordings, house.signer.courier
    parts = loads(shelf.sizes(named(parcel.entries)))
    which = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 0
    if not 1 <= which <= len(parts):
        raise NotHere("load")
    files = {name: shelf.path(name).read_bytes() for name in parts[which - 1]}
    return pack(replace(parcel, files=files), key.public, key.sign)


async def table(visit: Visit) -> Response:
    """All that was said, for those who record: every circle, with counts and states."""
    name = visit.request.url.path.rpartition("/")[2]
    async with visit.house.db.reading() as connection:
        yard = await find_yard(connection, MeetingId(visit.me.meeting))
    rows = contribution_rows(yard, visit.language, visit.house.settings.zone)
    if name.endswith(".csv"):
        return attachment(name, await asyncio.to_thread(write_csv, rows))
    return attachment(name, await asyncio.to_thread(write_xlsx, rows, "Minyi"))


routes = [
    page(ROAD, road, Who.CALLER),
    act(ROAD, bring, Who.CALLER, again=road, most=MOST),
    act(f"{ROAD}/trust", trust, Who.CALLER, again=road),
    act(f"{ROAD}/drop", drop, Who.CALLER, again=road),
    page(f"{DESK}/consultation.zip", take_along, Who.CONVENER),
    page(f"{DESK}/contributions.csv", table, Who.CONVENER),
    page(f"{DESK}/contributions.xlsx", table, Who.CONVENER),
]
