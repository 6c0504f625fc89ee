"""What can change about an online consultation; and how voices from outside are kept."""

from collections.abc import Sequence
from datetime import UTC

from consult.commands import load_for
from consult.consultation import ConsultPhase
from consult.online import store
from consult.online.events import WindowSet
from consult.online.window import Window, check_times
from consult.reactions.events import ReactionsChanged
from consult.reactions.reaction import Reaction
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import MeetingId
from sessions.queries import Member


async def set_window(db: Database, by: Member, window: Window) -> None:
    """Say from when until when it is open, and whether visitors by link are heard apart."""
    check_times(window.opens_at, window.closes_at)
    async with db.transaction() as tx:
        consultation = await load_for(tx, by)
        if consultation.phase is ConsultPhase.CLOSED:
            raise Refused("consult-closed")
        await store.save_window(tx.connection, by.meeting, window)
        tx.record(
            WindowSet(
                meeting=by.meeting,
                opens_at=window.opens_at.astimezone(UTC).isoformat(),
                closes_at=window.closes_at.astimezone(UTC).isoformat(),
                outside=window.outside,
                by=by.name,
            )
        )


async def put_outside(tx: Transaction, meeting: MeetingId, new: Sequence[Reaction]) -> None:
    """Keep what visitors think, in a table of their own."""
    await store.save_outside(tx.connection, meeting, new)
    if new:
        tx.record(ReactionsChanged(meeting=meeting, reactions=len(new)))
