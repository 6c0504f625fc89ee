"""A secret round from its papers to its archive, on the real parts of a server."""

import json
from decimal import Decimal
from typing import Any

import pytest

from ballots.method import Mode, OverBudget, Secrecy
from ballots.paper import decode_marks
from ballots.queries import told_so_far
from ballots.round import Kind
from ballots.rounds.commands import open_round, seal_round
from ballots.secret.archive import OF_THE_ROUND
from ballots.secret.boxes import Boxes
from ballots.secret.choices import answers, method_of_all
from ballots.secret.commands import prepare_box
from ballots.secret.onetime import fill
from ballots.secret.slips.commands import SlipTotals, give_slip, type_slips
from ballots.secret.verify import verify_archive
from ballots.secret.wallet import open_wallet
from core.database import Database
from core.zipped import read_zip
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from tests.ballots.secret.voting import SITE, SecretVote, enrol, opened_vote, seed, vote_of
from tests.cast import Congress, FixedClock, make_congress, refused


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


BY_NUMBERS: dict[str, Any] = {"mode": Mode.RANK, "max_marks": None}
BY_GRADES: dict[str, Any] = {"mode": Mode.GRADE, "max_marks": None}
PRICED: dict[str, Any] = {
    **{"mode": Mode.PICK, "max_marks": 3, "budget_cap": Decimal("301")},
    "over_budget": OverBudget.REFUSE,  # 100.50, 200.50 and 300.50 stand
}
Totals = dict[int, tuple[int, int, int]]
WAYS: dict[str, tuple[dict[str, Any], list[str], Totals, list[dict[str, int]]]] = {
    "one of several": (
        {"mode": Mode.CHOOSE_ONE, "max_marks": None},
        ["+..", ".+.", "+..", "+..", "..."],
        {1: (1, 0, 0), 2: (0, 0, 0), 3: (0, 0, 0)},
        [{"for_": 4}, {"for_": 1}, {"for_": 0}],
    ),
    "numbers": (
        BY_NUMBERS,
        ["1,2,3", "1,3,2", "2,1,", ",,1", "1,,"],
        {1: (1, 2, 0), 2: (1, 1, 0), 3: (0, 0, 0)},
        [
            {"for_": 5, "rank_sum": 1 + 1 + 2 + 3 + 1 + 2},
            {"for_": 4, "rank_sum": 2 + 3 + 1 + 3 + 3 + 1},
            {"for_": 3, "rank_sum": 3 + 2 + 3 + 1 + 3 + 3},
        ],
    ),
    "grades": (
        BY_GRADES,
        ["321", "33.", "3.2", "22.", "..."],
        {1: (1, 0, 0), 2: (0, 1, 0), 3: (0, 0, 0)},
        [
            {"satisfied": 4, "basically": 1, "unsatisfied": 0},
            {"satisfied": 1, "basically": 3, "unsatisfied": 0},
            {"satisfied": 0, "basically": 1, "unsatisfied": 1},
        ],
    ),
    "a cap that refuses": (
        PRICED,
        ["++.", "+..", ".+.", "..+", "+.."],
        {1: (1, 0, 0), 2: (0, 0, 0), 3: (0, 0, 0)},
        [{"for_": 4}, {"for_": 2}, {"for_": 1}],
    ),
}


@pytest.mark.parametrize(("terms", "signs", "slip", "figures"), WAYS.values(), ids=WAYS)
async def test_every_way_of_marking_goes_from_papers_and_slips_into_the_archive(
    db: Database,
    boxes: Boxes,
    clock: FixedClock,
    terms: dict[str, Any],
    signs: list[str],
    slip: Totals,
    figures: list[dict[str, int]],
) -> None:
    vote = await opened_vote(db, boxes, deputies=8, **terms)
    here = vote.congress
    await give_slip(db, here.teller, vote.round, here.deputies[7].person)
    await vote.cast_all(signs)
    await vote.close(clock)
    for by in (here.teller, here.clerk):
        await type_slips(db, by, vote.round, SlipTotals(1, 0, slip))
    outcome = await vote.count()
    for item, told in zip(outcome.items, figures, strict=True):
        assert {name: getattr(item, name) for name in told} == told
    await vote.announce()
    receipts = [one for mine in vote.receipts.values() for one in mine]
    report = verify_archive(read_zip(await vote.archive()), receipts, vote.manifest_hash)
    assert [check for check in report.checks if check.state == "fails"] == []


@pytest.mark.parametrize(
    ("terms", "spoilt", "code"),
    [(BY_NUMBERS, "1,1,2", "rank-twice"), (PRICED, "+.+", "over-budget")],
    ids=["a number twice", "too much money"],
)
async def test_attack_18_what_a_phone_would_not_cast_the_box_does_not_take(
    db: Database, boxes: Boxes, terms: dict[str, Any], spoilt: str, code: str
) -> None:
    vote = await opened_vote(db, boxes, **terms)
    voter = vote.congress.deputies[1]
    method = method_of_all(vote.manifest)
    choices = [
        answers(vote.manifest).index(mark)
        for mark in (decode_marks(method, spoilt).mark(no) for no in method.numbers)
    ]
    [signature] = await vote.issue(voter)
    [paper] = open_wallet(seed(voter.person), vote.manifest).papers
    with refused(code):
        await vote.put([fill(paper, choices, signature)])
    with refused(code):
        await vote.cast(voter, spoilt)
    legal = spoilt.replace("1,1", "1,").replace("+.+", "+..")
    assert len(await vote.cast(voter, legal)) == 1, "the paper is still good"


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
