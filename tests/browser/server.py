"""Servers for browsers: one beside the test, which can be spoken to, and one to be killed."""

import asyncio
import subprocess
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

import uvicorn

from minyi.rehearsal.server import HOUSE, free_port, serve_command
from minyi.serve import config
from web.app import create_app
from web.house import House
from web.settings import settings

HOST = "127.0.0.1"
WITHIN = 90.0  # seconds in which a server has started, stopped or answered; it takes one or two
GLANCE = 0.02  # seconds between two looks
T = TypeVar("T")


def until(happened: Callable[[], bool], complaint: str) -> None:
    """Look again and again, but not for ever."""
    deadline = time.monotonic() + WITHIN
    while not happened():
        assert time.monotonic() < deadline, complaint
        time.sleep(GLANCE)


def aside(work: Coroutine[Any, Any, T]) -> T:
    """Run this in a loop of another thread: Playwright holds the loop of this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result(WITHIN)


class Beside:
    """A server in a thread of this process: an act here reaches the screens as any other."""

    def __init__(self, house: House, server: uvicorn.Server) -> None:
        self.house = house
        self.server = server
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do this in the server's own loop, as its routes do."""
        assert self._loop is not None, "a server is asked only after it has started"
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(WITHIN)

    def live(self) -> None:
        asyncio.run(self._live())

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self.server.serve()


@contextmanager
def beside(data: Path) -> Iterator[Beside]:
    app = create_app(settings(data))
    # Any port that is free when it is bound: one chosen before may be taken meanwhile.
    made = Beside(app.state.house, uvicorn.Server(config(app, HOST, 0)))
    thread = threading.Thread(target=made.live, name="server", daemon=True)
    thread.start()
    try:
        until(lambda: made.server.started, "the server has not started")
        yield made
    finally:
        made.server.should_exit = True
        thread.join(WITHIN)


class Alone:
    """A server in a process of its own, as the operator starts it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"  # as the terminal prints it
        self.log = data.with_suffix(".log")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Started and healthy; on the same port and data when it was killed before."""
        command = serve_command(self.data, self.port)
        with self.log.open("ab") as lines:
            self._process = subprocess.Popen(command, stdout=lines, stderr=lines, cwd=HOUSE)
        until(self._is_healthy, f"the server has not started: {self.log}")

    def kill(self) -> None:
        """As a power switch would: no goodbye."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def printed(self) -> str:
        """What the operator has read in the terminal."""
        return self.log.read_text()

    def _is_healthy(self) -> bool:
        try:
            with urlopen(f"{self.origin}/healthz", timeout=WITHIN) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError):
            return False


@contextmanager
def alone(data: Path) -> Iterator[Alone]:
    server = Alone(data)
    server.start()
    try:
        yield server
    finally:
        server.kill()
