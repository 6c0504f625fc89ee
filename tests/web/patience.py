"""Waiting for what another task brings about, and failing when it never comes."""

import asyncio
from collections.abc import Callable

WITHIN = 20.0  # seconds, on a machine that is busy with other things
PAUSE = 0.002


async def come_true(is_true: Callable[[], object]) -> None:
    async with asyncio.timeout(WITHIN):
        while not is_true():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(PAUSE)
