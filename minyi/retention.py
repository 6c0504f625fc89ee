"""`minyi retention`: which personal data are due, and their deletion after a confirmation."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from core.clock import system_clock
from core.database import Database
from core.errors import Refused
from sessions.hygiene import commands, queries
from sessions.meeting import Meeting
from sessions.retention import Disposal
from web.language import Language
from web.settings import Settings
from web.words import sentence, word

TERMINAL = "terminal"
Confirm = Callable[[str], bool]


def run(settings: Settings, delete: bool, confirm: Confirm) -> int:
    """0 when shown or deleted, 1 when nothing is due or it was not confirmed."""
    try:
        return asyncio.run(_run(settings, delete, confirm))
    except Refused as refusal:
        print(sentence(Language.EN, refusal), file=sys.stderr)
        return 1


async def _run(settings: Settings, delete: bool, confirm: Confirm) -> int:
    db = Database(settings.database, system_clock, lambda _: None)
    try:
        await db.migrate()
        async with db.reading() as connection:
            meetings = await queries.all_meetings(connection)
            found = await queries.ripe(connection, db.clock())
        _show(meetings, found, db.clock())
        if not delete:
            return 0
        due = found.due
        if not due.total:
            raise Refused("nothing-due")
        if not confirm(f"Delete these {due.total} entries? This cannot be taken back."):
            print("Nothing was deleted.", file=sys.stderr)
            return 1
        done = await commands.delete_due(db, due.fingerprint, TERMINAL)
        print(f"Deleted: {done.total} entries. It stands in the log of this server.")
        return 0
    finally:
        await db.close()


def _show(meetings: Sequence[Meeting], found: queries.Ripe, at: datetime) -> None:
    console = Console()
    for meeting in meetings:
        closed = f"closed {meeting.closed_at:%Y-%m-%d}" if meeting.closed_at else "not closed"
        table = Table(title=f"{meeting.congress} {meeting.title} ({closed})")
        for name in ("data", "until", "afterwards"):
            table.add_column(name)
        for one in queries.terms_of(meeting, at):
            until = f"{one.due_at:%Y-%m-%d}" if one.due_at else "-"
            due = " (now)" if one.is_due and one.term.disposal is not Disposal.KEPT else ""
            kind, then = word(Language.EN, one.term.kind), word(Language.EN, one.term.disposal)
            table.add_row(kind, until + due, then)
        console.print(table)
    for kind, figure in found.due.figures.items():
        console.print(f"due for deletion: {figure:>6}  {word(Language.EN, kind)}")
