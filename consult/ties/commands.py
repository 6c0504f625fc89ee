"""What can change about ties: whoever holds card and badge says so, or staff who know."""

from dataclasses import replace

from consult import store as consultations
from consult.consultation import ConsultPhase
from consult.contribution.said import Voice
from consult.reactions.commands import put
from consult.reactions.store import list_reactions, save_reactions
from consult.stools.stool import Stool, voice_of
from consult.ties import store
from consult.ties.events import VoicesTied, VoicesUntied
from core.database import Database, Transaction
from core.errors import NotHere, Refused


async def tie(db: Database, stool: Stool, badge: Voice, by: str = "") -> None:
    """From now on both are one voice: what the badge has answered becomes the stool's, and
    where both have answered the later one counts."""
    mine, meeting = voice_of(stool.id), stool.meeting
    async with db.transaction() as tx:
        await _check_is_open(tx, stool)
        known = await store.list_ties(tx.connection, meeting)
        if known.get(badge) == mine:
            return
        if badge in known:
            raise Refused("badge-tied", field="badge")
        if mine in known.values():
            raise Refused("stool-tied", field="badge", number=stool.number)
        await store.add_tie(tx.connection, meeting, mine, badge)
        theirs = await list_reactions(tx.connection, meeting, [badge])
        await save_reactions(tx.connection, meeting, [], theirs)
        await put(tx, meeting, [replace(one, voice=mine) for one in theirs])
        tx.record(VoicesTied(meeting=meeting, number=stool.number, by=by))


async def untie(db: Database, stool: Stool, by: str) -> None:
    """It was a mistake. What was answered until now stays with the stool."""
    async with db.transaction() as tx:
        await _check_is_open(tx, stool)
        if (
            voice_of(stool.id)
            not in (await store.list_ties(tx.connection, stool.meeting)).values()
        ):
            return
        await store.drop_tie(tx.connection, stool.meeting, voice_of(stool.id))
        tx.record(VoicesUntied(meeting=stool.meeting, number=stool.number, by=by))


async def _check_is_open(tx: Transaction, stool: Stool) -> None:
    found = await consultations.find_consultation(tx.connection, stool.meeting)
    if found is None:
        raise NotHere("consultation")
    if found.phase is ConsultPhase.CLOSED:
        raise Refused("consult-closed")
