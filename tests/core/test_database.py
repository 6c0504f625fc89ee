"""All or nothing, told after the commit; and thousands who share a commit, each answered."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import TOGETHER, Database, SharedCommit, SharedReading, Transaction
from core.errors import Refused
from core.ids import MeetingId
from core.journal import Entry, Fact, last_number, since
from tests.cast import refused
from tests.conftest import url_of

HALL = MeetingId("hall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knocked(Fact):
    name: str


class PowerCut(Exception):
    pass


async def knock(tx: Transaction, name: str) -> str:
    if name == "无名氏":
        raise Refused("nameless")
    if name == "毒":
        raise PowerCut
    tx.record(Knocked(meeting=HALL, name=name))
    return f"请进，{name}"


class Hall:
    """A desk that counts its commits and can be held up in the middle of one."""

    def __init__(self, db: Database) -> None:
        self.batches: list[list[str]] = []
        self.door = asyncio.Event()
        self.busy = asyncio.Event()
        self.desk = SharedCommit[str, str](db, self.let_in)

    async def let_in(self, tx: Transaction, names: Sequence[str]) -> list[str | Refused]:
        self.batches.append(list(names))
        self.busy.set()
        await self.door.wait()
        answers: list[str | Refused] = []
        for name in names:
            try:
                answers.append(await knock(tx, name))
            except Refused as refusal:
                answers.append(refusal)
        return answers

    async def hold_up(self, first: str = "李芳") -> asyncio.Task[str]:
        """The first is inside, and the door behind is held."""
        task = asyncio.create_task(self.desk.put(first))
        await self.busy.wait()
        return task

    async def queue(self, names: Sequence[str]) -> list[asyncio.Task[str]]:
        """These wait behind the first; then the door is let go."""
        tasks = [asyncio.create_task(self.desk.put(name)) for name in names]
        await asyncio.sleep(0)  # each has put its ask down
        self.door.set()
        return tasks


async def names_kept(db: Database) -> list[str]:
    async with db.reading() as connection:
        return [entry.facts["name"] for entry in await since(connection, HALL, 0)]


async def test_nothing_is_told_before_the_commit(db: Database, told: list[Entry]) -> None:
    async with db.transaction() as tx:
        tx.record(Knocked(meeting=HALL, name="李芳"))
        assert told == []
        assert await names_kept(db) == [], "readers see only what is committed"
    assert [entry.facts["name"] for entry in told] == ["李芳"]


async def test_what_is_told_is_on_disk_at_that_moment(db: Database, tmp_path: Path) -> None:
    kept: list[int] = []
    file = tmp_path / "minyi.db"

    def look(_: Entry) -> None:
        with closing(sqlite3.connect(file)) as other:
            kept.extend(other.execute("SELECT count(*) FROM journal").fetchone())

    house = Database(url_of(file), db.clock, look)
    async with house.transaction() as tx:
        tx.record(Knocked(meeting=HALL, name="李芳"))
    await house.close()
    assert kept == [1]


async def test_a_refused_act_is_told_to_nobody_and_leaves_nothing(
    db: Database, told: list[Entry]
) -> None:
    with refused("too-late"):
        async with db.transaction() as tx:
            tx.record(Knocked(meeting=HALL, name="李芳"))
            await tx.write_down()
            raise Refused("too-late")
    assert told == []
    assert await names_kept(db) == []


async def test_an_act_cut_off_in_the_middle_is_undone(db: Database, told: list[Entry]) -> None:
    inside = asyncio.Event()

    async def act() -> None:
        async with db.transaction() as tx:
            await tx.write_down()
            tx.record(Knocked(meeting=HALL, name="李芳"))
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(act())
    await inside.wait()
    task.cancel()
    await asyncio.wait([task])
    assert (told, await names_kept(db)) == ([], [])


async def test_the_pen_is_free_again_after_a_failed_act(db: Database) -> None:
    with pytest.raises(PowerCut):
        async with db.transaction():
            raise PowerCut
    async with db.transaction() as tx:
        tx.record(Knocked(meeting=HALL, name="李芳"))
    assert await names_kept(db) == ["李芳"]


async def test_acts_of_the_same_moment_are_written_one_after_the_other(
    db: Database, told: list[Entry]
) -> None:
    async def act(name: str) -> None:
        async with db.transaction() as tx:
            tx.record(Knocked(meeting=HALL, name=name))

    await asyncio.gather(*(act(str(number)) for number in range(50)))
    assert [entry.number for entry in told] == list(range(1, 51))


async def test_reading_goes_on_while_somebody_writes(db: Database) -> None:
    async with db.transaction() as tx, db.reading() as connection:
        assert tx.connection is not connection
        assert await last_number(connection, HALL) == 0


async def test_a_file_has_its_safeguards_on(db: Database) -> None:
    async with db.reading() as connection:
        found = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1], "write-ahead log, full sync, foreign keys"


async def test_a_lone_ask_waits_for_nobody(db: Database) -> None:
    hall = Hall(db)
    hall.door.set()
    assert await hall.desk.put("李芳") == "请进，李芳"
    assert await names_kept(db) == ["李芳"]


async def test_all_who_came_during_a_commit_share_the_next(db: Database) -> None:
    hall = Hall(db)
    first = await hall.hold_up()
    crowd = [f"代表{number}" for number in range(300)]
    tasks = await hall.queue(crowd)
    answers = await asyncio.gather(first, *tasks)
    assert answers == [f"请进，{name}" for name in ["李芳", *crowd]]
    assert hall.batches == [["李芳"], crowd]


async def test_a_crowd_beyond_measure_is_taken_in_parts(db: Database) -> None:
    hall = Hall(db)
    first = await hall.hold_up()
    tasks = await hall.queue([str(number) for number in range(TOGETHER + 1)])
    await asyncio.gather(first, *tasks)
    assert [len(batch) for batch in hall.batches] == [1, TOGETHER, 1]
    assert len(await names_kept(db)) == TOGETHER + 2


async def test_nobody_is_answered_before_the_commit(db: Database, told: list[Entry]) -> None:
    hall = Hall(db)
    first = await hall.hold_up()
    assert not first.done()
    hall.door.set()
    await first
    assert [entry.facts["name"] for entry in told] == ["李芳"]


async def test_a_refusal_belongs_to_the_one_who_asked(db: Database) -> None:
    hall = Hall(db)
    first = await hall.hold_up()
    tasks = await hall.queue(["陈伟", "无名氏", "张娜"])
    await asyncio.wait([first, *tasks])
    assert [task.exception() is None for task in tasks] == [True, False, True]
    with refused("nameless"):
        await tasks[1]
    assert await names_kept(db) == ["李芳", "陈伟", "张娜"]


async def test_a_poisonous_ask_spoils_only_itself(db: Database) -> None:
    hall = Hall(db)
    first = await hall.hold_up()
    tasks = await hall.queue(["陈伟", "毒", "张娜"])
    await asyncio.wait([first, *tasks])
    with pytest.raises(PowerCut):
        await tasks[1]
    assert [await tasks[0], await tasks[2]] == ["请进，陈伟", "请进，张娜"]
    assert await names_kept(db) == ["李芳", "陈伟", "张娜"], "each once, in their order"


async def test_a_poisonous_ask_alone_gets_its_own_error_and_the_desk_stays_open(
    db: Database,
) -> None:
    hall = Hall(db)
    hall.door.set()
    with pytest.raises(PowerCut):
        await hall.desk.put("毒")
    assert await hall.desk.put("李芳") == "请进，李芳"


async def test_hanging_up_does_not_take_the_ask_back(db: Database) -> None:
    hall = Hall(db)
    first = await hall.hold_up()
    waiting = asyncio.create_task(hall.desk.put("陈伟"))
    await asyncio.sleep(0)
    first.cancel()
    waiting.cancel()
    [last] = await hall.queue(["张娜"])
    assert await last == "请进，张娜"
    assert await names_kept(db) == ["李芳", "陈伟", "张娜"]


async def test_a_desk_that_was_idle_takes_up_work_again(db: Database) -> None:
    hall = Hall(db)
    hall.door.set()
    for name in ("李芳", "陈伟"):
        await hall.desk.put(name)
    assert hall.batches == [["李芳"], ["陈伟"]]


class Readers:
    """A shared reading that counts its readings and can be held up in the middle of one."""

    def __init__(self, db: Database) -> None:
        self.batches: list[int] = []
        self.door = asyncio.Event()
        self.busy = asyncio.Event()
        self.desk = SharedReading[int, int](db, self.read)

    async def read(
        self, connection: AsyncConnection, asks: Sequence[int]
    ) -> list[int | Refused]:
        self.batches.append(len(asks))
        number = await last_number(connection, HALL)
        self.busy.set()
        await self.door.wait()
        return [number + ask for ask in asks]


async def test_all_who_ask_during_a_reading_share_the_next(db: Database) -> None:
    hall = Readers(db)
    first = asyncio.create_task(hall.desk.put(0))
    await hall.busy.wait()
    tasks = [asyncio.create_task(hall.desk.put(ask)) for ask in range(300)]
    await asyncio.sleep(0)  # each has put its ask down
    hall.door.set()
    assert await asyncio.gather(first, *tasks) == [0, *range(300)]
    assert hall.batches == [1, 300]


async def test_what_is_read_is_never_older_than_the_ask(db: Database) -> None:
    hall = Readers(db)
    early = asyncio.create_task(hall.desk.put(0))
    await hall.busy.wait()
    async with db.transaction() as tx:
        await knock(tx, "李芳")
    late = asyncio.create_task(hall.desk.put(0))
    hall.door.set()
    assert (await early, await late) == (0, 1)
