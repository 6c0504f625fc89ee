"""A running house and its visitors' browsers: pages are read and forms are pressed."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from typing import ParamSpec, TypeVar

from httpx2 import Client, Response
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from core.clock import Clock, system_clock
from sessions.meeting import Member
from tests.cast import PIN, Congress
from web.app import create_app
from web.badge import DEVICE
from web.house import House
from web.settings import settings

P = ParamSpec("P")
T = TypeVar("T")

HOME = "http://testserver"
JAR = "testserver.local"  # how a cookie jar spells a name without a dot
ENGLISH, CHINESE = "en", "zh-CN"
VOID = {"meta", "link", "img", "input", "br", "hr", "line", "rect", "path"}

Picked = tuple[str, str, bytes]  # field, file name, content


@dataclass
class Sheet:
    """One form of a page, as it stands before anybody types."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What a person sees of an answer, and what a strict browser would refuse to run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.words: list[str] = []
        self.parts: dict[str, str] = {}  # the words inside each element with an id
        self.links: list[str] = []
        self.sheets: list[Sheet] = []
        self.sins: list[str] = []
        self.tags: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.language = given.get("lang", "") if tag == "html" else self.language
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))
        if "id" in given:
            self.parts.setdefault(given["id"], "")
        self.sins += [name for name in given if name == "style" or name.startswith("on")]
        if (tag == "script" and not given.get("src")) or tag == "style":
            self.sins.append(f"inline {tag}")
        self.links += [given[name] for name in ("href", "src") if name in given]
        self._fields(tag, given)

    def _fields(self, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self.sheets.append(Sheet(given.get("action", ""), given.get("method", "get")))
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.sheets[-1].values[name] = value
        elif tag == "input" and given.get("type") != "file":
            self.sheets[-1].values[name] = value
        elif tag == "button" and self.sheets:
            self.sheets[-1].buttons.append((name, value))
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in given or self._select not in self.chosen):
            self.chosen[self._select] = value

    @property
    def chosen(self) -> dict[str, str]:
        return self.sheets[-1].values

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "script" and data.strip():
            self.sins.append("inline script")
        for _, name in self._open:
            if name:
                self.parts[name] += data
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def part(self, name: str) -> str:
        """The words inside the element with this id."""
        return " ".join(self.parts[name].split())

    def sheet(self, ending: str) -> Sheet:
        """The form whose address ends so."""
        found = [one for one in self.sheets if one.action.endswith(ending)]
        assert found, f"no form for {ending} among {[one.action for one in self.sheets]}"
        return found[0]

    def offers(self, ending: str) -> bool:
        return any(one.action.endswith(ending) for one in self.sheets)


class Person(Client):
    """Somebody before a browser. It follows no redirect by itself: a test wants to see them."""

    def see(self, path: str, status: int = 200) -> Page:
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-2000:])
        return Page(answer.text)

    @property
    def kept(self) -> dict[str, str]:
        """The cookies this browser holds."""
        return {one.name: one.value or "" for one in self.cookies.jar}

    def keep(self, cookies: Mapping[str, str]) -> None:
        for name, value in cookies.items():
            self.cookies.set(name, value, domain=JAR)

    def act(
        self, path: str, data: Mapping[str, str] | None = None, file: Picked | None = None
    ) -> Response:
        """A POST as this site's own forms send it."""
        files = {file[0]: (file[1], file[2])} if file else None
        return self.post(path, data=dict(data or {}), files=files)

    def press(self, at: str, ending: str, typed: Mapping[str, str] | None = None) -> Response:
        """Open a page, fill in the form whose address ends so, and send it."""
        sheet = self.see(at).sheet(ending)
        return self.act(sheet.action or at, {**sheet.values, **(typed or {})})

    def done(self, at: str, ending: str, typed: Mapping[str, str] | None = None) -> Page:
        """Press, and see the page that a success leads to."""
        answer = self.press(at, ending, typed)
        assert answer.status_code == 303, (answer.status_code, Page(answer.text).text[:1500])
        return self.see(answer.headers["location"])

    def refused(
        self, at: str, ending: str, typed: Mapping[str, str] | None = None, status: int = 422
    ) -> Page:
        """Press, and see the page that says why not."""
        answer = self.press(at, ending, typed)
        assert answer.status_code == status, (answer.status_code, answer.text[:500])
        return Page(answer.text)


class Browser(Person, TestClient):
    """A browser that talks to the app without a network."""


class Hall:
    """The whole server for one test, running in a loop of its own."""

    def __init__(self, first: Browser) -> None:
        self.app = first.app
        self._first = first
        self.house: House = first.app.state.house  # type: ignore[attr-defined]

    def do(self, function: Callable[P, Awaitable[T]], *args: P.args, **named: P.kwargs) -> T:
        """Run a coroutine where the server runs."""

        async def run() -> T:
            return await function(*args, **named)

        assert self._first.portal is not None
        return self._first.portal.call(run)

    def browser(
        self, language: str = ENGLISH, origin: str | None = HOME, base: str = HOME
    ) -> Browser:
        headers = {"accept-language": language} | ({"origin": origin} if origin else {})
        made = Browser(
            self.app,
            base_url=base,
            headers=headers,
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        made.portal = self._first.portal
        return made

    def phone_of(self, who: Member) -> dict[str, str]:
        """The cookie that makes a browser the phone by which the cast's people sign in."""
        answer = PlainTextResponse()
        self.house.signer.set_device(answer, f"phone-{who.person}", secure=False)
        return {DEVICE: SimpleCookie(answer.headers["set-cookie"])[DEVICE].value}

    def visitor(self, congress: Congress, who: Member, language: str = ENGLISH) -> Browser:
        """The browser of somebody who has signed in with their badge."""
        browser = self.browser(language)
        browser.keep(self.phone_of(who))
        pin = {"pin": PIN} if who.is_powerful else {}
        answer = browser.act(f"/b/{congress.codes[who.person]}", pin)
        assert answer.status_code == 303, answer.text
        return browser


@contextmanager
def running(
    data: Path, clock: Clock = system_clock, origin: str | None = None
) -> Iterator[Hall]:
    app = create_app(settings(data, None, origin), clock)
    with Browser(app, base_url=HOME) as first:
        yield Hall(first)
