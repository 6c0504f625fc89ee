"""The reviews of matters, by year. Derived from the events, like all boards."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schema import metadata
from followup.rhythm.review import Finding, Review, Step
from followup.store import matters

reviews = sa.Table(
    "matter_review",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("review", sa.String, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("planned_on", sa.Date),
    sa.Column("meeting", sa.String, nullable=False),
    sa.Column("held_on", sa.Date),
    sa.Column("finding", sa.String),
    sa.Index("ix_matter_review_year", "year", "review"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A review with the matter it is of."""

    step: Step
    matter: str
    no: str
    title: str
    level: str
    lead: str
    percent: int | None


async def save_rhythms(
    connection: AsyncConnection, steps: Mapping[str, Iterable[Step]]
) -> None:
    """What was made of the events of these matters before is replaced."""
    await connection.execute(sa.delete(reviews).where(reviews.c.matter.in_(list(steps))))
    rows = [
        {"matter": matter, **asdict(one)} for matter, listed in steps.items() for one in listed
    ]
    if rows:
        await connection.execute(sa.insert(reviews), rows)


def _step(row: Any) -> Step:
    finding = Finding(row.finding) if row.finding else None
    return Step(
        Review(row.review),
        row.year,
        row.due,
        row.planned_on,
        row.meeting,
        row.held_on,
        finding,
    )


async def list_year(
    connection: AsyncConnection, year: int, level: str, review: str, most: int
) -> list[Line]:
    """The reviews of a year, those that are open first and then by number."""
    query = sa.select(reviews, matters).join(matters).where(reviews.c.year == year)
    query = query.where(reviews.c.review == review)
    if level:
        query = query.where(matters.c.level == level)
    ordered = query.order_by(
        reviews.c.held_on.is_not(None), reviews.c.planned_on.is_not(None), matters.c.no
    )
    return [
        Line(_step(row), row.matter, row.no, row.title, row.level, row.lead_name, row.percent)
        for row in await connection.execute(ordered.limit(most))
    ]


def _how_many(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """Not the sum of truths, which is a truth again and would be told as one."""
    return sa.func.count(sa.case((sa.and_(*conditions), 1)))


async def count_year(
    connection: AsyncConnection, year: int, level: str, today: date
) -> dict[str, dict[str, int]]:
    """Of each review of a year: how many there are, planned, held, and late."""
    is_open = reviews.c.held_on.is_(None)
    counted = {
        "all": sa.func.count(),
        "held": sa.func.count(reviews.c.held_on),
        "planned": _how_many(is_open, reviews.c.planned_on.is_not(None)),
        "late": _how_many(is_open, reviews.c.due < today),
    }
    query = sa.select(reviews.c.review, *counted.values()).join(matters)
    query = query.where(reviews.c.year == year).group_by(reviews.c.review)
    if level:
        query = query.where(matters.c.level == level)
    found = {}
    for row in await connection.execute(query):
        told = zip(counted, row[1:], strict=True)
        found[row.review] = {name: int(count) for name, count in told}
    return found


async def list_others(
    connection: AsyncConnection, year: int, level: str, review: str, most: int
) -> list[tuple[str, str, str]]:
    """Matters under way that this review of the year does not have yet: id, number, title."""
    has = sa.select(reviews.c.matter).where(reviews.c.year == year, reviews.c.review == review)
    query = sa.select(matters.c.id, matters.c.no, matters.c.title)
    query = query.where(matters.c.id.not_in(has), matters.c.state != "closed")
    if level:
        query = query.where(matters.c.level == level)
    late = matters.c.rank.desc(), matters.c.late.desc(), matters.c.no
    rows = await connection.execute(query.order_by(*late).limit(most))
    return [(row.id, row.no, row.title) for row in rows]
