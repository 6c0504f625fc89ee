"""What can be read of reactions: figures for all, and each voice's own for itself."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.said import Voice
from consult.reactions import store
from consult.reactions.reaction import Counts, Opinion, Reaction
from consult.ties.queries import ties_of


async def count_reactions(connection: AsyncConnection, meeting: str) -> dict[str, Counts]:
    return await store.count_by_statement(connection, meeting)


async def my_reactions(
    connection: AsyncConnection, meeting: str, voice: Voice
) -> dict[str, Opinion]:
    """What this voice thinks of each statement; shown to nobody else."""
    voice = (await ties_of(connection, meeting)).get(voice, voice)
    mine = await store.list_reactions(connection, meeting, [voice])
    return {one.statement: one.value for one in mine}


async def count_voices(connection: AsyncConnection, meeting: str) -> tuple[int, int]:
    """How many cards and how many badges have an opinion that counts."""
    voices = {one.voice for one in await store.list_reactions(connection, meeting)}
    badges = sum(one.startswith("person:") for one in voices)
    return len(voices) - badges, badges


async def agreeing_voices(
    connection: AsyncConnection, meeting: str, statements: Sequence[str]
) -> dict[str, set[Voice]]:
    """Who agrees with each of these, to count nobody twice. Shown to nobody."""
    found: dict[str, set[Voice]] = {}
    for one in await store.list_reactions(connection, meeting, statements=statements):
        if one.value is Opinion.AGREE:
            found.setdefault(one.statement, set()).add(one.voice)
    return found


async def all_reactions(connection: AsyncConnection, meeting: str) -> list[Reaction]:
    """Everybody's, for counting and analysis only."""
    return await store.list_reactions(connection, meeting)
