"""Who may come through which door. Closed by default: a route without a `Who` stops the start.

There are two locks: this door, and the MOVES tables that commands ask in their transaction.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from consult.contribution.said import Voice
from consult.online.voices import outside_voice, person_voice
from consult.stools.stool import Stool, voice_of
from core.errors import Forbidden, NotHere, Refused
from core.people import Role
from sessions.queries import Member
from sessions.signin.queries import Knock
from web import words
from web.forms import BadForm, read_form
from web.visit import NoStool, NotSignedIn, NoVoice, Visit, language_of, wants_json


class Who(StrEnum):
    ANYONE = "anyone"
    HOLDER = "holder"  # anybody signed in with a badge, in no meeting in particular
    CALLER = "caller"  # may call new meetings
    MEMBER = "member"  # anybody on the roster of this meeting
    DEPUTY = "deputy"
    CHAIR = "chair"
    CLERK = "clerk"
    CONVENER = "convener"  # clerk or chair
    COUNTER = "counter"  # types totals: chair, clerk or teller
    SCRUTINEER = "scrutineer"
    ANSWERER = "answerer"  # answers questions: department heads and the clerk
    AUDITOR = "auditor"  # reads what was done and changes nothing
    SIGNER = "signer"  # whose phone signs: deputies and scrutineers
    SCREEN = "screen"  # the signed link of a projector
    STOOL = "stool"  # the phone that has joined a stool of this consultation
    VOICE = "voice"  # a stool's phone, a badge of the roster, or a visitor who came in by link


ROLES: Mapping[Who, frozenset[Role]] = {
    Who.DEPUTY: frozenset({Role.DEPUTY}),
    Who.CHAIR: frozenset({Role.CHAIR}),
    Who.CLERK: frozenset({Role.CLERK}),
    Who.CONVENER: frozenset({Role.CLERK, Role.CHAIR}),
    Who.COUNTER: frozenset({Role.CHAIR, Role.CLERK, Role.TELLER}),
    Who.SCRUTINEER: frozenset({Role.SCRUTINEER}),
    Who.ANSWERER: frozenset({Role.NON_VOTING, Role.CLERK}),
    Who.AUDITOR: frozenset({Role.AUDITOR}),
    Who.SIGNER: frozenset({Role.DEPUTY, Role.SCRUTINEER}),
}


STATUS = dict.fromkeys(("already-cast", "papers-elsewhere", "paper-slip-given"), 409)
STATUS |= {"too-many-tries": 429}
MOST_FORM = 2**16  # bytes: 200 projects with three totals each are a quarter of that
MOST_UPLOAD = 4 * 2**20  # bytes: a roster of 4,000 people as XLSX is a fifth of that


Page: TypeAlias = Callable[[Visit], Awaitable[Response]]


def check_origin(connection: HTTPConnection, origin: str | None) -> None:
    """Refuse an act or a socket that another site asks for in the visitor's name.

    Browsers send Origin with every POST and WebSocket, so one without it is refused as well.
    """
    try:
        asked = urlsplit(connection.headers.get("origin", "")).netloc
    except ValueError:  # not an address at all
        asked = ""
    own = {connection.headers.get("host", ""), urlsplit(origin or "").netloc}
    if not asked or asked not in own:
        raise Forbidden("other-site")


async def admit(who: Who, visit: Visit) -> None:
    """Find out who is asking, and refuse those the door is not for."""
    if who is Who.SCREEN:
        link = visit.house.signer.screen_link(visit.path("token"))
        visit.screen = await visit.house.walls.put(link)
        return
    if who is Who.STOOL:
        visit.stool = await seated(visit)
        return
    if who is Who.VOICE:
        visit.voice = await speaking(visit)
        return
    await recognise(visit)
    if who is Who.ANYONE:
        return
    if visit.holder is None:
        raise NotSignedIn
    if who is Who.CALLER and not visit.holder.may_call:
        raise Forbidden("not-your-door")
    if who not in (Who.HOLDER, Who.CALLER):
        check_member(who, visit.member)


def check_member(who: Who, member: Member | None) -> None:
    """Refuse who is not on the roster of this meeting, or has another role in it."""
    if member is None:
        raise NotHere("meeting")
    if who is not Who.MEMBER and member.roles.isdisjoint(ROLES[who]):
        raise Forbidden("not-your-door")


async def seated(visit: Visit) -> Stool:
    """The stool that this phone has joined in the consultation of the address."""
    seat = visit.house.signer.seat(visit.request, visit.path("meeting"))
    if seat is None:
        raise NoStool
    try:
        return await visit.house.stools.put(seat)
    except NotHere:
        raise NoStool from None


async def speaking(visit: Visit) -> Voice:
    """The one voice of this browser here: its stool's, else its badge's, else from outside."""
    with suppress(NoStool):
        visit.stool = await seated(visit)
        return voice_of(visit.stool.id)
    await recognise(visit)
    visitor = visit.house.signer.visitor(visit.request, visit.path("meeting"))
    if visit.member is not None:
        if Role.AUDITOR in visit.member.roles:  # who reads what was done changes nothing
            raise Forbidden("not-your-door")
        return person_voice(visit.member.person)
    if visitor is not None:
        return outside_voice(visitor)
    if visit.holder is not None:
        raise NotHere("meeting")
    raise NoVoice


async def recognise(visit: Visit) -> None:
    """The holder behind the cookie, and their membership in the meeting of the address."""
    visit.proof = visit.house.signer.proof(visit.request)
    if visit.proof is None:
        return
    meeting = visit.request.path_params.get("meeting")
    known = await visit.house.door.put(Knock(visit.proof.badge, visit.proof.device, meeting))
    visit.holder, visit.member = known.holder, known.member


class Door:
    """One address: it lets in, reads the form, calls the function, and words every refusal."""

    def __init__(self, who: Who, function: Page, again: Page | None, *, acts: bool) -> None:
        self.who = who
        self.function = function
        self.again = again
        self.acts, self.read = acts, read_form

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self.answer(Request(scope, receive, send))
        except ClientDisconnect:
            return  # a phone out of reach: there is nobody to answer, and nothing was acted on
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        visit = Visit(request, request.app.state.house, language_of(request))
        try:
            if self.acts:
                check_origin(request, visit.house.settings.origin)
                await admit(self.who, visit)
                visit.form = await self.read(request)
            # Again behind a form: its last bytes may come long after the badge was replaced.
            await admit(self.who, visit)
            return await self.function(visit)
        except NotSignedIn as nobody:
            return no_badge(visit, nobody)
        except Refused as refusal:
            return await self.refuse(visit, refusal)

    async def refuse(self, visit: Visit, refusal: Refused) -> Response:
        visit.refusals = refusal.refusals if isinstance(refusal, BadForm) else [refusal]
        status = status_of(visit.refusals[0])
        if wants_json(visit.request):
            return JSONResponse(words.refusal_json(visit.language, visit.refusals), status)
        if self.again is not None and status in (409, 422):
            try:
                page = await self.again(visit)
            except Refused:
                pass  # the page itself is refused as well: say it plainly
            else:
                page.status_code = status
                return page
        return visit.render("refused.html", status)


def status_of(refusal: Refused) -> int:
    if isinstance(refusal, NotHere):
        return 404
    if isinstance(refusal, Forbidden):
        return 403
    return STATUS.get(refusal.code, 422)


def no_badge(visit: Visit, nobody: NotSignedIn) -> Response:
    if wants_json(visit.request):
        told = words.refusal_json(visit.language, [nobody.refusal])
        return JSONResponse(told, 401)
    return visit.render(nobody.page, 401)


def page(path: str, function: Page, who: Who) -> Route:
    """A GET that reads."""
    return Route(path, Door(who, function, None, acts=False), methods=["GET"])


def act(
    path: str, function: Page, who: Who, again: Page | None = None, most: int = MOST_FORM
) -> Route:
    """A POST that calls one command. Refused, it shows `again` with the sentence.

    `most` is the length of its body in bytes: small, so that nobody can keep the server busy.
    """
    door = Door(who, function, again, acts=True)
    return Route(path, door, methods=["POST"], max_body_size=most)


def check_doors(routes: Iterable[BaseRoute]) -> None:
    """Refuse to start with a route or socket that does not say who may use it."""
    for route in routes:
        if isinstance(route, Mount):
            if not isinstance(getattr(route.app, "who", None), Who):
                raise RuntimeError(f"{route.path} does not say who may use it")
            continue
        endpoint: Any = getattr(route, "endpoint", None)
        if not isinstance(getattr(endpoint, "who", None), Who):
            raise RuntimeError(f"{getattr(route, 'path', route)} does not say who may use it")
