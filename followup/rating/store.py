"""The SQL of ratings: who is invited, the slips, and the box. Nothing leads between them.

There are no moments in these tables, and rows lie in the order of their keys. The box is one
text, written anew as a whole: even the place of a rating in the file says nothing. What was
there before is wiped (`secure_delete`), so that two states of the box cannot be compared.
"""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.schema import metadata
from followup.rating.given import Said, box_from, box_text
from followup.store import matters

invited = sa.Table(
    "rating_invited",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # which asking of the matter
    sa.Column("person", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("has_rated", sa.Boolean, nullable=False),
    sa.Index("ix_rating_invited_person", "person"),
    sqlite_with_rowid=False,
)

slips = sa.Table(
    "rating_slip",
    metadata,
    sa.Column("code", sa.String, primary_key=True),  # its hash
    sa.Column("matter", sa.ForeignKey("matter.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("has_rated", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)

boxes = sa.Table(
    "rating_box",
    metadata,
    sa.Column("matter", sa.ForeignKey("matter.id"), primary_key=True),
    sa.Column("ratings", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)


async def invite(
    connection: AsyncConnection, matter: str, number: int, persons: Iterable[str]
) -> None:
    about = {"matter": matter, "number": number, "has_rated": False}
    rows = [{**about, "person": one} for one in sorted(persons)]
    if rows:
        await connection.execute(sa.insert(invited), rows)


async def list_invited(
    connection: AsyncConnection, matter: str, number: int
) -> dict[str, bool]:
    """Persons of one asking, and whether they have rated."""
    query = sa.select(invited).where(invited.c.matter == matter, invited.c.number == number)
    return {row.person: row.has_rated for row in await connection.execute(query)}


async def mark_person(
    connection: AsyncConnection, matter: str, number: int, person: str
) -> None:
    query = sa.update(invited).where(
        invited.c.matter == matter, invited.c.number == number, invited.c.person == person
    )
    await connection.execute(query.values(has_rated=True))


async def list_to_rate(connection: AsyncConnection, person: str) -> list[tuple[str, str, str]]:
    """Id, number and title of the matters that this person is asked to rate now."""
    other = invited.alias()
    last = sa.select(sa.func.max(other.c.number)).where(other.c.matter == matters.c.id)
    query = (
        sa.select(matters.c.id, matters.c.no, matters.c.title)
        .join(invited)
        .where(
            invited.c.person == person,
            invited.c.has_rated.is_(False),
            invited.c.number == last.scalar_subquery(),
            matters.c.state == "rating",
        )
        .order_by(matters.c.no)
    )
    return [(row.id, row.no, row.title) for row in await connection.execute(query)]


async def print_slips(
    connection: AsyncConnection, matter: str, number: int, codes: Collection[str]
) -> None:
    """These hashes instead of all that are unused: a slip printed before is worth nothing."""
    unused = sa.delete(slips).where(slips.c.matter == matter, slips.c.has_rated.is_(False))
    await connection.execute(unused)
    about = {"matter": matter, "number": number, "has_rated": False}
    rows = [{**about, "code": one} for one in sorted(codes)]
    if rows:
        await connection.execute(sa.insert(slips), rows)


async def find_slip(connection: AsyncConnection, code: str) -> tuple[str, int, bool] | None:
    """Matter, number of the asking and whether it is used, by the hash of its code."""
    row = (await connection.execute(sa.select(slips).where(slips.c.code == code))).first()
    return (row.matter, row.number, row.has_rated) if row else None


async def last_number(connection: AsyncConnection, matter: str) -> int | None:
    """The last asking for which slips were printed."""
    query = sa.select(sa.func.max(slips.c.number)).where(slips.c.matter == matter)
    found: int | None = (await connection.execute(query)).scalar()
    return found


async def mark_slip(connection: AsyncConnection, code: str) -> None:
    query = sa.update(slips).where(slips.c.code == code)
    await connection.execute(query.values(has_rated=True))


async def count_slips(connection: AsyncConnection, matter: str, number: int) -> tuple[int, int]:
    """How many were printed for this asking, and how many of them are used."""
    query = sa.select(sa.func.count(), sa.func.sum(slips.c.has_rated)).where(
        slips.c.matter == matter, slips.c.number == number
    )
    printed, used = (await connection.execute(query)).one()
    return int(printed), int(used or 0)


async def forget_who(connection: AsyncConnection, matter: str) -> None:
    """When a round is closed nobody needs to know any more who took part in it."""
    for table in (invited, slips):
        query = sa.update(table).where(table.c.matter == matter)
        await connection.execute(query.values(has_rated=False))


async def load_box(connection: AsyncConnection, matter: str) -> tuple[Said, ...]:
    query = sa.select(boxes.c.ratings).where(boxes.c.matter == matter)
    text = (await connection.execute(query)).scalar()
    return box_from(text) if text else ()


async def put_in(connection: AsyncConnection, matter: str, one: Said) -> None:
    inside = await load_box(connection, matter)
    await connection.exec_driver_sql("PRAGMA secure_delete=ON")
    row = {"matter": matter, "ratings": box_text([*inside, one])}
    await connection.execute(sa.insert(boxes).prefix_with("OR REPLACE").values(row))


async def empty_box(connection: AsyncConnection, matter: str) -> tuple[Said, ...]:
    inside = await load_box(connection, matter)
    await connection.exec_driver_sql("PRAGMA secure_delete=ON")
    await connection.execute(sa.delete(boxes).where(boxes.c.matter == matter))
    return inside
