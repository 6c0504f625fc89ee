"""The box: one SQLite file of one round, and nothing in it but papers. Synchronous.

The table has no hidden row numbers, deleted content is overwritten, and the journal is emptied
after each commit: a copy of the file tells what lies in it, and at most which flush brought it.
Frozen, the file follows from the set of papers alone.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from core.errors import Refused
from core.files import sync

Row: TypeAlias = tuple[int, bytes, bytes]  # paper_no, serial, record
SCHEMA = (
    "CREATE TABLE paper (paper_no INTEGER NOT NULL, serial BLOB NOT NULL, record BLOB NOT NULL,"
    " PRIMARY KEY (paper_no, serial)) WITHOUT ROWID, STRICT"
)
PRAGMAS = (
    "page_size=4096",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "busy_timeout=10000",
)
ALL = "SELECT paper_no, serial, record FROM paper ORDER BY paper_no, serial"
FIND = "SELECT record FROM paper WHERE paper_no = ? AND serial = ?"


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a row. `kept` is the record that lies in the box under its serial."""

    kept: bytes
    is_new: bool
    conflicts: bool  # another record lay there first; this one was not taken


class BoxFile:
    """The live box. Any thread may call; one at a time writes."""

    def __init__(self, path: Path) -> None:
        """Open it, or make it. Refuses a file with any other table, index or trigger."""
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self.path = path
        self._turn = Lock()
        self._connection = _connect(str(path))
        try:
            if not _schema(self._connection):
                self._connection.execute(SCHEMA)
                sync(path.parent)
            _check_schema(self._connection)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    def put_all(self, rows: Sequence[Row]) -> tuple[Put, ...]:
        """Lay the rows in, all or none, sorted, and on the disk when this returns.

        The same record again changes nothing. Of two records with one serial the first stays.
        Refuses with `box-full` when the disk is.
        """
        with self._turn, self._transaction():
            kept: dict[tuple[int, bytes], bytes] = {}
            new: list[Row] = []
            for no, serial, record in sorted(dict.fromkeys(rows), key=lambda row: row[:2]):
                if (no, serial) not in kept:
                    found = self._connection.execute(FIND, (no, serial)).fetchone()
                    kept[no, serial] = found[0] if found else record
                    new += [] if found else [(no, serial, record)]
            self._connection.executemany("INSERT INTO paper VALUES (?, ?, ?)", new)
        fresh = {row[:2] for row in new}
        return tuple(_outcomes(rows, kept, fresh))

    def find(self, no: int, serial: bytes) -> bytes | None:
        """The record under this serial, or None."""
        with self._turn:
            found = self._connection.execute(FIND, (no, serial)).fetchone()
        return found[0] if found else None

    def rows(self) -> tuple[Row, ...]:
        """All papers that lie in the box, by number and serial."""
        with self._turn:
            return tuple(self._connection.execute(ALL))

    def freeze(self, target: Path) -> None:
        """Write the papers into a new file that is the same for every order of casting.

        Killed anywhere, it can be called again. Refuses a target with other papers in it; the
        live file stays, for `discard`.
        """
        with self._turn:
            if not target.exists():
                part = target.with_name(target.name + ".part")
                part.unlink(missing_ok=True)
                os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
                self._connection.execute("VACUUM INTO ?", (str(part),))
                self._check_copy(part)
                sync(part)
                part.replace(target)
            sync(target.parent)
            self._check_copy(target)

    def _check_copy(self, copy: Path) -> None:
        """Row by row: a large box need not fit into memory twice."""
        with _frozen(copy) as other:
            pairs = zip_longest(self._connection.execute(ALL), other.execute(ALL))
            if any(one != another for one, another in pairs):
                raise Refused("box-copy-differs")

    def discard(self, target: Path) -> None:
        """Close and delete the live file; refuses unless all of it is frozen in `target`."""
        self.freeze(target)
        self.close()
        for name in (f"{self.path.name}-journal", self.path.name):
            self.path.with_name(name).unlink(missing_ok=True)
        sync(self.path.parent)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except BaseException as problem:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            full = getattr(problem, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            raise Refused("box-full") if full else problem from None


def _outcomes(
    rows: Sequence[Row], kept: dict[tuple[int, bytes], bytes], fresh: set[tuple[int, bytes]]
) -> Iterator[Put]:
    for no, serial, record in rows:
        stored = kept[no, serial]
        is_new = (no, serial) in fresh and stored == record
        if is_new:
            fresh.remove((no, serial))  # sent twice in one flush, it is new once
        yield Put(stored, is_new, conflicts=stored != record)


def freeze_box(live: Path, target: Path) -> tuple[Row, ...]:
    """Freeze the live file, delete it and return its papers, however often this was tried."""
    if live.exists():
        box = BoxFile(live)
        try:
            box.discard(target)
        finally:
            box.close()
    return read_frozen(target)


def read_frozen(path: Path) -> tuple[Row, ...]:
    """All papers in the order of number and serial. Refuses a file that is not a frozen box."""
    with _frozen(path) as connection:
        return tuple(connection.execute(ALL))


def find_frozen(
    path: Path, wanted: Iterable[tuple[int, bytes]]
) -> dict[tuple[int, bytes], bytes]:
    """The records under these numbers and serials; what is not there is left out."""
    with _frozen(path) as connection:
        found = {place: connection.execute(FIND, place).fetchone() for place in wanted}
    return {place: row[0] for place, row in found.items() if row}


@contextmanager
def _frozen(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1")) as connection:
            _check_schema(connection)
            yield connection
    except sqlite3.DatabaseError:
        raise Refused("box-unreadable") from None


def _connect(place: str) -> sqlite3.Connection:
    uri = place.startswith("file:")
    connection = sqlite3.connect(place, uri=uri, isolation_level=None, check_same_thread=False)
    for pragma in () if uri else PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _schema(connection: sqlite3.Connection) -> list[str]:
    return [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema")]


def _check_schema(connection: sqlite3.Connection) -> None:
    if _schema(connection) != [SCHEMA]:
        raise Refused("box-schema")
