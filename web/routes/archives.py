"""The library of archives: browse, search, check again, download, take in from elsewhere."""

import asyncio
from pathlib import PurePosixPath

from starlette.responses import FileResponse, Response

from ballots.secret.words import words_en
from core.errors import NotHere
from core.people import Role
from sessions import queries as sessions
from sessions.archive import commands, queries
from sessions.archive.manifest import MANIFEST, manifest_from_json
from sessions.archive.passages import AGENDA
from sessions.archive.queries import Kept
from sessions.archive.seek import MOST_ASKED
from sessions.archive.terms import Copy, Masking, Style, Terms
from sessions.retention import Retention
from web.access import Who, act, page
from web.archive.audit import MeetingAudit
from web.archive.sentences import sentence
from web.language import translations
from web.visit import Visit

M = "/m/{meeting:str}/archive"
ARCHIVE = "/archives/{archive:str}"
MOST_IMPORT = 2**28  # bytes: 256 MiB; what is larger is taken in from the terminal
KEEPERS = frozenset({Role.CLERK, Role.CHAIR})
MINUTES = {"zh_CN": "documents/minutes.zh.html", "en": "documents/minutes.en.html"}


def sees_all(visit: Visit) -> bool:
    """Whoever may call meetings keeps the archives of all of them."""
    return visit.holder is not None and visit.holder.may_call


async def readable(visit: Visit) -> Kept:
    """The archive of the address, for whoever may read it; for all others there is none."""
    async with visit.house.db.reading() as connection:
        kept = await queries.load(connection, visit.path("archive"))
        if kept.is_open or sees_all(visit):
            return kept
        if visit.holder is not None and not kept.imported_by:
            person = visit.holder.person
            member = await sessions.find_member(connection, kept.meeting, person)
            if member is not None and not member.roles.isdisjoint(KEEPERS):
                return kept
    raise NotHere("archive")


async def library(visit: Visit) -> Response:
    asked = visit.request.query_params.get("q", "")[:MOST_ASKED].strip()
    year = visit.request.query_params.get("year", "")
    async with visit.house.db.reading() as connection:
        shelf = await queries.shelf(connection, only_open=not sees_all(visit))
        shown = [one for one in shelf if year in ("", one.year)]
        found = await queries.search(connection, asked, shown) if asked else []
    return visit.render(
        "archives/library.html",
        shelf=shown,
        years=sorted({one.year for one in shelf}, reverse=True),
        year=year,
        asked=asked,
        found=found,
        may_import=sees_all(visit),
        most=MOST_IMPORT,
    )


async def show(visit: Visit) -> Response:
    return await _shown(visit, None)


async def _shown(visit: Visit, report: MeetingAudit | None) -> Response:
    kept = await readable(visit)
    files = await asyncio.to_thread(visit.house.keeper.some, kept.hash)
    manifest = manifest_from_json(files[MANIFEST]) if files else None
    await asyncio.to_thread(words_en, bytes.fromhex(kept.hash))  # slow, unless it is known
    async with visit.house.db.reading() as connection:
        source = MINUTES[visit.language]
        minutes = await queries.minutes_text(connection, kept.hash, source)
        agenda = await queries.minutes_text(connection, kept.hash, AGENDA)
        editions = await queries.of_meeting(
            connection, kept.meeting, imported=bool(kept.imported_by)
        )
    say = translations(visit.language).gettext
    return visit.render(
        "archives/archive.html",
        kept=kept,
        manifest=manifest,
        minutes=minutes,
        agenda=agenda,
        editions=[one for one in editions if one.is_open or sees_all(visit)],
        report=report,
        told=lambda check: sentence(check, say),
        may_open=sees_all(visit) and kept.copy is Copy.PUBLIC,
    )


async def check_again(visit: Visit) -> Response:
    """All checks, for who is signed in now. One at a time: they are not quick."""
    kept, keeper = await readable(visit), visit.house.keeper
    again = visit.holder is not None
    async with keeper.checking:
        found = await asyncio.to_thread(keeper.check, kept.hash, again=again)
    await asyncio.to_thread(words_en, found.manifest_hash)
    return await _shown(visit, found)


async def download(visit: Visit) -> Response:
    kept = await readable(visit)
    name = f"minyi-{kept.copy}-{kept.edition}-{kept.hash[:8]}.zip"
    path = visit.house.keeper.path(kept.hash)
    if not path.exists():
        raise NotHere("archive")
    return FileResponse(path, media_type="application/zip", filename=name)


async def download_file(visit: Visit) -> Response:
    """A file of the archive. It may be a stranger's: it is never shown, only saved."""
    kept = await readable(visit)
    name = visit.request.query_params.get("name", MANIFEST)
    files = await asyncio.to_thread(visit.house.keeper.some, kept.hash, name)
    if name not in files:
        raise NotHere("file")
    saved = PurePosixPath(name).name
    return Response(
        files[name],
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{saved}"'},
    )


async def take_in(visit: Visit) -> Response:
    _, octets = visit.form.file("file")
    visit.form.check()
    assert visit.holder is not None  # Who.CALLER
    house = visit.house
    async with house.keeper.checking:
        hash, is_new = await house.keeper.take_in(house.db, octets, visit.holder.name)
    return visit.go(f"/archives/{hash}?taken={'new' if is_new else 'known'}")


async def set_open(visit: Visit) -> Response:
    kept = await readable(visit)
    assert visit.holder is not None  # Who.CALLER
    is_open = visit.form.is_ticked("is_open")
    await commands.open_archive(visit.house.db, kept.hash, visit.holder.name, is_open)
    return visit.go(f"/archives/{kept.hash}")


async def of_meeting(visit: Visit) -> Response:
    """The editions of this meeting's archive with their words, and its terms."""
    meeting = visit.me.meeting
    async with visit.house.db.reading() as connection:
        editions = await queries.of_meeting(connection, meeting)
        terms = await queries.terms(connection, meeting)
        known = await sessions.load_meeting(connection, meeting)
    for one in editions:
        await asyncio.to_thread(words_en, bytes.fromhex(one.hash))
    may_choose = not visit.me.roles.isdisjoint(KEEPERS)
    return visit.render(
        "archives/meeting.html",
        has_failed=may_choose and visit.house.keeper.retry(meeting),
        meeting=known,
        editions=editions,
        terms=terms,
        may_choose=may_choose,
        Retention=Retention,
        Style=Style,
    )


async def choose(visit: Visit) -> Response:
    form = visit.form
    masking = Masking(
        form.choice("names", Style), form.is_ticked("deputies"), form.is_ticked("officials")
    )
    terms = Terms(form.choice("retention", Retention), masking)
    form.check()
    await commands.choose_terms(visit.house.db, visit.me, terms)
    return visit.go(f"/m/{visit.me.meeting}/archive")


routes = [
    page("/archives", library, Who.ANYONE),
    act("/archives/import", take_in, Who.CALLER, again=library, most=MOST_IMPORT),
    page(ARCHIVE, show, Who.ANYONE),
    act(f"{ARCHIVE}/verify", check_again, Who.ANYONE),
    act(f"{ARCHIVE}/open", set_open, Who.CALLER, again=show),
    page(f"{ARCHIVE}/archive.zip", download, Who.ANYONE),
    page(f"{ARCHIVE}/file", download_file, Who.ANYONE),
    page(M, of_meeting, Who.MEMBER),
    act(M, choose, Who.CONVENER, again=of_meeting),
]
