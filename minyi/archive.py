"""`minyi archive`: list what is on the shelf, take one in, give one out."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette

from ballots.secret.sentences import printable
from core.errors import Refused
from core.files import write_whole
from core.zipped import MOST_BYTES
from sessions.archive import queries
from sessions.archive.terms import Copy
from web import words
from web.app import create_app
from web.house import House
from web.language import Language
from web.settings import Settings

REFUSED, DONE = 1, 0


def run(settings: Settings, work: Callable[[House], Awaitable[int]]) -> int:
    """Do it on this data folder, also while the server runs; answer the exit code."""

    async def do() -> int:
        app: Starlette = create_app(settings)
        house: House = app.state.house
        try:
            await house.db.migrate()
            return await work(house)
        finally:
            await house.db.close()

    try:
        return asyncio.run(do())
    except Refused as problem:
        print(words.sentence(Language.EN, problem), file=sys.stderr)
    except OSError as problem:
        print(f"{problem.filename}: {problem.strerror}", file=sys.stderr)
    return REFUSED


async def list_all(house: House) -> int:
    async with house.db.reading() as connection:
        shelf = await queries.shelf(connection, only_open=False)
    for one in shelf:
        origin = f", imported from {one.origin or 'another server'}" if one.imported_by else ""
        print(printable(f"{one.meeting}  {one.year}  {one.congress} {one.title}"))
        print(f"  {one.copy}, edition {one.edition}, {one.retention}{printable(origin)}")
        print(f"  {one.hash}")
    return DONE


def taking_in(path: Path) -> Callable[[House], Awaitable[int]]:
    async def work(house: House) -> int:
        octets = await asyncio.to_thread(_read, path)
        hash, is_new = await house.keeper.take_in(house.db, octets, "minyi archive import")
        print(f"{'Taken in' if is_new else 'Here already'}: {hash}")
        return DONE

    return work


def giving_out(
    meeting: str, copy: Copy, into: Path | None
) -> Callable[[House], Awaitable[int]]:
    """The newest edition of a meeting; made now, if the server has not come to it."""

    async def work(house: House) -> int:
        async with house.db.reading() as connection:
            closed = await queries.closed_meetings(connection)
        if meeting in closed:
            await house.keeper.catch_up(house.db, meeting)
        async with house.db.reading() as connection:
            shelf = await queries.of_meeting(connection, meeting)
        found = [one for one in shelf if one.copy is copy]
        if not found:
            print("There is no such archive: see minyi archive list.", file=sys.stderr)
            return REFUSED
        newest = max(found, key=lambda one: one.edition)
        octets = await asyncio.to_thread(house.keeper.octets, newest.hash)
        path = into or Path(f"minyi-{copy}-{newest.edition}-{newest.hash[:8]}.zip")
        await asyncio.to_thread(write_whole, path.absolute(), octets)
        print(f"{path}: {newest.hash}")
        return DONE

    return work


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
