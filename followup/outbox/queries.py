"""What can be read of messages: by the congress office, and by who sends them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from followup.outbox import store
from followup.outbox.message import Message

MOST = 300  # messages of each list on the page
BATCH = 50  # messages of one round of sending


@dataclass(frozen=True, slots=True)
class Outbox:
    """What waits, of how many, what was settled last, and where organisations get mail."""

    waiting: tuple[Message, ...]
    total: int
    settled: tuple[Message, ...]
    addresses: dict[str, str]


async def outbox(connection: AsyncConnection) -> Outbox:
    return Outbox(
        tuple(await store.list_waiting(connection, MOST)),
        await store.count_waiting(connection),
        tuple(await store.list_settled(connection, MOST)),
        await store.list_addresses(connection),
    )


async def due(connection: AsyncConnection, at: datetime, only_addressed: bool) -> list[Message]:
    return await store.list_due(connection, at, only_addressed, BATCH)


async def load(connection: AsyncConnection, message: str) -> Message:
    return await store.load(connection, message)
