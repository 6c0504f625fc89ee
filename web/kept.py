"""What takes a while to work out and never changes: worked out once, then kept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Kept:
    """Answers by their key, for as long as the server runs. Whoever asks meanwhile waits."""

    def __init__(self) -> None:
        self._found: dict[str, asyncio.Task[Any]] = {}

    async def get(self, key: str, work: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer kept under this key, else what `work` gives. A refusal is not kept."""
        task = self._found.get(key)
        if task is None:
            task = asyncio.ensure_future(_answer(work))
            self._found[key] = task
            task.add_done_callback(lambda done: self._forget_failed(key, done))
        # Hanging up does not stop it for the others.
        answer: Answer = await asyncio.shield(task)
        return answer

    async def stop(self) -> None:
        """Before the database closes: what is still worked out may be reading it."""
        under_way = [task for task in self._found.values() if not task.done()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _forget_failed(self, key: str, done: asyncio.Task[Any]) -> None:
        if done.cancelled() or done.exception() is not None:
            self._found.pop(key, None)


async def _answer(work: Callable[[], Awaitable[Answer]]) -> Answer:
    return await work()
