"""The SQL of secret rounds: who was handed papers, and what is public. No ballot is here."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import store as rounds
from ballots.round import Phase, Round
from ballots.secret.archive import Issue, Witness
from ballots.secret.checkpoint import checkpoint_from_json
from ballots.secret.sealed import Sealed
from ballots.secret.slips import store as slips
from core.canonical import from_text, to_text
from core.ids import PersonId, RoundId
from core.schema import metadata

# The key of the browser that acts for a person; one at a time, changes are in the journal.
devices = sa.Table(
    "voting_device",
    metadata,
    sa.Column("meeting", sa.ForeignKey("meeting.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("key", sa.String, nullable=False),
    sqlite_with_rowid=False,
)

boxes = sa.Table(
    "box",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("manifest", sa.Text, nullable=False),
    sa.Column("manifest_hash", sa.String, nullable=False),
    sa.Column("freshness", sa.String, nullable=False),
    sa.Column("papers", sa.Integer, nullable=False),
    sa.Column("scrutineers", sa.Integer, nullable=False),
    sa.Column("checkpoint", sa.Text),
    sa.Column("checkpoint_hash", sa.String),
    sa.Column("checkpoint_number", sa.Integer, unique=True),  # all of a server are one chain
    sa.Column("checkpoint_signature", sa.String),
)

# The marked register. No time stands in it, and no order of arrival.
issues = sa.Table(
    "issue",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("request_hash", sa.String, nullable=False),
    sa.Column("device", sa.String, nullable=False),
    sa.Column("signature", sa.String, nullable=False),
    sqlite_with_rowid=False,
)

witnesses = sa.Table(
    "witness",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("signature", sa.String, nullable=False),
    sqlite_with_rowid=False,
)

complaints = sa.Table(
    "complaint",
    metadata,
    sa.Column("round", sa.ForeignKey("round.id"), primary_key=True),
    sa.Column("leaf", sa.String, primary_key=True),
    sqlite_with_rowid=False,
)


async def list_devices(
    connection: AsyncConnection, meeting: str, persons: Sequence[str]
) -> dict[str, bytes]:
    """The device keys of these people, SubjectPublicKeyInfo."""
    query = sa.select(devices.c.person, devices.c.key).where(
        devices.c.meeting == meeting, devices.c.person.in_(persons)
    )
    return {row.person: from_text(row.key) for row in await connection.execute(query)}


async def save_devices(
    connection: AsyncConnection, meeting: str, keys: dict[PersonId, bytes]
) -> None:
    await connection.execute(
        sa.delete(devices).where(devices.c.meeting == meeting, devices.c.person.in_(keys))
    )
    rows = [{"meeting": meeting, "person": one, "key": to_text(keys[one])} for one in keys]
    await connection.execute(sa.insert(devices), rows)


async def save_box(connection: AsyncConnection, round: str, values: dict[str, Any]) -> None:
    """Preparing again takes the place of what was prepared before, cosignatures included."""
    await connection.execute(sa.delete(witnesses).where(witnesses.c.round == round))
    await connection.execute(sa.delete(boxes).where(boxes.c.round == round))
    await connection.execute(sa.insert(boxes).values(round=round, **values))


async def find_sealed(connection: AsyncConnection, round: str) -> Sealed | None:
    hidden = {"manifest", "checkpoint_signature"}
    columns = [column for column in boxes.c if column.name not in hidden]
    row = (await connection.execute(sa.select(*columns).where(boxes.c.round == round))).first()
    if row is None:
        return None
    signed = await _count_witnesses(connection, round)
    on_paper = await slips.count_given(connection, round)
    checkpoint = row.checkpoint
    return Sealed(
        round=RoundId(round),
        id=row.id,
        manifest_hash=row.manifest_hash,
        freshness=row.freshness,
        papers=row.papers,
        scrutineers=row.scrutineers,
        issued=on_paper + await _count(connection, issues, round),
        slips=on_paper,
        witnessed=signed.get("manifest", 0),
        checkpoint=checkpoint_from_json(checkpoint.encode()) if checkpoint else None,
        checkpoint_hash=row.checkpoint_hash or "",
        checkpoint_witnessed=signed.get("checkpoint", 0),
        complaints=await _count(connection, complaints, round),
        on_paper=await slips.agreed_count(connection, round) if on_paper else None,
    )


async def _count(connection: AsyncConnection, table: sa.Table, round: str) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(table.c.round == round)
    return (await connection.execute(query)).scalar_one()


async def _count_witnesses(connection: AsyncConnection, round: str) -> dict[str, int]:
    query = (
        sa.select(witnesses.c.what, sa.func.count())
        .where(witnesses.c.round == round)
        .group_by(witnesses.c.what)
    )
    return {row[0]: row[1] for row in await connection.execute(query)}


async def count_handed(connection: AsyncConnection, round: str) -> int:
    """People who were handed papers or a slip."""
    return await _count(connection, issues, round) + await slips.count_given(connection, round)


async def find_round(connection: AsyncConnection, id: str) -> Round | None:
    """The round of a box, by the id of the box."""
    query = (
        sa.select(rounds.rounds.c.meeting, rounds.rounds.c.id)
        .join(boxes, boxes.c.round == rounds.rounds.c.id)
        .where(boxes.c.id == id)
    )
    row = (await connection.execute(query)).first()
    return await rounds.load_round(connection, row.meeting, row.id) if row else None


async def list_hashes(connection: AsyncConnection, most: int) -> list[str]:
    """Of the youngest boxes, the hashes that screens show as words."""
    query = sa.select(boxes.c.manifest_hash, boxes.c.checkpoint_hash)
    rows = await connection.execute(
        query.order_by(boxes.c.checkpoint_number.desc().nulls_first()).limit(most)
    )
    return [digest for row in rows for digest in row if digest]


async def list_unfrozen(connection: AsyncConnection) -> list[Round]:
    """Rounds that live and whose box was never frozen."""
    query = (
        sa.select(rounds.rounds.c.meeting, rounds.rounds.c.id)
        .join(boxes, boxes.c.round == rounds.rounds.c.id)
        .where(boxes.c.checkpoint.is_(None), rounds.rounds.c.phase != Phase.VOID)
    )
    rows = (await connection.execute(query)).all()
    return [await rounds.load_round(connection, row.meeting, row.id) for row in rows]


async def list_box_ids(connection: AsyncConnection) -> dict[str, RoundId]:
    """The rounds of all boxes of this server but the void ones, by the id of the box."""
    query = (
        sa.select(boxes.c.id, boxes.c.round)
        .join(rounds.rounds, boxes.c.round == rounds.rounds.c.id)
        .where(rounds.rounds.c.phase != Phase.VOID)
    )
    rows = await connection.execute(query)
    return {row.id: RoundId(row.round) for row in rows}


async def load_manifest(connection: AsyncConnection, round: str) -> bytes:
    query = sa.select(boxes.c.manifest).where(boxes.c.round == round)
    manifest: str = (await connection.execute(query)).scalar_one()
    return manifest.encode()


async def list_entitled(connection: AsyncConnection, round: str) -> list[str]:
    """Those the manifest names, by id."""
    manifest = json.loads(await load_manifest(connection, round))
    entitled: list[str] = manifest["entitled"]
    return entitled


async def list_checkpoints(connection: AsyncConnection) -> list[tuple[RoundId, bytes, bytes]]:
    """Round, JSON and signature of every checkpoint of this server, in their chain."""
    query = sa.select(boxes.c.round, boxes.c.checkpoint, boxes.c.checkpoint_signature).where(
        boxes.c.checkpoint_number.is_not(None)
    )
    rows = await connection.execute(query.order_by(boxes.c.checkpoint_number))
    return [
        (RoundId(row.round), row.checkpoint.encode(), from_text(row.checkpoint_signature))
        for row in rows
    ]


async def save_checkpoint(
    connection: AsyncConnection, round: str, number: int, body: bytes, digest: str, sig: bytes
) -> None:
    await connection.execute(
        sa.update(boxes)
        .where(boxes.c.round == round)
        .values(
            checkpoint=body.decode(),
            checkpoint_hash=digest,
            checkpoint_number=number,
            checkpoint_signature=to_text(sig),
        )
    )


async def list_issues(
    connection: AsyncConnection, round: str, persons: Sequence[str] | None = None
) -> dict[str, Issue]:
    """The lines of the marked register, by person; `persons` narrows it."""
    query = sa.select(issues).where(issues.c.round == round)
    if persons is not None:
        query = query.where(issues.c.person.in_(persons))
    return {
        row.person: Issue(
            row.person,
            from_text(row.device),
            bytes.fromhex(row.request_hash),
            from_text(row.signature),
        )
        for row in await connection.execute(query)
    }


async def add_issues(connection: AsyncConnection, round: str, new: Sequence[Issue]) -> None:
    rows = [
        {
            "round": round,
            "person": one.person,
            "request_hash": one.request_hash.hex(),
            "device": to_text(one.device),
            "signature": to_text(one.signature),
        }
        for one in sorted(new, key=lambda one: one.person)
    ]
    if rows:
        await connection.execute(sa.insert(issues), rows)


async def save_witness(
    connection: AsyncConnection, round: str, what: str, witness: Witness
) -> bool:
    """Whether it is new: a second tap changes nothing."""
    known = await list_witnesses(connection, round, what)
    if any(one.person == witness.person for one in known):
        return False
    values = {"person": witness.person, "signature": to_text(witness.signature)}
    await connection.execute(sa.insert(witnesses).values(round=round, what=what, **values))
    return True


async def list_witnesses(connection: AsyncConnection, round: str, what: str) -> list[Witness]:
    query = (
        sa.select(witnesses.c.person, witnesses.c.signature)
        .where(witnesses.c.round == round, witnesses.c.what == what)
        .order_by(witnesses.c.person)
    )
    rows = await connection.execute(query)
    return [Witness(row.person, from_text(row.signature)) for row in rows]


async def add_complaint(connection: AsyncConnection, round: str, leaf: str) -> bool:
    """Whether it is the first of this leaf."""
    query = sa.select(complaints.c.leaf).where(
        complaints.c.round == round, complaints.c.leaf == leaf
    )
    if (await connection.execute(query)).scalar() is not None:
        return False
    await connection.execute(sa.insert(complaints).values(round=round, leaf=leaf))
    return True
