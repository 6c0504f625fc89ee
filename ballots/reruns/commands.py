"""A round is held again: for what a result left open, or the same question after a failure."""

from ballots import store
from ballots.commands import told
from ballots.events import RoundVoided
from ballots.outcome import Next
from ballots.reruns.method import run_off_method, second_round_method, tied_places
from ballots.round import Kind, Phase, Round, check_kind
from ballots.rounds.commands import load_outcome, move_round, seal
from ballots.settling.commands import still_open
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import RoundId
from sessions.queries import Member

REASON_LENGTH = 200


async def run_off(db: Database, by: Member, round: str) -> RoundId:
    """A new round among exactly the tied, for the places left. 选举法 Art. 45."""
    async with db.transaction() as tx:
        known = await store.load_round(tx.connection, by.meeting, round)
        matter = await still_open(tx, by, known, Next.RUN_OFF)
        outcome = await load_outcome(tx, known)
        method = run_off_method(
            known.method, outcome.tied, outcome.tied_seats, tied_places(outcome)
        )
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        return await seal(tx, by, paper, method, known.kind, (known.id, matter))


async def second_round(db: Database, by: Member, round: str) -> RoundId:
    """A new round among those not chosen, for the places unfilled. 地方组织法 Art. 29."""
    async with db.transaction() as tx:
        known = await store.load_round(tx.connection, by.meeting, round)
        matter = await still_open(tx, by, known, Next.SECOND_ROUND)
        method = second_round_method(known.method, await load_outcome(tx, known))
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        return await seal(tx, by, paper, method, known.kind, (known.id, matter))


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
        completes = (known.follows, known.settles) if known.follows and known.settles else None
        return await seal(tx, by, paper, known.method, kind, completes)
