"""What can be read of reports, by the congress office and by who has a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from followup.intake import store
from followup.intake.report import Report, ReportState, receive_by
from followup.queries import calendar, terms
from sessions.queries import my_meetings, secret_hash

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that the office has not taken up, and who can be told."""

    report: Report
    due: date
    contacts: tuple[tuple[str, str], ...]


async def waiting(connection: AsyncConnection) -> tuple[Waiting, ...]:
    found = await store.list_in(connection, ReportState.RECEIVED, MOST)
    days, limits = await calendar(connection), await terms(connection)
    known: Mapping[str, list[tuple[str, str]]] = {one.id: [] for one in found}
    for report, name, phone in await store.contacts_of(connection, list(known)):
        known[report].append((name, phone))
    return tuple(
        Waiting(one, receive_by(one, limits, days), tuple(known[one.id])) for one in found
    )


async def open_reports(connection: AsyncConnection) -> list[Report]:
    """Those a new one may be the same as."""
    return await store.list_in(connection, ReportState.RECEIVED, MOST)


async def load(connection: AsyncConnection, report: str) -> Report:
    return await store.load(connection, report)


async def looked_up(connection: AsyncConnection, code: str) -> Report:
    return await store.by_code(connection, secret_hash(code.strip().casefold()))


async def is_sent(connection: AsyncConnection, code: str) -> bool:
    return await store.is_code(connection, secret_hash(code))


async def is_deputy(connection: AsyncConnection, person: str) -> bool:
    return any("deputy" in roles for _, roles in await my_meetings(connection, person))
