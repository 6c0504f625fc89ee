"""A mail server and a web server of the other side, on real ports, that can be told to fail."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Mailbox:
    """What was taken, in order. `refuses` is what the server says instead of taking it."""

    taken: list[Message] = field(default_factory=list)
    refuses: bytes = b""


class _Smtp(socketserver.StreamRequestHandler):
    box: Mailbox

    def handle(self) -> None:
        self._say(b"220 here")
        for line in self.rfile:
            word = line.strip().upper()[:4]
            if word == b"DATA":
                self._say(b"354 go on")
                self._take()
            elif word == b"RCPT" and self.box.refuses:
                self._say(self.box.refuses)
            else:
                self._say(b"221 bye" if word == b"QUIT" else b"250 yes")
            if word == b"QUIT":
                return

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        self.box.taken.append(message_from_bytes(b"".join(lines), policy=default))
        self._say(b"250 queued as %d" % len(self.box.taken))

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server(box: Mailbox, port: int = 0) -> Iterator[int]:
    """Takes mail on this port, or on a free one."""
    handler = type("Smtp", (_Smtp,), {"box": box})
    with _Tcp(("127.0.0.1", port), handler) as server:
        yield from _serving(server)


@dataclass
class Receiver:
    """A webhook's other end. It holds its answer back until `answers` is set."""

    asked: list[tuple[Any, bytes]] = field(default_factory=list)
    status: int = 200
    led_on: list[str] = field(default_factory=list)  # what was fetched after a redirect
    came: Event = field(default_factory=Event)
    answers: Event = field(default_factory=Event)


@contextmanager
def web_server(receiver: Receiver) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.asked.append((self.headers, body))
            receiver.came.set()
            assert receiver.answers.wait(30)
            self.send_response(receiver.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write("收到".encode())

        def do_GET(self) -> None:
            receiver.led_on.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        yield from _serving(server)


def _serving(server: socketserver.TCPServer) -> Iterator[int]:
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
