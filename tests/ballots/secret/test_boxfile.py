"""The box file: nothing but papers, nothing lost, nothing twice, and no order left in it."""

import random
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ballots.secret.boxfile import SCHEMA, BoxFile, Put, Row, freeze_box, read_frozen
from tests.ballots.secret.boxes import numbers
from tests.cast import refused


def papers(number: int, length: int = 600) -> list[Row]:
    draw = random.Random(7)
    return [(1 + at % 3, draw.randbytes(32), draw.randbytes(length)) for at in range(number)]


@pytest.fixture
def box(tmp_path: Path) -> Iterator[BoxFile]:
    box = BoxFile(tmp_path / "box.db")
    yield box
    box.close()


def test_attack_3_the_box_has_three_columns_and_nothing_else(box: BoxFile) -> None:
    box.put_all(papers(5))
    connection = sqlite3.connect(box.path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(paper)")]
    assert columns == ["paper_no", "serial", "record"]
    assert [*connection.execute("SELECT type, name FROM sqlite_schema")] == [("table", "paper")]
    with pytest.raises(sqlite3.OperationalError, match="rowid"):
        connection.execute("SELECT rowid FROM paper")
    connection.close()
    assert box.path.stat().st_mode & 0o077 == 0


def test_the_file_is_set_to_forget_and_to_wait_for_the_disk(box: BoxFile) -> None:
    said = {
        name: box._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")
    }
    expected = {"journal_mode": "truncate", "synchronous": 2}
    assert said == expected | {"secure_delete": 1, "temp_store": 2}


def test_what_was_put_is_found(box: BoxFile) -> None:
    rows = papers(7)
    assert [put.is_new for put in box.put_all(rows)] == [True] * 7
    assert all(box.find(no, serial) == record for no, serial, record in rows)
    assert box.find(1, bytes(32)) is None
    assert numbers(box) == {1: 3, 2: 2, 3: 2}


def test_attack_15_the_same_record_a_thousand_times_is_one_row(box: BoxFile) -> None:
    [row] = papers(1)
    first = box.put_all([row] * 500)
    again = [put for _ in range(500) for put in box.put_all([row])]
    assert [put.is_new for put in first].count(True) == 1
    assert {(put.kept, put.conflicts) for put in (*first, *again)} == {(row[2], False)}
    assert not any(put.is_new for put in again)
    assert numbers(box) == {1: 1}


def test_attack_16_another_record_under_one_serial_is_not_taken(box: BoxFile) -> None:
    no, serial, record = papers(1)[0]
    assert box.put_all([(no, serial, record), (no, serial, b"other")]) == (
        Put(record, is_new=True, conflicts=False),
        Put(record, is_new=False, conflicts=True),
    )
    [late] = box.put_all([(no, serial, b"late")])
    assert late == Put(record, is_new=False, conflicts=True)
    assert box.find(no, serial) == record
    assert box.put_all([(no + 1, serial, b"late")])[0].is_new, "another number is another paper"


@pytest.mark.parametrize("number", [0, 1, 400])
def test_attack_4_the_frozen_box_follows_from_the_set_of_papers(
    tmp_path: Path, number: int
) -> None:
    rows, frozen = papers(number), []
    for order in range(4):
        draw = random.Random(order)
        draw.shuffle(rows)
        box = BoxFile(tmp_path / f"live-{order}.db")
        left = list(rows)
        while left:
            size = draw.randint(1, 60)
            box.put_all(left[:size])
            left = left[size:]
        box.close()
        target = tmp_path / f"frozen-{order}.db"
        assert freeze_box(box.path, target) == tuple(sorted(rows))
        frozen.append(target.read_bytes())
    assert len(set(frozen)) == 1


def test_freezing_can_be_taken_up_again_wherever_it_was_cut_off(tmp_path: Path) -> None:
    rows, live, target = papers(20), tmp_path / "box.db", tmp_path / "frozen.db"
    box = BoxFile(live)
    box.put_all(rows)
    target.with_name("frozen.db.part").write_bytes(b"half a page")  # killed while writing
    box.freeze(target)
    first = target.read_bytes()
    box.freeze(target)  # killed after the file was there
    box.close()
    assert freeze_box(live, target) == tuple(sorted(rows))
    assert freeze_box(live, target) == tuple(sorted(rows))  # killed after the live file went
    assert target.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["frozen.db"]


def test_a_frozen_box_with_other_papers_stops_the_freeze(tmp_path: Path) -> None:
    live, target = tmp_path / "box.db", tmp_path / "frozen.db"
    box = BoxFile(live)
    box.put_all(papers(3))
    box.freeze(target)
    box.put_all([(9, bytes(32), b"late")])
    with refused("box-copy-differs"):
        box.freeze(target)
    with refused("box-copy-differs"):
        box.discard(target)
    box.close()
    assert live.exists(), "the live file stays until all of it is frozen"


def test_a_file_that_is_no_box_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "box.db"
    connection = sqlite3.connect(path)
    connection.execute(SCHEMA)
    connection.execute("CREATE TABLE spy (at)")
    connection.commit()
    connection.close()
    with refused("box-schema"):
        BoxFile(path)
    (tmp_path / "junk.db").write_bytes(b"junk" * 2000)
    with refused("box-unreadable"):
        read_frozen(tmp_path / "junk.db")


def test_a_full_disk_takes_none_of_a_flush(box: BoxFile) -> None:
    box.put_all(papers(2))
    pages = box._connection.execute("PRAGMA page_count").fetchone()[0]
    box._connection.execute(f"PRAGMA max_page_count={pages + 1}")
    with refused("box-full"):
        box.put_all(papers(60))
    assert sum(numbers(box).values()) == 2
    box._connection.execute("PRAGMA max_page_count=100000")
    assert sum(put.is_new for put in box.put_all(papers(60))) == 58


def test_nothing_is_lost_when_many_threads_put_at_once(box: BoxFile) -> None:
    rows = papers(40)
    with ThreadPoolExecutor(8) as pool:
        puts = [*pool.map(lambda row: box.put_all([row])[0], rows + rows)]
    assert sum(put.is_new for put in puts) == 40
    assert sum(numbers(box).values()) == 40


def test_what_was_put_survives_the_process(tmp_path: Path) -> None:
    box = BoxFile(tmp_path / "box.db")
    box.put_all(papers(3))
    box.close()
    again = BoxFile(tmp_path / "box.db")
    assert sum(numbers(again).values()) == 3
    again.close()
    assert (tmp_path / "box.db-journal").stat().st_size == 0
