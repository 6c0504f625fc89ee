"""The SQL of reports. Who brought one lies in a table of its own."""

from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.schema import metadata
from followup.intake.report import Report, ReportState

reports = sa.Table(
    "report",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("is_deputy", sa.Boolean, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("photo", sa.String, nullable=False),
    sa.Column("is_urgent", sa.Boolean, nullable=False),
    sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("state", sa.String, nullable=False, index=True),
    sa.Column("joins", sa.String, nullable=False),
    sa.Column("matter", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
)

# Never public, and read by the congress office alone. `code` is the hash of what the reporter
# looks it up by.
contacts = sa.Table(
    "report_contact",
    metadata,
    sa.Column("report", sa.ForeignKey("report.id"), primary_key=True),
    sa.Column("code", sa.String, nullable=False, unique=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("phone", sa.String, nullable=False),
)


async def add(
    connection: AsyncConnection, one: Report, code: str, name: str, phone: str
) -> None:
    await connection.execute(sa.insert(reports).values(asdict(one)))
    row = {"report": one.id, "code": code, "name": name, "phone": phone}
    await connection.execute(sa.insert(contacts).values(row))


async def save(connection: AsyncConnection, report: str, **changes: object) -> None:
    """The report, and all that joined it: they share its fate."""
    query = sa.update(reports).where(reports.c.id == report)
    await connection.execute(query.values(changes))
    shared = {name: value for name, value in changes.items() if name != "state"}
    joined = sa.update(reports).where(reports.c.joins == report)
    await connection.execute(joined.values(shared))


def _report(row: sa.Row[tuple[object, ...]]) -> Report:
    values = dict(row._mapping)
    return Report(**{**values, "state": ReportState(values["state"])})


async def load(connection: AsyncConnection, report: str) -> Report:
    row = (await connection.execute(sa.select(reports).where(reports.c.id == report))).first()
    if row is None:
        raise NotHere("report")
    return _report(row)


async def by_code(connection: AsyncConnection, code: str) -> Report:
    """The report of a lookup code, given as its hash."""
    query = sa.select(reports).join(contacts).where(contacts.c.code == code)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("report")
    return _report(row)


async def matters_of_code(connection: AsyncConnection, code: str) -> list[str]:
    """The matter that came of the report with this code, given as its hash; or none."""
    query = sa.select(reports.c.matter).join(contacts).where(contacts.c.code == code)
    return [one for one in (await connection.execute(query)).scalars() if one]


async def is_code(connection: AsyncConnection, code: str) -> bool:
    """Whether a report with this code, given as its hash, has come in."""
    query = sa.select(contacts.c.report).where(contacts.c.code == code)
    return (await connection.execute(query)).first() is not None


async def list_in(connection: AsyncConnection, state: ReportState, most: int) -> list[Report]:
    """The urgent first, then the oldest."""
    query = sa.select(reports).where(reports.c.state == state)
    ordered = query.order_by(reports.c.is_urgent.desc(), reports.c.received_at).limit(most)
    return [_report(row) for row in await connection.execute(ordered)]


async def contacts_of(
    connection: AsyncConnection, wanted: list[str]
) -> list[tuple[str, str, str]]:
    """Report, name and telephone of those reports and of all that joined them."""
    query = (
        sa.select(reports.c.id, reports.c.joins, contacts.c.name, contacts.c.phone)
        .join(contacts)
        .where(reports.c.id.in_(wanted) | reports.c.joins.in_(wanted))
    )
    rows = await connection.execute(query)
    return [(row.joins or row.id, row.name, row.phone) for row in rows]


async def reporters_of(connection: AsyncConnection, matter: str) -> list[str]:
    """The names of those whose reports became this matter, as far as they gave one."""
    query = (
        sa.select(contacts.c.name)
        .join(reports)
        .where(reports.c.matter == matter, contacts.c.name != "")
        .order_by(reports.c.received_at)
    )
    return [row.name for row in await connection.execute(query)]
