"""A deputy's phone as the network sees it: one connection, its cookies, one ask at a time.

No HTTP client library does this. Three thousand phones share the machine with the server, and a
general client spends more on a request than the server does: it would measure itself. So the
parser is a library (httptools) and the rest is just enough HTTP/1.1 for our own server.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

from httptools import HttpResponseParser

HOST = "127.0.0.1"  # a rehearsal never leaves the machine


@dataclass(slots=True)
class Answer:
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    at: float = 0.0  # the loop's time when its last byte came in


class HungUp(ConnectionError):
    """The connection ended before the answer."""


class Line(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._parser = HttpResponseParser(self)
        self._coming = Answer()
        self._awaited: asyncio.Future[Answer] | None = None

    @property
    def is_dead(self) -> bool:
        return self._transport is None or self._transport.is_closing()

    def send(self, request: bytes) -> asyncio.Future[Answer]:
        awaited = self._awaited = self._loop.create_future()
        if self._transport is None or self.is_dead:
            awaited.set_exception(HungUp())
        else:
            self._transport.write(request)
        return awaited

    def cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()
        self._fail()

    def _fail(self) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_exception(HungUp())

    # What the loop and the parser call.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one by shape only

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._fail()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._coming.headers.append((name.decode().lower(), value.decode()))

    def on_body(self, part: bytes) -> None:
        self._coming.body += part

    def on_message_complete(self) -> None:
        answer, self._coming = self._coming, Answer()
        answer.status, answer.at = self._parser.get_status_code(), self._loop.time()
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(answer)


class Phone:
    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies: dict[str, str] = {} if cookies is None else cookies
        self._line = Line()

    async def connect(self) -> None:
        if self._line.is_dead:
            loop = asyncio.get_running_loop()
            _, self._line = await loop.create_connection(Line, HOST, self.port)

    def request(self, method: str, path: str, form: Mapping[str, str] | None = None) -> bytes:
        """The bytes of a request, so that thousands can be written in one stroke."""
        own = f"{HOST}:{self.port}"
        body = urlencode(form or {}).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {own}",
            f"Origin: http://{own}",
            "Accept: application/json",
            "Accept-Language: zh-CN,zh;q=0.9",
            "User-Agent: Mozilla/5.0 (Linux; Android 10; rehearsal) Mobile Safari/537.36",
            f"Cookie: {'; '.join(f'{name}={kept}' for name, kept in self.cookies.items())}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def send(self, request: bytes) -> asyncio.Future[Answer]:
        """Written at once; the answer comes later, or HungUp when the line goes dead."""
        return self._line.send(request)

    async def ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> Answer:
        await self.connect()
        answer = await self.send(self.request(method, path, form))
        for name, value in answer.headers:
            if name == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        return answer

    def hang_up(self) -> None:
        """Gone in the middle: whatever was on its way is not heard any more."""
        self._line.cut()
