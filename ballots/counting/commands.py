"""Ballots by name are counted, and any count is decided and put on record."""

from dataclasses import replace

from ballots import store
from ballots.casting import store as urn
from ballots.commands import told
from ballots.counting.queries import issued
from ballots.deciding.cut import Drawing
from ballots.deciding.decision import decide
from ballots.events import BallotsListed, RoundCounted
from ballots.outcome import Outcome, Turnout, outcome_to_facts
from ballots.paper import decode_marks
from ballots.register import store as registers
from ballots.round import Phase, Round
from ballots.settling.queries import depth
from ballots.tally import Tally, tally
from core.database import Transaction
from sessions import queries as sessions
from sessions.queries import Member


async def finish_count(tx: Transaction, by: Member, known: Round, count: Tally) -> Outcome:
    """Decide on a count, however it was made, and put both on record."""
    on_roll = await registers.count_roll(tx.connection, known.id)
    turnout = Turnout(
        known.members or 0, on_roll, await issued(tx.connection, known), known.groups
    )
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


async def count_ballots(tx: Transaction, known: Round) -> Tally:
    marks = await urn.find_marks(tx.connection, known.id)
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
    ballots = [
        replace(decode_marks(known.method, text), group=people[person].delegation or None)
        for person, text in marks.items()
    ]
    return tally(known.method, ballots)
