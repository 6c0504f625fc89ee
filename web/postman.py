"""Sends the messages of the outbox while the server runs; what cannot go now goes later.

At least once: it is sent first and marked after, so a stop in between sends it again, with the
same Message-ID and Idempotency-Key. It also wakes matters on a new day, since a duty that falls
due must be told though nobody looks at a page.
"""

import asyncio
import json
import logging
from contextlib import suppress

from core.database import Database
from core.journal import Entry
from followup import commands as matters
from followup import queries as followup
from followup.event import KINDS
from followup.outbox import commands, queries
from followup.outbox.message import Channel, Message
from web.channels import Channels, Letter, NotTaken, send_hook, send_mail
from web.outbox_letters import worded

BEAT = 30.0  # seconds between two looks, if nothing happens

log = logging.getLogger(__name__)


class Postman:
    def __init__(self, channels: Channels, origin: str) -> None:
        self.channels = channels
        self._origin = origin
        self._turn = asyncio.Lock()  # a message goes by one hand at a time
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self, db: Database) -> None:
        self._task = asyncio.create_task(self._run(db))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def hear(self, entry: Entry) -> None:
        """Called after each commit: what happened to a matter may have made a message."""
        if entry.kind in KINDS:
            self._news.set()

    def hurry(self) -> None:
        self._news.set()

    async def _run(self, db: Database) -> None:
        while True:
            self._news.clear()
            try:
                async with db.reading() as connection:
                    is_stale = await followup.is_stale(connection, db.clock())
                if is_stale:
                    await matters.refresh(db)
                await self.deliver(db)
            except Exception:
                log.exception("messages could not be sent; they are kept")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), BEAT)

    async def deliver(self, db: Database) -> int:
        """Send what is due; returns how many were taken. A channel that is down is left alone
        for the rest of this round, so that it costs one wait and not one a message."""
        mail, hook = self.channels.mail, self.channels.hook
        if mail is None and hook is None:
            return 0
        sent, down = 0, set[Channel]()
        async with self._turn:
            async with db.reading() as connection:
                due = await queries.due(connection, db.clock(), hook is None)
            for one in due:
                channel = Channel.SMTP if mail and one.address else Channel.WEBHOOK
                if channel in down:
                    continue
                try:
                    receipt = await self._send(channel, one)
                except (NotTaken, ValueError) as error:
                    await commands.mark_failed(db, one.id, channel, str(error))
                except OSError as error:
                    down.add(channel)
                    await commands.mark_failed(db, one.id, channel, _said(error))
                else:
                    await commands.mark_sent(db, one.id, channel, receipt)
                    sent += 1
        return sent

    async def _send(self, channel: Channel, message: Message) -> str:
        letter = self.letter(message)
        if channel is Channel.SMTP and self.channels.mail is not None:
            return await asyncio.to_thread(send_mail, self.channels.mail, letter)
        assert self.channels.hook is not None, "without one, only those with an address are due"
        return await asyncio.to_thread(send_hook, self.channels.hook, letter)

    def letter(self, message: Message) -> Letter:
        """The same words on every try."""
        subject, text = worded(self.channels.language, message)
        subject = " ".join(subject.split())  # a line's end would begin another header
        link = f"{self._origin}/matters/{message.matter}"
        told = f"{text}\n\n{link}\n" if self._origin else f"{text}\n"
        body = {
            "id": message.id,
            "topic": message.topic.value,
            "matter": message.matter,
            "to": {"org": message.org_name, "office": message.office.value},
            "subject": subject,
            "text": text,
            "facts": message.facts,
            "made_at": message.made_at.isoformat(),
            "link": link if self._origin else "",
        }
        octets = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        return Letter(message.id, message.address, subject, told, octets)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
