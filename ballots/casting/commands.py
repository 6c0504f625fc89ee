"""Casting by name: all papers of a voting session at once, or none of them.

Sent twice it is one ballot, and the answer says what counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ballots import store
from ballots.casting import store as urn
from ballots.events import TallyChanged, TurnoutChanged
from ballots.method import LiveTally
from ballots.paper import Ballot, check_ballot, decode_marks, encode_marks
from ballots.receipt import Receipt, receipt_code
from ballots.register import store as registers
from ballots.register.commands import extend_register
from ballots.round import Kind, Phase, Round, accepts_ballots
from ballots.tally import add, empty_tally, tally, tally_to_facts
from core.database import Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId, PersonId, RoundId
from sessions import queries as sessions


@dataclass(frozen=True, slots=True)
class Cast:
    """What one person confirmed: a ballot for each round of the voting session."""

    meeting: MeetingId
    person: PersonId
    ballots: tuple[tuple[RoundId, Ballot], ...]


@dataclass(slots=True)
class _Urn:
    """A round while ballots are put in; `rows` are those that are new."""

    round: Round
    marks: dict[PersonId, str]
    roll: set[PersonId]
    here: Collection[PersonId]
    gone: Collection[PersonId]  # were here, have left, and are not back
    rows: dict[PersonId, str] = field(default_factory=dict)


Urns: TypeAlias = dict[tuple[MeetingId, RoundId], _Urn | Refused]


async def cast_all(
    tx: Transaction, casts: Sequence[Cast]
) -> list[tuple[Receipt, ...] | Refused]:
    """The work of the urn: many ballots in one transaction, each cast answered alone."""
    asked: dict[tuple[MeetingId, RoundId], list[PersonId]] = {}
    for cast in casts:
        for round, _ in cast.ballots:
            asked.setdefault((cast.meeting, round), []).append(cast.person)
    # By meeting as well: a stranger's wrong address must not stand for a round of this hall.
    urns: Urns = {}
    for (meeting, round), persons in asked.items():
        urns[meeting, round] = await _open_urn(tx, meeting, round, sorted(set(persons)))
    open_now = {
        meeting: await store.list_open(tx.connection, meeting, Kind.RECORDED)
        for meeting in {meeting for meeting, _ in asked}
    }
    answers = [_cast(urns, one, open_now.get(one.meeting, set())) for one in casts]
    for held in urns.values():
        if isinstance(held, _Urn) and held.rows:
            late = [person for person in held.rows if person not in held.roll]
            await extend_register(tx, held.round, late)
            await _put_in(tx, held.round, held.rows)
    return answers


async def _open_urn(
    tx: Transaction, meeting: MeetingId, round: RoundId, persons: Sequence[PersonId]
) -> _Urn | Refused:
    try:
        known = await store.load_round(tx.connection, meeting, round)
    except NotHere as refusal:
        return refusal
    return _Urn(
        known,
        await urn.find_marks(tx.connection, round, persons),
        await registers.list_roll(tx.connection, round, persons),
        here := await sessions.present_deputies(tx.connection, meeting, persons),
        await _gone(tx, meeting, [person for person in persons if person not in here]),
    )


async def _gone(tx: Transaction, meeting: MeetingId, away: Sequence[PersonId]) -> set[PersonId]:
    return await sessions.gone_deputies(tx.connection, meeting, away) if away else set()


def _cast(urns: Urns, cast: Cast, open_now: set[RoundId]) -> tuple[Receipt, ...] | Refused:
    """All of a cast or nothing of it: one confirmation, one turnout.

    `open_now` takes ballots by name: the rounds of one voting session, never of two.
    """
    receipts: list[Receipt] = []
    rows: list[tuple[_Urn, str]] = []
    try:
        rounds = {round for round, _ in cast.ballots}
        if rounds & open_now and not open_now <= rounds:
            raise Refused("session-incomplete", papers=len(open_now))
        if rounds & open_now and rounds - open_now:  # one was voided meanwhile
            raise Refused("session-changed", round=min(rounds & open_now))
        for round, ballot in cast.ballots:
            held = urns[cast.meeting, round]
            if isinstance(held, Refused):
                raise held
            receipt = _answer(held, cast.person, ballot)
            receipts.append(receipt)
            if not receipt.repeated:
                rows.append((held, receipt.marks))
    except Refused as refusal:
        return refusal
    for held, text in rows:
        held.marks[cast.person] = held.rows[cast.person] = text
    return tuple(receipts)


def _answer(held: _Urn, person: PersonId, ballot: Ballot) -> Receipt:
    """The receipt this ballot would get, or the rule it breaks."""
    round = held.round
    if round.kind is not Kind.RECORDED:
        raise Refused("round-not-by-phone")
    check_ballot(round.method, ballot)
    sent = encode_marks(round.method, ballot)
    if round.phase is Phase.VOID:
        raise Refused("round-void")
    counted = held.marks.get(person)
    if counted is not None and counted != sent:
        raise Refused("already-cast", marks=counted)
    if counted is None:
        # A ballot that lies in the round keeps its receipt also after the close.
        if not accepts_ballots(round.phase):
            raise Refused("round-not-open" if round.phase is Phase.SEALED else "round-closed")
        if person in held.gone:
            raise Refused("has-left")
        if person not in held.roll and person not in held.here:
            raise Refused("not-present")
    code = receipt_code(round.id, person, sent)
    return Receipt(round.id, sent, code, repeated=counted is not None)


async def _put_in(tx: Transaction, round: Round, rows: dict[PersonId, str]) -> None:
    await urn.add_ballots(
        tx.connection,
        [{"round": round.id, "person": person, "marks": text} for person, text in rows.items()],
    )
    running = await store.load_running(tx.connection, round.id) or empty_tally(round.method)
    fresh = tally(round.method, [decode_marks(round.method, text) for text in rows.values()])
    running = add(running, fresh)
    await store.save_running(tx.connection, round.id, running)
    issued = await registers.count_roll(tx.connection, round.id)
    tx.record(
        TurnoutChanged(
            meeting=round.meeting, round=round.id, cast=running.returned, issued=issued
        )
    )
    if round.method.live_tally is LiveTally.FULL:
        items = tally_to_facts(running)["items"]
        tx.record(TallyChanged(meeting=round.meeting, round=round.id, items=items))  # type: ignore[arg-type]
