"""One request that has passed its door: who, where, what was typed, how it is shown."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse

from consult.contribution.said import Voice
from consult.stools.stool import Stool
from core.errors import Forbidden, Refused
from sessions.queries import Member
from sessions.screens.screen import Screen
from sessions.signin.queries import Holder
from web import words
from web.badge import Proof
from web.forms import Form
from web.house import House
from web.language import Language, preferred


class NotSignedIn(Exception):
    """A door that asks for a badge was tried without one."""

    refusal, page = Forbidden("no-badge"), "signin/no_badge.html"


class NoStool(NotSignedIn):
    """A door for stools was tried by a phone that has joined none here."""

    refusal, page = Forbidden("no-stool"), "consult/no_stool.html"


class NoVoice(NotSignedIn):
    """A door for voices was tried by a browser that has none here yet."""

    refusal, page = Forbidden("no-voice"), "consult/no_voice.html"


@dataclass(slots=True)
class Visit:
    """One request that has passed its door: who it is, where, and what was typed."""

    request: HTTPConnection
    house: House
    language: Language
    proof: Proof | None = None
    holder: Holder | None = None
    member: Member | None = None
    screen: Screen | None = None  # the big screen that a projector's link is for
    stool: Stool | None = None  # the stool that this phone has joined
    voice: Voice | None = None  # who speaks in a consultation, by whatever right
    form: Form = field(default_factory=lambda: Form({}))
    refusals: list[Refused] = field(default_factory=list)
    keeps_typed: bool = False  # a form that only asked something shows what was typed again

    @property
    def me(self) -> Member:
        """The member; routes for members always have one."""
        if self.member is None:
            raise NotSignedIn
        return self.member

    @property
    def seat(self) -> Stool:
        """The stool; routes for stools always have one."""
        if self.stool is None:
            raise NoStool
        return self.stool

    @property
    def speaker(self) -> Voice:
        """The voice; routes for voices always have one."""
        if self.voice is None:
            raise NoVoice
        return self.voice

    @property
    def is_secure(self) -> bool:
        """Whether cookies may insist on HTTPS."""
        return self.request.url.scheme == "https" or self.house.settings.is_https

    @property
    def origin(self) -> str:
        """The address that people's phones reach this server by."""
        return self.house.settings.origin or str(self.request.base_url).rstrip("/")

    @property
    def back(self) -> str:
        """Where the links of the nav lead: this page, if it can be asked for again."""
        asked = self.request.scope.get("method", "GET") == "GET"
        return self.request.url.path if asked else "/"

    @property
    def letters(self) -> str:
        """How large this browser is to show every page: `large` or `normal`."""
        return "large" if self.request.cookies.get("letters") == "large" else "normal"

    @property
    def is_local(self) -> bool:
        """Whether that address leads to this computer only, so that no phone can follow it."""
        return urlsplit(self.origin).hostname in ("localhost", "127.0.0.1", "::1")

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])

    def render(self, template: str, status: int = 200, **context: object) -> HTMLResponse:
        """The page in the visitor's language; after a refusal it keeps what was typed."""
        html = self.house.pages.render(self.language, template, visit=self, **context)
        refused = 422 if self.refusals and status == 200 else status
        return HTMLResponse(html, refused)

    def refusal(self, field: str, form: str = "") -> str:
        """The sentence for a field, if this very form of the page was refused."""
        for one in self.refusals if self.is_form(form) else ():
            if one.field == field:
                return words.sentence(self.language, one)
        return ""

    def is_form(self, form: str) -> bool:
        """Whether it was this form that was sent: a list has one of the same kind a row."""
        return self.form.values.get("form", "") == form

    def typed(self, name: str, value: object = "", form: str = "") -> str:
        """What stands in a field: what was typed just now, else what is known."""
        if self.is_typed(form) and name in self.form.values:
            return self.form.values[name]
        return "" if value is None else str(value)

    def is_typed(self, form: str = "") -> bool:
        """Whether this form is shown once more, with what was typed."""
        return bool(self.refusals or self.keeps_typed) and self.is_form(form)

    def go(self, path: str) -> RedirectResponse:
        return RedirectResponse(path, status_code=303)


def wants_json(request: HTTPConnection) -> bool:
    return "application/json" in request.headers.get("accept", "")


def language_of(connection: HTTPConnection) -> Language:
    asked = connection.query_params.get("lang") or connection.cookies.get("language")
    return preferred(asked, connection.headers.get("accept-language", ""))
