"""The SQL of messages. They are made in the transaction of what they tell."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.ids import new_id
from core.schema import Moment, metadata
from followup.office import Office, OrgKind
from followup.outbox.message import Channel, Message, Notice, Topic
from followup.store import matters, orgs, posts

messages = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("key", sa.String, nullable=False, unique=True),
    sa.Column("matter", sa.String, nullable=False),
    sa.Column("topic", sa.String, nullable=False),
    sa.Column("office", sa.String, nullable=False),
    sa.Column("org", sa.String, nullable=False),
    sa.Column("org_name", sa.String, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_try", Moment, index=True),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("sent_at", Moment, index=True),
    sa.Column("receipt", sa.String, nullable=False),
    sa.Column("error", sa.String, nullable=False),
    sa.Column("cancelled_at", Moment),
    sa.Column("settled_by", sa.String, nullable=False),
)

# Of organisations, never of persons.
addresses = sa.Table(
    "outbox_address",
    metadata,
    sa.Column("org", sa.ForeignKey("org.id"), primary_key=True),
    sa.Column("address", sa.String, nullable=False),
)

_WITH_ADDRESS = sa.select(messages, addresses.c.address).outerjoin(
    addresses, addresses.c.org == messages.c.org
)


async def ranks_of(connection: AsyncConnection, wanted: Sequence[str]) -> dict[str, int]:
    """How bad each colour was when its row was made; without those that have none yet."""
    query = sa.select(matters.c.id, matters.c.rank).where(matters.c.id.in_(wanted))
    return {row.id: row.rank for row in await connection.execute(query)}


async def post(
    connection: AsyncConnection,
    at: datetime,
    matter: str,
    level: str,
    notices: Iterable[Notice],
) -> None:
    """A message for each organisation that a notice is for; what was told is not told again."""
    wanted = list(notices)
    if not wanted:
        return
    rows = []
    known = await _holders(connection)
    for one in wanted:
        for org, name in _receivers(one, level, known):
            rows.append(
                {
                    "id": new_id(),
                    "key": f"{matter}|{one.key}|{org}",
                    "matter": matter,
                    "topic": one.topic,
                    "office": one.office,
                    "org": org,
                    "org_name": name,
                    "facts": json.dumps(one.facts, ensure_ascii=False),
                    "made_at": at,
                    "tries": 0,
                    "next_try": at,
                    **dict.fromkeys(("channel", "receipt", "error", "settled_by"), ""),
                }
            )
    if rows:
        query = insert(messages).on_conflict_do_nothing(index_elements=["key"])
        await connection.execute(query, rows)


Known = dict[str, tuple[str, str, str, set[str]]]


async def _holders(connection: AsyncConnection) -> Known:
    """Name, level and kind of every organisation, and the offices that are held in it."""
    query = sa.select(orgs.c.id, orgs.c.name, orgs.c.level, orgs.c.kind, posts.c.office)
    found: Known = {}
    for row in await connection.execute(query.outerjoin(posts, posts.c.org == orgs.c.id)):
        one = found.setdefault(row.id, (row.name, row.level, row.kind, set()))
        one[3].add(row.office or "")
    return found


def _receivers(notice: Notice, level: str, known: Known) -> list[tuple[str, str]]:
    """The organisation itself; of an office, those that hold it, its level first."""
    if notice.org:
        return [(notice.org, known[notice.org][0])] if notice.org in known else []
    held = [key for key, one in known.items() if notice.office in one[3]]
    held = held or [key for key, one in known.items() if one[2] == OrgKind.CONGRESS]
    near = [key for key in held if known[key][1] == level]
    return [(key, known[key][0]) for key in near or held]


def _message(row: Any) -> Message:
    values = dict(row._mapping)
    del values["key"]
    values |= {
        "topic": Topic(row.topic),
        "office": Office(row.office),
        "facts": json.loads(row.facts),
        "channel": Channel(row.channel) if row.channel else None,
        "address": row.address or "",
    }
    return Message(**values)


async def load(connection: AsyncConnection, message: str) -> Message:
    row = (await connection.execute(_WITH_ADDRESS.where(messages.c.id == message))).first()
    if row is None:
        raise NotHere("message")
    return _message(row)


async def save(connection: AsyncConnection, message: str, **changes: object) -> None:
    query = sa.update(messages).where(messages.c.id == message)
    await connection.execute(query.values(changes))


async def list_due(
    connection: AsyncConnection, at: datetime, only_addressed: bool, most: int
) -> list[Message]:
    """Those whose next try has come; if mail is all there is, those with an address."""
    query = _WITH_ADDRESS.where(messages.c.next_try <= at)
    if only_addressed:
        query = query.where(addresses.c.address.is_not(None))
    query = query.order_by(messages.c.next_try, messages.c.made_at).limit(most)
    return [_message(row) for row in await connection.execute(query)]


async def list_waiting(connection: AsyncConnection, most: int) -> list[Message]:
    """The oldest first."""
    query = _WITH_ADDRESS.where(messages.c.next_try.is_not(None))
    order = messages.c.made_at, messages.c.topic, messages.c.org_name, messages.c.id
    ordered = query.order_by(*order).limit(most)
    return [_message(row) for row in await connection.execute(ordered)]


async def list_settled(connection: AsyncConnection, most: int) -> list[Message]:
    """Sent, handed over or cancelled; the newest first."""
    query = _WITH_ADDRESS.where(messages.c.next_try.is_(None))
    settled = sa.func.coalesce(messages.c.sent_at, messages.c.cancelled_at)
    rows = await connection.execute(query.order_by(settled.desc()).limit(most))
    return [_message(row) for row in rows]


async def count_waiting(connection: AsyncConnection) -> int:
    query = sa.select(sa.func.count()).where(messages.c.next_try.is_not(None))
    return int((await connection.execute(query)).scalar_one())


async def list_addresses(connection: AsyncConnection) -> dict[str, str]:
    rows = await connection.execute(sa.select(addresses))
    return {row.org: row.address for row in rows}


async def save_address(connection: AsyncConnection, org: str, address: str) -> None:
    await connection.execute(sa.delete(addresses).where(addresses.c.org == org))
    if address:
        await connection.execute(sa.insert(addresses).values(org=org, address=address))
