"""The recorder writes and sends; the speaker confirms or corrects. Also after the meeting."""

from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.moves import check_move
from sessions.meeting import Member
from sessions.speaking.events import SummaryConfirmed, SummaryCorrected, SummarySent
from sessions.speaking.store import load_floor
from sessions.speaking.summaries import store
from sessions.speaking.summaries.summary import (
    SUMMARY_MOVES,
    Hand,
    Summary,
    SummaryState,
    check_text,
)
from sessions.speaking.word import Turn


async def write_summary(
    db: Database, by: Member, turn: str, text: str, *, send: bool = False
) -> None:
    """Keep the recorder's text, and send it to the speaker if that is asked."""
    text = check_text(text, "text")
    then = SummaryState.SENT if send else SummaryState.DRAFT
    async with db.transaction() as tx:
        spoken = await _spoken(tx, by, turn)
        known = await store.find_summary(tx.connection, by.meeting, turn)
        check_move(SUMMARY_MOVES, known.state if known else SummaryState.DRAFT, then, by.roles)
        values = {"meeting": by.meeting, "person": spoken.person, "state": then}
        await store.put_summary(tx.connection, {"turn": turn, "text": text, **values})
        if send:
            told = _told(spoken)
            tx.record(SummarySent(meeting=by.meeting, text=text, by=by.name, **told))


def _told(spoken: Turn) -> dict[str, str]:
    return {name: getattr(spoken, name) for name in ("turn", "item", "person", "name")}


async def _spoken(tx: Transaction, by: Member, turn: str) -> Turn:
    """The turn, once it is over."""
    spoken = (await load_floor(tx.connection, by.meeting)).find(turn)
    if spoken is None:
        raise NotHere("turn")
    if spoken.ended_at is None:
        raise Refused("still-speaking", name=spoken.name)
    return spoken


async def confirm_summary(db: Database, by: Member, turn: str) -> None:
    """The speaker says: this is what I said."""
    async with db.transaction() as tx:
        spoken, known = await _sent_to(tx, by, turn, SummaryState.CONFIRMED)
        await store.save_summary(
            tx.connection, turn, state=SummaryState.CONFIRMED, settled_at=tx.now
        )
        tx.record(SummaryConfirmed(meeting=by.meeting, text=known.text, **_told(spoken)))


async def correct_summary(db: Database, by: Member, turn: str, text: str) -> None:
    """The speaker's own text stands; the recorder's stays in the journal beside it."""
    text = check_text(text, "correction")
    async with db.transaction() as tx:
        spoken, known = await _sent_to(tx, by, turn, SummaryState.CORRECTED)
        await store.save_summary(
            tx.connection,
            turn,
            state=SummaryState.CORRECTED,
            correction=text,
            settled_at=tx.now,
        )
        tx.record(
            SummaryCorrected(meeting=by.meeting, text=text, written=known.text, **_told(spoken))
        )


async def _sent_to(
    tx: Transaction, by: Member, turn: str, then: SummaryState
) -> tuple[Turn, Summary]:
    """The speech of this very person, and what was written of it."""
    spoken = await _spoken(tx, by, turn)
    if spoken.person != by.person:
        raise Refused("not-your-speech")
    known = await store.find_summary(tx.connection, by.meeting, turn)
    if known is None:
        raise Refused("no-summary-yet")
    check_move(SUMMARY_MOVES, known.state, then, {Hand.SPEAKER})
    return spoken, known
