"""Who might vote in a round. Who did is told of votes by name only, and not here."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import store as rounds
from ballots.register import store
from ballots.register.register import Entered, read_register
from ballots.round import Round
from core.errors import NotHere


@dataclass(frozen=True, slots=True)
class RegisterView:
    round: Round
    hash: str
    text: str  # what the hash is of
    lines: tuple[Entered, ...]  # everybody entitled, in the roster's order


async def register_view(connection: AsyncConnection, meeting: str, round: str) -> RegisterView:
    known = await rounds.load_round(connection, meeting, round)
    found = await store.find_register(connection, known.id)
    if found is None:
        raise NotHere("register")
    digest, text = found
    on_roll = await store.load_roll(connection, known.id)
    lines = tuple(
        Entered(
            voter,
            added=voter.person in on_roll and not voter.was_present,
            added_at=on_roll.get(voter.person),
        )
        for voter in read_register(text)
    )
    return RegisterView(known, digest, text, lines)
