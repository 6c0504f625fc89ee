"""What can change about a round. A failed round is voided and stays; it is never edited."""

import json
from collections.abc import Sequence
from typing import Any

from ballots import store
from ballots.adoption import Paper, Standing
from ballots.commands import all_members, check_current, standing_rounds
from ballots.deciding.cut import Drawing
from ballots.deciding.decision import decide
from ballots.events import (
    BallotsListed,
    ResultAnnounced,
    RoundClosed,
    RoundCounted,
    RoundOpened,
    RoundSealed,
    RoundSigned,
)
from ballots.method import VoteMethod
from ballots.methods.contract import method_to_json
from ballots.outcome import Matter, Outcome, Turnout, outcome_to_facts
from ballots.paper import decode_marks
from ballots.round import MOVES, Kind, Phase, Round, check_kind, check_may_open
from ballots.secret import store as boxes
from ballots.secret.events import BoxOpened
from ballots.secret.sealed import check_may_open_box
from ballots.settling.queries import chosen_so_far, depth
from ballots.tally import Tally, Typed, empty_tally, tally, typed_totals
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import RoundId, new_id
from core.moves import check_move
from sessions import queries as sessions
from sessions.queries import MeetingPhase, Member


async def seal_round(db: Database, by: Member, paper: str, kind: Kind) -> RoundId:
    """Fix candidates and method for the first round of an adopted paper."""
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        if known.standing is not Standing.ADOPTED:
            raise Refused("method-not-adopted")
        await all_members(tx, by)
        await check_current(tx, by, known)
        check_kind(known.method, kind)
        if await standing_rounds(tx, known):
            raise Refused("round-exists")
        return await seal(tx, by, known, known.method, kind)


async def seal(
    tx: Transaction,
    by: Member,
    paper: Paper,
    method: VoteMethod,
    kind: Kind,
    completes: tuple[RoundId, Matter] | None = None,
) -> RoundId:
    """Fix a round. `completes` is the announced round and the matter of it that it settles."""
    check_move(MOVES, Phase.DRAFT, Phase.SEALED, by.roles)
    earlier = await store.list_rounds(tx.connection, paper.meeting, paper.id)
    follows, settles = completes or (None, None)
    round = Round(
        id=RoundId(new_id()),
        meeting=paper.meeting,
        paper=paper.id,
        number=len(earlier) + 1,
        kind=kind,
        phase=Phase.SEALED,
        method=method,
        follows=follows,
        settles=settles,
    )
    await store.add_round(tx.connection, round)
    tx.record(
        RoundSealed(
            meeting=paper.meeting,
            round=round.id,
            paper=paper.id,
            item=paper.item,
            number=round.number,
            kind=kind,
            method=json.loads(method_to_json(method)),
            follows=follows,
            settles=settles,
            by=by.name,
        )
    )
    return round.id


async def open_round(db: Database, by: Member, round: str) -> None:
    """Count those present again, freeze the roll, and take ballots from now on."""
    async with db.transaction() as tx:
        sealed = await move_round(tx, by, round, Phase.OPEN)
        paper = await store.load_paper(tx.connection, by.meeting, sealed.paper)
        await check_current(tx, by, paper)
        members = await all_members(tx, by)
        rivals = await store.list_rounds(tx.connection, by.meeting)
        if any(one.phase is Phase.OPEN for one in rivals):
            raise Refused("another-round-open")
        present = await sessions.present_deputies(tx.connection, by.meeting)
        check_may_open(sealed, members, len(present))
        if sealed.kind is Kind.SECRET:
            await _open_box(tx, sealed, list(present))
        await store.add_to_roll(tx.connection, sealed.id, list(present))
        await store.save_running(tx.connection, sealed.id, empty_tally(sealed.method))
        await store.save_round(
            tx.connection,
            sealed.id,
            phase=Phase.OPEN,
            members=members,
            present=len(present),
            opened_at=tx.now,
        )
        tx.record(
            RoundOpened(
                **told(sealed, by),
                kind=sealed.kind,
                members=members,
                present=len(present),
                issued=await _issued(tx, sealed),
            )
        )


async def _open_box(tx: Transaction, round: Round, present: Sequence[str]) -> None:
    """From here on the manifest is fixed and phones are handed papers by it."""
    box = await boxes.find_sealed(tx.connection, round.id)
    entitled = await boxes.list_entitled(tx.connection, round.id) if box else ()
    check_may_open_box(box, entitled, present)
    assert box is not None, "refused above"
    tx.record(BoxOpened(meeting=round.meeting, round=round.id, manifest_hash=box.manifest_hash))


async def _issued(tx: Transaction, round: Round) -> int:
    """发出: how many people were handed a ballot; by name and by hands, all on the roll."""
    if round.kind is Kind.SECRET:
        return await boxes.count_handed(tx.connection, round.id)
    return await store.count_roll(tx.connection, round.id)


def told(known: Round, by: Member) -> dict[str, Any]:
    return {
        "meeting": known.meeting,
        "round": known.id,
        "number": known.number,
        "by": by.name,
    }


async def move_round(tx: Transaction, by: Member, round: str, then: Phase) -> Round:
    known = await store.load_round(tx.connection, by.meeting, round)
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    if meeting.phase is not MeetingPhase.OPEN:
        raise Refused("meeting-not-open")  # a closed meeting decides nothing any more
    check_move(MOVES, known.phase, then, by.roles)
    return known


async def close_round(db: Database, by: Member, round: str) -> None:
    """No ballot after this one. What was acknowledged before is in."""
    async with db.transaction() as tx:
        known = await move_round(tx, by, round, Phase.CLOSED)
        if known.kind is Kind.HANDS:
            await _add_late(tx, known)
        on_roll = await store.count_roll(tx.connection, known.id)
        # What lies in a secret box is told by the freezing, once the last flush is in.
        is_secret = known.kind is Kind.SECRET
        cast = None if is_secret else await store.count_ballots(tx.connection, known.id)
        await store.save_round(
            tx.connection, known.id, phase=Phase.CLOSED, present=on_roll, closed_at=tx.now
        )
        issued = await _issued(tx, known)
        tx.record(RoundClosed(**told(known, by), issued=issued, cast=cast))


async def _add_late(tx: Transaction, known: Round) -> None:
    """Whoever came while hands were raised may have raised one; phones are added by casting."""
    here = await sessions.present_deputies(tx.connection, known.meeting)
    on_roll = await store.list_roll(tx.connection, known.id, list(here))
    await store.add_to_roll(
        tx.connection, known.id, [person for person in here if person not in on_roll]
    )


async def count_round(
    db: Database, by: Member, round: str, totals: Typed | None = None
) -> Outcome:
    """Count what lies in the round, or take the typed totals of a show of hands, and decide."""
    async with db.transaction() as tx:
        known = await move_round(tx, by, round, Phase.COUNTED)
        if known.phase is Phase.COUNTED and known.kind is not Kind.HANDS:
            raise Refused("counted-once")  # ballots do not change; only a typing error can
        if known.kind is Kind.SECRET:
            raise Refused("counted-from-the-box")
        if known.kind is Kind.HANDS:
            if totals is None:
                raise Refused("totals-needed")
            on_roll = await store.count_roll(tx.connection, known.id)
            count = typed_totals(known.method, on_roll, totals)
        else:
            count = await _count_ballots(tx, known)
        return await finish_count(tx, by, known, count)


async def finish_count(tx: Transaction, by: Member, known: Round, count: Tally) -> Outcome:
    """Decide on a count, however it was made, and put both on record."""
    on_roll = await store.count_roll(tx.connection, known.id)
    turnout = Turnout(known.members or 0, on_roll, await _issued(tx, known))
    outcome = decide(known.method, count, turnout, Drawing(await depth(tx.connection, known)))
    await store.save_outcome(tx.connection, known.id, outcome)
    await store.save_round(tx.connection, known.id, phase=Phase.COUNTED)
    tx.record(
        RoundCounted(
            **told(known, by),
            kind=known.kind,
            title=known.method.title,
            members=known.members or 0,
            present=on_roll,
            outcome=outcome_to_facts(outcome),
        )
    )
    return outcome


async def _count_ballots(tx: Transaction, known: Round) -> Tally:
    marks = await store.find_marks(tx.connection, known.id)
    people = {line.person: line for line in await sessions.roster(tx.connection, known.meeting)}
    tx.record(
        BallotsListed(
            meeting=known.meeting,
            round=known.id,
            ballots=[
                {"person": person, "name": people[person].name, "marks": text}
                for person, text in sorted(marks.items())
            ],
        )
    )
    return tally(known.method, [decode_marks(known.method, text) for text in marks.values()])


async def sign_round(db: Database, by: Member, round: str) -> None:
    """A scrutineer signs the count."""
    async with db.transaction() as tx:
        known = await move_round(tx, by, round, Phase.SIGNED)
        await store.save_round(tx.connection, known.id, phase=Phase.SIGNED)
        tx.record(RoundSigned(**told(known, by)))


async def announce_result(db: Database, by: Member, round: str) -> None:
    async with db.transaction() as tx:
        known = await move_round(tx, by, round, Phase.ANNOUNCED)
        outcome = await load_outcome(tx, known)
        await store.save_round(tx.connection, known.id, phase=Phase.ANNOUNCED)
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        chosen = await chosen_so_far(tx.connection, by.meeting, paper.id)
        tx.record(
            ResultAnnounced(
                **told(known, by),
                paper=known.paper,
                kind=known.kind,
                title=known.method.title,
                seats=paper.method.seats,
                members=known.members or 0,
                present=known.present or 0,
                method=json.loads(method_to_json(known.method)),
                outcome=outcome_to_facts(outcome),
                chosen=[{"no": no, "name": paper.project(no).name} for no in chosen],
            )
        )


async def load_outcome(tx: Transaction, known: Round) -> Outcome:
    outcome = await store.load_outcome(tx.connection, known.id)
    if outcome is None:
        raise Refused("not-counted")
    return outcome
