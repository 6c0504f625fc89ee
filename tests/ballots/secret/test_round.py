"""A secret round from its papers to its archive, on the real parts of a server."""

import json

from ballots.method import Secrecy
from ballots.queries import told_so_far
from ballots.round import Kind
from ballots.rounds.commands import open_round, seal_round
from ballots.secret.archive import OF_THE_ROUND
from ballots.secret.boxes import Boxes
from ballots.secret.commands import prepare_box
from ballots.secret.slips.commands import SlipTotals, give_slip, type_slips
from ballots.secret.verify import verify_archive
from ballots.secret.zipped import read_zip
from core.database import Database
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from tests.ballots.secret.voting import SITE, SecretVote, enrol, opened_vote, vote_of
from tests.cast import Congress, FixedClock, make_congress


async def test_what_is_cast_is_counted_and_its_archive_holds(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes, deputies=8)
    await vote.witness("manifest")
    await vote.cast_all(["+--", "+--", "+o-", "+.-", "+--", "-+-"])
    await vote.close(clock)
    await vote.witness("checkpoint")
    outcome = await vote.count()
    assert [(item.for_, item.against) for item in outcome.items] == [(5, 1), (1, 3), (0, 6)]
    assert (outcome.issued, outcome.returned, outcome.chosen) == (6, 6, (1,))
    await vote.announce()
    receipts = [one for mine in vote.receipts.values() for one in mine]
    report = verify_archive(read_zip(await vote.archive()), receipts, vote.manifest_hash)
    failed = [check for check in report.checks if check.state == "fails"]
    assert failed == []
    assert len(receipts) == 18, "items apart: three papers each"


REASON, MARKS = "赴省城住院手术", ["+-o", "-o+", "o+-", "+o-", "-+o", "o-+", "+-+", "-++"]


async def held_before(db: Database) -> Congress:
    """A meeting with a deputy on leave, in which a vote by name has been announced."""
    congress = await make_congress(db, deputies=9)
    await congress.gather(8)
    ill = congress.deputies[8].person
    await mark_attendance(db, congress.clerk, ill, Attendance.ON_LEAVE, REASON)
    await congress.open()
    recorded = await congress.open_round(await congress.adopted(stand=3, seats=1))
    await congress.cast_all(recorded, MARKS)
    await congress.announce(recorded)
    return congress


async def then_secret(db: Database, boxes: Boxes, congress: Congress) -> SecretVote:
    await boxes.start(db)
    await enrol(db, [*congress.deputies[:8], congress.scrutineer])
    paper = await congress.adopted(stand=2, seats=1, secrecy=Secrecy.SECRET)
    round = await seal_round(db, congress.chair, paper, Kind.SECRET)
    await prepare_box(db, boxes.vault, congress.chair, round, "杏花春雨", SITE)
    await open_round(db, congress.chair, round)
    return await vote_of(congress, boxes, round)


async def test_the_archive_tells_nothing_of_the_meeting_but_its_own_round(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    congress = await held_before(db)
    vote = await then_secret(db, boxes, congress)
    await give_slip(db, congress.teller, vote.round, congress.deputies[7].person)
    await vote.cast_all(["+-"] * 7)
    await vote.close(clock)
    for by in (congress.teller, congress.clerk):
        await type_slips(db, by, vote.round, SlipTotals(1, 0, {1: (0, 1, 0), 2: (1, 0, 0)}))
    await vote.count()
    await vote.announce()
    octets = await vote.archive()
    report = verify_archive(read_zip(octets), hall_hash=vote.manifest_hash)
    assert [check for check in report.checks if check.state == "fails"] == []
    told = json.dumps([entry.facts for entry in await congress.journal()], ensure_ascii=False)
    names = [one.name for one in congress.deputies[1:]]
    for text in [*names, *MARKS, REASON, *{one.delegation for one in congress.deputies}]:
        assert text in told, "it is in the journal of the meeting"
        assert text.encode() not in octets, text


async def test_a_line_has_its_facts_or_their_hash(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await then_secret(db, boxes, await held_before(db))
    await vote.cast_all(["+-"] * 6)
    await vote.close(clock)
    await vote.count()
    await vote.announce()
    lines = read_zip(await vote.archive())["journal.jsonl"].splitlines()
    entries = await vote.congress.journal()
    for line, entry in zip(map(json.loads, lines), entries, strict=True):
        assert (line["kind"], line["hash"]) == (entry.kind, entry.hash)
        of_round = entry.kind in OF_THE_ROUND and entry.facts["round"] == vote.round
        if of_round or entry.kind == "DeviceEnrolled":
            assert line["facts"] == entry.facts
        else:
            assert "facts" not in line
    assert {"RoundOpened", "ResultAnnounced"} <= {
        json.loads(line)["kind"] for line in lines if b"facts_hash" in line
    }, "of the vote before"


async def test_what_one_has_typed_is_a_count_that_nobody_is_told_before_the_announcement(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes)
    here = vote.congress
    await give_slip(db, here.teller, vote.round, here.deputies[7].person)
    await vote.cast_all(["+--"] * 6)
    await vote.close(clock)
    await type_slips(
        db, here.teller, vote.round, SlipTotals(1, 0, dict.fromkeys((1, 2, 3), (1, 0, 0)))
    )
    journal = await here.journal()
    told = told_so_far(journal)
    assert (journal[-1].kind, told) == ("SlipsTyped", journal[:-1])
