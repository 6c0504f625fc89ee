"""A consultation closes when all that was said has its ending, and the yard was asked."""

from dataclasses import replace

import pytest

from consult.commands import move_on
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.commands import contribute
from consult.contribution.entry import Entry
from consult.contribution.fold import fold
from consult.contribution.said import EntryId, Voice
from consult.queries import yard_view
from consult.resolution.commands import appraise, assent, confirm, dispose, dissent, handle
from consult.resolution.entries import (
    Appraisal,
    Assent,
    Confirmed,
    Disposed,
    Dissented,
    Ending,
    Handled,
)
from core.database import Database
from core.errors import Forbidden, NotHere, Refused
from tests.cast import in_session, refused
from tests.consult.resolved import (
    AID,
    DRAIN,
    ENDINGS,
    LIGHT,
    PROMISE,
    ROAD,
    TODAY,
    closed,
    disposed,
    key,
    talked,
)
from tests.consult.yard import stool, words


async def test_the_close_names_what_is_still_without_an_ending(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    await dispose(db, congress.clerk, PROMISE, key(40), TODAY)
    with refused("without-ending", count=3, numbers=[2, 3, 4]):
        await move_on(db, congress.clerk, ConsultPhase.CLOSED)
    await disposed_rest(congress.db, congress.clerk)
    with refused("not-confirmed"):
        await move_on(db, congress.clerk, ConsultPhase.CLOSED)
    await confirm(db, congress.chair, Confirmed(6, 1, 1, 8), key(50))
    await move_on(db, congress.clerk, ConsultPhase.CLOSED)


async def disposed_rest(db: Database, by: object) -> None:
    for number, said in enumerate(ENDINGS[1:], start=41):
        await dispose(db, by, said, key(number), TODAY)  # type: ignore[arg-type]


async def test_where_nobody_sits_together_nobody_is_asked_for_hands(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress, ConsultForm.ONLINE)
    await disposed(congress)
    await move_on(db, congress.clerk, ConsultPhase.CLOSED)


async def test_a_correction_stays_beside_what_it_corrects_and_reopens_the_hands(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    await disposed(congress)
    await confirm(db, congress.clerk, Confirmed(8, 0, 0, 8), key(50))
    later = replace(PROMISE, due="2026-03-01")
    await dispose(db, congress.chair, later, key(51), TODAY)
    yard = await congress.read(yard_view, congress.meeting)
    point = yard.points[0]
    assert [note.said for note in point.history] == [PROMISE, later]
    assert point.ending == later
    assert yard.state.resolved.confirmed is None
    assert [one["corrects"] for one in await congress.told("ContributionSettled")][-1]


async def test_what_is_said_after_the_hands_needs_an_ending_of_its_own(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    await disposed(congress)
    await confirm(db, congress.clerk, Confirmed(8, 0, 0, 8), key(50))
    await contribute(db, await stool(congress, 5), words("还有一件事"), key(52))
    with refused("without-ending", numbers=[5]):
        await move_on(db, congress.clerk, ConsultPhase.CLOSED)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(PROMISE, who=""), "field-empty"),
        (replace(PROMISE, checks=PROMISE.who), "promise-checks-itself"),
        (replace(PROMISE, due="下个月"), "promise-without-day"),
        (replace(PROMISE, due="2026-01-19"), "promise-in-the-past"),
        (Disposed(ROAD, Ending.SENT_UP, "办不了", level="unit"), "level-not-above"),
        (Disposed(ROAD, Ending.SENT_UP, "办不了", level="moon"), "level-not-above"),
        (Disposed(ROAD, Ending.EXPLAINED, "  "), "field-empty"),
        (Disposed("f" * 32, Ending.ANSWERED, "好"), "not-here"),
    ],
)
async def test_an_ending_says_all_that_its_kind_must_say(
    db: Database, said: Disposed, code: str
) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    with refused(code):
        await dispose(db, congress.clerk, said, key(40), TODAY)


async def test_nobody_counts_twice_by_phone_and_by_hand(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    with refused("nothing-to-confirm"):
        await assent(db, await stool(congress, 1), Assent.YES, key(60))
    await disposed(congress)
    for number in (1, 2):
        one = await stool(congress, number)
        await assent(db, one, Assent.NO, key(60 + number))
        await assent(db, one, Assent.YES, key(70 + number))
    with refused("more-hands-than-people", hands=7, present=8, phones=2):
        await confirm(db, congress.clerk, Confirmed(7, 0, 0, 8), key(80))
    with refused("number-outside-range", most=8):
        await confirm(db, congress.clerk, Confirmed(1, 0, 0, 9), key(80))
    await confirm(db, congress.clerk, Confirmed(2, 4, 0, 8), key(80))
    [told] = await congress.told("ResolutionConfirmed")
    assert (told["yes"], told["no"], told["by_phone"], told["agreed"]) == (4, 4, 2, False)
    with refused("hands-are-counted"):
        await assent(db, await stool(congress, 3), Assent.YES, key(81))


async def test_an_objection_is_recorded_by_count_and_words(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    await dissent(db, congress.clerk, Dissented(2, "路灯等得太久"), key(60))
    await dissent(db, await stool(congress, 4), Dissented(1, "路要先修"), key(61))
    told = await congress.told("DissentRecorded")
    assert [(one["people"], one["stool"]) for one in told] == [(2, 0), (1, 4)]


async def test_a_promise_is_told_whole_and_what_is_not_public_is_told_without_words(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    [promise] = await congress.told("PromiseMade")
    assert promise == {
        "entry": LIGHT,
        "point": 1,
        "kind": "problem",
        "text": "村口三盏路灯坏了半年，老人不敢出门。",
        "words": "换新三盏太阳能路灯",
        "who": "村委会主任赵强",
        "due": "2026-02-10",
        "seen": "晚上七点三盏灯都亮",
        "checks": "人大代表陈静",
        "topic": "东头中心网格：路灯与排水",
        "form": "bench",
        "grid": "东头中心网格",
    }
    told = str([one.facts for one in await congress.journal()])
    assert "换新三盏太阳能路灯" in told
    assert "低保" not in told
    assert "家庭收入" not in told


async def test_handling_and_appraisal_go_on_after_the_close(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await closed(congress)
    done = Handled(LIGHT, "三盏灯已换好", is_done=True)
    await handle(db, congress.clerk, done, key(90))
    one = await stool(congress, 7)
    for number, grade in enumerate((Appraisal.UNSATISFIED, Appraisal.SATISFIED), start=91):
        await appraise(db, one, LIGHT, grade, key(number))
    with refused("nothing-promised"):
        await appraise(db, one, DRAIN, Appraisal.SATISFIED, key(93))
    with pytest.raises(NotHere):
        await appraise(db, one, AID, Appraisal.SATISFIED, key(94))
    resolved = (await congress.read(yard_view, congress.meeting)).state.resolved
    assert resolved.is_done(LIGHT)
    assert resolved.appraised(LIGHT) == {Appraisal.SATISFIED: 1}
    with refused("consult-not-talking"):
        await dispose(db, congress.clerk, PROMISE, key(95), TODAY)


async def test_only_those_who_run_it_say_what_becomes_of_it(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    with pytest.raises(Forbidden):
        await dispose(db, congress.deputies[1], PROMISE, key(40), TODAY)


def test_an_ending_in_the_voice_of_a_stool_counts_for_nothing() -> None:
    at = "2026-05-01T08:00:00.000000+00:00"
    forged = Entry(EntryId(key(1)), at, Voice("stool:a"), "周敏", PROMISE)
    nameless = Entry(EntryId(key(2)), at, Voice(""), "", PROMISE)
    theirs = Entry(EntryId(key(3)), at, Voice("person:a"), "", Confirmed(9, 0, 0, 9))
    resolved = fold([forged, nameless, theirs]).resolved
    assert (resolved.disposals, resolved.confirmed) == ({}, None)


async def test_sent_twice_an_ending_is_one_and_another_under_its_id_is_refused(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    await talked(congress)
    for _ in range(2):
        await dispose(db, congress.clerk, PROMISE, key(40), TODAY)
    assert len(await congress.told("ContributionSettled")) == 1
    with pytest.raises(Refused, match="entry-taken"):
        await dispose(db, congress.clerk, ENDINGS[1], key(40), TODAY)
