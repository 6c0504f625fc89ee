"""What the migrations build is what the stores believe in."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

import ballots
import consult
import followup
import sessions
from core.database import Database
from core.schema import metadata
from tests.cast import FixedClock, in_session
from tests.conftest import url_of

# Importing every store fills the metadata, also that of a room that is new.
STORES = [
    import_module(found.name)
    for room in (sessions, ballots, consult, followup)
    for found in walk_packages(room.__path__, f"{room.__name__}.")
    if found.name.endswith(".store")
]


def is_compared(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith("archive_index")


def differences(connection: sa.Connection) -> list[object]:
    """The full-text index is no table of SQLAlchemy's; SQLite makes several for it."""
    opts = {"compare_type": True, "include_name": is_compared}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, metadata))


async def test_the_migrated_schema_is_the_schema_of_the_stores(db: Database) -> None:
    assert len(metadata.tables) >= 13, "need the tables of all rooms for this to mean anything"
    async with db.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_table_the_migrations_forgot_would_be_noticed(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE ballot RENAME TO old_ballot")
        assert await tx.connection.run_sync(differences) != []


async def test_migrating_again_is_harmless(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    before = await congress.journal()
    await db.migrate()
    assert await congress.journal() == before
    async with db.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_new_file_gets_all_of_the_schema(tmp_path: Path) -> None:
    db = Database(url_of(tmp_path / "new.db"), FixedClock(), lambda _: None)
    try:
        await db.migrate()
        congress = await in_session(db, deputies=3)
        assert len(await congress.journal()) > 0
    finally:
        await db.close()


@pytest.mark.parametrize("table", ["ballot", "roll", "device", "journal"])
async def test_rows_that_belong_to_persons_have_no_order_of_arrival(
    db: Database, table: str
) -> None:
    with pytest.raises(sa.exc.OperationalError, match="rowid"):
        async with db.reading() as connection:
            await connection.exec_driver_sql(f"SELECT rowid FROM {table}")


async def test_a_ballot_of_nobody_cannot_be_stored(db: Database) -> None:
    row = {"round": "none", "person": "nobody", "marks": "+"}
    async with db.transaction() as tx:
        with pytest.raises(IntegrityError):
            await ballots.casting.store.add_ballots(tx.connection, [row])
