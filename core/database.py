"""Transactions. What is recorded inside one is announced only once it has committed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core import journal
from core.clock import Clock
from core.errors import Refused
from core.journal import Entry, Fact, Tick

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
TOGETHER = 500  # asks that may share one commit: above this the wait costs more than the fsync
HANDING_BACK, LOOK = 5.0, 0.01  # seconds a stop waits for what is under way, and between looks
READERS = 4  # reading connections; SQLite readers never wait for the writer in WAL mode

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


class Transaction:
    """An open transaction, the moment it began, and the news to be told if it commits."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self._facts: list[Fact] = []
        self._ticks: list[Tick] = []

    def record(self, event: Fact | Tick) -> None:
        """Facts go into the journal in this order at the end; ticks are only told."""
        if isinstance(event, Fact):
            self._facts.append(event)
        else:
            self._ticks.append(event)

    async def write_down(self) -> list[Entry]:
        entries = await journal.append(self.connection, self.now, self._facts)
        return entries + [journal.tick_entry(tick, self.now) for tick in self._ticks]


class Database:
    def __init__(self, url: str, clock: Clock, announce: Callable[[Entry], None]) -> None:
        self.clock = clock
        self._announce = announce
        self._writer = _engine(url, begin="BEGIN IMMEDIATE", pool_size=1)
        self._readers = _engine(url, begin="BEGIN", pool_size=READERS)
        self._pen = asyncio.Lock()  # one writer at a time keeps the journal in order

    async def migrate(self) -> None:
        """Bring the schema to the newest version; a new file gets all of it."""
        async with self._writer.connect() as connection:
            await connection.run_sync(_upgrade)

    async def close(self) -> None:
        """Whatever still reads or writes is let finish: a loop that ends before it has handed
        its connection back leaves a file open that nobody closes."""
        for engine in (self._readers, self._writer):
            await _handed_back(engine)
            await engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """The way in. All or nothing; told to the screens after the commit, never before."""
        async with self._pen:
            async with self._writer.begin() as connection:
                tx = Transaction(connection, self.clock())
                yield tx
                entries = await tx.write_down()
            self._tell(entries)

    def tell(self, tick: Tick) -> None:
        """Tell a number that is kept nowhere in here, so that nothing is written for it."""
        self._tell([journal.tick_entry(tick, self.clock())])

    def _tell(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            try:
                self._announce(entry)
            except Exception:
                # It is on disk: a screen's trouble must not look like a lost vote.
                log.exception("a committed entry could not be announced")

    async def ping(self) -> None:
        """Fails when the database cannot be read."""
        async with self.reading() as connection:
            await connection.execute(sa.select(1))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view of what is committed; it cannot write and holds up nobody."""
        async with self._readers.connect() as connection:
            yield connection


Tried: TypeAlias = Sequence[Answer | Refused]


class _Together(Generic[Ask, Answer]):
    """Asks that thousands send at once are answered in batches.

    There is no timer: whatever has queued up while the last batch ran is the next one, so a
    lone voter waits for nobody. An answer that is a `Refused` is raised for that ask alone. If
    a batch itself fails, it is taken one by one: one poisonous ask cannot spoil the others.
    """

    def __init__(self, work: Callable[[Sequence[Ask]], Awaitable[Tried[Answer]]]) -> None:
        self._work_off = work
        self._queue: list[tuple[Ask, asyncio.Future[Answer]]] = []
        self._running: asyncio.Task[None] | None = None

    async def put(self, ask: Ask) -> Answer:
        """Answered after the work is done. Hanging up does not take the ask back."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._queue.append((ask, answer))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._queue:
            batch, self._queue = self._queue[:TOGETHER], self._queue[TOGETHER:]
            try:
                await self._answer(batch)
            except Exception as error:
                if len(batch) == 1:
                    _settle(batch[0][1], error)
                    continue
                for one in batch:
                    try:
                        await self._answer([one])
                    except Exception as own_error:
                        _settle(one[1], own_error)

    async def _answer(self, batch: list[tuple[Ask, asyncio.Future[Answer]]]) -> None:
        answers = await self._work_off([ask for ask, _ in batch])
        for (_, future), answer in zip(batch, answers, strict=True):
            _settle(future, answer)


class SharedCommit(_Together[Ask, Answer]):
    """Asks share commits, and each is answered once its own is on disk."""

    def __init__(
        self,
        db: Database,
        work: Callable[[Transaction, Sequence[Ask]], Awaitable[Tried[Answer]]],
    ) -> None:
        async def commit(asks: Sequence[Ask]) -> Tried[Answer]:
            async with db.transaction() as tx:
                return await work(tx, asks)

        super().__init__(commit)


class SharedReading(_Together[Ask, Answer]):
    """Asks share readings. What is read is never older than the ask.

    A statement costs a hundred times more in passing it to the database than in answering it,
    so five hundred questions of one kind are one question.
    """

    def __init__(
        self,
        db: Database,
        work: Callable[[AsyncConnection, Sequence[Ask]], Awaitable[Tried[Answer]]],
    ) -> None:
        async def read(asks: Sequence[Ask]) -> Tried[Answer]:
            async with db.reading() as connection:
                return await work(connection, asks)

        super().__init__(read)


def _settle(future: asyncio.Future[Any], answer: object) -> None:
    if future.done():  # the phone hung up meanwhile
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)


def _engine(url: str, begin: str, pool_size: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=60,
        hide_parameters=True,  # no ballot in a log, not even in the trace of a fault
    )
    if engine.dialect.name == "sqlite":

        @sa.event.listens_for(engine.sync_engine, "connect")
        def set_up(connection: Any, _: object) -> None:
            connection.isolation_level = None  # we say BEGIN ourselves
            cursor = connection.cursor()
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",  # acknowledged means on disk
                "busy_timeout=10000",
                "foreign_keys=ON",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @sa.event.listens_for(engine.sync_engine, "begin")
        def say_begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(begin)

    return engine


async def _handed_back(engine: AsyncEngine) -> None:
    """Wait until no connection is in use, but no longer than a stop may take.

    A task that is cancelled hands its own back in another task, which nobody can await.
    """
    pool = engine.sync_engine.pool
    for _ in range(round(HANDING_BACK / LOOK)):
        if not isinstance(pool, sa.QueuePool) or pool.checkedout() == 0:
            return
        await asyncio.sleep(LOOK)


def _upgrade(connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
