"""What can be read of figures, and of what they are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.journal import Entry
from followup import store as matters
from followup.calendar import Calendar
from followup.export.bundle import Shown
from followup.figures import store
from followup.figures.activity import Activity
from followup.figures.counting import Figures, PartedBy, figures, released
from followup.queries import calendar, terms
from followup.statistics import Rate
from followup.summary import Summary
from followup.terms import Terms
from sessions import queries as sessions

__all__ = ["Rate", "terms"]

MOST_UNITS = 30
MOST_MATTERS = 10_000
MOST_OWN = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """Where it is late: by level, and by unit."""

    levels: tuple[tuple[str, str, Mapping[str, int]], ...]
    units: tuple[tuple[str, str, Mapping[str, int]], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """All that follows from nothing else: whoever has it can compute the rest."""

    chains: Mapping[str, list[Entry]]
    terms: Terms
    calendar: Calendar


async def table(connection: AsyncConnection, by: PartedBy) -> Figures:
    """The figures of all matters as of the day of their rows."""
    terms = await matters.load_terms(connection)
    batches, waiting = released(await store.list_heard(connection), terms.k)
    return figures(by, await store.list_counted(connection, by), batches, waiting)


async def desk(connection: AsyncConnection) -> Desk:
    return Desk(
        tuple(await store.map_of(connection, "level", MOST_UNITS)),
        tuple(await store.map_of(connection, "lead", MOST_UNITS)),
    )


async def all_matters(connection: AsyncConnection, asked: Mapping[str, str]) -> list[Summary]:
    return await matters.list_matters(connection, asked, MOST_MATTERS)


async def showed(connection: AsyncConnection, as_of: date) -> Shown:
    """What the boards say, from the rows that they are read from."""
    rows = await matters.list_matters(connection, {}, MOST_MATTERS)
    return Shown(as_of, rows, {str(by): await table(connection, by) for by in PartedBy})


async def ground(connection: AsyncConnection, until: date | None = None) -> Ground:
    """Every chain whole, those decided until a day, with terms and calendar as they are."""
    listed = [
        one.id
        for one in await matters.list_matters(connection, {}, MOST_MATTERS)
        if until is None or one.decided_on <= until
    ]
    chains = {one: await sessions.journal_since(connection, one, 0) for one in sorted(listed)}
    terms, days = await matters.load_terms(connection), await calendar(connection)
    return Ground(chains, terms, days)


async def activity(connection: AsyncConnection) -> Activity:
    return await store.activity(connection)


async def of_meetings(connection: AsyncConnection, meetings: Sequence[str]) -> list[Summary]:
    """What came of these meetings, late first."""
    return await matters.list_those(
        connection, await store.of_meetings(connection, meetings), MOST_OWN
    )


async def of_places(connection: AsyncConnection, places: Sequence[str]) -> list[Summary]:
    """What lies in these places, by their names, late first."""
    return await matters.list_in(connection, places, MOST_OWN)
