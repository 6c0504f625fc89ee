"""A stop in the midst of work."""

import asyncio
import gc

import sqlalchemy as sa

from core.database import Database


def test_a_stop_leaves_no_connection_to_the_garbage(db: Database) -> None:
    """Only a warning tells of one, at any later time, and warnings are errors here."""

    async def stop_in_the_midst() -> None:
        inside = asyncio.Event()

        async def read() -> None:
            async with db.reading() as connection:
                await connection.execute(sa.select(1))
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(read())
        await inside.wait()
        task.cancel()
        await db.close()

    asyncio.run(stop_in_the_midst())
    gc.collect()
