"""News to fragments: rendered once per audience and language, and handed to the hub."""

import asyncio
import json
import logging
import time
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.secret.boxes import Boxes
from core.database import Database, SharedReading
from core.journal import Entry
from web.fragments import EVERYTHING, PARTS, Hall, hall, render_part
from web.gallery import Gallery
from web.hub import Audience, Group, Hub, Listener, Message
from web.pages import Pages
from web.touches import TOUCHES

TICK = 0.2  # seconds between two refreshes of a meeting's screens; news in between is joined
BEAT = 8.0  # seconds: a screen that hears nothing for twice as long shows that it is stale

log = logging.getLogger(__name__)

SENDS_AWAY = {"BadgeReissued", "DeviceReleased", "MemberRemoved", "RolesChanged"}
SENDS_AWAY |= {"StoolReissued", "StoolReleased"}


View: TypeAlias = tuple[str, Group]  # whose picture: a meeting's, for whom


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a screen shows. `number` is the journal's last when it was read."""

    number: int
    message: Message


class Wire:
    """Turns news into fragments, once per audience and language, and gives them to the hub."""

    def __init__(self, hub: Hub, pages: Pages, boxes: Boxes, gallery: Gallery) -> None:
        self._hub = hub
        self._gallery = gallery
        self._pages = pages
        self._boxes = boxes
        self._db: Database | None = None
        self._pictures: SharedReading[View, Picture] | None = None
        self._dirty: defaultdict[str, set[str]] = defaultdict(set)
        self._flushing: dict[str, asyncio.Task[None]] = {}
        self._version = 0
        self._beating: asyncio.Task[None] | None = None
        hub.refresh = self.full

    def start(self, db: Database) -> None:
        self._db = db
        self._pictures = SharedReading(db, self._draw)
        self._beating = asyncio.create_task(self._beat())

    async def stop(self) -> None:
        tasks = [*self._flushing.values(), *([self._beating] if self._beating else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def announce(self, entry: Entry) -> None:
        """Called after every commit. It only notes; a task does the rendering."""
        if entry.kind in SENDS_AWAY:
            self._hub.send_away(entry.facts["person"])
        if entry.kind == "ScreenLinkEnded":
            self._hub.end_screen(entry.facts["screen"])
        if entry.kind == "RosterImported":  # it may have taken somebody's role away
            self._hub.call_back(entry.meeting)
        parts = TOUCHES.get(entry.kind, EVERYTHING)
        if not parts or not self._hub.watching(entry.meeting):
            return
        self._dirty[entry.meeting] |= parts
        if entry.meeting not in self._flushing:
            self._flushing[entry.meeting] = asyncio.create_task(self._flush(entry.meeting))

    async def _flush(self, meeting: str) -> None:
        """At once for the first news, then at most once a tick as long as news keeps coming."""
        try:
            while parts := self._dirty.pop(meeting, None):
                try:
                    await self._tell(meeting, parts)
                except Exception:
                    log.exception("the screens of a meeting could not be refreshed")
                await asyncio.sleep(TICK)
        finally:
            del self._flushing[meeting]

    async def _tell(self, meeting: str, parts: set[str]) -> None:
        version = self._next_version()
        watching = self._hub.watching(meeting)
        shown = await self._read(meeting, {group.audience for group in watching})
        for group in watching:
            touched = [part for part in PARTS[group.audience] if part in parts]
            if touched:
                self._hub.publish(meeting, group, self._message(shown, version, group, touched))
                await asyncio.sleep(0)  # let the others in between two audiences

    async def _read(self, meeting: str, audiences: Set[Audience]) -> Hall:
        assert self._db is not None, "the wire is started with the server"
        async with self._db.reading() as connection:
            return await self._hall(connection, meeting, audiences)

    async def _hall(
        self, connection: AsyncConnection, meeting: str, audiences: Set[Audience]
    ) -> Hall:
        shown = await hall(connection, meeting, self._boxes, audiences)
        if Audience.PICTURE not in audiences:
            return shown
        return replace(shown, glance=self._gallery.newest(meeting))

    def _next_version(self) -> int:
        """Grows with every reading, also over a restart: an older picture never wins."""
        self._version = max(self._version + 1, int(time.time() * 1000))
        return self._version

    def _message(self, shown: Hall, version: int, group: Group, parts: Sequence[str]) -> str:
        rendered = {part: render_part(self._pages, group, part, shown) for part in parts}
        return json.dumps(
            {"number": shown.number, "version": version, "parts": rendered}, ensure_ascii=False
        )

    async def picture(self, listener: Listener) -> Picture:
        """All parts as they are now: for a screen that connects or has fallen behind.

        After a restart 3,000 screens are back within a second or two: those that ask while one
        picture is being made share the next.
        """
        assert self._pictures is not None, "the wire is started with the server"
        return await self._pictures.put((listener.meeting, listener.group))

    async def full(self, listener: Listener) -> Message:
        return (await self.picture(listener)).message

    async def _draw(self, connection: AsyncConnection, asked: Sequence[View]) -> list[Picture]:
        version = self._next_version()
        halls = {
            meeting: await self._hall(connection, meeting, _audiences(asked, meeting))
            for meeting in {meeting for meeting, _ in asked}
        }
        pictures = {view: self._picture(halls[view[0]], version, view) for view in set(asked)}
        return [pictures[view] for view in asked]

    def _picture(self, shown: Hall, version: int, view: View) -> Picture:
        _, group = view
        text = self._message(shown, version, group, PARTS[group.audience])
        return Picture(shown.number, {"type": "websocket.send", "text": text})

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            for meeting in self._hub.meetings():
                for group in self._hub.watching(meeting):
                    self._hub.publish(meeting, group, "{}")


def _audiences(asked: Sequence[View], meeting: str) -> set[Audience]:
    return {group.audience for name, group in asked if name == meeting}
