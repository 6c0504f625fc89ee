"""The SQL of links."""

from collections.abc import Iterable
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schema import metadata
from followup.matter import How, Link, LinkTo
from followup.store import matters
from followup.summary import Summary

links = sa.Table(
    "matter_link",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("to", sa.String, primary_key=True),
    sa.Column("to_id", sa.String, primary_key=True),
    sa.Column("how", sa.String, nullable=False),
    sa.Index("ix_matter_link_to", "to", "to_id"),
    sqlite_with_rowid=False,
)


async def add_links(connection: AsyncConnection, matter: str, made: Iterable[Link]) -> None:
    rows = [{"matter": matter, **asdict(one)} for one in made]
    if rows:
        await connection.execute(sa.insert(links).prefix_with("OR IGNORE"), rows)


async def list_links(connection: AsyncConnection, matter: str) -> list[Link]:
    rows = await connection.execute(sa.select(links).where(links.c.matter == matter))
    return [Link(LinkTo(row.to), row.to_id, How(row.how)) for row in rows]


async def list_linked(
    connection: AsyncConnection, to: LinkTo, to_id: str
) -> list[tuple[Summary, Link]]:
    """The matters that come from there: the other way of a link. `to_id` may be a beginning."""
    query = (
        sa.select(matters, links.c.to, links.c.to_id, links.c.how)
        .join(links)
        .where(links.c.to == to, links.c.to_id.startswith(to_id, autoescape=True))
        .order_by(matters.c.no)
    )
    found = []
    for row in await connection.execute(query):
        values = dict(row._mapping)
        link = Link(LinkTo(values.pop("to")), values.pop("to_id"), How(values.pop("how")))
        found.append((Summary(**values), link))
    return found
