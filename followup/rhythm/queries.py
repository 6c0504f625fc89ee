"""What can be read of a year's reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from followup.rhythm import store
from followup.rhythm.review import INSPECTIONS, Review
from followup.rhythm.store import Line

MOST = 300


@dataclass(frozen=True, slots=True)
class Year:
    """The counts of every review, and the matters of one of them."""

    year: int
    review: Review
    counts: Mapping[str, Mapping[str, int]]
    lines: tuple[Line, ...]
    others: tuple[tuple[str, str, str], ...]  # an inspection may take any matter


async def year_of(
    connection: AsyncConnection, year: int, level: str, review: Review, today: date
) -> Year:
    others: list[tuple[str, str, str]] = []
    if review in INSPECTIONS:
        others = await store.list_others(connection, year, level, review, MOST)
    return Year(
        year,
        review,
        await store.count_year(connection, year, level, today),
        tuple(await store.list_year(connection, year, level, review, MOST)),
        tuple(others),
    )
