"""A server in a process of its own, as the operator starts it, and what it costs."""

import asyncio
import os
import resource
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from minyi.rehearsal.phone import HOST, HungUp, Phone

START_WITHIN = 30.0  # seconds; a start takes one or two
STOP_WITHIN = 15.0
HOUSE = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
LAST_WORDS = 2000  # signs of the server's log that are shown when it fails
KILOBYTE = 1024


class NoServer(Exception):
    """The server did not start, or not in time. Says why."""


class Server:
    """A running server. Figures come from /proc, so there are none outside Linux."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process = process
        self.port = port

    def cpu_seconds(self) -> float:
        """User and system time of all its threads so far, in steps of 10 ms."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text()
        except FileNotFoundError:
            return 0.0
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS

    def memory(self) -> int:
        """Resident bytes."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except FileNotFoundError:
            return 0
        lines = dict(line.split(":", 1) for line in status.splitlines())
        return int(lines["VmRSS"].split()[0]) * KILOBYTE

    async def kill(self) -> None:
        """As a power switch would: no goodbye."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
        try:
            async with asyncio.timeout(STOP_WITHIN):
                await self.process.wait()
        except TimeoutError:
            await self.kill()


def serve_command(data: Path, port: int, module: str = "minyi") -> list[str]:
    """The real server over a data folder, as the operator starts it."""
    options = ["--data", str(data), "--host", HOST, "--port", str(port)]
    return [sys.executable, "-m", module, "serve", *options]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def serving(
    command: Sequence[str], port: int, log: Path, env: Mapping[str, str] | None = None
) -> AsyncIterator[Server]:
    """Started and healthy; gone at the end, whatever happens in between."""
    server = await _start(command, port, log, env)
    try:
        await _until_healthy(server, log)
        yield server
    finally:
        await server.stop()


async def _start(
    command: Sequence[str], port: int, log: Path, env: Mapping[str, str] | None
) -> Server:
    with log.open("ab") as lines:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            env={**os.environ, **(env or {})},
            cwd=HOUSE,
        )
    return Server(process, port)


async def _until_healthy(server: Server, log: Path) -> None:
    deadline = asyncio.get_running_loop().time() + START_WITHIN
    while not await _is_healthy(server.port):
        late = asyncio.get_running_loop().time() > deadline
        if late or server.process.returncode is not None:
            raise NoServer(f"The server did not start. It said:\n{_last_words(log)}")
        await asyncio.sleep(0.02)


def _last_words(log: Path) -> str:
    return log.read_text(errors="replace")[-LAST_WORDS:]


async def _is_healthy(port: int) -> bool:
    probe = Phone(port)
    try:
        return (await probe.ask("GET", "/healthz")).status == 200
    except (OSError, HungUp):
        return False
    finally:
        probe.hang_up()


def allow_sockets(wanted: int) -> None:
    """Each phone is an open file, here and in the server, which inherits this limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
