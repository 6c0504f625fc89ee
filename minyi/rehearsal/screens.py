"""Live screens: each notes when it was told what."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from minyi.rehearsal.phone import HOST

PATIENCE = 10.0  # seconds in which a screen must have heard


class Screen:
    """One open screen and all it was told, with the moment of each."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._heard: list[tuple[float, Mapping[str, str]]] = []
        self._news = asyncio.Event()

    async def listen(self) -> None:
        loop = asyncio.get_running_loop()
        async for text in self._socket:
            parts = json.loads(text).get("parts", {})
            self._heard.append((loop.time(), parts))
            self._news.set()

    def count(self, since: float) -> int:
        return sum(at >= since for at, parts in self._heard if parts)

    async def when(self, part: str, content: str, since: float) -> float | None:
        """The first moment since then at which this part had this content; None: never."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    self._news.clear()
                    for at, parts in self._heard:
                        if at >= since and parts.get(part) == content:
                            return at
                    await self._news.wait()
        except TimeoutError:
            return None

    async def first(self) -> Mapping[str, str]:
        """What it was shown when it connected."""
        async with asyncio.timeout(PATIENCE):
            while not self._heard:
                self._news.clear()
                await self._news.wait()
        return self._heard[0][1]


@asynccontextmanager
async def screens(port: int, path: str, number: int) -> AsyncIterator[Sequence[Screen]]:
    async with AsyncExitStack() as stack:
        sockets = await asyncio.gather(*(_open(stack, port, path) for _ in range(number)))
        shown = [Screen(socket) for socket in sockets]
        listening = [asyncio.create_task(screen.listen()) for screen in shown]
        try:
            await asyncio.gather(*(screen.first() for screen in shown))
            yield shown
        finally:
            for task in listening:
                task.cancel()
            # A screen that was cut off is seen by what it did not hear.
            await asyncio.gather(*listening, return_exceptions=True)


async def _open(stack: AsyncExitStack, port: int, path: str) -> ClientConnection:
    own = f"{HOST}:{port}"
    return await stack.enter_async_context(
        connect(
            f"ws://{own}{path}", origin=Origin(f"http://{own}"), compression=None, proxy=None
        )
    )


async def last_told(
    shown: Sequence[Screen], part: str, content: str, since: float
) -> tuple[float, int]:
    """When the last of them had this content, and how many had it at all."""
    moments = await asyncio.gather(*(one.when(part, content, since) for one in shown))
    told = [at for at in moments if at is not None]
    return max(told, default=since), len(told)


async def present_parts(port: int, path: str) -> Mapping[str, str]:
    """What a screen is shown that connects now."""
    async with screens(port, path, 1) as [screen]:
        return await screen.first()
