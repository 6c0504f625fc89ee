"""What can change about a round. A failed round is voided and stays; it is never edited."""

import json
from typing import Any

from ballots import store
from ballots.adoption import Paper, Standing
from ballots.commands import all_members, check_current, standing_rounds
from ballots.events import (
    BallotsListed,
    ResultAnnounced,
    RoundClosed,
    RoundCounted,
    RoundOpened,
    RoundSealed,
    RoundSigned,
    RoundVoided,
)
from ballots.method import VoteMethod, method_to_json, run_off_method
from ballots.outcome import Next, Outcome, Turnout, decide, outcome_to_facts
from ballots.paper import decode_marks
from ballots.round import MOVES, Kind, Phase, Round, check_may_open, kind_of
from ballots.tally import Tally, Typed, empty_tally, tally, typed_totals
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import RoundId, new_id
from core.moves import check_move
from sessions import queries as sessions
from sessions.queries import MeetingPhase, Member

REASON_LENGTH = 200


async def seal_round(db: Database, by: Member, paper: str, kind: Kind) -> RoundId:
    """Fix candidates and method for the first round of an adopted paper."""
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        if known.standing is not Standing.ADOPTED:
            raise Refused("method-not-adopted")
        await all_members(tx, by)
        await check_current(tx, by, known)
        # Hands are always lawful; any other way is the one that was adopted, or none.
        if kind is not Kind.HANDS and kind is not kind_of(known.method.secrecy):
            raise Refused("kind-not-adopted")
        if await standing_rounds(tx, known):
            raise Refused("round-exists")
        return await _seal(tx, by, known, known.method, kind)


async def _seal(
    tx: Transaction,
    by: Member,
    paper: Paper,
    method: VoteMethod,
    kind: Kind,
    follows: RoundId | None = None,
) -> RoundId:
    check_move(MOVES, Phase.DRAFT, Phase.SEALED, by.roles)
    earlier = await store.list_rounds(tx.connection, paper.meeting, paper.id)
    round = Round(
        id=RoundId(new_id()),
        meeting=paper.meeting,
        paper=paper.id,
        number=len(earlier) + 1,
        kind=kind,
        phase=Phase.SEALED,
        method=method,
        follows=follows,
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
            by=by.name,
        )
    )
    return round.id


async def open_round(db: Database, by: Member, round: str) -> None:
    """Count those present again, freeze the roll, and take ballots from now on."""
    async with db.transaction() as tx:
        sealed = await _move(tx, by, round, Phase.OPEN)
        paper = await store.load_paper(tx.connection, by.meeting, sealed.paper)
        await check_current(tx, by, paper)
        members = await all_members(tx, by)
        rivals = await store.list_rounds(tx.connection, by.meeting)
        if any(one.phase is Phase.OPEN for one in rivals):
            raise Refused("another-round-open")
        present = await sessions.present_deputies(tx.connection, by.meeting)
        check_may_open(sealed, members, len(present))
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
                **_told(sealed, by),
                kind=sealed.kind,
                members=members,
                present=len(present),
                issued=len(present),
            )
        )


def _told(known: Round, by: Member) -> dict[str, Any]:
    return {
        "meeting": known.meeting,
        "round": known.id,
        "number": known.number,
        "by": by.name,
    }


async def _move(tx: Transaction, by: Member, round: str, then: Phase) -> Round:
    known = await store.load_round(tx.connection, by.meeting, round)
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    if meeting.phase is not MeetingPhase.OPEN:
        raise Refused("meeting-not-open")  # a closed meeting decides nothing any more
    check_move(MOVES, known.phase, then, by.roles)
    return known


async def close_round(db: Database, by: Member, round: str) -> None:
    """No ballot after this one. What was acknowledged before is in."""
    async with db.transaction() as tx:
        known = await _move(tx, by, round, Phase.CLOSED)
        if known.kind is Kind.HANDS:
            await _add_late(tx, known)
        issued = await store.count_roll(tx.connection, known.id)
        cast = await store.count_ballots(tx.connection, known.id)
        await store.save_round(
            tx.connection, known.id, phase=Phase.CLOSED, present=issued, closed_at=tx.now
        )
        tx.record(RoundClosed(**_told(known, by), issued=issued, cast=cast))


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
        known = await _move(tx, by, round, Phase.COUNTED)
        if known.phase is Phase.COUNTED and known.kind is not Kind.HANDS:
            raise Refused("counted-once")  # ballots do not change; only a typing error can
        issued = await store.count_roll(tx.connection, known.id)
        if known.kind is Kind.HANDS:
            if totals is None:
                raise Refused("totals-needed")
            count = typed_totals(known.method, issued, totals)
        else:
            count = await _count_ballots(tx, known)
        outcome = decide(known.method, count, Turnout(known.members or 0, issued, issued))
        await store.save_outcome(tx.connection, known.id, outcome)
        await store.save_round(tx.connection, known.id, phase=Phase.COUNTED)
        tx.record(
            RoundCounted(
                **_told(known, by),
                kind=known.kind,
                title=known.method.title,
                members=known.members or 0,
                present=issued,
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
        known = await _move(tx, by, round, Phase.SIGNED)
        await store.save_round(tx.connection, known.id, phase=Phase.SIGNED)
        tx.record(RoundSigned(**_told(known, by)))


async def announce_result(db: Database, by: Member, round: str) -> None:
    async with db.transaction() as tx:
        known = await _move(tx, by, round, Phase.ANNOUNCED)
        outcome = await _outcome(tx, known)
        await store.save_round(tx.connection, known.id, phase=Phase.ANNOUNCED)
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        earlier = await _chosen_before(tx, known)
        chosen = [*earlier, *(no for no in outcome.chosen if no not in earlier)]
        tx.record(
            ResultAnnounced(
                **_told(known, by),
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


async def _outcome(tx: Transaction, known: Round) -> Outcome:
    outcome = await store.load_outcome(tx.connection, known.id)
    if outcome is None:
        raise Refused("not-counted")
    return outcome


async def _chosen_before(tx: Transaction, known: Round) -> list[int]:
    """Those chosen by the rounds whose tie this run-off settles, the first round first."""
    chosen: list[int] = []
    follows = known.follows
    while follows is not None:
        before = await store.load_round(tx.connection, known.meeting, follows)
        chosen = [*(await _outcome(tx, before)).chosen, *chosen]
        follows = before.follows
    return chosen


async def run_off(db: Database, by: Member, round: str) -> RoundId:
    """A new round among exactly the tied, for the places left. 选举法 Art. 45."""
    async with db.transaction() as tx:
        known = await store.load_round(tx.connection, by.meeting, round)
        if known.phase is not Phase.ANNOUNCED:
            raise Refused("not-announced")
        outcome = await _outcome(tx, known)
        if outcome.next is not Next.RUN_OFF:
            raise Refused("no-tie")
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        await check_current(tx, by, paper)
        if any(one.follows == known.id for one in await standing_rounds(tx, paper)):
            raise Refused("round-exists")
        method = run_off_method(known.method, outcome.tied, outcome.tied_seats)
        return await _seal(tx, by, paper, method, known.kind, follows=known.id)


async def void_round(db: Database, by: Member, round: str, reason: str) -> None:
    """Nothing in the round counts; it stays in the record with the reason."""
    async with db.transaction() as tx:
        await _void(tx, by, round, reason)


async def _void(tx: Transaction, by: Member, round: str, reason: str) -> Round:
    known = await _move(tx, by, round, Phase.VOID)
    if not (reason := reason.strip()[:REASON_LENGTH]):
        raise Refused("field-empty", field="reason")
    await store.save_round(tx.connection, known.id, phase=Phase.VOID, reason=reason)
    tx.record(RoundVoided(**_told(known, by), reason=reason))
    return known


async def repeat_round(
    db: Database, by: Member, round: str, reason: str, kind: Kind
) -> RoundId:
    """Void a round and seal the same question again: by hands when the technology fails.

    NPC议事规则 Art. 60: when the electronic system fails, the vote is by show of hands.
    """
    async with db.transaction() as tx:
        known = await _void(tx, by, round, reason)
        paper = await store.load_paper(tx.connection, by.meeting, known.paper)
        return await _seal(tx, by, paper, known.method, kind, follows=known.follows)
