"""The living pictures of consultations: drawn beside everything else, the newest one kept.

Two speeds. Drawing is cheap and follows the votes; examining (parallel analysis, bootstrap)
is dear, begins only when the votes have rested, and holds for exactly the votes it was of.
"""

import asyncio
import logging
import time
from dataclasses import dataclass

from consult.opinion.picture import NOT_EXAMINED, Findings, examine
from consult.pictures.events import PictureDrawn
from consult.pictures.poll import Poll
from consult.pictures.queries import poll_of
from consult.pictures.shown import Glance
from core.database import Database
from core.ids import MeetingId
from core.journal import Entry

STIRS = {"ReactionsChanged", "ContributionMade", "ContributionWithdrawn", "ConsultationMoved"}
STIRS |= {"LogMerged", "StoolReleased", "ContributionHidden", "ContributionUnhidden"}
PAUSE = 0.5  # seconds between two drawings of one meeting, and at least three drawings long
REST = 2.0  # seconds without a vote before the picture is examined
MOST_KEPT = 64  # meetings

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Canvas:
    """One meeting's picture. `change` counts its news, `drawn` is the change it shows."""

    change: int = 0
    drawn: int = -1
    glance: Glance | None = None
    findings: Findings | None = None
    work: asyncio.Task[None] | None = None


class Gallery:
    """The newest picture of each meeting that anybody has looked at since the start."""

    def __init__(self) -> None:
        self._db: Database | None = None
        self._canvases: dict[str, Canvas] = {}
        self._turn = asyncio.Lock()  # one picture is drawn at a time
        self._deep = asyncio.Lock()  # and one is examined

    def start(self, db: Database) -> None:
        self._db = db

    async def stop(self) -> None:
        tasks = [one.work for one in self._canvases.values() if one.work]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def hear(self, entry: Entry) -> None:
        """Called after each commit. What nobody has looked at is not drawn."""
        canvas = self._canvases.get(entry.meeting)
        if canvas is not None and entry.kind in STIRS:
            canvas.change += 1
            self._begin(entry.meeting, canvas)

    def newest(self, meeting: str) -> Glance | None:
        """What was drawn last; nothing is waited for."""
        canvas = self._canvas(meeting)
        if canvas.drawn < canvas.change:
            self._begin(meeting, canvas)
        return canvas.glance

    async def now(self, meeting: str) -> Glance:
        """The picture of all votes that were in when this was asked."""
        canvas = self._canvas(meeting)
        if canvas.glance is None or canvas.drawn < canvas.change:
            await self._draw(meeting, canvas)
        self._begin(meeting, canvas)
        assert canvas.glance is not None, "drawn just now"
        return canvas.glance

    async def examined(self, meeting: str) -> Glance:
        """The same with its examination; may take seconds."""
        await self.now(meeting)
        canvas = self._canvas(meeting)
        await self._examine(meeting, canvas)
        assert canvas.glance is not None, "drawn before"
        return canvas.glance

    def _canvas(self, meeting: str) -> Canvas:
        found = self._canvases.pop(meeting, None) or Canvas()
        self._canvases[meeting] = found  # the last one looked at stands last
        if len(self._canvases) > MOST_KEPT:
            oldest = next(iter(self._canvases))
            gone = self._canvases.pop(oldest)
            if gone.work:
                gone.work.cancel()
        return found

    def _begin(self, meeting: str, canvas: Canvas) -> None:
        if canvas.work is None or canvas.work.done():
            canvas.work = asyncio.create_task(self._follow(meeting, canvas))

    async def _follow(self, meeting: str, canvas: Canvas) -> None:
        """Draw until nothing is new, then examine what has come to rest."""
        try:
            while canvas.drawn < canvas.change or canvas.findings is None:
                began = time.monotonic()
                if canvas.drawn < canvas.change:
                    await self._draw(meeting, canvas)
                took = time.monotonic() - began
                seen = canvas.change
                await asyncio.sleep(max(PAUSE, 3 * took))
                if canvas.change == seen and canvas.findings is None:
                    await asyncio.sleep(REST)
                    if canvas.change == seen:
                        await self._examine(meeting, canvas)
        except Exception:
            log.exception("the picture of a consultation could not be drawn")

    async def _draw(self, meeting: str, canvas: Canvas) -> None:
        assert self._db is not None, "started with the server"
        async with self._turn:
            change = canvas.change
            if canvas.glance is not None and canvas.drawn == change:
                return  # somebody else has drawn it meanwhile
            async with self._db.reading() as connection:
                poll = await poll_of(connection, meeting)
            same = canvas.glance is not None and _same(canvas.glance.poll, poll)
            canvas.findings = canvas.findings if same else None
            found = canvas.findings or NOT_EXAMINED
            canvas.glance = await asyncio.to_thread(_glance, poll, found)
            canvas.drawn = change
        self._tell(meeting, canvas)

    async def _examine(self, meeting: str, canvas: Canvas) -> None:
        async with self._deep:
            glance = canvas.glance
            if glance is None or canvas.findings is not None:
                return
            findings = await asyncio.to_thread(examine, glance.poll.matrix)
            fresh = await asyncio.to_thread(_glance, glance.poll, findings)
            if canvas.glance is not glance:
                return  # other votes came meanwhile: this says nothing of them
            canvas.glance, canvas.findings = fresh, findings
        self._tell(meeting, canvas)

    def _tell(self, meeting: str, canvas: Canvas) -> None:
        assert self._db is not None
        assert canvas.glance is not None
        self._db.tell(PictureDrawn(meeting=MeetingId(meeting), people=canvas.glance.people))


def _glance(poll: Poll, findings: Findings) -> Glance:
    return Glance(poll, poll.picture(findings))


def _same(one: Poll, other: Poll) -> bool:
    """Whether an examination of the one holds for the other."""
    return set(one.votes) == set(other.votes) and one.matrix.statements == (
        other.matrix.statements
    )
