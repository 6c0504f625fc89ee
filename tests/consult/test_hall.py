"""A hall consultation: noticed in time, without parties among its experts, answered, adopted
or not with reasons, and confirmed by those who sat in it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from consult.commands import move_on, set_up
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.entry import Entry
from consult.contribution.fold import fold
from consult.contribution.said import EntryId, Said, Voice
from consult.hall.commands import drop_department, invite, pick_expert, write_notice
from consult.hall.department import InviteReply, check_reply
from consult.hall.notice import ahead, day_of
from consult.hall.picking import Conflict, conflict_of
from consult.hall.queries import prepared
from consult.hall.record.commands import (
    ask,
    confirm_record,
    note_signed,
    object_to_record,
    reply,
)
from consult.hall.record.said import HallAsked, HallReplied, RecordConfirmed, RecordObjected
from consult.queries import yard_view
from consult.resolution.commands import dispose
from core.database import Database
from core.errors import Forbidden
from core.journal import of_kinds
from sessions.handouts.events import HandoutReleased, HandoutReplaced, HandoutWithdrawn
from tests.cast import FixedClock, in_session, refused
from tests.consult.hall import (
    ENDINGS,
    NOTICE,
    TODAY,
    in_the_hall,
    key,
    own,
    prepared_hall,
)
from tests.consult.resolved import disposed, talked
from tests.consult.yard import stool, words

NOW = datetime(2026, 1, 13, 23, 30, tzinfo=UTC)


def test_seven_days_are_counted_by_the_calendar_of_the_house() -> None:
    assert ahead(NOW, "2026-01-20", UTC).is_enough
    assert ahead(NOW, "2026-01-20", UTC).days == 7
    assert not ahead(NOW, "2026-01-19", UTC).is_enough
    assert ahead(NOW, "2026-01-12", UTC).days == -1, "only after the meeting"
    assert ahead(NOW, day_of("", "下周二"), UTC).days is None, "the meeting has no date yet"
    assert ahead(None, "2026-01-20", UTC).days is None


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("县 住建局", Conflict.PARTY),
        ("县住建局造价站", Conflict.PARTY),
        ("省城市规划院", Conflict.NONE),
        ("", Conflict.UNKNOWN),
    ],
)
def test_whoever_works_for_a_party_has_a_conflict(unit: str, found: Conflict) -> None:
    assert conflict_of(unit, ["县人大常委会办公室", "县住建局", ""]) is found


def test_a_substitute_has_a_name_and_a_refusal_its_reason() -> None:
    with refused("field-empty"):
        check_reply(InviteReply.SENDS, "", "")
    with refused("field-empty"):
        check_reply(InviteReply.DECLINES, "", "")
    check_reply(InviteReply.COMES, "", "")


async def test_a_party_is_picked_with_a_written_reason_only(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    experts = await prepared_hall(congress)
    with refused("expert-is-party"):
        await pick_expert(db, congress.clerk, experts["马志国"])
    await pick_expert(db, congress.clerk, experts["马志国"], "只有他核算过")
    facts = (await congress.read(of_kinds, congress.meeting, ["HallExpertPicked"]))[-1].facts
    assert (facts["conflict"], facts["reason"]) == ("party", "只有他核算过")
    await invite(db, congress.clerk, "省城市规划院", "院长", TODAY)
    known = await congress.read(prepared, congress.meeting)
    assert [one.name for one in known.unanswered] == ["高岚"], "invited after the pick"


async def test_a_published_notice_is_only_corrected(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await prepared_hall(congress)
    with refused("field-empty"):
        bare = replace(NOTICE, organiser="")
        await write_notice(db, congress.clerk, bare, UTC, out=True)
    await write_notice(db, congress.clerk, NOTICE, UTC, out=True)
    await write_notice(db, congress.clerk, NOTICE, UTC, out=True)
    await write_notice(db, congress.chair, replace(NOTICE, questions="一问"), UTC, out=False)
    told = await congress.read(of_kinds, congress.meeting, ["HallNoticePublished"])
    assert [one.facts["corrects"] for one in told] == [False, True]
    assert told[-1].facts["questions"] == ["一问"]
    known = await congress.read(prepared, congress.meeting)
    assert known.notice is not None
    assert known.notice.published_at == datetime.fromisoformat(told[0].at)


async def test_an_opinion_that_is_not_adopted_in_full_has_its_reason(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await in_the_hall(congress)
    with refused("adoption-open"):
        bare = replace(ENDINGS[0], adoption=None)
        await dispose(db, congress.clerk, bare, key(99), TODAY)
    with refused("adoption-without-reason"):
        await dispose(db, congress.clerk, replace(ENDINGS[1], reason=""), key(99), TODAY)
    told = await congress.read(of_kinds, congress.meeting, ["ContributionSettled"])
    assert [one.facts["adoption"] for one in told] == ["adopted", "partly", "not"]
    assert told[1].facts["reason"] == "三年不涨与市场养护成本不符"
    assert told[2].facts["reason"] == "", "not for everybody"


async def test_a_question_is_answered_or_promised_before_the_close(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await in_the_hall(congress)
    clerk = congress.clerk
    clock.advance(seconds=1)
    await ask(db, clerk, None, HallAsked("钱从哪里来？"), key(73))
    with refused("hall-questions-open", count=1, numbers=[3]):
        await move_on(db, clerk, ConsultPhase.CLOSED)
    past = HallReplied(key(73), "", "县财政局", due="2026-01-19")
    with refused("promise-in-the-past"):
        await reply(db, clerk, past, key(82), TODAY)
    await reply(db, clerk, replace(past, due="", words="县级财政"), key(82), TODAY)
    clock.advance(seconds=1)
    await confirm_record(db, await stool(congress, 1), key(83))
    await move_on(db, clerk, ConsultPhase.CLOSED)
    with refused("consult-closed"):
        rewritten = HallReplied(key(73), "不对", "县财政局")
        await reply(db, clerk, rewritten, key(84), TODAY)
    clock.advance(seconds=1)
    kept = HallReplied(own(congress, "fire"), "通道宽四米，符合规范。", "县住建局")
    await reply(db, clerk, kept, key(85), TODAY)
    record = (await congress.read(yard_view, congress.meeting)).state.record
    assert len(record.confirmed) == 1, "a promise that is kept changes nothing confirmed"


async def test_who_confirms_the_record_and_who_objects_is_counted(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await in_the_hall(congress)
    clock.advance(seconds=1)
    one, two, three, four = [await stool(congress, number) for number in (1, 2, 3, 4)]
    await confirm_record(db, one, key(101))
    await note_signed(db, congress.clerk, [one, two])
    await object_to_record(db, None, three, "我没有说过欠款", key(102))
    await object_to_record(db, congress.clerk, four, "少记了一条", key(103))
    await confirm_record(db, four, key(104))
    yard = await congress.read(yard_view, congress.meeting)
    assert len(yard.participants) == 4, "a printed card alone is nobody"
    await move_on(db, congress.clerk, ConsultPhase.CLOSED)
    told = (await congress.read(of_kinds, congress.meeting, ["HallRecordTold"]))[0].facts
    assert (told["confirmed"], told["on_paper"]) == (3, 1)
    assert (told["objected"], told["participants"]) == (1, 4)


async def test_what_is_added_later_was_confirmed_by_nobody(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await in_the_hall(congress)
    clock.advance(seconds=1)
    await confirm_record(db, await stool(congress, 1), key(101))
    clock.advance(seconds=1)
    await dispose(db, congress.clerk, replace(ENDINGS[1], reason="另有规定"), key(99), TODAY)
    record = (await congress.read(yard_view, congress.meeting)).state.record
    assert record.confirmed == {}


async def test_a_record_with_open_ends_is_not_confirmed(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await in_the_hall(congress)
    await move_on(db, congress.clerk, ConsultPhase.TALKING)
    with refused("record-not-ready"):
        await confirm_record(db, await stool(congress, 1), key(101))


async def test_nobody_but_staff_prepares(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await prepared_hall(congress)
    with pytest.raises(Forbidden):
        await invite(db, congress.deputies[-1], "县财政局", "局长", TODAY)
    known = await congress.read(prepared, congress.meeting)
    with pytest.raises(Forbidden):
        await drop_department(db, congress.deputies[-1], known.departments[0].id)


def test_a_foreign_log_confirms_for_nobody_and_answers_for_no_department() -> None:
    def entry(number: int, voice: str, said: Said, by: str = "") -> Entry:
        at = f"2026-01-20T08:00:00.{number:06d}+00:00"
        return Entry(EntryId(key(number)), at, Voice(voice), by, said)

    log = [
        entry(1, "stool:a", words()),
        entry(2, "stool:a", HallAsked("何时开工？")),
        entry(3, "stool:a", HallReplied(key(2), "明天", "县长")),
        entry(4, "person:x", RecordConfirmed()),
        entry(5, "stool:a", RecordConfirmed()),
        entry(6, "stool:b", RecordObjected("")),
    ]
    record = fold(log).record
    assert [one.number for one in record.open] == [1]
    assert set(record.confirmed) == {"stool:a"}
    assert record.objected == {}
    assert fold(reversed(log)).record == record


async def test_the_record_of_a_yard_is_confirmed_by_hands(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await in_the_hall(congress)
    await set_up(db, congress.clerk, ConsultForm.BENCH, "院子里")
    with refused("record-by-hands"):
        await confirm_record(db, await stool(congress, 1), key(101))


async def test_papers_are_out_since_their_first_release(
    db: Database, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    told: dict[str, Any] = {
        "item": "",
        "filename": "a.pdf",
        "sha256": "0" * 64,
        "to": "all",
        "by": "周敏",
    }
    here: dict[str, Any] = {"meeting": congress.meeting, "title": "方案"} | told
    async with db.transaction() as tx:
        kept = tx.now
        tx.record(HandoutReleased(handout="one", **here))
        tx.record(HandoutReleased(handout="two", **here))
    clock.advance(seconds=3600)
    changed: dict[str, Any] = {"reason": "错字", "sha256_before": "1" * 64, "before": "one"}
    withdrawn: dict[str, Any] = {
        name: here[name] for name in ("meeting", "title", "item", "by")
    }
    async with db.transaction() as tx:
        gone = tx.now
        tx.record(HandoutReplaced(handout="three", **here, **changed))
        tx.record(HandoutWithdrawn(handout="two", reason="作废", **withdrawn))
        tx.record(HandoutReleased(handout="four", **here))
    known = await congress.read(prepared, congress.meeting)
    assert known.papers == (kept, gone), "the corrected one, and the one that came later"


async def test_what_was_settled_in_a_yard_is_weighed_before_a_hall_closes(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    await disposed(congress)
    await set_up(db, congress.clerk, ConsultForm.HALL, "改在会场")
    with refused("adoptions-open", count=4, numbers=[1, 2, 3, 4]):
        await move_on(db, congress.clerk, ConsultPhase.CLOSED)


async def test_only_an_invited_department_is_asked(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await in_the_hall(congress)
    with refused("not-here", thing="department"):
        one = await stool(congress, 1)
        await ask(db, None, one, HallAsked("为何？", "外星人管理局"), key(73))
