"""What can be read of archives: the shelf, its search, and what is due for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core import journal
from core.chain import Event
from core.journal import Entry
from sessions.archive import store
from sessions.archive.seek import excerpt, question
from sessions.archive.store import Kept
from sessions.archive.terms import Copy, Terms, editions, terms_of

__all__ = ["Kept"]
MOST_FOUND = 300
SHOWN = 6  # passages of one archive
MOST_READ = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one archive, with what was searched for marked in each passage."""

    archive: Kept
    excerpts: list[list[tuple[str, bool]]]
    more: int  # passages that are not shown


def newest(shelf: Sequence[Kept]) -> list[Kept]:
    """One archive a meeting: the newest edition, the internal copy before the public one.

    What came from another server stands beside ours, whatever meeting it says it is of.
    """
    best: dict[tuple[str, str], Kept] = {}
    for one in shelf:
        source = (one.meeting, one.origin if one.imported_by else "")
        known = best.get(source)
        if known is None or _worth(one) > _worth(known):
            best[source] = one
    return list(best.values())


def _worth(one: Kept) -> tuple[bool, int]:
    return one.copy is Copy.INTERNAL, one.edition


async def shelf(connection: AsyncConnection, *, only_open: bool) -> list[Kept]:
    """The library: one archive for each meeting and each server that it came from."""
    return newest(await store.list_archives(connection, only_open=only_open))


async def of_meeting(
    connection: AsyncConnection, meeting: str, *, imported: bool = False
) -> list[Kept]:
    """The editions that this server has made, or those that came from elsewhere."""
    return await store.list_editions(connection, meeting, imported=imported)


async def load(connection: AsyncConnection, hash: str) -> Kept:
    return await store.load_archive(connection, hash)


async def find(connection: AsyncConnection, hash: str) -> Kept | None:
    return await store.find_archive(connection, hash)


async def search(connection: AsyncConnection, asked: str, among: Sequence[Kept]) -> list[Found]:
    """The passages in which all that was asked for stands, by archive, the best first."""
    wanted = question(asked)
    if not wanted or not among:
        return []
    known = {one.hash: one for one in among}
    rows = await store.search(connection, wanted, known.keys(), MOST_FOUND)
    texts: dict[str, dict[str, None]] = {}  # minutes in two languages share many sentences
    for hash, text in rows:
        texts.setdefault(hash, {})[text] = None
    return [
        Found(
            known[hash],
            [excerpt(text, asked) for text in list(found)[:SHOWN]],
            max(len(found) - SHOWN, 0),
        )
        for hash, found in texts.items()
    ]


async def minutes_text(connection: AsyncConnection, archive: str, source: str) -> list[str]:
    """The paragraphs of a document, to be read on the page."""
    return await store.list_passages(connection, archive, source, MOST_READ)


@dataclass(frozen=True, slots=True)
class Due:
    """An edition that is to be made: its number, and its journal."""

    edition: int
    entries: tuple[Entry, ...]


async def due(connection: AsyncConnection, meeting: str) -> list[Due]:
    """The editions that are not on the shelf yet, the first one first."""
    entries = await journal.since(connection, meeting, 0)
    ends = editions((entry.number, entry.kind) for entry in entries)
    there = {one.edition for one in await of_meeting(connection, meeting)}
    return [
        Due(edition, tuple(entries[:end]))
        for edition, end in enumerate(ends, start=1)
        if edition not in there
    ]


async def edition(connection: AsyncConnection, meeting: str, number: int) -> Due:
    """What an edition is made of, whenever it is asked for."""
    entries = await journal.since(connection, meeting, 0)
    ends = editions((entry.number, entry.kind) for entry in entries)
    return Due(number, tuple(entries[: ends[number - 1]]))


async def terms(connection: AsyncConnection, meeting: str) -> Terms:
    entries = await journal.since(connection, meeting, 0)
    return terms_of(
        Event(entry.number, entry.kind, entry.facts, entry.hash) for entry in entries
    )


async def closed_meetings(connection: AsyncConnection) -> list[str]:
    return await store.list_closed(connection)
