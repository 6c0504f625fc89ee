"""The chair settles what a result left open without another round: a lot, a decision."""

from ballots import store
from ballots.commands import check_current, standing_rounds, told
from ballots.events import PlacesSettled
from ballots.outcome import Matter, Next, Outcome
from ballots.round import Phase, Round
from ballots.rounds.commands import load_outcome
from ballots.settling import store as settled
from ballots.settling.queries import chosen_so_far, depth
from ballots.settling.settlement import (
    NOTE_LENGTH,
    Settlement,
    check_named,
    draw_lot,
    open_matter,
)
from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.people import Role
from sessions.queries import Member


async def settle(
    db: Database,
    by: Member,
    round: str,
    how: Next,
    *,
    seed: str = "",
    named: tuple[int, ...] = (),
    note: str = "",
) -> Settlement:
    """Settle what is open: by a lot with this seed, by the presidium's `named`, or not at all.

    The announced result itself never changes; this stands beside it.
    """
    async with db.transaction() as tx:
        known = await store.load_round(tx.connection, by.meeting, round)
        if Role.CHAIR not in by.roles:
            raise Forbidden("not-your-move", then=str(how), roles=[str(Role.CHAIR)])
        matter = await still_open(tx, by, known, how)
        outcome = await load_outcome(tx, known)
        chosen = await _chosen(tx, known, outcome, how, seed, named)
        settlement = Settlement(
            known.id, matter, how, chosen, seed.strip(), note.strip()[:NOTE_LENGTH]
        )
        await settled.add_settlement(tx.connection, settlement)
        await store.save_round(tx.connection, known.id, told_at=tx.now)
        await _tell(tx, by, known, settlement)
    return settlement


async def _tell(tx: Transaction, by: Member, known: Round, settlement: Settlement) -> None:
    outcome = await load_outcome(tx, known)
    paper = await store.load_paper(tx.connection, by.meeting, known.paper)
    chosen = await chosen_so_far(tx.connection, by.meeting, paper.id)
    is_tie = settlement.matter is Matter.TIE
    tx.record(
        PlacesSettled(
            **told(known, by),
            paper=known.paper,
            title=known.method.title,
            matter=settlement.matter,
            how=settlement.how,
            tied=list(outcome.tied) if is_tie else [],
            places=outcome.tied_seats if is_tie else outcome.unfilled,
            took=list(settlement.chosen),
            depth=await depth(tx.connection, known),
            seed=settlement.seed,
            note=settlement.note,
            chosen=[{"no": no, "name": paper.project(no).name} for no in chosen],
        )
    )


async def _chosen(
    tx: Transaction,
    known: Round,
    outcome: Outcome,
    how: Next,
    seed: str,
    named: tuple[int, ...],
) -> tuple[int, ...]:
    match how:
        case Next.LOT:
            return draw_lot(outcome, await depth(tx.connection, known), seed)
        case Next.PRESIDIUM:
            return check_named(outcome, named)
        case Next.EMPTY | Next.NEXT_SESSION:
            return ()
        case _:
            raise Refused("nothing-open")


async def still_open(tx: Transaction, by: Member, known: Round, way: Next) -> Matter:
    """The matter of this announced round that this way may settle now; refuses otherwise."""
    if known.phase is not Phase.ANNOUNCED:
        raise Refused("not-announced")
    paper = await store.load_paper(tx.connection, by.meeting, known.paper)
    await check_current(tx, by, paper)
    following = [one for one in await standing_rounds(tx, paper) if one.follows == known.id]
    done = {one.settles for one in following if one.settles} | {
        one.matter for one in await settled.list_settlements(tx.connection, [known.id])
    }
    outcome = await load_outcome(tx, known)
    found = open_matter(known.method, outcome, await depth(tx.connection, known), done)
    if found is None or way not in found.ways:
        raise Refused("round-exists" if following else "nothing-open")
    return found.matter
