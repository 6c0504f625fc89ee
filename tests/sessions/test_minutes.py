"""The minutes are made from the journal alone, and the same journal gives the same minutes."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from ballots.adoption import Hands
from ballots.commands import adopt_method
from ballots.methods.commands import amend_method, deliberate_method
from ballots.reruns.commands import repeat_round, void_round
from ballots.round import Kind
from ballots.rounds.commands import announce_result
from core.database import Database
from core.ids import ItemId, MeetingId
from core.journal import Entry, canonical
from sessions import queries
from sessions.agenda.course.commands import start_item
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import amend_meeting, close_meeting, open_sign_in
from sessions.minutes import TOLD, Minutes, compose
from tests.cast import NOTICE, Congress, FixedClock, in_session, make_congress

AT = "2026-01-20T01:00:00+00:00"
ITEM: dict[str, Any] = {"position": 1, "title": "票决", "kind": "vote", "speaker": ""}


def entries(*told: tuple[str, dict[str, Any]]) -> list[Entry]:
    return [
        Entry(MeetingId("m"), number, AT, kind, facts, hash=f"hash-{number}")
        for number, (kind, facts) in enumerate(told, start=1)
    ]


async def compose_now(congress: Congress) -> Minutes:
    return await congress.read(queries.minutes, congress.meeting)


async def an_evening(db: Database) -> Congress:
    """A whole meeting: a late deputy, a failed round, a result, and an end."""
    congress = await in_session(db, deputies=6, present=5)
    paper = await congress.adopted(stand=3, seats=1)
    await congress.sign_in(congress.deputies[5])
    failed = await congress.open_round(paper)
    round = await repeat_round(db, congress.chair, failed, "停电", Kind.RECORDED)
    await void_round(db, congress.chair, round, "再次停电")
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["+.."] * 6)
    await congress.announce(round)
    await close_meeting(db, congress.chair)
    return congress


async def the_items(congress: Congress) -> list[ItemId]:
    view = await congress.read(queries.meeting_view, congress.meeting)
    return [item.id for item in view.agenda]


async def test_the_same_journal_gives_the_same_minutes(db: Database) -> None:
    congress = await an_evening(db)
    journal = await congress.journal()
    assert compose(journal) == compose(journal)
    assert compose(journal) == await compose_now(congress)
    assert compose(journal) != compose(journal[:-1]), "need an entry that matters"


async def test_an_archived_journal_gives_the_same_minutes(db: Database) -> None:
    congress = await an_evening(db)
    journal = await congress.journal()
    archived = json.loads(json.dumps([asdict(entry) for entry in journal]))
    assert compose([Entry(**row) for row in archived]) == compose(journal)


async def test_what_was_announced_is_to_the_letter_what_was_kept(
    db: Database, told: list[Entry]
) -> None:
    congress = await an_evening(db)
    heard = [one for one in told if one.meeting == congress.meeting and one.number]
    kept = await congress.journal()
    assert [canonical(asdict(one)) for one in heard] == [canonical(asdict(one)) for one in kept]


async def test_the_minutes_tell_the_evening_in_its_order(db: Database) -> None:
    minutes = await compose_now(await an_evening(db))
    [item] = minutes.items
    assert [act.kind for act in item.acts] == [
        "MethodVoted",
        *["RoundSealed", "RegisterFrozen", "RoundOpened", "RoundVoided"],
        *["RoundSealed", "RoundVoided"],
        *["RoundSealed", "RegisterFrozen", "RoundOpened", "RoundClosed"],
        *["RoundCounted", "ResultAnnounced"],
    ]
    assert [act.facts["reason"] for act in item.acts if act.kind == "RoundVoided"] == [
        "停电",
        "再次停电",
    ]
    assert [act.facts["chosen"][0]["no"] for act in minutes.results] == [1]


async def test_the_minutes_have_the_figures_of_opening_and_close(db: Database) -> None:
    minutes = await compose_now(await an_evening(db))
    assert minutes.opening is not None
    assert minutes.closing is not None
    assert (minutes.opening["entitled"], minutes.opening["present"]) == (6, 5)
    assert minutes.closing["present"] == 6
    assert [len(minutes.opening[who]) for who in ("missing", "on_leave")] == [1, 0]


async def test_only_a_deputy_after_the_opening_is_late(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=5)
    late = congress.deputies[5]
    await congress.sign_in(late)
    await congress.sign_in(congress.guest)
    minutes = await compose_now(congress)
    assert [act.facts["name"] for act in minutes.late] == [late.name]


async def test_attendance_corrected_after_the_opening_is_told(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    ill = congress.deputies[2]
    await mark_attendance(db, congress.clerk, ill.person, Attendance.ON_LEAVE, "病假")
    minutes = await compose_now(congress)
    assert [act.facts["name"] for act in minutes.changes] == [ill.name], "not the chair's mark"


async def test_the_notice_is_the_last_one_given(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await amend_meeting(db, congress.clerk, {**NOTICE, "place": "大礼堂"})
    minutes = await compose_now(congress)
    assert minutes.notice == {**NOTICE, "place": "大礼堂", "date": "", "starts": ""}


async def test_moments_come_from_the_journal(db: Database, clock: FixedClock) -> None:
    congress = await make_congress(db, deputies=3)
    moments = []
    for step in (congress.gather, congress.open):
        clock.advance(minutes=30)
        moments.append(clock())
        await step()
    minutes = await compose_now(congress)
    assert [minutes.sign_in_at, minutes.opened_at] == moments
    assert minutes.closed_at is None


async def test_a_meeting_that_has_only_been_called_has_minutes_without_an_opening(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=3)
    await open_sign_in(db, congress.clerk)
    minutes = await compose_now(congress)
    assert (minutes.opening, minutes.items, minutes.results) == (None, [], [])


async def test_a_vote_that_outlives_its_item_stays_under_it(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    paper = await congress.adopted(stand=3, seats=1)
    await congress.add_item("听取报告", "report")
    voting, report = await the_items(congress)
    assert voting, "the vote's own item comes first"
    round = await congress.open_round(paper)
    await congress.count(round)
    await start_item(db, congress.chair, report)
    await announce_result(db, congress.chair, round)
    minutes = await compose_now(congress)
    assert [item.acts[-1].kind for item in minutes.items if item.acts] == ["ResultAnnounced"]
    assert minutes.items[1].acts == []


async def test_what_is_decided_before_the_votes_own_item_stands_where_it_happened(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=6)
    paper = await congress.vote_item(stand=3, seats=1)
    await congress.add_item("通过票决办法", "deliberation")
    _, adopting = await the_items(congress)
    await start_item(db, congress.chair, adopting)
    await adopt_method(db, congress.chair, paper, Hands(6, 0, 0))
    [item] = (await compose_now(congress)).items
    assert [act.kind for act in item.acts] == ["MethodVoted"]


def test_an_item_gone_back_to_stands_twice_and_takes_what_happens_then() -> None:
    start, end = ("ItemStarted", {**ITEM, "item": "a"}), ("ItemEnded", {"item": "a"})
    minutes = compose(entries(start, end, start, ("RoundVoided", {"round": "r"}), end))
    assert [len(item.acts) for item in minutes.items] == [0, 1]
    assert all(item.ended_at is not None for item in minutes.items)


def test_what_happens_between_items_is_not_lost() -> None:
    minutes = compose(entries(("MethodVoted", {"item": "a"}), ("RoundVoided", {"round": "r"})))
    assert [act.number for act in minutes.before] == [1, 2]


@pytest.mark.parametrize("kind", sorted(TOLD))
def test_every_act_of_a_vote_is_told(kind: str) -> None:
    facts = {"item": "a", "round": "r", "method": {"mode": "rank"}}
    minutes = compose(entries(("ItemStarted", {**ITEM, "item": "a"}), (kind, facts)))
    assert [act.kind for act in minutes.items[0].acts] == [kind]
    is_sealed = kind == "RoundSealed"
    assert minutes.methods == ({"r": {"mode": "rank"}} if is_sealed else {})


def test_a_kind_the_minutes_do_not_know_is_passed_over_but_counted() -> None:
    minutes = compose(entries(("BellRung", {"by": "李芳"})))
    assert (minutes.last_number, minutes.last_hash) == (1, "hash-1")
    assert minutes.before == []


async def test_a_draft_deliberated_before_the_meeting_stands_under_its_item(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=6)
    paper = await congress.vote_item(stand=3, seats=1)
    await deliberate_method(db, congress.clerk, paper, "无修改意见。")
    assert [act.kind for act in (await compose_now(congress)).before] == ["MethodDeliberated"]
    await congress.gather()
    await congress.open()
    await congress.turn_to(paper)
    await adopt_method(db, congress.chair, paper, Hands(6, 0, 0))
    await amend_method(db, congress.clerk, paper, "投资额有误")
    minutes = await compose_now(congress)
    [item] = minutes.items
    told = ["MethodDeliberated", "MethodVoted", "MethodReopened"]
    assert [act.kind for act in item.acts] == told
    assert minutes.before == []
