"""The register is frozen with the opening; whoever comes after is added, and it is said."""

from collections.abc import Iterable, Sequence
from secrets import token_hex

from ballots.register import store
from ballots.register.events import RegisterExtended, RegisterFrozen
from ballots.register.register import Voter, read_register, register_hash, register_text
from ballots.round import Kind, Round
from core.database import Transaction
from core.ids import PersonId
from sessions import queries as sessions

SALT_BYTES = 16


async def freeze_register(tx: Transaction, round: Round) -> int:
    """Write down who is entitled and who of them is here; how many are here."""
    lines = await sessions.deputies(tx.connection, round.meeting)
    voters = [Voter(one.person, one.name, one.delegation, one.attendance) for one in lines]
    present = [voter.person for voter in voters if voter.was_present]
    text = register_text(round.id, voters, token_hex(SALT_BYTES))
    await store.add_to_roll(tx.connection, round.id, present)
    await store.add_register(tx.connection, round.id, register_hash(text), text)
    tx.record(
        RegisterFrozen(
            meeting=round.meeting,
            round=round.id,
            number=round.number,
            entitled=len(voters),
            present=len(present),
            hash=register_hash(text),
        )
    )
    return len(present)


async def extend_register(tx: Transaction, round: Round, late: Sequence[PersonId]) -> None:
    """Those who came after the opening and are about to vote.

    In a secret round nothing is journalled now: an entry has a moment, and the moment in
    which somebody was handed papers is nobody's business. `tell_late` says it at the close.
    """
    if not late:
        return
    if round.kind is Kind.SECRET:
        await store.add_to_roll(tx.connection, round.id, late)
        return
    await store.add_to_roll(tx.connection, round.id, late, tx.now)
    await _tell(tx, round, late)


async def tell_late(tx: Transaction, round: Round) -> None:
    """Name those who were added to the register of a secret round, in the roster's order."""
    found = await store.find_register(tx.connection, round.id)
    if round.kind is not Kind.SECRET or found is None:
        return
    here = {voter.person for voter in read_register(found[1]) if voter.was_present}
    on_roll = await store.load_roll(tx.connection, round.id)
    await _tell(tx, round, on_roll.keys() - here)


async def _tell(tx: Transaction, round: Round, persons: Iterable[PersonId]) -> None:
    if not (wanted := sorted(persons)):
        return
    lines = await sessions.roster(tx.connection, round.meeting, wanted)
    tx.record(
        RegisterExtended(
            meeting=round.meeting,
            round=round.id,
            number=round.number,
            added=[
                {"person": one.person, "name": one.name, "delegation": one.delegation}
                for one in lines
            ],
        )
    )
