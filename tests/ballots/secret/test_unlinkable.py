"""Attacks 1, 2, 4 and 5: everything that lies on the disk, against who cast what.

The attacker knows in which order everybody came, asked for papers and cast, and reads every
byte of the data folder, again and again while people vote.
"""

import asyncio
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from ballots.secret.boxes import Boxes
from ballots.secret.merkle import record_leaf
from ballots.secret.onetime import read_record
from ballots.secret.wallet import open_wallet
from core.canonical import to_text
from core.database import Database
from tests.ballots.secret.voting import SecretVote, opened_vote, seed
from tests.cast import FixedClock

VOTERS = 40
# In two random orders about two pairs of neighbours are the same (Poisson); eleven or more
# happen once in 120,000 comparisons.
CHANCE = 11


async def voted(
    db: Database, boxes: Boxes, clock: FixedClock, folder: Path
) -> tuple[SecretVote, list[str]]:
    """Everybody casts in a random order of their own; copies of all files are kept aside."""
    vote = await opened_vote(db, boxes, deputies=VOTERS, max_marks=1)
    dice = random.Random(7)
    order = list(vote.congress.deputies)
    for voter in order:
        await vote.issue(voter)
    dice.shuffle(order)
    for at, voter in enumerate(order):
        await vote.cast(voter, dice.choice(["+..", ".+.", "..+"]))
        if at % 10 == 0:
            await asyncio.to_thread(_copy, folder, at)
    await vote.close(clock)
    await vote.count()
    await vote.announce()
    await asyncio.to_thread(_copy, folder, VOTERS)
    return vote, [voter.person for voter in order]


def _copy(folder: Path, at: int) -> None:
    def unless_copied(path: str, names: list[str]) -> list[str]:
        return [name for name in names if name.startswith("copy-")]

    shutil.copytree(folder, folder / f"copy-{at}", ignore=unless_copied)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def spellings(octets: bytes) -> list[bytes]:
    return [octets, octets.hex().encode(), to_text(octets).encode()]


async def test_attack_2_no_serial_secret_or_leaf_is_anywhere_but_in_the_box(
    db: Database, boxes: Boxes, clock: FixedClock, tmp_path: Path
) -> None:
    vote, order = await voted(db, boxes, clock, tmp_path)
    form = vote.manifest.form(1)
    needles: list[bytes] = []
    for person in order:
        [record] = vote.records[person]
        leaf = record_leaf(vote.manifest.round, 1, record)
        needles += [read_record(form, record).serial, leaf, record[32:64]]
        needles += [seed(person)]
        needles += [
            one
            for row in open_wallet(seed(person), vote.manifest).papers[0].secrets
            for one in row
        ]
    inside = outside = 0
    for path in files(tmp_path):
        content = path.read_bytes()
        found = sum(one in content for needle in needles for one in spellings(needle))
        if path.name in ("live.db", "live.db-journal", "frozen.db"):
            inside += found
            assert not any(person.encode() in content for person in order), path.name
        else:
            outside += found
    assert inside > 0, "need the papers in the box for this to mean anything"
    assert outside == 0


def neighbours(order: Sequence[str], clue: Sequence[str]) -> int:
    """Of those who stand side by side in the one order, how many do in the other as well."""
    at = {person: place for place, person in enumerate(clue)}
    return sum(abs(at[one] - at[other]) == 1 for one, other in pairwise(order))


def by_place(content: bytes, owner: dict[bytes, str]) -> list[str]:
    """Who stands in a file before whom, by the first place of what is theirs."""
    places = {content.find(needle): person for needle, person in owner.items()}
    return [person for place, person in sorted(places.items()) if place >= 0]


async def test_attack_1_no_order_on_the_disk_beats_chance(
    db: Database, boxes: Boxes, clock: FixedClock, tmp_path: Path
) -> None:
    """Orders of papers, by row and by page, against all orders of people: of the roster, the
    register, the write-ahead log, and the casting itself."""
    vote, cast_order = await voted(db, boxes, clock, tmp_path)
    papers = {record[32:96]: person for person, [record] in vote.records.items()}
    orders = {
        "rows": [papers[record[32:96]] for _, _, record in boxes.vault.frozen(vote.id)],
        "pages": by_place(boxes.vault.frozen_path(vote.id).read_bytes(), papers),
        "pages of a copy": by_place(
            next((tmp_path / "copy-30").rglob("live.db")).read_bytes(), papers
        ),
    }
    people = {person.encode(): person for person in cast_order}
    with sqlite3.connect(tmp_path / "minyi.db") as main:
        register = [row[0] for row in main.execute("SELECT person FROM issue")]
    known: dict[str, list[str]] = {
        "cast": cast_order,
        "roster": [one.person for one in vote.congress.deputies],
        "register": register,
        "log": by_place((tmp_path / "copy-40" / "minyi.db-wal").read_bytes(), people),
    }
    for name, order in orders.items():
        assert len(order) > 20, name
        for clue, order_of_people in known.items():
            clues = [person for person in order_of_people if person in order]
            assert len(clues) == len(order), clue
            assert neighbours(order, clues) < CHANCE, f"{name} against {clue}"


async def test_the_same_attack_links_an_ordinary_table_by_rows_and_by_pages(
    tmp_path: Path,
) -> None:
    """A table with row numbers, as databases have by default: the attack is one that works."""
    path = tmp_path / "ordinary.db"
    dice = random.Random(3)
    papers = {dice.randbytes(400): f"person-{at:02}" for at in range(VOTERS)}
    with closing(sqlite3.connect(path)) as main:
        main.execute("CREATE TABLE paper (record BLOB)")
        for record in papers:
            main.execute("INSERT INTO paper VALUES (?)", (record,))
        main.commit()
        rows = [papers[row[0]] for row in main.execute("SELECT record FROM paper")]
    cast_order = list(papers.values())
    assert neighbours(rows, cast_order) == VOTERS - 1
    assert neighbours(by_place(path.read_bytes(), papers), cast_order) > VOTERS / 2


async def test_attack_4_the_frozen_box_is_the_same_for_every_order(
    db: Database, boxes: Boxes, clock: FixedClock, tmp_path: Path
) -> None:
    vote, _ = await voted(db, boxes, clock, tmp_path)
    rows = list(boxes.vault.frozen(vote.id))
    random.Random(1).shuffle(rows)
    boxes.vault._place("other").mkdir()
    other = boxes.vault.open_box("other")
    for row in rows:
        other.put_all([row])
    other.close()
    boxes.vault.freeze("other")
    frozen = boxes.vault.frozen_path(vote.id).read_bytes()
    assert boxes.vault.frozen_path("other").read_bytes() == frozen
