"""The SQL of the ways up. Steps are added and never changed."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.grids.grid import Level
from consult.ladder.referral import Referral, Step, StepKind
from core.canonical import canonical
from core.errors import NotHere
from core.schema import Moment, metadata

referrals = sa.Table(
    "referral",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), nullable=False),
    sa.Column("entry", sa.String, nullable=False, unique=True),
    sa.Column("point", sa.Integer, nullable=False),
    sa.Column("is_public", sa.Boolean, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("topic", sa.String, nullable=False),
    sa.Column("home", sa.String, nullable=False),
    sa.Column("file", sa.Text, nullable=False),  # canonical JSON, as it was when it left
)
steps = sa.Table(
    "referral_step",
    metadata,
    sa.Column("referral", sa.ForeignKey("referral.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("grid", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("due", Moment, nullable=False),
    sqlite_with_rowid=False,
)
terms = sa.Table(
    "ladder_term",
    metadata,
    sa.Column("level", sa.String, primary_key=True),
    sa.Column("days", sa.Integer, nullable=False),
)
# What was settled where it was said; the referrals are counted by themselves.
settled = sa.Table(
    "settled_at_home",
    metadata,
    sa.Column("meeting", sa.ForeignKey("consultation.meeting"), primary_key=True),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
)


async def list_referrals(
    connection: AsyncConnection, meeting: str = "", id: str = ""
) -> list[Referral]:
    """Those of one consultation, one of them, or all there are; the oldest first."""
    query = sa.select(referrals)
    if meeting:
        query = query.where(referrals.c.meeting == meeting)
    if id:
        query = query.where(referrals.c.id == id)
    rows = list(await connection.execute(query))
    of: dict[str, list[Step]] = {row.id: [] for row in rows}
    made = sa.select(steps).order_by(steps.c.referral, steps.c.seq)
    if meeting or id:
        made = made.where(steps.c.referral.in_(list(of)))
    for row in await connection.execute(made):
        of[row.referral].append(_step(row))
    found = [_referral(row, tuple(of[row.id])) for row in rows]
    return sorted(found, key=lambda one: (one.steps[0].at, one.meeting, one.point))


def _step(row: Any) -> Step:
    return Step(
        kind=StepKind(row.kind),
        at=row.at,
        level=Level(row.level),
        grid=row.grid,
        by=row.by,
        words=row.words,
        due=row.due,
    )


def _referral(row: Any, made: tuple[Step, ...]) -> Referral:
    return Referral(
        id=row.id,
        meeting=row.meeting,
        entry=row.entry,
        point=row.point,
        is_public=row.is_public,
        title=row.title,
        topic=row.topic,
        home=Level(row.home),
        steps=made,
    )


async def load_referral(connection: AsyncConnection, id: str) -> Referral:
    found = await list_referrals(connection, id=id)
    if not found:
        raise NotHere("referral")
    return found[0]


async def load_file(connection: AsyncConnection, id: str) -> dict[str, Any]:
    query = sa.select(referrals.c.file).where(referrals.c.id == id)
    return dict(json.loads((await connection.execute(query)).scalar_one()))


async def add_referral(
    connection: AsyncConnection, referral: Referral, file: Mapping[str, Any]
) -> None:
    await connection.execute(
        sa.insert(referrals).values(
            id=referral.id,
            meeting=referral.meeting,
            entry=referral.entry,
            point=referral.point,
            is_public=referral.is_public,
            title=referral.title,
            topic=referral.topic,
            home=referral.home,
            file=canonical(dict(file)).decode(),
        )
    )
    await add_steps(connection, referral.id, 0, referral.steps)


async def add_steps(
    connection: AsyncConnection, referral: str, first: int, new: Sequence[Step]
) -> None:
    rows = [
        {
            "referral": referral,
            "seq": seq,
            "kind": one.kind,
            "at": one.at,
            "level": one.level,
            "grid": one.grid,
            "by": one.by,
            "words": one.words,
            "due": one.due,
        }
        for seq, one in enumerate(new, start=first)
    ]
    if rows:
        await connection.execute(sa.insert(steps), rows)


async def list_terms(connection: AsyncConnection) -> dict[Level, int]:
    rows = await connection.execute(sa.select(terms))
    return {Level(row.level): row.days for row in rows}


async def put_terms(connection: AsyncConnection, days: Mapping[Level, int]) -> None:
    await connection.execute(sa.delete(terms))
    rows = [{"level": level, "days": count} for level, count in days.items()]
    await connection.execute(sa.insert(terms), rows)


async def put_settled(
    connection: AsyncConnection, meeting: str, level: Level, count: int
) -> None:
    await connection.execute(sa.delete(settled).where(settled.c.meeting == meeting))
    values = {"meeting": meeting, "level": level, "count": count}
    await connection.execute(sa.insert(settled).values(values))


async def count_settled(connection: AsyncConnection) -> Counter[Level]:
    rows = await connection.execute(
        sa.select(settled.c.level, sa.func.sum(settled.c.count)).group_by(settled.c.level)
    )
    return Counter({Level(level): int(count) for level, count in rows})
