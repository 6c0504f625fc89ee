"""Casting into the box of a running round."""

import asyncio
import sqlite3

import pytest

from ballots.rounds.commands import close_round
from ballots.secret.boxes import Boxes
from ballots.secret.boxfile import BoxFile
from ballots.secret.checkpoint import Receipt
from ballots.secret.merkle import record_leaf
from ballots.secret.openbox import OpenBox, Rhythm, Stored
from ballots.secret.wallet import cast_records, open_wallet
from core.database import Database
from core.errors import NotHere, Refused
from core.journal import Entry
from tests.ballots.secret.boxes import numbers
from tests.ballots.secret.voting import GRACE, SecretVote, opened_vote, seed
from tests.cast import FixedClock, marked, refused


async def one_paper(db: Database, boxes: Boxes, deputies: int = 8) -> SecretVote:
    """A round whose marks are counted together: one paper for each deputy."""
    return await opened_vote(db, boxes, deputies, max_marks=1)


async def rows(vote: SecretVote) -> dict[int, int]:
    held = await vote.boxes.find(vote.id)
    assert held.open is not None
    return numbers(held.open._file)


async def test_attack_15_the_same_paper_a_thousand_times_is_one(
    db: Database, boxes: Boxes
) -> None:
    vote = await one_paper(db, boxes)
    voter = vote.congress.deputies[1]
    await vote.cast(voter, "+..")
    answers = await asyncio.gather(*(vote.put(vote.records[voter.person]) for _ in range(1000)))
    assert all(answer == vote.receipts[voter.person] for answer in answers)
    assert await rows(vote) == {1: 1}


async def test_attack_16_another_choice_is_told_what_lies_in_the_box(
    db: Database, boxes: Boxes
) -> None:
    vote = await one_paper(db, boxes)
    voter = vote.congress.deputies[1]
    await vote.cast(voter, "+..")
    other = vote.filled(voter, marked(".+."))
    leaf = record_leaf(vote.manifest.round, 1, vote.records[voter.person][0])
    assert await vote.put(other) == [Stored(leaf)]
    assert await rows(vote) == {1: 1}


async def test_attack_16_of_two_choices_in_one_flush_the_first_stays(
    db: Database, boxes: Boxes
) -> None:
    vote = await one_paper(db, boxes)
    voter = vote.congress.deputies[1]
    await vote.issue(voter)
    first, second = vote.filled(voter, marked("+..")), vote.filled(voter, marked(".+."))
    answers = await asyncio.gather(vote.put(first), vote.put(second))
    assert [type(one[0]) for one in answers] == [Receipt, Stored]


async def test_attack_18_marks_that_spoil_consume_nothing(db: Database, boxes: Boxes) -> None:
    vote = await one_paper(db, boxes)
    voter = vote.congress.deputies[1]
    await vote.issue(voter)
    free = open_wallet(seed(voter.person), vote.manifest)
    paper = free.papers[0]
    answers = b"".join(
        bytes([1]) + secrets[1] + table[0] + b"".join(table[2:])
        for secrets, table in zip(paper.secrets, paper.table, strict=True)
    )
    with refused("over-marked", marked=3, most=1):
        await vote.put([paper.prefix + vote.signed[voter.person][0] + answers])
    await vote.cast(voter, "..+")


async def test_attack_14_a_paper_of_another_number_is_refused(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    voter = vote.congress.deputies[1]
    await vote.issue(voter)
    first, *_ = vote.filled(voter, marked("+--"))
    # By chance the signature is no number below the other key's modulus at all.
    with pytest.raises(Refused, match=r"record-signature|record-range"):
        await vote.put([first, first, first])
    for papers in ([(1, first)], [(9, first)], [(2, first), (1, first), (3, first)]):
        with refused("record-papers"):
            await boxes.put(vote.id, papers)
    with pytest.raises(NotHere):
        await boxes.put("00" * 16, [(1, first)])
    await vote.cast(voter, "+--")


@pytest.mark.parametrize(
    ("seconds", "is_taken"),
    [(-0.001, True), (0.0, True), (GRACE - 0.001, True), (GRACE, True), (GRACE + 0.001, False)],
)
async def test_attack_20_around_the_close(
    db: Database, boxes: Boxes, clock: FixedClock, seconds: float, is_taken: bool
) -> None:
    vote = await one_paper(db, boxes)
    voter = vote.congress.deputies[1]
    await vote.cast(vote.congress.deputies[2], ".+.")
    await vote.issue(voter)
    if seconds >= 0:
        await close_round(db, vote.congress.chair, vote.round)
        held = await boxes.find(vote.id)
        assert held.open is not None
        async with asyncio.timeout(10):
            while held.open.deadline is None:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
    clock.advance(seconds=seconds)
    if is_taken:
        await vote.cast(voter, "+..")
    else:
        with refused("box-closed"):
            await vote.cast(voter, "+..")


async def test_a_paper_in_the_box_is_receipted_after_the_close_and_after_the_freeze(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await one_paper(db, boxes)
    voter, other = vote.congress.deputies[1], vote.congress.deputies[2]
    await vote.cast(voter, "+..")
    await vote.issue(other)
    held = await boxes.find(vote.id)
    assert held.open is not None
    held.open.deadline = clock()
    clock.advance(seconds=1)
    assert await vote.put(vote.records[voter.person]) == vote.receipts[voter.person]
    await vote.close(clock)
    assert await vote.put(vote.records[voter.person]) == vote.receipts[voter.person]
    with refused("box-closed"):
        await vote.put(vote.filled(other, marked("+..")))
    conflicting = cast_records(
        open_wallet(seed(voter.person), vote.manifest),
        vote.signed[voter.person],
        marked(".+."),
    )
    assert [type(one) for one in await vote.put(conflicting)] == [Stored]


async def test_attack_5_a_flush_waits_for_some_phones(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    """Whoever copies the box again and again sees the borders of batches, no single ballot."""
    vote = await one_paper(db, boxes, deputies=18)
    held = await boxes.find(vote.id)
    assert held.open is not None
    slow = OpenBox(
        vote.manifest,
        BoxFile(boxes.vault.folder / "other.db"),
        boxes.vault.server_key(),
        clock,
        Rhythm(tick=0.001, phones=5, longest=60.0),
        lambda cast: sizes.append(cast),
    )
    sizes: list[int] = []
    slow.start()
    voters = vote.congress.deputies[:17]
    for voter in voters:
        await vote.issue(voter)
    waiting = []
    for voter in voters:
        records = vote.filled(voter, marked("+.."))
        waiting.append(asyncio.create_task(slow.put([(1, records[0])])))
        await asyncio.sleep(0)
        while len(slow._queue) >= 5:  # noqa: ASYNC110 - the beat takes them
            await asyncio.sleep(0)
    await slow.shut()
    answers = await asyncio.gather(*waiting)
    assert all(isinstance(one, Receipt) for [one] in answers)
    steps = [after - before for before, after in zip([0, *sizes], sizes, strict=False)]
    assert sum(steps) == 17
    assert all(step >= 5 for step in steps[:-1]), "only the last flush may be small"


async def test_a_full_disk_is_told_before_any_receipt_and_nothing_is_half_in(
    db: Database, boxes: Boxes
) -> None:
    vote = await one_paper(db, boxes)
    held = await boxes.find(vote.id)
    assert held.open is not None
    connection = held.open._file._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
    voters = vote.congress.deputies[:8]
    for voter in voters:
        await vote.issue(voter)
    records = [(1, vote.filled(voter, marked("+.."))[0]) for voter in voters]
    answers = await asyncio.gather(
        *(boxes.put(vote.id, [one]) for one in records), return_exceptions=True
    )
    taken = [one for one in answers if isinstance(one, list)]
    assert await rows(vote) == ({1: len(taken)} if taken else {})
    assert any(getattr(one, "code", "") == "box-full" for one in answers)
    connection.execute("PRAGMA max_page_count=100000")
    again = await asyncio.gather(*(boxes.put(vote.id, [one]) for one in records))
    assert all(isinstance(one[0], Receipt) for one in again)
    assert await rows(vote) == {1: 8}


async def test_nothing_is_written_to_the_database_when_somebody_casts(
    db: Database, boxes: Boxes, told: list[Entry]
) -> None:
    vote = await one_paper(db, boxes)
    voter = vote.congress.deputies[1]
    await vote.issue(voter)
    async with db.reading() as connection:
        before = await connection.exec_driver_sql("PRAGMA data_version")
        version = before.scalar()
        told.clear()
        await vote.cast(voter, "+..")
        after = await connection.exec_driver_sql("PRAGMA data_version")
        assert after.scalar() == version
    assert {entry.kind for entry in told} == {"BoxFilled"}
    assert told[0].facts == {"round": vote.round, "cast": 1}


async def test_a_box_file_that_was_tampered_with_is_not_opened(
    db: Database, boxes: Boxes
) -> None:
    vote = await one_paper(db, boxes)
    await boxes.stop()
    with sqlite3.connect(boxes.vault.folder / vote.id / "live.db") as live:
        live.execute("CREATE TABLE who (person TEXT)")
    with refused("box-schema"):
        boxes.vault.open_box(vote.id)


async def test_a_ballot_is_whole_or_not_in_the_box(db: Database, boxes: Boxes) -> None:
    """Two who exchange papers could else put one paper more for one candidate than another."""
    vote = await opened_vote(db, boxes)
    one, other, third = vote.congress.deputies[1:4]
    for voter in (one, other, third):
        await vote.issue(voter)
    ballots = [vote.filled(voter, marked("+--")) for voter in (one, other, third)]
    mixed = [ballots[0][0], ballots[1][1], ballots[1][2]]
    assert all(isinstance(answer, Receipt) for answer in await vote.put(mixed))
    with refused("record-mixed"):
        await vote.put(ballots[0])
    both = await asyncio.gather(
        vote.put(ballots[2]),
        vote.put([ballots[2][0], ballots[0][1], ballots[0][2]]),
        return_exceptions=True,
    )
    assert [getattr(answer, "code", "") for answer in both] == ["", "record-mixed"]
    assert await rows(vote) == {1: 2, 2: 2, 3: 2}


async def test_repeats_make_no_flush(db: Database, boxes: Boxes, clock: FixedClock) -> None:
    """Whoever sends an old ballot again and again must not bring another's in alone."""
    vote = await one_paper(db, boxes)
    await vote.cast(vote.congress.deputies[1], "+..")
    held = await boxes.find(vote.id)
    assert held.open is not None
    held.open._rhythm = Rhythm(tick=0.001, phones=5, longest=3600.0)
    await vote.issue(vote.congress.deputies[2])
    honest = asyncio.create_task(
        vote.put(vote.filled(vote.congress.deputies[2], marked(".+.")))
    )
    old = vote.records[vote.congress.deputies[1].person]
    await asyncio.gather(*(vote.put(old) for _ in range(50)))
    assert len(held.open._queue) == 1
    assert not honest.done()
    await held.open.flush()
    assert isinstance((await honest)[0], Receipt)
