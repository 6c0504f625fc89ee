"""Joins the rooms to the network. The only file that knows all the others."""

import gc
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ballots.casting.commands import cast_all
from ballots.casting.queries import sheets as ballot_sheets
from ballots.secret.boxes import Boxes
from ballots.secret.issuing.commands import enrol_all, issue_all
from ballots.secret.vault import Vault
from consult.reactions.commands import react_all
from consult.recordings.queries import named_files
from consult.recordings.shelf import Recordings
from consult.stools.queries import recognise_stools
from core.clock import Clock, system_clock
from core.database import Database, SharedCommit, SharedReading
from core.errors import Refused
from core.journal import Entry
from followup.evidence.queries import named_photos
from sessions.handouts.commands import count_opened, tidy
from sessions.handouts.shelf import Shelf
from sessions.notices.queries import boards
from sessions.screens.queries import screens_behind
from sessions.signin.commands import sign_in_all
from sessions.signin.queries import recognise_all
from web import words
from web.access import MOST_UPLOAD, Who, check_doors
from web.archive.keeper import Keeper
from web.badge import Signer
from web.box import Box
from web.doors import ROOMS
from web.evidence import evidence
from web.foyer import glances
from web.gallery import Gallery
from web.house import House
from web.hub import Hub
from web.pages import Pages
from web.postman import Postman
from web.settings import Settings, secret_key
from web.visit import Visit, language_of, wants_json
from web.wire import Wire

STATIC = Path(__file__).parent / "static"

HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    # Not no-referrer: with that, browsers send `Origin: null` on our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'{box}; frame-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
KEPT = [(b"cache-control", b"public, max-age=31536000, immutable")]
PRIVATE = [(b"cache-control", b"private, no-cache")]


class PublicFiles(StaticFiles):
    """CSS and scripts. Anybody may read what their browser runs."""

    who = Who.ANYONE


class SafeHeaders:
    """Puts the security headers on every answer, errors included."""

    def __init__(self, app: ASGIApp, box_origin: str | None) -> None:
        self._app = app
        policy = POLICY.format(box=f" {box_origin}" if box_origin else "")
        self._headers = [*HEADERS, (b"content-security-policy", policy.encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Only an address that carries the file's hash may be kept for ever.
        is_fixed = scope["path"].startswith("/static/") and scope["query_string"]

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] += [one for one in self._headers if one[0] not in given]
                if b"cache-control" not in given:
                    found = message["status"] == 200
                    message["headers"] += KEPT if is_fixed and found else PRIVATE
            await send(message)

        await self._app(scope, receive, send_safely)


class App(Starlette):
    """Starlette answers 500 and 413 outside all middleware; our headers go around that."""

    def build_middleware_stack(self) -> ASGIApp:
        house: House = self.state.house
        pages = SafeHeaders(super().build_middleware_stack(), house.settings.box_origin)
        return TwoDoors(Box(house.boxes, own_origin=bool(house.settings.box_origin)), pages)


class TwoDoors:
    """The box stands beside the pages, not behind what they pass through."""

    def __init__(self, box: Box, pages: ASGIApp) -> None:
        self._box = box
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_cast = scope["type"] == "http" and scope["path"].startswith("/box/")
        await (self._box if is_cast else self._pages)(scope, receive, send)


def create_app(settings: Settings, clock: Clock = system_clock) -> Starlette:
    """The whole server for one data folder. Tests make as many as they like."""
    house = _house(settings, clock)
    routes = [
        *(route for room in ROOMS for route in room.routes),
        Mount("/static", PublicFiles(directory=STATIC)),
    ]
    check_doors(routes)
    app = App(
        routes=routes,
        lifespan=_lifespan,
        exception_handlers={HTTPException: _http_error, Exception: _fault},
        max_body_size=MOST_UPLOAD,
    )
    app.state.house = house
    return app


def _house(settings: Settings, clock: Clock) -> House:
    pages = Pages(settings.zone, asset_paths(), settings.box_base)
    vault = Vault(settings.data / "secret", settings.key_bits)
    boxes = Boxes(vault, settings.grace, settings.rhythm)
    wire = Wire(hub := Hub(), pages, boxes, gallery := Gallery())
    postman = Postman(settings.channels, settings.origin or "")
    keeper = Keeper(settings.data, vault, settings.zone.key, settings.origin or "")

    announce = _in_turn(boxes.hear, keeper.hear, gallery.hear, postman.hear, wire.announce)
    db = Database(settings.database, clock, announce)
    return House(
        settings=settings,
        db=db,
        hub=hub,
        wire=wire,
        signer=Signer(secret_key(settings.data)),
        pages=pages,
        door=SharedReading(db, recognise_all),
        desk=SharedCommit(db, sign_in_all),
        foyer=SharedReading(db, partial(glances, boxes)),
        walls=SharedReading(db, screens_behind),
        sheets=SharedReading(db, ballot_sheets),
        urn=SharedCommit(db, cast_all),
        boxes=boxes,
        keeper=keeper,
        gallery=gallery,
        postman=postman,
        enrolling=SharedCommit(db, enrol_all),
        issuing=SharedCommit(db, issue_all),
        stools=SharedReading(db, recognise_stools),
        reacting=SharedCommit(db, react_all),
        recordings=Recordings(settings.data / "recordings"),
        scripts=script_hashes(),
        shelf=Shelf(settings.data / "handouts"),
        opened=SharedCommit(db, count_opened),
        boards=SharedReading(db, boards),
    )


def _in_turn(*hearers: Callable[[Entry], None]) -> Callable[[Entry], None]:
    def announce(entry: Entry) -> None:
        for hear in hearers:
            hear(entry)

    return announce


def script_hashes() -> dict[str, str]:
    """The SHA-256 of every script, by its path: what an auditor compares a phone's with."""
    return {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(STATIC.rglob("*.js"))
    }


def asset_paths() -> Callable[[str], str]:
    """The address of a static file with its hash, so that browsers may keep it for ever."""
    hashes = {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in STATIC.rglob("*")
        if path.is_file()
    }
    return lambda name: f"/static/{name}?{hashes[name]}"


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    house: House = app.state.house
    await house.db.migrate()
    await house.boxes.start(house.db)
    await tidy(house.db, house.shelf)
    async with house.db.reading() as connection:
        house.recordings.sweep(await named_files(connection))
        evidence(house.settings.data).sweep(await named_photos(connection))
    house.wire.start(house.db)
    house.keeper.start(house.db)
    house.gallery.start(house.db)
    house.postman.start(house.db)
    # A full collection with 3,000 sockets open stops the loop for 130 ms; what lives since the
    # start need never be looked at again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    yield
    await house.postman.stop()
    await house.keeper.stop()
    await house.gallery.stop()
    await house.wire.stop()
    await house.boxes.stop()
    await house.kept.stop()
    await house.db.close()


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = {404: "not-here", 405: "not-here", 413: "too-large"}.get(status, "bad-request")
    return _say(request, status, code)


async def _fault(request: Request, error: Exception) -> Response:
    """Our own mistake: said plainly, never with a trace. The server's log has the trace."""
    return _say(request, 500, "fault")


def _say(request: Request, status: int, code: str) -> Response:
    visit = Visit(request, request.app.state.house, language_of(request))
    visit.refusals = [Refused(code)]
    if wants_json(request):
        return JSONResponse(words.refusal_json(visit.language, visit.refusals), status)
    return visit.render("refused.html", status)
