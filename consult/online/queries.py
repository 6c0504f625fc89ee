"""What can be read of an online consultation."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.consultation import Consultation, ConsultForm
from consult.online import store
from consult.online.window import Window, check_is_open
from consult.reactions.reaction import Counts, Opinion
from core.database import Transaction


@dataclass(frozen=True, slots=True)
class Outside:
    """What visitors by link think, apart from the meeting."""

    visitors: int
    counts: Mapping[str, Counts]


async def find_window(connection: AsyncConnection, meeting: str) -> Window | None:
    return await store.find_window(connection, meeting)


async def outside_voices(connection: AsyncConnection, meeting: str) -> Outside:
    return Outside(
        await store.count_visitors(connection, meeting),
        await store.count_outside(connection, meeting),
    )


async def outside_opinions(
    connection: AsyncConnection, meeting: str, voice: str
) -> dict[str, Opinion]:
    return await store.outside_of(connection, meeting, voice)


async def takes_outside(tx: Transaction, meeting: str) -> bool:
    """Whether visitors by link are heard here at all."""
    window = await store.find_window(tx.connection, meeting)
    return window is not None and window.outside


async def check_window(tx: Transaction, consultation: Consultation) -> None:
    """Refuse words and reactions while an online consultation is not open."""
    if consultation.form is not ConsultForm.ONLINE:
        return
    window = await store.find_window(tx.connection, consultation.meeting)
    if window is not None:
        check_is_open(window, tx.now)
