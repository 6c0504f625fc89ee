"""The freeze: before the count, resumable at every step, and the keys are gone after it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from ballots.reruns.commands import void_round
from ballots.rounds.commands import close_round
from ballots.secret import boxfile
from ballots.secret import commands as freezing
from ballots.secret.boxes import Boxes
from ballots.secret.checkpoint import (
    FIRST,
    Receipt,
    checkpoint_from_json,
    checkpoint_hash,
)
from ballots.secret.commands import freeze_round, prepare_box
from ballots.secret.store import list_checkpoints
from ballots.secret.vault import Vault
from ballots.secret.verify import verify_archive
from core.checking import State
from core.database import Database
from core.zipped import read_zip
from tests.ballots.secret.voting import GRACE, QUICK, SITE, SecretVote, opened_vote, sealed_vote
from tests.cast import FixedClock, marked, refused


class Killed(BaseException):
    """The power went in the middle of a step."""


async def closed_vote(db: Database, boxes: Boxes, clock: FixedClock) -> SecretVote:
    """Six ballots are in; the process ends before the grace does."""
    vote = await opened_vote(db, boxes, max_marks=1)
    await vote.cast_all(["+..", "+..", ".+.", "+..", "..+", "+.."])
    await close_round(db, vote.congress.chair, vote.round)
    await boxes.stop()
    clock.advance(seconds=GRACE + 1)
    return vote


STEPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {}


def step(name: str, owner: Any, attribute: str) -> None:
    """Die instead of this step, or right behind it."""

    def kill(*_: object, **__: object) -> None:
        raise Killed

    def behind(monkeypatch: pytest.MonkeyPatch) -> None:
        real = getattr(owner, attribute)

        def then_die(*args: Any, **named: Any) -> None:
            real(*args, **named)
            raise Killed

        monkeypatch.setattr(owner, attribute, then_die)

    STEPS[f"before {name}"] = lambda monkeypatch: monkeypatch.setattr(owner, attribute, kill)
    STEPS[f"behind {name}"] = behind


step("the copy", boxfile.BoxFile, "freeze")
step("the discarding of the live file", boxfile.BoxFile, "discard")
step("the destruction of the keys", Vault, "destroy_keys")
step("the signing", freezing, "sign")


@pytest.mark.parametrize("where", sorted(STEPS))
async def test_killed_at_any_step_the_next_process_ends_it_the_same(
    db: Database, boxes: Boxes, clock: FixedClock, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = await closed_vote(db, boxes, clock)
    with monkeypatch.context() as patched:
        STEPS[where](patched)
        with pytest.raises(Killed):
            await freeze_round(db, boxes.vault, vote.congress.meeting, vote.round, GRACE)
    vote.boxes = Boxes(Vault(boxes.vault.folder), GRACE, QUICK)
    await vote.boxes.start(db)
    await vote.frozen()
    assert (await vote.sealed()).cast == 6
    assert not boxes.vault.has_keys(vote.id)
    assert not (boxes.vault.folder / vote.id / "live.db").exists()
    assert (await vote.count()).items[0].for_ == 4
    await vote.announce()
    receipts = [one for mine in vote.receipts.values() for one in mine]
    assert verify_archive(read_zip(await vote.archive()), receipts).named(State.FAILS) == ()


async def test_nothing_is_frozen_while_ballots_are_on_their_way(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    here = vote.congress.meeting
    with refused("round-not-closed"):
        await freeze_round(db, boxes.vault, here, vote.round, GRACE)
    await close_round(db, vote.congress.chair, vote.round)
    with refused("box-still-open"):
        await freeze_round(db, boxes.vault, here, vote.round, GRACE)
    with refused("box-not-frozen"):
        await vote.count()


async def test_what_waits_when_the_grace_ends_is_in_the_frozen_box(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes, max_marks=1)
    voter = vote.congress.deputies[1]
    await vote.issue(voter)
    held = await boxes.find(vote.id)
    assert held.open is not None
    assert held.open._beating is not None
    held.open._beating.cancel()  # no flush comes but the last
    waiting = asyncio.create_task(vote.put(vote.filled(voter, marked("+.."))))
    await vote.close(clock)
    [answer] = await waiting
    assert isinstance(answer, Receipt)
    assert (await vote.sealed()).cast == 1


async def test_the_result_of_nobody_is_a_count_of_zero(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes, max_marks=1)
    await vote.close(clock)
    outcome = await vote.count()
    assert (outcome.issued, outcome.returned, outcome.chosen) == (0, 0, ())
    await vote.announce()
    assert verify_archive(read_zip(await vote.archive())).named(State.FAILS) == ()


async def test_checkpoints_of_one_server_are_a_chain(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    for _ in range(2):
        vote = await opened_vote(db, boxes, max_marks=1)
        await vote.close(clock)
        await vote.count()
        await vote.announce()
    async with db.reading() as connection:
        first, second = [body for _, body, _ in await list_checkpoints(connection)]
    assert checkpoint_from_json(first).previous == FIRST
    assert checkpoint_from_json(second).previous == checkpoint_hash(first)
    assert verify_archive(read_zip(await vote.archive())).named(State.FAILS) == ()


async def test_a_round_voided_in_the_grace_is_dropped_and_never_frozen(
    db: Database, boxes: Boxes, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    vote = await opened_vote(db, boxes, max_marks=1)
    await vote.cast_all(["+.."] * 5)
    await close_round(db, vote.congress.chair, vote.round)
    await void_round(db, vote.congress.chair, vote.round, "停电")
    clock.advance(seconds=GRACE + 1)
    await boxes._ending[vote.round]
    assert not (boxes.vault.folder / vote.id).exists()
    assert not (await vote.sealed()).is_frozen
    assert caplog.records == []


async def test_a_round_voided_after_the_freeze_and_killed_is_dropped_at_the_next_start(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes, max_marks=1)
    await vote.cast_all(["+.."] * 5)
    await vote.close(clock)
    boxes.hear = lambda entry: None  # type: ignore[method-assign]  # the process has died
    await void_round(db, vote.congress.chair, vote.round, "停电")
    assert boxes.vault.is_frozen(vote.id)
    await Boxes(Vault(boxes.vault.folder), GRACE, QUICK).start(db)
    assert not (boxes.vault.folder / vote.id).exists()


async def test_two_clicks_on_make_the_papers_leave_one_set_of_keys(
    db: Database, boxes: Boxes
) -> None:
    congress, round = await sealed_vote(db, boxes)
    makes = (
        prepare_box(db, boxes.vault, congress.chair, round, word, SITE) for word in ("春", "夏")
    )
    await asyncio.gather(*makes)
    assert len([one for one in boxes.vault.folder.iterdir() if one.is_dir()]) == 1


async def test_a_witness_signs_once_and_only_what_is_shown(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes)
    assert (await vote.witness("manifest")).witnessed == 1
    assert (await vote.witness("manifest")).witnessed == 1, "a second tap changes nothing"
    await vote.close(clock)
    assert (await vote.witness("checkpoint")).checkpoint_witnessed == 1
    assert len(await vote.congress.told("BoxWitnessed")) == 2


async def test_phones_say_once_that_they_have_checked_and_complain_with_proof(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes, max_marks=1)
    await vote.cast_all(["+.."] * 5)
    await vote.close(clock)
    mine = vote.receipts[vote.congress.deputies[0].person][0]
    for receipt in (mine, mine, Receipt(mine.round, 1, bytes(32), mine.signature)):
        await boxes.check(vote.id, receipt)
    other = vote.receipts[vote.congress.deputies[1].person][0]
    with refused("receipt-signature"):
        await boxes.check(vote.id, Receipt(mine.round, 1, other.leaf, mine.signature))
    held = await boxes.find(vote.id)
    assert held.frozen is not None
    assert len(held.frozen.checked) == 1
    await boxes.complain(vote.id, mine)
    assert (await vote.sealed()).complaints == 0, "it lies in the box: no complaint"
    held.frozen._leaves = {1: frozenset()}
    await boxes.complain(vote.id, mine)
    await boxes.complain(vote.id, mine)
    assert (await vote.sealed()).complaints == 1
    with refused("receipt-signature"):
        await boxes.complain(vote.id, Receipt(mine.round, 1, bytes(32), mine.signature))
