"""A fresh house for every test: a real file, real transactions, and a clock that is held."""

import asyncio
import inspect
import os
import shutil
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, find, settings, strategies

from core.database import Database
from core.journal import Entry
from sessions.signin import badge
from tests.cast import FixedClock

# No example is timed, nor how quickly one is found: a busy machine is no fault of the code. The
# gate asks the same questions each time; `make soak` asks new ones (--hypothesis-profile).
PACE = (HealthCheck.too_slow, HealthCheck.filter_too_much)
settings.register_profile("explore", deadline=None, suppress_health_check=PACE)
settings.register_profile("house", settings.get_profile("explore"), derandomize=True)
settings.load_profile("house")

# Every commit waits for the disk, and a test makes a hundred: they are as complete in memory.
MEMORY, ENOUGH = Path("/dev/shm"), 2**30  # bytes; containers often have no more than 64 MB
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# A PIN is hashed slowly on purpose, and most tests of a page have one: 60 ms each time.
PIN_ROUNDS, badge.PIN_ROUNDS = badge.PIN_ROUNDS, 100


def pytest_collection_finish() -> None:
    """Let Hypothesis read the house's sources now, in one thread.

    It does so at the first example otherwise. Python 3.11 counts the depth of a parse for all
    threads together, and a second one that parses then ends both with a SystemError.
    """
    find(strategies.integers(), lambda _: True)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an `async def` test in a loop of its own, and close its databases in that loop."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    named = inspect.signature(pyfuncitem.obj).parameters
    arguments = {name: pyfuncitem.funcargs[name] for name in named}
    databases = [one for one in pyfuncitem.funcargs.values() if isinstance(one, Database)]
    asyncio.run(_run(pyfuncitem.obj, arguments, databases))
    return True


async def _run(
    test: Callable[..., Awaitable[None]], arguments: dict[str, Any], databases: list[Database]
) -> None:
    async with AsyncExitStack() as stack:
        for database in databases:
            stack.push_async_callback(database.close)
        stack.push_async_callback(_end_the_rest)
        await test(**arguments)


async def _end_the_rest() -> None:
    """What a test leaves running ends before the databases do, as in a server that stops."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


def url_of(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without anything in it; made once, copied for every test."""
    file = tmp_path_factory.mktemp("house") / "minyi.db"

    async def make() -> None:
        database = Database(url_of(file), FixedClock(), lambda _: None)
        await database.migrate()
        await database.close()

    asyncio.run(make())
    return file


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def told() -> list[Entry]:
    """All that has been announced, in its order."""
    return []


@pytest.fixture
def db(empty_house: Path, tmp_path: Path, clock: FixedClock, told: list[Entry]) -> Database:
    shutil.copy(empty_house, tmp_path / "minyi.db")
    return Database(url_of(tmp_path / "minyi.db"), clock, told.append)
