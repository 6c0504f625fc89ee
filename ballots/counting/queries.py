"""How many ballots were handed out."""

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.register import store as registers
from ballots.round import Kind, Round
from ballots.secret import store as boxes


async def issued(connection: AsyncConnection, round: Round) -> int:
    """发出: how many people were handed a ballot; by name and by hands, all on the roll."""
    if round.kind is Kind.SECRET:
        return await boxes.count_handed(connection, round.id)
    return await registers.count_roll(connection, round.id)
