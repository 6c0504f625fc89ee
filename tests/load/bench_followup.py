"""Speed of the boards of a county: `python -m tests.load.bench_followup [matters]`.

Beside each page stands the raw limit of the same run: the one query for its hundred rows.
"""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import sqlalchemy as sa

from followup import commands, store
from followup import event as e
from sessions.signin.commands import print_badges
from tests.cast import Congress, FixedClock, in_session
from tests.followup.town import Town
from tests.web.browse import Hall, running

MATTERS = 5000
BATCH = 250  # matters opened in one transaction
TIMES = 5
BUDGET = 0.2  # seconds a page, for 5,000 matters
PUBLIC = ("/matters", "/matters?colour=red", "/matters-figures")
OFFICE = ("/matters-supervision", "/matters-year?year=2026&shape=html")
UNIT = ("/matters-desk",)


def spent(work: Callable[[], object]) -> float:
    """Processor seconds, the least of some times: other work on the machine is not in it."""
    found = []
    for _ in range(TIMES):
        start = process_time()
        work()
        found.append(process_time() - start)
    return min(found)


async def fill(hall: Hall, count: int) -> tuple[Town, Congress]:
    """Open matters, of which the unit has accepted one in two and reported on one in four."""
    congress = await in_session(hall.house.db, 6)
    town = await Town(hall.house.db, congress).set_up()
    codes = await print_badges(town.db, congress.outsider, None)
    made: list[str] = []
    for first in range(0, count, BATCH):
        drafts = [town.draft(f"事项{no}") for no in range(first, min(first + BATCH, count))]
        made += await commands.open_matters(town.db, town.office, drafts)
    report = {"period": "2026Q1", "text": "正常推进", "claimed": 20}
    for no, matter in enumerate(made):
        if no % 2 == 0:
            await commands.record(town.db, town.roads, matter, e.Accepted)
        if no % 4 == 0:
            await commands.record(town.db, town.roads, matter, e.Reported, **report)
    congress.codes.update(codes)
    return town, congress


def raw(hall: Hall) -> float:
    """A hundred rows by the order of the board, with nothing made of them."""

    async def read() -> None:
        async with hall.house.db.reading() as connection:
            query = sa.select(store.matters).order_by(store.matters.c.rank.desc()).limit(100)
            (await connection.execute(query)).all()

    return spent(lambda: hall.do(read))


def show(name: str, seconds: float, limit: float) -> bool:
    print(f"{name:36} {seconds * 1000:8.1f} ms   {seconds / limit:6.1f} x the raw query")
    return seconds < BUDGET


def measure(hall: Hall, clock: FixedClock, count: int) -> bool:
    town, congress = hall.do(fill, hall, count)
    start = process_time()
    clock.advance(days=1)
    made = hall.do(commands.refresh, town.db)
    print(f"{count} matters; the rows of a new day: {made} in {process_time() - start:.1f} s")
    limit = raw(hall)
    holds = True
    office = hall.visitor(congress, congress.outsider)
    unit = hall.visitor(congress, congress.deputies[1])
    for browser, pages in ((hall.browser(), PUBLIC), (office, OFFICE), (unit, UNIT)):
        for path in pages:
            holds &= show(path, spent(partial(browser.see, path)), limit)
    return holds


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS
    clock = FixedClock()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), clock) as hall:
        return 0 if measure(hall, clock, count) else 1


if __name__ == "__main__":
    sys.exit(main())
