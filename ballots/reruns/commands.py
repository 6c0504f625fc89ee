"""A round is held again: a run-off among the tied, or the same question after a failure."""

from ballots import store
from ballots.commands import check_current, standing_rounds
from ballots.events import RoundVoided
from ballots.outcome import Next
from ballots.reruns.method import run_off_method
from ballots.round import Kind, Phase, Round, check_kind
from ballots.rounds.commands import load_outcome, move_round, seal, told
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import RoundId
from sessions.queries import Member

REASON_LENGTH = 200


async def run_off(db: Database, by: Member, round: str) -> RoundId:
    """A new round among exactly the tied, for the places left. 选举法 Art. 45."""
    async with db.transaction() as tx:
        known = await store.load_round(tx.connection, by.meeting, round)
        if known.phase is not Phase.ANNOUNCED:
            raise Refused("not-announced")
        outcome = await load_outcome(tx, known)
        if outcome.next is not Next.RUN_OFF:
            raise Refused("no-tie")
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        await check_current(tx, by, paper)
        if any(one.follows == known.id for one in await standing_rounds(tx, paper)):
            raise Refused("round-exists")
        method = run_off_method(known.method, outcome.tied, outcome.tied_seats)
        return await seal(tx, by, paper, method, known.kind, follows=known.id)


async def void_round(db: Database, by: Member, round: str, reason: str) -> None:
    """Nothing in the round counts; it stays in the record with the reason."""
    async with db.transaction() as tx:
        await _void(tx, by, round, reason)


async def _void(tx: Transaction, by: Member, round: str, reason: str) -> Round:
    known = await move_round(tx, by, round, Phase.VOID)
    if not (reason := reason.strip()[:REASON_LENGTH]):
        raise Refused("field-empty", field="reason")
    await store.save_round(tx.connection, known.id, phase=Phase.VOID, reason=reason)
    tx.record(RoundVoided(**told(known, by), reason=reason))
    return known


async def repeat_round(
    db: Database, by: Member, round: str, reason: str, kind: Kind
) -> RoundId:
    """Void a round and seal the same question again: by hands when the technology fails.

    NPC议事规则 Art. 60: when the electronic system fails, the vote is by show of hands.
    """
    async with db.transaction() as tx:
        known = await _void(tx, by, round, reason)
        check_kind(known.method, kind)
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        return await seal(tx, by, paper, known.method, kind, follows=known.follows)
