"""The SQL of figures: what each matter adds to them, made anew with its other rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schema import journal, metadata
from followup.evaluation import Scale
from followup.figures.activity import (
    ARRIVED,
    MARKED,
    SAID,
    SET_UP,
    SPOKE,
    Activity,
    Deputy,
    stations,
)
from followup.figures.counting import Counted, Heard, PartedBy
from followup.office import Office
from followup.statistics import Figure, Rate

NAMES = ("person", "name")

counts = sa.Table(
    "matter_count",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("figure", sa.String, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("of", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Counts of closed ratings: of whom they are, no row knows.
heard = sa.Table(
    "matter_heard",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("rater", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("org", sa.String, nullable=False),
    sa.Column("org_name", sa.String, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("year", sa.String, nullable=False),
    sa.Column("closed_on", sa.Date, nullable=False),
    sa.Column("satisfied", sa.Integer, nullable=False),
    sa.Column("basically", sa.Integer, nullable=False),
    sa.Column("unsatisfied", sa.Integer, nullable=False),
    sa.Column("attitude", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)


async def save_counts(
    connection: AsyncConnection, rates: Mapping[str, Iterable[Rate]], said: Iterable[Heard]
) -> None:
    """What these matters add takes the place of what they added before."""
    for table in (counts, heard):
        await connection.execute(sa.delete(table).where(table.c.matter.in_(list(rates))))
    rows = [
        {"matter": matter, "figure": one.figure, "count": one.count, "of": one.of}
        for matter, listed in rates.items()
        for one in listed
        if one.of
    ]
    if rows:
        await connection.execute(sa.insert(counts), rows)
    spoken = [_row(one) for one in said]
    if spoken:
        await connection.execute(sa.insert(heard), spoken)


def _row(one: Heard) -> dict[str, Any]:
    return {
        "matter": one.matter,
        "rater": one.rater,
        "number": one.number,
        "org": one.org,
        "org_name": one.org_name,
        "level": one.level,
        "year": one.year,
        "closed_on": one.closed_on,
        "satisfied": one.result.satisfied,
        "basically": one.result.basically,
        "unsatisfied": one.result.unsatisfied,
        "attitude": one.attitude,
    }


async def list_heard(connection: AsyncConnection) -> list[Heard]:
    rows = await connection.execute(sa.select(heard))
    return [
        Heard(
            row.matter,
            Office(row.rater),
            row.number,
            row.org,
            row.org_name,
            row.level,
            row.year,
            row.closed_on,
            Scale(row.satisfied, row.basically, row.unsatisfied),
            row.attitude,
        )
        for row in rows
    ]


async def list_counted(connection: AsyncConnection, by: PartedBy) -> list[Counted]:
    """Sums of all matters, parted by unit, level or year."""
    matters = metadata.tables["matter"]
    year = sa.func.strftime("%Y", matters.c.decided_on)
    of: sa.ColumnElement[str]
    of = {PartedBy.UNIT: matters.c.lead, PartedBy.LEVEL: matters.c.level, PartedBy.YEAR: year}[
        by
    ]
    name = sa.func.max(matters.c.lead_name) if by is PartedBy.UNIT else of
    groups = sa.select(of.label("key"), name.label("name"), sa.func.count().label("n"))
    listed = (await connection.execute(groups.group_by(of).order_by(of))).all()
    sums = sa.select(
        of.label("key"),
        counts.c.figure,
        sa.func.sum(counts.c["count"]).label("met"),
        sa.func.sum(counts.c.of).label("base"),
    )
    query = sums.join_from(matters, counts).group_by(of, counts.c.figure)
    found: dict[str, dict[Figure, tuple[int, int]]] = {}
    for row in await connection.execute(query):
        found.setdefault(row.key, {})[Figure(row.figure)] = (row.met, row.base)
    return [Counted(row.key, row.name, row.n, found.get(row.key, {})) for row in listed]


async def map_of(
    connection: AsyncConnection, column: str, most: int
) -> list[tuple[str, str, dict[str, int]]]:
    """How many of each colour at each level or in each unit; where most is red, first."""
    matters = metadata.tables["matter"]
    of = matters.c[column]
    query = sa.select(
        of,
        sa.func.max(matters.c.lead_name).label("name"),
        matters.c.colour,
        sa.func.count().label("n"),
    ).group_by(of, matters.c.colour)
    found: dict[str, tuple[str, dict[str, int]]] = {}
    for row in await connection.execute(query):
        found.setdefault(row[0], (row.name, {}))[1][row.colour] = row.n
    worst = sorted(
        found.items(),
        key=lambda one: [-one[1][1].get(colour, 0) for colour in ("red", "yellow", "white")],
    )
    return [(key, name, colours) for key, (name, colours) in worst[:most]]


async def activity(connection: AsyncConnection) -> Activity:
    """From the journals of meetings; the entries of votes are not looked at."""
    person, name = (sa.func.json_extract(journal.c.facts, f"$.{one}") for one in NAMES)
    is_deputy = sa.func.json_extract(journal.c.facts, "$.roles").like('%"deputy"%')
    marked = sa.func.json_extract(journal.c.facts, "$.attendance") == "present"
    has_come = sa.or_(journal.c.kind == ARRIVED, sa.and_(journal.c.kind == MARKED, marked))
    came = sa.select(
        person, sa.func.max(name).label("name"), sa.func.count(journal.c.meeting.distinct())
    ).where(has_come, is_deputy)
    spoke = sa.select(person, sa.func.count()).where(
        journal.c.kind == SPOKE, sa.func.json_extract(journal.c.facts, "$.times") > 0
    )
    speeches = {row[0]: row[1] for row in await connection.execute(spoke.group_by(person))}
    deputies = [
        Deputy(row[1], row[2], speeches.get(row[0], 0))
        for row in await connection.execute(came.group_by(person))
    ]
    deputies.sort(key=lambda one: (-one.meetings, -one.speeches, one.name))
    grid = sa.func.json_extract(journal.c.facts, "$.grid")
    set_up = sa.select(journal.c.meeting, grid).where(journal.c.kind == SET_UP)
    grids = [
        (row[0], row[1])
        for row in await connection.execute(
            set_up.order_by(journal.c.meeting, journal.c.number)
        )
    ]
    said = sa.select(journal.c.meeting, sa.func.count()).where(journal.c.kind == SAID)
    counted = await connection.execute(said.group_by(journal.c.meeting))
    return Activity(tuple(deputies), stations(grids, {row[0]: row[1] for row in counted}))


async def of_meetings(connection: AsyncConnection, meetings: Sequence[str]) -> list[str]:
    """The matters that came of these meetings or of a vote in them."""
    links = metadata.tables["matter_link"]
    source = links.c.to_id
    query = sa.select(links.c.matter).where(
        links.c.to.in_(("meeting", "ballot_item")),
        sa.or_(
            source.in_(meetings),
            sa.func.substr(source, 1, sa.func.instr(source, "/") - 1).in_(meetings),
        ),
    )
    return [row.matter for row in await connection.execute(query.distinct())]
