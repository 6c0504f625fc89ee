"""What can be read of the ways up, as they are by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.grids.grid import Grid, Level
from consult.grids.store import list_grids
from consult.ladder import store
from consult.ladder.referral import DAYS, Ladder, Referral, by_now, measure


@dataclass(frozen=True, slots=True)
class Standing:
    """A referral as it is by now, and how many of its steps nobody has written down yet."""

    referral: Referral
    unwritten: int
    grid: Grid | None  # where it is, if the list of grids has it


async def days_of(connection: AsyncConnection) -> dict[Level, int]:
    return {**DAYS, **await store.list_terms(connection)}


async def referrals(
    connection: AsyncConnection, now: datetime, meeting: str = "", id: str = ""
) -> list[Standing]:
    grids = {one.id: one for one in await list_grids(connection)}
    days = await days_of(connection)
    found = []
    for written in await store.list_referrals(connection, meeting, id):
        one = by_now(written, now, days, grids)
        unwritten = len(one.steps) - len(written.steps)
        found.append(Standing(one, unwritten, grids.get(one.last.grid)))
    return found


async def file_of_referral(connection: AsyncConnection, id: str) -> dict[str, Any]:
    await store.load_referral(connection, id)
    return await store.load_file(connection, id)


async def ladder(
    connection: AsyncConnection, now: datetime, found: Sequence[Standing]
) -> Ladder:
    settled = await store.count_settled(connection)
    return measure(settled, [one.referral for one in found], now)
