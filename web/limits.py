"""How often a badge may try. In memory: a restart forgives."""

import time
from collections import deque

from core.errors import Refused


class Limit:
    """At most `most` tries in `seconds` a badge. Never by address: a hall has one router."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._tries: dict[str, deque[float]] = {}

    def count(self, badge: str) -> None:
        now = time.monotonic()
        if len(self._tries) > 20_000:  # forget the quiet ones rather than grow for ever
            self._tries = {
                name: tries
                for name, tries in self._tries.items()
                if tries and now - tries[-1] < self._seconds
            }
        tries = self._tries.setdefault(badge, deque())
        while tries and now - tries[0] > self._seconds:
            tries.popleft()
        if len(tries) >= self._most:
            raise Refused("too-many-tries", seconds=int(self._seconds))
        tries.append(now)
