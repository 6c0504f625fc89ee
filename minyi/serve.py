"""The server process: one uvicorn, one database, one hall."""

import asyncio
import resource
import socket
import sys

import uvicorn
from starlette.applications import Starlette

from core.clock import system_clock
from core.database import Database
from core.ids import PersonId
from minyi.doors import lan_address, print_doors
from minyi.tls import Tls
from sessions.signin.owner import commands as owner
from web.app import create_app
from web.settings import Settings


def config(app: Starlette, host: str, port: int, tls: Tls | None = None) -> uvicorn.Config:
    """Deflate is off: it doubles the cost of a tally and triples the memory of a screen. There
    is no access log: it would hold addresses. A hall full of phones may connect at once."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=4096,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
        backlog=4096,
        log_level="warning",
        access_log=False,
        server_header=False,
        ssl_certfile=tls.cert if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )


def run(settings: Settings, host: str, port: int, tls: Tls | None = None) -> int:
    """Serve until stopped. 0 when stopped, 1 when the port is taken."""
    if is_taken(host, port):
        print(
            f"Port {port} is in use. Choose another one: --port {port + 1}"
            f" (or: make run PORT={port + 1})",
            file=sys.stderr,
        )
        return 1
    allow_many_sockets()
    uvicorn.Server(config(create_app(settings), host, port, tls)).run()
    return 0


def allow_many_sockets() -> None:
    """The usual limit of 1,024 open files is full at a thousand phones."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def is_taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def address(settings: Settings, host: str, port: int, tls: Tls | None = None) -> str:
    """The address to print: the public one, else the one that the hall can reach."""
    if settings.origin:
        return settings.origin
    name = lan_address() if host in ("0.0.0.0", "::") else "localhost"
    return f"{'https' if tls else 'http'}://{name}:{port}"


def first_start(settings: Settings, host: str, port: int, tls: Tls | None = None) -> None:
    """Somebody must be the first: the terminal prints the badge of the first clerk, once."""
    first = asyncio.run(_first_badge(settings))
    if first is not None:
        link = f"{address(settings, host, port, tls)}/b/{first[1]}"
        print("This is a new server. The badge of the first clerk (shown only now):\n")
        print_doors([("First clerk", link)])


def new_badge(settings: Settings, host: str, port: int) -> int:
    """Print a new badge for the first clerk; the old one and its PIN are dead."""
    code = asyncio.run(_operator_badge(settings))
    if code is None:
        print("There is no clerk yet: start the server first.", file=sys.stderr)
        return 1
    print_doors([("First clerk", f"{address(settings, host, port)}/b/{code}")])
    return 0


async def _operator_badge(settings: Settings) -> str | None:
    db = Database(settings.database, system_clock, lambda _: None)
    try:
        await db.migrate()
        return await owner.operator_badge(db)
    finally:
        await db.close()


async def _first_badge(settings: Settings) -> tuple[PersonId, str] | None:
    db = Database(settings.database, system_clock, lambda _: None)
    try:
        await db.migrate()
        return await owner.first_badge(db, "秘书处")
    finally:
        await db.close()
