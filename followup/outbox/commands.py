"""What can change about messages: sent, failed, tried again, cancelled, handed over."""

from core.database import Database, Transaction
from core.errors import Refused
from core.journal import HOUSE
from followup.commands import office_of
from followup.office import Actor
from followup.outbox import store
from followup.outbox.events import AddressSet, MessageCancelled, MessageHanded
from followup.outbox.message import (
    Channel,
    Message,
    check_address,
    check_waiting,
    pause,
    told,
)
from followup.store import list_orgs


async def mark_sent(db: Database, message: str, channel: Channel, receipt: str) -> None:
    """The channel took it. A stop before this sends it again, under the same id."""
    async with db.transaction() as tx:
        one = await store.load(tx.connection, message)
        await store.save(
            tx.connection,
            message,
            tries=one.tries + 1,
            channel=channel,
            receipt=told(receipt),
            error="",
            sent_at=tx.now,
            next_try=None,
        )


async def mark_failed(db: Database, message: str, channel: Channel, error: str) -> None:
    """It is kept, and tried again later; it is never given up."""
    async with db.transaction() as tx:
        one = await store.load(tx.connection, message)
        if not one.is_waiting:
            return  # cancelled meanwhile
        tries = one.tries + 1
        await store.save(
            tx.connection,
            message,
            tries=tries,
            channel=channel,
            error=told(error),
            next_try=tx.now + pause(tries),
        )


async def retry(db: Database, by: Actor, message: str) -> None:
    async with db.transaction() as tx:
        await _waiting(tx, by, message)
        await store.save(tx.connection, message, next_try=tx.now)


async def cancel(db: Database, by: Actor, message: str) -> None:
    async with db.transaction() as tx:
        one = await _waiting(tx, by, message)
        changes = {"cancelled_at": tx.now, "next_try": None, "settled_by": by.name}
        await store.save(tx.connection, message, **changes)
        tx.record(
            MessageCancelled(
                meeting=HOUSE,
                message=one.id,
                matter=one.matter,
                topic=one.topic.value,
                org_name=one.org_name,
                by=by.name,
            )
        )


async def hand_over(db: Database, by: Actor, message: str) -> None:
    """Printed and handed over by somebody: no channel sends it any more."""
    async with db.transaction() as tx:
        one = await _waiting(tx, by, message)
        changes = {"sent_at": tx.now, "next_try": None, "settled_by": by.name}
        await store.save(tx.connection, message, channel=Channel.PAPER, **changes)
        tx.record(
            MessageHanded(
                meeting=HOUSE,
                message=one.id,
                matter=one.matter,
                topic=one.topic.value,
                org_name=one.org_name,
                by=by.name,
            )
        )


async def _waiting(tx: Transaction, by: Actor, message: str) -> Message:
    await office_of(tx, by)
    one = await store.load(tx.connection, message)
    check_waiting(one)
    return one


async def set_address(db: Database, by: Actor, org: str, address: str) -> None:
    """Where an organisation gets its mail; empty: nowhere."""
    async with db.transaction() as tx:
        await office_of(tx, by)
        known = await list_orgs(tx.connection)
        if org not in known:
            raise Refused("no-such-org", "org")
        await store.save_address(tx.connection, org, check_address(address))
        name = known[org].name
        tx.record(
            AddressSet(
                meeting=HOUSE, org=org, org_name=name, has_address=bool(address), by=by.name
            )
        )
