"""The house on a real port: uvicorn in a thread, sockets and pages from outside."""

import asyncio
import json
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, ParamSpec, TypeVar

import pytest
import uvicorn
import uvloop
from starlette.types import ASGIApp
from websockets.client import ClientProtocol
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin
from websockets.uri import parse_uri

from core.clock import Clock, system_clock
from minyi.serve import config
from sessions.meeting import Member
from tests.cast import PIN, Congress
from tests.web.browse import Person
from web.app import create_app
from web.house import House
from web.settings import settings

P = ParamSpec("P")
T = TypeVar("T")

HOST = "127.0.0.1"
WITHIN = 60.0  # seconds for anything to come true, on a machine that is busy
SOON = 0.01


def until(is_true: Callable[[], object], why: str) -> None:
    """Wait for something that another thread brings about; fail when it never comes."""
    deadline = time.monotonic() + WITHIN
    while not is_true():
        assert time.monotonic() < deadline, f"never: {why}"
        time.sleep(SOON)


class Server:
    """Any app on a free port, in a thread of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.uvicorn = uvicorn.Server(config(app, HOST, 0))  # type: ignore[arg-type]
        self.runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
        self.loop = self.runner.get_loop()
        self._thread = Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        with self.runner:
            self.runner.run(self.uvicorn.serve())

    def start(self) -> None:
        self._thread.start()
        until(lambda: self.uvicorn.started or not self._thread.is_alive(), "the server starts")
        self.port: int = self.uvicorn.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        self.uvicorn.should_exit = True
        self._thread.join(WITHIN)
        assert not self._thread.is_alive(), "the server stops when it is told to"

    def do(self, function: Callable[P, Awaitable[T]], *args: P.args, **named: P.kwargs) -> T:
        """Run a coroutine where the server runs."""

        async def run() -> T:
            return await function(*args, **named)

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(WITHIN)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"


class Served(Server):
    """The whole house on a free port."""

    def __init__(self, data: Path, clock: Clock = system_clock) -> None:
        app = create_app(settings(data), clock)
        self.house: House = app.state.house
        self.opened = ExitStack()
        super().__init__(app)

    def browser(self, language: str = "en") -> Person:
        headers = {"origin": self.address, "accept-language": language}
        made = Person(base_url=self.address, headers=headers, timeout=WITHIN)
        return self.opened.enter_context(made)

    def visitor(self, congress: Congress, who: Member) -> Person:
        browser = self.browser()
        pin = {"pin": PIN} if who.is_powerful else {}
        answer = browser.post(f"/b/{congress.codes[who.person]}", data=pin)
        assert answer.status_code == 303, answer.text
        return browser

    def watch(
        self,
        path: str,
        browser: Person | None = None,
        seen: str | int = 0,
        lang: str = "en",
    ) -> "Screen":
        """Open a socket as the page of this browser does."""
        cookies = dict(browser.cookies) if browser else {}
        opening = connect(
            f"ws://{HOST}:{self.port}{path}?seen={seen}&lang={lang}",
            origin=Origin(self.address),
            additional_headers={"cookie": cookie_line(cookies)},
            compression=None,
            max_size=2**24,
            close_timeout=2,
        )
        return Screen(self.opened.enter_context(opening))

    def stalled(self, path: str) -> "Stalled":
        """Open a socket that will not read."""
        return self.opened.enter_context(closing(Stalled(self.port, path)))

    def listeners(self, meeting: str) -> int:
        return self.house.hub.count(meeting)


def cookie_line(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


class Screen:
    """One open socket, and what it has been told."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []

    def next(self) -> dict[str, Any]:
        news: dict[str, Any] = json.loads(self.socket.recv(timeout=WITHIN))
        self.heard.append(news)
        return news

    def hear(self, is_it: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The first news of this kind; all before it are noted and passed over."""
        while not is_it(news := self.next()):
            pass
        return news

    def hear_words(self, part: str, words: str) -> dict[str, Any]:
        """These words on the wall, wherever their line may be broken."""

        def told(news: dict[str, Any]) -> bool:
            shown: str = news.get("parts", {}).get(part, "")
            return words in shown.replace("<wbr>", "")

        return self.hear(told)

    def closed_with(self) -> int:
        """The code with which the server closes, whatever it says before."""
        with pytest.raises(ConnectionClosed) as gone:
            self.hear(lambda _: False)
        assert gone.value.rcvd is not None, "closed without a word"
        return gone.value.rcvd.code

    def close(self) -> None:
        self.socket.close()

    def vanish(self) -> None:
        """The network goes, without a goodbye."""
        self.socket.socket.shutdown(socket.SHUT_RDWR)


class Stalled:
    """A socket with a tiny window that reads nothing until it is told to."""

    def __init__(self, port: int, path: str) -> None:
        self.raw = socket.socket()
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.raw.settimeout(WITHIN)
        self.raw.connect((HOST, port))
        uri = parse_uri(f"ws://{HOST}:{port}{path}")
        self.protocol = ClientProtocol(
            uri, origin=Origin(f"http://{HOST}:{port}"), max_size=2**24
        )
        self.protocol.send_request(self.protocol.connect())
        self.raw.sendall(b"".join(self.protocol.data_to_send()))

    def frames(self) -> Iterator[Frame]:
        """Read on: everything that was sent, until the server closes."""
        while data := self.raw.recv(2**16):
            self.protocol.receive_data(data)
            yield from (
                one for one in self.protocol.events_received() if isinstance(one, Frame)
            )

    def texts(self) -> Iterator[str]:
        for frame in self.frames():
            if frame.opcode is Opcode.TEXT:
                yield bytes(frame.data).decode()

    def until(self, number: int) -> list[str]:
        """Read on, up to the picture that has this number."""
        told = []
        for text in self.texts():
            told.append(text)
            if json.loads(text).get("number") == number:
                return told
        raise AssertionError("closed before it was shown")

    def close(self) -> None:
        self.raw.close()


@contextmanager
def on_a_port(server: Server) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()
