"""All of followup's SQL. What a matter is stands in its journal; here is what finds it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.journal import Entry
from core.schema import journal, metadata
from followup.acts import MatterState
from followup.office import Office, Org, OrgKind, Post, Tier
from followup.summary import Due, Summary
from followup.terms import Terms, terms_from

orgs = sa.Table(
    "org",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("parent", sa.ForeignKey("org.id")),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
)

posts = sa.Table(
    "post",
    metadata,
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("org", sa.ForeignKey("org.id"), primary_key=True),
    sa.Column("office", sa.String, primary_key=True),
)

# Derived from the journal, but for `id`, `no` and `number`: rebuilt whenever events come or the
# day changes. `number` is the last entry the row was made from.
matters = sa.Table(
    "matter",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("no", sa.String, nullable=False, unique=True),
    sa.Column("as_of", sa.Date, nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("decided_on", sa.Date, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("colour", sa.String, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("late", sa.Integer, nullable=False),
    sa.Column("lead", sa.String, nullable=False),
    sa.Column("lead_name", sa.String, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("percent", sa.Integer),
    sa.Column("claimed", sa.Integer),
    sa.Column("planned", sa.String, nullable=False),
    sa.Column("paid", sa.String, nullable=False),
    sa.Column("duty", sa.String, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Index("ix_matter_late", "rank", "late", "no"),
)

dues = sa.Table(
    "matter_duty",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("org", sa.String, primary_key=True),
    sa.Column("duty", sa.String, primary_key=True),
    sa.Column("ref", sa.String, primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("late", sa.Integer, nullable=False),
    sa.Index("ix_matter_duty_org", "org", "due"),
    sqlite_with_rowid=False,
)

units = sa.Table(
    "matter_unit",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("org", sa.String, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

settings = sa.Table(
    "matter_terms",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("terms", sa.Text, nullable=False),
    sa.Column("by", sa.String, nullable=False),
)


async def list_orgs(connection: AsyncConnection) -> dict[str, Org]:
    rows = await connection.execute(sa.select(orgs).order_by(orgs.c.level, orgs.c.name))
    return {
        row.id: Org(row.id, row.parent, Tier(row.level), OrgKind(row.kind), row.name)
        for row in rows
    }


async def add_org(connection: AsyncConnection, org: Org) -> None:
    await connection.execute(sa.insert(orgs).values(asdict(org)))


async def list_posts(
    connection: AsyncConnection, person: str | None = None
) -> list[tuple[Post, str]]:
    """Posts with the name of their organisation."""
    query = sa.select(posts, orgs.c.name).join(orgs).order_by(posts.c.office, orgs.c.name)
    if person is not None:
        query = query.where(posts.c.person == person)
    rows = await connection.execute(query)
    return [(Post(row.person, row.org, Office(row.office)), row.name) for row in rows]


async def add_post(connection: AsyncConnection, post: Post) -> None:
    query = sa.insert(posts).prefix_with("OR IGNORE").values(asdict(post))
    await connection.execute(query)


async def drop_post(connection: AsyncConnection, post: Post) -> None:
    query = sa.delete(posts).where(
        posts.c.person == post.person, posts.c.org == post.org, posts.c.office == post.office
    )
    await connection.execute(query)


async def load_terms(connection: AsyncConnection) -> Terms:
    query = sa.select(settings.c.terms).order_by(settings.c.number.desc()).limit(1)
    kept = (await connection.execute(query)).scalar()
    return terms_from(json.loads(kept)) if kept else Terms()


async def save_terms(connection: AsyncConnection, terms: Terms, by: str) -> None:
    await connection.execute(sa.insert(settings).values(terms=json.dumps(asdict(terms)), by=by))


async def count_numbers(connection: AsyncConnection, year: str) -> int:
    query = sa.select(sa.func.count()).where(matters.c.no.startswith(f"{year}-"))
    return int((await connection.execute(query)).scalar_one())


COLUMNS = tuple(one for one in Summary.__slots__ if one not in ("dues", "units"))


async def save_summaries(connection: AsyncConnection, some: Sequence[Summary]) -> None:
    """The rows made from the events take the place of those made before."""
    ids = [one.id for one in some]
    for table in (dues, units):
        await connection.execute(sa.delete(table).where(table.c.matter.in_(ids)))
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in some]
    listed = [
        {"matter": one.id, **{name: getattr(due, name) for name in Due.__slots__}}
        for one in some
        for due in one.dues
    ]
    held = [{"matter": one.id, "org": org} for one in some for org in one.units]
    upsert = insert(matters)
    changed = {name: upsert.excluded[name] for name in rows[0] if name != "id"}
    await connection.execute(
        upsert.on_conflict_do_update(index_elements=["id"], set_=changed), rows
    )
    if listed:
        await connection.execute(sa.insert(dues), listed)
    if held:
        await connection.execute(sa.insert(units), held)


def _summary(row: Any) -> Summary:
    values = dict(row._mapping)
    return Summary(**values)


async def load_matter(connection: AsyncConnection, matter: str) -> Summary:
    row = (await connection.execute(sa.select(matters).where(matters.c.id == matter))).first()
    if row is None:
        raise NotHere("matter")
    return _summary(row)


def _where(asked: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    """Filters by column; an empty one is none."""
    named = ("kind", "level", "colour", "state", "lead")
    found = [matters.c[name] == asked[name] for name in named if asked.get(name)]
    if asked.get("year"):
        found.append(sa.func.strftime("%Y", matters.c.decided_on) == asked["year"])
    return found


async def list_matters(
    connection: AsyncConnection, asked: Mapping[str, str], most: int, after: int = 0
) -> list[Summary]:
    """Late first: by colour, then by days late, then by number."""
    query = (
        sa.select(matters)
        .where(*_where(asked))
        .order_by(matters.c.rank.desc(), matters.c.late.desc(), matters.c.no.desc())
        .limit(most)
        .offset(after)
    )
    return [_summary(row) for row in await connection.execute(query)]


async def list_those(
    connection: AsyncConnection, wanted: Sequence[str], most: int
) -> list[Summary]:
    return await _late_first(connection, matters.c.id.in_(wanted), most)


async def list_in(
    connection: AsyncConnection, places: Sequence[str], most: int
) -> list[Summary]:
    return await _late_first(connection, matters.c.place.in_(places), most)


async def _late_first(
    connection: AsyncConnection, which: sa.ColumnElement[bool], most: int
) -> list[Summary]:
    late = matters.c.rank.desc(), matters.c.late.desc(), matters.c.no.desc()
    query = sa.select(matters).where(which).order_by(*late).limit(most)
    return [_summary(row) for row in await connection.execute(query)]


async def count_matters(
    connection: AsyncConnection, asked: Mapping[str, str], column: str
) -> dict[str, int]:
    """How many there are of each value of a column."""
    of = matters.c[column]
    query = sa.select(of, sa.func.count()).where(*_where(asked)).group_by(of)
    return {row[0]: row[1] for row in await connection.execute(query)}


async def list_of_units(
    connection: AsyncConnection, held: Sequence[str], most: int
) -> list[Summary]:
    """What is in their hands and not closed, the worst colour first."""
    inside = sa.select(units.c.matter).where(units.c.org.in_(held))
    query = (
        sa.select(matters)
        .where(matters.c.id.in_(inside), matters.c.state != MatterState.CLOSED)
        .order_by(matters.c.rank.desc(), matters.c.no)
        .limit(most)
    )
    return [_summary(row) for row in await connection.execute(query)]


async def list_dues(
    connection: AsyncConnection, held: Sequence[str], most: int
) -> list[tuple[Due, str, str]]:
    """What these organisations owe, in order, with the matter's id and title."""
    query = (
        sa.select(dues, matters.c.title)
        .join(matters)
        .where(dues.c.org.in_(held))
        .order_by(dues.c.due, matters.c.no)
        .limit(most)
    )
    return [
        (Due(row.org, row.duty, row.ref, row.round, row.due, row.late), row.matter, row.title)
        for row in await connection.execute(query)
    ]


async def list_stale(connection: AsyncConnection, today: date) -> list[str]:
    """Matters whose rows are of another day."""
    rows = await connection.execute(sa.select(matters.c.id).where(matters.c.as_of != today))
    return [row.id for row in rows]


async def journals(
    connection: AsyncConnection, wanted: Sequence[str]
) -> dict[str, list[Entry]]:
    """The journals of several matters in one statement."""
    query = sa.select(journal).where(journal.c.meeting.in_(wanted))
    found: dict[str, list[Entry]] = {one: [] for one in wanted}
    for row in await connection.execute(query.order_by(journal.c.meeting, journal.c.number)):
        facts = json.loads(row.facts)
        entry = Entry(row.meeting, row.number, row.at, row.kind, facts, row.prev_hash)
        found[row.meeting].append(entry)
    return found


async def forget_day(connection: AsyncConnection) -> None:
    """Every row is to be made anew: the calendar or the terms have changed."""
    await connection.execute(sa.update(matters).values(as_of=date.min))
