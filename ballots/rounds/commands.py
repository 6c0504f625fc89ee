"""What can change about a round. A failed round is voided and stays; it is never edited."""

import json
from collections.abc import Sequence

from ballots import store
from ballots.adoption import Paper, Standing
from ballots.casting import store as urn
from ballots.commands import all_members, check_current, standing_rounds, told
from ballots.counting.commands import count_ballots, finish_count
from ballots.counting.queries import issued
from ballots.events import (
    ResultAnnounced,
    RoundClosed,
    RoundOpened,
    RoundSealed,
    RoundSigned,
)
from ballots.method import VoteMethod
from ballots.methods.contract import method_to_json
from ballots.outcome import Matter, Outcome, outcome_to_facts
from ballots.register import store as registers
from ballots.register.commands import extend_register, freeze_register, tell_late
from ballots.round import MOVES, Kind, Phase, Round, check_kind, check_may_open
from ballots.secret import store as boxes
from ballots.secret.events import BoxOpened
from ballots.secret.sealed import check_may_open_box
from ballots.settling.queries import chosen_so_far
from ballots.tally import Typed, empty_tally, typed_totals
from ballots.together.queries import papers_together, rounds_together
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import PaperId, RoundId, new_id
from core.moves import check_move
from sessions import queries as sessions
from sessions.queries import MeetingPhase, Member


async def seal_round(db: Database, by: Member, paper: str, kind: Kind) -> RoundId:
    """Fix candidates and method for the first round of an adopted paper.

    Of a voting session all papers that have no round yet are fixed with it.
    """
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        together = await papers_together(tx.connection, known)
        for one in together:
            if one.standing is not Standing.ADOPTED:
                raise Refused("method-not-adopted", title=one.method.title)
        await all_members(tx, by)
        await check_current(tx, by, known)
        if await standing_rounds(tx, known):
            raise Refused("round-exists")
        sealed: dict[PaperId, RoundId] = {}
        for one in together:
            if await standing_rounds(tx, one):
                continue
            check_kind(one.method, kind)
            sealed[one.id] = await seal(tx, by, one, one.method, kind)
        return sealed[known.id]


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
    """Count those present again, freeze the roll, and take ballots from now on.

    All prepared rounds of a voting session open with it, and with the same roll.
    """
    async with db.transaction() as tx:
        sealed = await move_round(tx, by, round, Phase.OPEN)
        paper = await store.load_paper(tx.connection, by.meeting, sealed.paper)
        await check_current(tx, by, paper)
        members = await all_members(tx, by)
        rivals = await store.list_rounds(tx.connection, by.meeting)
        if any(one.phase is Phase.OPEN for one in rivals):
            raise Refused("another-round-open")
        present = list(await sessions.present_deputies(tx.connection, by.meeting))
        together = await rounds_together(tx.connection, sealed, Phase.SEALED)
        # One that was turned to hands is held by itself: phones and hands need the hall apart.
        for one in (each for each in together if each.kind is sealed.kind):
            check_may_open(one, members, len(present))
            await _open(tx, by, one, members, present)


async def _open(
    tx: Transaction, by: Member, sealed: Round, members: int, present: Sequence[str]
) -> None:
    if sealed.kind is Kind.SECRET:
        await _open_box(tx, sealed, present)
    await freeze_register(tx, sealed)
    await store.save_running(tx.connection, sealed.id, empty_tally(sealed.method))
    await store.save_round(
        tx.connection,
        sealed.id,
        phase=Phase.OPEN,
        members=members,
        present=len(present),
        opened_at=tx.now,
        groups=json.dumps(await _groups(tx, sealed)),
    )
    tx.record(
        RoundOpened(
            **told(sealed, by),
            kind=sealed.kind,
            members=members,
            present=len(present),
            issued=await issued(tx.connection, sealed),
        )
    )


async def _groups(tx: Transaction, round: Round) -> dict[str, int]:
    """How many members each delegation has that must give a majority of its own."""
    if not round.method.groups:
        return {}
    sizes = await sessions.group_sizes(tx.connection, round.meeting)
    return {group: sizes.get(group, 0) for group in round.method.groups}


async def _open_box(tx: Transaction, round: Round, present: Sequence[str]) -> None:
    """From here on the manifest is fixed and phones are handed papers by it."""
    box = await boxes.find_sealed(tx.connection, round.id)
    entitled = await boxes.list_entitled(tx.connection, round.id) if box else ()
    check_may_open_box(box, entitled, present)
    assert box is not None, "refused above"
    tx.record(BoxOpened(meeting=round.meeting, round=round.id, manifest_hash=box.manifest_hash))


async def move_round(tx: Transaction, by: Member, round: str, then: Phase) -> Round:
    known = await store.load_round(tx.connection, by.meeting, round)
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    if meeting.phase is not MeetingPhase.OPEN:
        raise Refused("meeting-not-open")  # a closed meeting decides nothing any more
    check_move(MOVES, known.phase, then, by.roles)
    return known


async def close_round(db: Database, by: Member, round: str) -> None:
    """No ballot after this one. What was acknowledged before is in.

    All open rounds of a voting session close with it.
    """
    async with db.transaction() as tx:
        known = await move_round(tx, by, round, Phase.CLOSED)
        for one in await rounds_together(tx.connection, known, Phase.OPEN):
            await _close(tx, by, one)


async def _close(tx: Transaction, by: Member, known: Round) -> None:
    if known.kind is Kind.HANDS:
        await _add_late(tx, known)
    await tell_late(tx, known)
    on_roll = await registers.count_roll(tx.connection, known.id)
    # What lies in a secret box is told by the freezing, once the last flush is in.
    is_secret = known.kind is Kind.SECRET
    cast = None if is_secret else await urn.count_ballots(tx.connection, known.id)
    await store.save_round(
        tx.connection, known.id, phase=Phase.CLOSED, present=on_roll, closed_at=tx.now
    )
    handed = await issued(tx.connection, known)
    tx.record(RoundClosed(**told(known, by), issued=handed, cast=cast))


async def _add_late(tx: Transaction, known: Round) -> None:
    """Whoever came while hands were raised may have raised one; phones are added by casting."""
    here = await sessions.present_deputies(tx.connection, known.meeting)
    on_roll = await registers.list_roll(tx.connection, known.id, list(here))
    await extend_register(tx, known, [person for person in here if person not in on_roll])


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
            on_roll = await registers.count_roll(tx.connection, known.id)
            count = typed_totals(known.method, on_roll, totals)
        else:
            count = await count_ballots(tx, known)
        return await finish_count(tx, by, known, count)


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
        await store.save_round(tx.connection, known.id, phase=Phase.ANNOUNCED, told_at=tx.now)
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
