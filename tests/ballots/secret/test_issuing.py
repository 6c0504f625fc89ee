"""Papers are handed out once a person; the register is on the disk before they are signed."""

import asyncio
from dataclasses import replace

import pytest

from ballots.reruns.commands import void_round
from ballots.rounds.commands import open_round
from ballots.secret import store
from ballots.secret.archive import Issue
from ballots.secret.boxes import Boxes
from ballots.secret.commands import prepare_box
from ballots.secret.issuing.commands import (
    Enrolment,
    check_blinded,
    check_enrolment,
    check_request,
    enrol_all,
)
from ballots.secret.store import issues
from ballots.secret.vault import Vault
from core.database import Database
from core.errors import NotHere, Refused
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from tests.ballots.secret.hall import device_spki
from tests.ballots.secret.voting import (
    GRACE,
    QUICK,
    SITE,
    SecretVote,
    enrol,
    opened_vote,
    prepared_vote,
    sealed_vote,
    vote_of,
)
from tests.cast import refused


async def issued(vote: SecretVote, db: Database) -> dict[str, Issue]:
    async with db.reading() as connection:
        return await store.list_issues(connection, vote.round)


async def test_attack_10_another_request_is_refused_and_the_same_gets_the_same(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    voter = vote.congress.deputies[1]
    signed = await vote.issue(voter)
    other = vote.blinded(voter, bytes(32))
    with refused("papers-elsewhere"):
        await vote.issuing.put(vote.request(voter, other))
    assert await vote.issue(voter) == signed
    assert len(await issued(vote, db)) == 1


async def test_attack_10_a_hundred_equal_requests_at_once_are_one(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    voter = vote.congress.deputies[1]
    replies = await asyncio.gather(*(vote.issue(voter) for _ in range(100)))
    assert len(set(replies)) == 1
    assert len(await issued(vote, db)) == 1


async def test_attack_10_of_a_hundred_different_requests_one_wins(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    voter = vote.congress.deputies[1]
    asks = [
        vote.request(voter, vote.blinded(voter, at.to_bytes(32, "big"))) for at in range(20)
    ]
    answers = await asyncio.gather(*map(vote.issuing.put, asks), return_exceptions=True)
    won = [one for one in answers if isinstance(one, bytes)]
    lost = [one.code for one in answers if isinstance(one, Refused)]
    assert (len(won), lost) == (1, ["papers-elsewhere"] * 19)


async def test_attack_11_a_kill_between_commit_and_reply_costs_nothing(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    voter = vote.congress.deputies[1]
    blinded = vote.blinded(voter)
    await vote.issuing.put(vote.request(voter, blinded))
    before = await boxes.sign(vote.id, blinded)
    vote.boxes = Boxes(Vault(boxes.vault.folder), GRACE, QUICK)  # the next process
    await vote.boxes.start(db)
    await vote.issue(voter)
    assert await vote.boxes.sign(vote.id, blinded) == before
    await vote.cast(voter, "+--")
    assert len(await issued(vote, db)) == 1


@pytest.mark.parametrize("value", ["0", "1", "n-1", "n", "n+1", "short", "long", "few"])
async def test_attack_12_a_malformed_request_burns_nothing(
    db: Database, boxes: Boxes, value: str
) -> None:
    vote = await opened_vote(db, boxes, max_marks=1)
    key, length = vote.manifest.papers[0].key, vote.manifest.papers[0].key.length
    numbers = {"0": 0, "1": 1, "n-1": key.n - 1, "n": key.n, "n+1": key.n + 1}
    octets = {"short": bytes(length - 1), "long": bytes(length + 1), "few": b""}
    asked = octets.get(value, numbers.get(value, 0).to_bytes(length, "big"))
    with refused("blinded-value"):
        check_blinded(vote.manifest, asked)
    await vote.cast(vote.congress.deputies[1], "+..")


async def test_attack_13_only_who_is_entitled_present_and_on_the_enrolled_device(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes, deputies=9)
    voter, late = vote.congress.deputies[1], vote.congress.deputies[2]
    with pytest.raises(NotHere):
        await vote.issue(vote.congress.scrutineer)
    with refused("device-unknown"):
        blinded = vote.blinded(voter)
        await vote.issuing.put(vote.request(voter, blinded, device="another phone"))
    forged = replace(vote.request(voter, blinded), device=device_spki("another phone"))
    with refused("device-signature"):
        check_request(forged)
    await vote.issue(late)
    assert set(await issued(vote, db)) == {late.person}


async def test_attack_13_a_late_arrival_gets_papers_and_an_absent_one_none(
    db: Database, boxes: Boxes
) -> None:
    congress, round = await sealed_vote(db, boxes, deputies=9)
    voter = congress.deputies[4]
    await mark_attendance(db, congress.clerk, voter.person, Attendance.ABSENT, "")
    await prepare_box(db, boxes.vault, congress.chair, round, "春", SITE)
    await open_round(db, congress.chair, round)
    vote = await vote_of(congress, boxes, round)
    with refused("not-present"):
        await vote.issue(voter)
    await mark_attendance(db, congress.clerk, voter.person, Attendance.PRESENT, "")
    await vote.cast(voter, "+--")


async def test_a_secret_round_of_four_people_is_refused(db: Database, boxes: Boxes) -> None:
    vote = await prepared_vote(db, boxes, deputies=4)
    with refused("too-few-for-secret", present=4, least=5):
        await open_round(db, vote.congress.chair, vote.round)


async def test_a_round_without_papers_does_not_open(db: Database, boxes: Boxes) -> None:
    congress, round = await sealed_vote(db, boxes)
    with refused("box-not-prepared"):
        await open_round(db, congress.chair, round)


async def test_papers_made_again_take_the_place_of_the_first(
    db: Database, boxes: Boxes
) -> None:
    vote = await prepared_vote(db, boxes)
    await vote.witness("manifest")
    await prepare_box(db, boxes.vault, vote.congress.chair, vote.round, "夏", SITE)
    sealed = await vote.sealed()
    assert (sealed.freshness, sealed.witnessed) == ("夏", 0)
    assert sealed.id != vote.id
    assert not (boxes.vault.folder / vote.id).exists(), "the keys of the first are gone"
    await open_round(db, vote.congress.chair, vote.round)
    with refused("box-fixed"):
        await prepare_box(db, boxes.vault, vote.congress.chair, vote.round, "秋", SITE)


async def test_a_key_that_no_browser_makes_is_not_enrolled(db: Database, boxes: Boxes) -> None:
    congress, _ = await sealed_vote(db, boxes)
    for key in (b"", b"key", device_spki("a") + b"x"):
        with refused("device-key"):
            check_enrolment(Enrolment(congress.deputies[0], key))
    with refused("not-your-door"):
        check_enrolment(Enrolment(congress.guest, device_spki("a")))


async def test_a_new_device_takes_the_place_of_the_old_and_both_are_on_record(
    db: Database, boxes: Boxes
) -> None:
    congress, _ = await sealed_vote(db, boxes)
    before = len(await congress.told("DeviceEnrolled"))
    await enrol(db, congress.deputies)
    assert len(await congress.told("DeviceEnrolled")) == before, "the same again is no news"
    voter = congress.deputies[1]
    async with db.transaction() as tx:
        await enrol_all(tx, [Enrolment(voter, device_spki("new phone"))])
    async with db.reading() as connection:
        known = await store.list_devices(connection, congress.meeting, [voter.person])
    assert known == {voter.person: device_spki("new phone")}
    assert len(await congress.told("DeviceEnrolled")) == before + 1


async def test_the_wrong_hand_prepares_nothing(db: Database, boxes: Boxes) -> None:
    congress, round = await sealed_vote(db, boxes)
    for who in (congress.teller, congress.deputies[1], congress.scrutineer):
        with refused("not-your-move"):
            await prepare_box(db, boxes.vault, who, round, "春", SITE)
    with refused("field-empty"):
        await prepare_box(db, boxes.vault, congress.chair, round, "  ", SITE)
    folders = [one for one in boxes.vault.folder.iterdir() if one.is_dir()]
    assert folders == [], "no keys are left lying"


async def test_a_void_secret_round_leaves_neither_keys_nor_ballots(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    await vote.cast_all(["+--"] * 5)
    await void_round(db, vote.congress.chair, vote.round, "停电")
    await boxes._ending[vote.round]
    assert not (boxes.vault.folder / vote.id).exists()
    with pytest.raises(NotHere):
        await vote.put(vote.records[vote.congress.deputies[0].person])


def test_attack_3_the_marked_register_has_no_time() -> None:
    assert {column.name for column in issues.columns} == {
        *("round", "person", "request_hash", "device", "signature")
    }
