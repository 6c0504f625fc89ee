"""What can change about grids: a list is taken in, whole or not at all."""

from collections.abc import Sequence

from consult.grids import store
from consult.grids.events import GridsImported
from consult.grids.grid import check_still_placed, read_grids
from core.database import Database
from core.journal import HOUSE


async def import_grids(db: Database, by: str, rows: Sequence[Sequence[str]]) -> int:
    """Take in a decoded table; grids with a known code are changed. Gives their number."""
    async with db.transaction() as tx:
        known = {one.id: one for one in await store.list_grids(tx.connection)}
        new = read_grids(rows, known)
        check_still_placed(known | {one.id: one for one in new})
        await store.put_grids(tx.connection, new)
        tx.record(GridsImported(meeting=HOUSE, grids=len(new), by=by))
    return len(new)
