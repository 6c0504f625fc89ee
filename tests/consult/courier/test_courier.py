"""Two laptops in two yards and a server in the town: what is said anywhere is there, once."""

import hashlib
import json
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.contribution.commands import contribute
from consult.contribution.entry import Entry
from consult.contribution.fold import fold
from consult.contribution.queries import state_of
from consult.contribution.said import Contributed, EntryId, Voice
from consult.courier import commands
from consult.courier.parcel import CONTENT, SIGNATURE, Parcel, fingerprint, pack, unpack
from consult.courier.queries import parcel_of
from consult.reactions.commands import React, react_all
from consult.reactions.queries import count_reactions
from consult.reactions.reaction import Opinion
from consult.stools.commands import print_cards
from consult.stools.queries import stool_of_card, stools_of
from consult.stools.stool import voice_of
from core import journal
from core.canonical import canonical
from core.database import Database
from core.zipped import archive_zip, read_zip
from sessions.queries import secret_hash
from tests.cast import Congress, FixedClock, make_congress, refused
from tests.conftest import url_of
from tests.consult.yard import gathered, stool, words
from web.courier_key import courier_key

LAPTOP = courier_key(b"laptop" * 6)
OTHER = courier_key(b"another" * 6)


async def town(db: Database) -> Congress:
    congress = await make_congress(db, 3)
    await gathered(congress)
    for key, name in ((LAPTOP, "三村笔记本"), (OTHER, "四村笔记本")):
        await commands.trust_courier(db, "周敏", fingerprint(key.public), name)
    return congress


def copied(db: Database, file: Path, to: Path) -> Database:
    """Another machine that begins with what the town had."""
    shutil.copy(file, to)
    return Database(url_of(to), FixedClock(), lambda _: None)


async def read(db: Database, meeting: str) -> Parcel:
    async with db.reading() as connection:
        return await parcel_of(connection, meeting)


async def bring(congress: Congress, db: Database, parcel: Parcel) -> commands.Brought:
    octets = pack(parcel, LAPTOP.public, LAPTOP.sign)
    known, key = unpack(octets)
    digest = hashlib.sha256(octets).hexdigest()
    return await commands.bring(db, congress.clerk, known, key, digest)


async def say(congress: Congress, db: Database, number: int, text: str, id: str) -> None:
    one = await stool(congress, number)
    await contribute(db, one, words(text), id * 32)


async def agree(congress: Congress, db: Database, number: int, value: Opinion) -> None:
    one = await stool(congress, number)
    ask = React(one.meeting, EntryId("a" * 32), voice_of(one.id), value, f"{number}" * 32)
    async with db.transaction() as tx:
        assert await react_all(tx, [ask]) == [None]


@pytest.fixture
def machines(tmp_path: Path) -> Callable[[Database], list[Database]]:
    def make(db: Database) -> list[Database]:
        shutil.copy(tmp_path / "minyi.db", tmp_path / "start.db")
        return [
            copied(db, tmp_path / "start.db", tmp_path / f"{name}.db")
            for name in ("one", "two", "reverse")
        ]

    return make


async def told(db: Database, congress: Congress) -> list[str]:
    async with db.reading() as connection:
        made = await journal.of_kinds(connection, congress.meeting, ["ContributionMade"])
    return sorted(one.facts["text"] for one in made)


async def test_two_laptops_come_home_in_any_order_and_twice(
    db: Database, tmp_path: Path, machines: Callable[[Database], list[Database]]
) -> None:
    congress = await town(db)
    await say(congress, db, 1, "村口路灯坏了", "a")
    await db.close()  # all of it is in the one file
    one, two, reverse = machines(db)
    try:
        await say(congress, one, 2, "水渠堵了", "b")
        await agree(congress, one, 2, Opinion.AGREE)
        await say(congress, two, 3, "路太窄", "c")
        await agree(congress, two, 3, Opinion.DISAGREE)
        first, second = [await read(each, congress.meeting) for each in (one, two)]
        for home, order in ((db, (first, second)), (reverse, (second, first))):
            for parcel in order:
                assert (await bring(congress, home, parcel)).entries == 1
            for parcel in order:
                assert (await bring(congress, home, parcel)).is_nothing
        assert await everything(db, congress) == await everything(reverse, congress)
        assert await told(db, congress) == ["村口路灯坏了", "水渠堵了", "路太窄"]
    finally:
        for each in (one, two, reverse):
            await each.close()


async def everything(db: Database, congress: Congress) -> tuple[object, ...]:
    async def ask(read: Callable[[AsyncConnection, str], Awaitable[object]]) -> object:
        async with db.reading() as connection:
            return await read(connection, congress.meeting)

    state = await ask(state_of)
    return state, await ask(count_reactions), await ask(stools_of), await told(db, congress)


async def test_what_was_changed_on_its_way_changes_nothing(db: Database) -> None:
    congress = await town(db)
    await say(congress, db, 1, "村口路灯坏了", "a")
    octets = pack(await read(db, congress.meeting), LAPTOP.public, LAPTOP.sign)
    files = read_zip(octets)
    other = files | {CONTENT: files[CONTENT].replace("坏了".encode(), "好了".encode())}
    with refused("parcel-forged"):
        unpack(archive_zip(other))
    with refused("parcel-unreadable"):
        unpack(archive_zip({CONTENT: files[CONTENT]}))
    with refused("parcel-unreadable"):
        unpack(archive_zip(files | {SIGNATURE: b"[]"}))
    with refused("archive-altered"):
        unpack(octets[:-4])


async def test_a_machine_nobody_knows_and_a_file_of_another_meeting(db: Database) -> None:
    congress = await town(db)
    parcel = await read(db, congress.meeting)
    stranger = courier_key(b"stranger" * 5)
    with refused("courier-unknown"):
        await commands.bring(db, congress.clerk, parcel, stranger.public, "")
    elsewhere = replace(parcel, head=replace(parcel.head, meeting="2" * 12))
    with refused("parcel-elsewhere"):
        await commands.bring(db, congress.clerk, elsewhere, LAPTOP.public, "")
    with refused("not-your-door"):
        await commands.bring(db, congress.deputies[2], parcel, LAPTOP.public, "")


async def test_a_stool_added_in_the_yard_gets_a_number_of_its_own(db: Database) -> None:
    congress = await town(db)
    parcel = await read(db, congress.meeting)
    await print_cards(db, congress.clerk, 4)
    one = replace(parcel.chairs[0], id="y" * 12, card_hash="f" * 64)
    extra = replace(one, number=4, household="李家")
    brought = await bring(congress, db, replace(parcel, chairs=(*parcel.chairs, extra)))
    found = await congress.read(stools_of, congress.meeting)
    assert (brought.stools, [one.number for one in found]) == (1, [1, 2, 3, 4, 5])
    assert found[-1].household == "李家"


async def test_a_card_printed_in_the_yard_is_good_at_home(db: Database) -> None:
    congress = await town(db)
    parcel = await read(db, congress.meeting)
    chairs = (replace(parcel.chairs[0], card_hash=secret_hash("YARD")), *parcel.chairs[1:])
    await bring(congress, db, replace(parcel, chairs=chairs))
    found, _ = await congress.read(stool_of_card, "YARD")
    assert found.number == parcel.chairs[0].number


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("entries", [{"id": "x"}]),
        ("chairs", [{"id": "<b>", "number": 1}]),
        ("format", "minyi-parcel-9"),
        ("reactions", {"a": 1}),
    ],
)
async def test_a_signed_file_that_says_nonsense_is_refused(
    db: Database, part: str, value: object
) -> None:
    """Whoever holds the laptop can sign anything."""
    congress = await town(db)
    files = read_zip(pack(await read(db, congress.meeting), LAPTOP.public, LAPTOP.sign))
    content = canonical(json.loads(files[CONTENT]) | {part: value})
    signed = {"key": LAPTOP.public.hex()}
    signed["signature"] = LAPTOP.sign(b"minyi-parcel-1\0" + content).hex()
    with refused("parcel-unreadable"):
        unpack(archive_zip({CONTENT: content, SIGNATURE: canonical(signed)}))


ENTRIES = strategies.lists(
    strategies.builds(
        lambda number, text: Entry(
            EntryId(f"{number:032x}"),
            f"2026-03-01T09:00:00.{number:06}+00:00",
            Voice("stool:abc"),
            "",
            replace(words(), text=text),
        ),
        strategies.integers(0, 5),
        strategies.sampled_from(["路", "灯", "水"]),
    ),
    max_size=6,
)


@given(ENTRIES, ENTRIES)
def test_the_union_of_two_logs_has_no_order_and_no_twice(
    one: list[Entry], two: list[Entry]
) -> None:
    assert fold(one + two) == fold(two + one) == fold(one + two + one)
    assert all(isinstance(entry.said, Contributed) for entry in one)
