"""Casting a ballot by name. Sent twice it is one ballot, and the answer says what counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from ballots import store
from ballots.events import TallyChanged, TurnoutChanged
from ballots.method import LiveTally
from ballots.paper import Ballot, check_ballot, decode_marks, encode_marks
from ballots.receipt import Receipt, receipt_code
from ballots.round import Kind, Phase, Round, accepts_ballots
from ballots.tally import add, empty_tally, tally, tally_to_facts
from core.database import Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId, PersonId, RoundId
from sessions import queries as sessions


@dataclass(frozen=True, slots=True)
class Cast:
    meeting: MeetingId
    round: RoundId
    person: PersonId
    ballot: Ballot


async def cast_all(tx: Transaction, casts: Sequence[Cast]) -> list[Receipt | Refused]:
    """The work of the urn: many ballots in one transaction, each answered alone."""
    answers: dict[int, Receipt | Refused] = {}
    by_round: dict[tuple[MeetingId, RoundId], list[int]] = {}
    for index, one in enumerate(casts):
        by_round.setdefault((one.meeting, one.round), []).append(index)
    for (meeting, round), indexes in by_round.items():
        asked = [casts[index] for index in indexes]
        told = await _cast_in_round(tx, meeting, round, asked)
        answers.update(zip(indexes, told, strict=True))
    return [answers[index] for index in range(len(casts))]


async def _cast_in_round(
    tx: Transaction, meeting: MeetingId, round: RoundId, casts: Sequence[Cast]
) -> Sequence[Receipt | Refused]:
    try:
        known = await store.load_round(tx.connection, meeting, round)
    except NotHere as refusal:
        return [refusal] * len(casts)
    persons = sorted({one.person for one in casts})
    marks = await store.find_marks(tx.connection, round, persons)
    roll = await store.list_roll(tx.connection, round, persons)
    here = await sessions.present_deputies(tx.connection, meeting, persons)
    rows: dict[PersonId, str] = {}
    answers: list[Receipt | Refused] = []
    for one in casts:
        try:
            answers.append(_answer(known, one, marks, may_vote=one.person in {*roll, *here}))
        except Refused as refusal:
            answers.append(refusal)
            continue
        if one.person not in marks:
            marks[one.person] = rows[one.person] = encode_marks(known.method, one.ballot)
    if rows:
        late = [person for person in rows if person not in roll]
        await store.add_to_roll(tx.connection, round, late)
        await _put_in(tx, known, rows)
    return answers


def _answer(round: Round, cast: Cast, marks: dict[PersonId, str], *, may_vote: bool) -> Receipt:
    """The receipt this cast would get, or the rule it breaks."""
    if round.kind is not Kind.RECORDED:
        raise Refused("round-not-by-phone")
    check_ballot(round.method, cast.ballot)
    sent = encode_marks(round.method, cast.ballot)
    counted = marks.get(cast.person)
    if counted is not None and counted != sent:
        raise Refused("already-cast", marks=counted)
    if counted is None:
        # A ballot that lies in the round keeps its receipt also after the close.
        if not accepts_ballots(round.phase):
            raise Refused("round-not-open" if round.phase is Phase.SEALED else "round-closed")
        if not may_vote:
            raise Refused("not-present")
    code = receipt_code(round.id, cast.person, sent)
    return Receipt(round.id, sent, code, repeated=counted is not None)


async def _put_in(tx: Transaction, round: Round, rows: dict[PersonId, str]) -> None:
    await store.add_ballots(
        tx.connection,
        [{"round": round.id, "person": person, "marks": text} for person, text in rows.items()],
    )
    running = await store.load_running(tx.connection, round.id) or empty_tally(round.method)
    fresh = tally(round.method, [decode_marks(round.method, text) for text in rows.values()])
    running = add(running, fresh)
    await store.save_running(tx.connection, round.id, running)
    issued = await store.count_roll(tx.connection, round.id)
    tx.record(
        TurnoutChanged(
            meeting=round.meeting, round=round.id, cast=running.returned, issued=issued
        )
    )
    if round.method.live_tally is LiveTally.FULL:
        items = tally_to_facts(running)["items"]
        tx.record(TallyChanged(meeting=round.meeting, round=round.id, items=items))  # type: ignore[arg-type]
