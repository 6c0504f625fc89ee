"""Who is looking at what. In memory; the journal is what remembers.

Nobody is waited for. `send` is stepped once by hand: it finishes at once unless that screen
is behind, before a byte is written. Only then does it get a task of its own, and when it has
drained it is shown everything afresh. This leans on the server's `send` suspending only when
the socket's buffer is full, and before it writes; tests/web/test_live.py holds that.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from web.language import Language

Message = dict[str, Any]
Send = Callable[[Message], Coroutine[Any, Any, None]]

PATIENCE = 10.0  # seconds a screen may take to drain before it is sent home
BEHIND = 1013  # WebSocket close code "try again later": come back and catch up
SENT_AWAY = 4401  # the badge behind this screen is no longer good


class Audience(StrEnum):
    PHONE = "phone"
    SCREEN = "screen"
    CHAIR = "chair"
    DESK = "desk"
    STOOL = "stool"  # phones in the yard
    BENCH = "bench"  # those who record for them
    YARD = "yard"  # the big screen of a consultation
    PICTURE = "picture"  # whoever looks at what people think


class Group(NamedTuple):
    """Those who are shown the same. Each big screen of a hall has a picture of its own."""

    audience: Audience
    language: Language
    screen: str = ""


@dataclass(eq=False, slots=True)
class Listener:
    """One open screen."""

    meeting: str
    audience: Audience
    language: Language
    send: Send
    person: str | None = None
    screen: str = ""  # which of the big screens it is
    slow: asyncio.Task[None] | None = field(default=None, repr=False)
    missed: bool = False

    @property
    def group(self) -> Group:
        return Group(self.audience, self.language, self.screen)


class Hub:
    """`refresh` is asked for a full set of news when a slow screen has drained."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self.refresh: Callable[[Listener], Awaitable[Message]] | None = None

    @contextmanager
    def listen(self, listener: Listener) -> Iterator[None]:
        self._listeners[listener.meeting].add(listener)
        try:
            yield
        finally:
            self._drop(listener)

    def _drop(self, listener: Listener) -> None:
        self._listeners[listener.meeting].discard(listener)
        if not self._listeners[listener.meeting]:
            del self._listeners[listener.meeting]

    def watching(self, meeting: str) -> set[Group]:
        return {one.group for one in self._listeners.get(meeting, ())}

    def meetings(self) -> list[str]:
        return list(self._listeners)

    def count(self, meeting: str) -> int:
        return len(self._listeners.get(meeting, ()))

    def publish(self, meeting: str, group: Group, text: str) -> None:
        """One message, built once, to every screen of a group."""
        message = {"type": "websocket.send", "text": text}
        for listener in list(self._listeners.get(meeting, ())):
            if listener.group == group:
                self.tell(listener, message)

    def tell(self, listener: Listener, message: Message) -> None:
        if listener.slow is not None:
            listener.missed = True
            return
        sending = listener.send(message)
        try:
            sending.send(None)
        except StopIteration:
            return  # written
        except Exception:  # gone: its own endpoint will hear of it
            self._drop(listener)
            return
        sending.close()  # not written: the screen is behind, and gets the latest when it can
        listener.slow = asyncio.create_task(self._catch_up(listener))

    async def _catch_up(self, listener: Listener) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                listener.missed = True
                while listener.missed and self.refresh is not None:
                    listener.missed = False
                    await listener.send(await self.refresh(listener))
        except TimeoutError:
            self._drop(listener)
            await close(listener, BEHIND)
        except Exception:
            self._drop(listener)
        finally:
            listener.slow = None

    def send_away(self, person: str) -> None:
        """Close the screens of a person whose badge was replaced or released, wherever."""
        for listener in [one for all_ in self._listeners.values() for one in all_]:
            if listener.person == person:
                self._close(listener, SENT_AWAY)

    def end_screen(self, screen: str) -> None:
        """Close a big screen whose link is no longer good, wherever it is looked at."""
        for listener in [one for all_ in self._listeners.values() for one in all_]:
            if listener.screen == screen:
                self._close(listener, SENT_AWAY)

    def call_back(self, meeting: str) -> None:
        """Close all personal screens of a meeting: who comes back is asked again."""
        for listener in list(self._listeners.get(meeting, ())):
            if listener.person is not None:
                self._close(listener, BEHIND)

    def _close(self, listener: Listener, code: int) -> None:
        self._drop(listener)
        listener.slow = asyncio.create_task(close(listener, code))


async def close(listener: Listener, code: int) -> None:
    with suppress(Exception):
        async with asyncio.timeout(PATIENCE):
            await listener.send({"type": "websocket.close", "code": code})
