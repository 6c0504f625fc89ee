"""Issuing an announcement: once for each number, after the result, as it was read."""

from hashlib import sha256

from ballots import store
from ballots.announcing.announcement import CHANGES, Issue, check_issue
from ballots.announcing.events import AnnouncementIssued
from ballots.announcing.queries import numbers_taken
from core.database import Database
from core.errors import Refused
from sessions import queries as sessions
from sessions.queries import Member


async def issue_announcement(
    db: Database, by: Member, issue: Issue, text: str, upto: int, seen: str
) -> None:
    """Issue the text, made of all entries up to `upto`; `seen` is the hash that was shown."""
    async with db.transaction() as tx:
        entries = await sessions.journal_since(tx.connection, by.meeting, 0)
        check_issue(issue, entries, await numbers_taken(tx.connection, by.meeting))
        digest = sha256(text.encode()).hexdigest()
        since = [one for one in entries if one.number > upto and one.kind in CHANGES]
        if seen != digest or since:
            raise Refused("announcement-moved")
        paper = await store.load_paper(tx.connection, by.meeting, issue.paper)
        tx.record(
            AnnouncementIssued(
                meeting=by.meeting,
                paper=paper.id,
                item=paper.item,
                title=paper.method.title,
                number=issue.number,
                year=issue.year,
                government=issue.government,
                counts=issue.counts,
                sha256=digest,
                text=text,
                by=by.name,
            )
        )
