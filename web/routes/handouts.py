"""Meeting papers as those read them to whom they are released."""

from asyncio import to_thread
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from core.errors import NotHere
from core.people import Role
from sessions import queries as sessions
from sessions.handouts import queries as handouts
from sessions.handouts.handout import TYPES, FileKind, Handout, by_item, may_open, zip_names
from sessions.handouts.reading import BlockKind, Reading
from web.access import Who, page
from web.routes.guide import M, show
from web.visit import Visit

OPENED_FOR = 60 * 60 * 24 * 400  # seconds: the longest that browsers keep a cookie
# A file is never a page of ours: whatever is in it may load nothing and run nothing.
ALONE = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'"
# Safari and older viewers show nothing in a sandbox. A PDF is never read as a page of ours, and
# its viewer has a sandbox of its own.
ALONE_PDF = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)


async def listed(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        found = await handouts.handouts_for(connection, visit.me.meeting, visit.me.roles)
    groups = by_item([item.id for item in view.agenda], found)
    return await show(visit, "handouts", view=view, groups=groups, found=found)


async def read(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        asked, roles = visit.path("handout"), visit.me.roles
        found, newer = await handouts.find_handout(connection, visit.me.meeting, asked, roles)
        is_open = may_open(found, roles)
        reading = Reading()
        if is_open and found.kind is FileKind.DOCX:
            reading = await handouts.reading(connection, found)
    answer = await show(
        visit,
        "handout",
        handout=found,
        newer=newer,
        is_open=is_open,
        reading=reading,
        BlockKind=BlockKind,
    )
    if found.is_out:
        await _count(visit, found, answer)
    return answer


async def _count(visit: Visit, found: Handout, answer: Response) -> None:
    """Once a browser: a cookie under this paper's own address says that it has been counted.

    So nobody, not even with the database, can tell who opened what. Two browsers of one
    person count twice, and so does one that throws its cookies away.
    """
    if Role.CLERK in visit.me.roles or visit.request.cookies.get("opened"):
        return
    await visit.house.opened.put(found.id)
    answer.set_cookie(
        "opened",
        "1",
        max_age=OPENED_FOR,
        path=visit.request.url.path,
        secure=visit.is_secure,
        httponly=True,
        samesite="lax",
    )


async def file(visit: Visit) -> Response:
    """The file itself, for the browser's own viewer or to be kept."""
    async with visit.house.db.reading() as connection:
        asked = visit.path("handout")
        found = await handouts.openable(connection, visit.me.meeting, asked, visit.me.roles)
    tag = f'"{found.sha256[:32]}"'
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    path = visit.house.shelf.path(found.sha256)
    if not await to_thread(path.is_file):
        raise NotHere("handout")
    kept = "download" in visit.request.query_params or found.kind is FileKind.DOCX
    name = found.title + "." + found.filename.rpartition(".")[2]
    headers = {
        "etag": tag,
        "content-disposition": disposition("attachment" if kept else "inline", name),
        "content-security-policy": ALONE_PDF if found.kind is FileKind.PDF else ALONE,
        "cross-origin-resource-policy": "same-origin",
    }
    return FileResponse(path, media_type=TYPES[found.kind], headers=headers)


def disposition(how: str, name: str) -> str:
    """RFC 6266: the name in UTF-8, and one in plain letters for old programs."""
    safe = "".join(sign if sign not in '/\\"\r\n' else "_" for sign in name)
    plain = "".join(sign if sign.isascii() and sign.isprintable() else "_" for sign in safe)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


async def bundle(visit: Visit) -> Response:
    """All that I may read, as one zip in the agenda's order."""
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        found = await handouts.handouts_for(connection, visit.me.meeting, visit.me.roles)
    if not found:
        raise NotHere("handout")
    named = zip_names(by_item([item.id for item in view.agenda], found))
    files = [(name, one.sha256) for name, one in named]
    async with visit.house.shelf.packing:
        path = await to_thread(visit.house.shelf.bundle, files)
    headers = {
        "content-disposition": disposition("attachment", f"{view.meeting.title}.zip"),
        "content-security-policy": ALONE,
    }
    return FileResponse(path, media_type="application/zip", headers=headers)


routes = [
    page(f"{M}/handouts", listed, Who.MEMBER),
    page(f"{M}/handouts.zip", bundle, Who.MEMBER),
    page(f"{M}/handouts/{{handout:str}}", read, Who.MEMBER),
    page(f"{M}/handouts/{{handout:str}}/file", file, Who.MEMBER),
]
