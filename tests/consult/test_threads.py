"""Replies, seconds, new wordings, moderation and merges: what each voice can bring about."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.contribution.commands import contribute, withdraw
from consult.contribution.entry import Entry
from consult.contribution.fold import fold
from consult.contribution.said import (
    Amended,
    Circle,
    Contributed,
    ContributionKind,
    EntryId,
    MergeAnswered,
    MergeAsked,
    Moderated,
    Remarked,
    Said,
    Seconded,
    Unlinked,
    Voice,
    Withdrawn,
)
from consult.merges.commands import Pair, answer_merge, ask_merge, unlink
from consult.merges.merge import Merge, linked
from consult.queries import YardView, yard_view
from consult.reactions.commands import React, react_all
from consult.reactions.reaction import Opinion
from consult.remarks.circles import circles_of
from consult.remarks.commands import amend, moderate, remark, remark_as, second
from consult.stools.stool import voice_of
from core.database import Database
from core.errors import Forbidden, NotHere, Refused
from core.people import Role
from sessions.minutes import compose
from tests.cast import Congress, in_session
from tests.consult.yard import gathered, stool, words

IDS = [EntryId(f"{n:032x}") for n in range(5)]
A, B, C, D, E, F = (EntryId(f"{n:032x}") for n in range(20, 26))
VOICES = [Voice("stool:a"), Voice("stool:b"), Voice("person:c"), Voice("")]
MOMENTS = [f"2026-05-01T08:00:00.{n:06d}+00:00" for n in range(6)]

ids, texts = st.sampled_from(IDS), st.sampled_from(["", "路灯", "水沟"])
contributed = st.builds(
    Contributed, st.just(ContributionKind.WORRY), texts, st.sampled_from(Circle)
)
KINDS: dict[type, st.SearchStrategy[Said]] = {
    Remarked: st.builds(Remarked, ids, texts, st.booleans()),
    Seconded: st.builds(Seconded, ids, st.booleans()),
    Amended: st.builds(Amended, ids, texts),
    Moderated: st.builds(Moderated, ids, texts, st.booleans()),
    MergeAsked: st.builds(MergeAsked, ids, ids),
    MergeAnswered: st.builds(MergeAnswered, ids, st.booleans()),
    Unlinked: st.builds(Unlinked, ids),
}


def entries(said: st.SearchStrategy[Said]) -> st.SearchStrategy[Entry]:
    voices = st.sampled_from(VOICES)
    return st.builds(Entry, ids, st.sampled_from(MOMENTS), voices, st.just(""), said)


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_any_order_of_a_log_with_it_gives_the_same_state(
    kind: type, data: st.DataObject
) -> None:
    others = st.one_of(contributed, st.builds(Withdrawn, ids), *KINDS.values())
    log = data.draw(st.lists(entries(others), max_size=6))
    log += data.draw(st.lists(entries(KINDS[kind]), min_size=1, max_size=3))
    mixed = log + log[: len(log) // 2]
    random.Random(data.draw(st.integers(0, 99))).shuffle(mixed)
    assert fold(mixed) == fold(log)


def made(id: EntryId, voice: Voice, circle: Circle = Circle.PUBLIC) -> Entry:
    said = Contributed(ContributionKind.WORRY, "路灯不亮", circle)
    return Entry(id, MOMENTS[0], voice, "", said)


def by(voice: Voice, said: Said, at: int = 1, id: EntryId = D) -> Entry:
    return Entry(id, MOMENTS[at], voice, "", said)


def test_a_log_of_another_machine_gives_no_voice_more_than_its_own() -> None:
    """Whatever it says, nobody amends, hides or merges what is not theirs to."""
    base = [made(A, VOICES[0]), made(B, VOICES[1], Circle.UNIT)]
    for strange in (
        by(VOICES[1], Amended(A, "别的话")),
        by(VOICES[1], Moderated(A, "不好")),
        by(VOICES[0], Seconded(A)),
        by(Voice(""), Seconded(A)),
        by(VOICES[0], Seconded(B)),
        by(VOICES[0], Remarked(B, "看见了")),
        by(VOICES[0], MergeAsked(A, B)),
        by(Voice(""), MergeAsked(A, B)),
        by(Voice(""), MergeAsked(A, A)),
    ):
        assert fold([*base, strange]) == fold(base), strange


def test_an_answer_from_a_clock_that_is_behind_is_not_lost() -> None:
    late = Entry(A, MOMENTS[5], VOICES[0], "", made(A, VOICES[0]).said)
    early = by(VOICES[1], Remarked(A, "我也是"), 0, B)
    assert [one.id for one in fold([late, early]).contributions[A].thread.remarks] == [B]


def test_a_merge_holds_only_when_each_author_has_said_yes() -> None:
    log = [made(A, VOICES[0]), made(B, VOICES[1]), by(Voice(""), MergeAsked(A, B), 1, C)]
    log.append(by(VOICES[0], MergeAnswered(C, True), 2, D))
    assert not fold(log).merges[C].holds
    assert fold(log).merges[C].waits_for == {VOICES[1]}
    stranger = by(VOICES[2], MergeAnswered(C, True), 3, E)
    assert fold([*log, stranger]) == fold(log)
    log.append(by(VOICES[1], MergeAnswered(C, True), 3, E))
    assert fold(log).merges[C].holds
    assert not fold([*log, by(VOICES[0], Unlinked(C), 4, F)]).merges[C].holds
    assert fold([*log, by(VOICES[2], Unlinked(C), 4, F)]).merges[C].holds


def test_three_linked_in_a_row_are_one_matter_until_the_middle_one_goes() -> None:
    merges = [Merge(A, "", A, B, frozenset()), Merge(B, "", B, C, frozenset())]
    assert linked(merges, {A, B, C}) == [frozenset({A, B, C})]
    assert linked(merges, {A, C}) == []


async def _yard(congress: Congress) -> YardView:
    return await congress.read(yard_view, congress.meeting)


async def test_supporters_of_a_merge_are_counted_once(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress, stools=4)
    stools = [await stool(congress, number) for number in (1, 2, 3, 4)]
    await contribute(db, stools[0], words(), A)
    await contribute(db, stools[1], words("桥头的灯不亮了"), B)
    await second(db, stools[2], Seconded(A), C)
    await second(db, stools[2], Seconded(B), D)
    async with db.transaction() as tx:
        agree = React(congress.meeting, B, voice_of(stools[2].id), Opinion.AGREE, E)
        await react_all(tx, [agree])
    assert (await _yard(congress)).support == {A: 2, B: 2}
    await ask_merge(db, congress.clerk, Pair(A, B), E)
    with pytest.raises(NotHere):
        await answer_merge(db, stools[3], MergeAnswered(E, True), F)
    for number, one in enumerate(stools[:2]):
        await answer_merge(db, one, MergeAnswered(E, True), f"{30 + number:032x}")
    assert (await _yard(congress)).support == {A: 3, B: 3}
    assert len(await congress.told("ContributionsLinked")) == 1
    with pytest.raises(Refused, match="merge-asked"):
        await ask_merge(db, congress.clerk, Pair(B, A), F)
    await unlink(db, stools[1], Unlinked(E), F)
    assert (await _yard(congress)).support == {A: 2, B: 2}


async def test_an_author_words_anew_and_the_older_words_stay(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    one, other = await stool(congress, 1), await stool(congress, 2)
    await contribute(db, one, words(), A)
    with pytest.raises(NotHere):
        await amend(db, other, Amended(A, "不归我"), B)
    await amend(db, one, Amended(A, "村口两盏路灯\n都坏了"), B)
    found = (await _yard(congress)).heard()[0]
    assert found.text == "村口两盏路灯\n都坏了"
    assert [old.text for old in found.thread.wordings] == [words().text]
    await withdraw(db, one, A, C)
    with pytest.raises(NotHere):
        await amend(db, one, Amended(A, "又改"), D)


async def test_what_is_hidden_leaves_screens_journal_and_minutes(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    one = await stool(congress, 1)
    await contribute(db, one, words("某某的身份证号"), A)
    await remark(db, await stool(congress, 2), Remarked(A, "骂人的话", True), B)
    hide = Moderated(A, "涉及他人隐私")
    with pytest.raises(Forbidden):
        await moderate(db, congress.deputies[1], hide, C)
    with pytest.raises(Refused, match="field-empty"):
        await moderate(db, congress.clerk, Moderated(A, " "), C)
    await moderate(db, congress.clerk, hide, C)
    yard = await _yard(congress)
    assert yard.heard() == []
    assert [each.thread.hidden for each in yard.hidden()] == ["涉及他人隐私"]
    entries = await congress.journal()
    minutes = str(compose(entries))
    assert "涉及他人隐私" in minutes
    assert "身份证号" not in minutes
    assert "骂人的话" not in minutes, "an answer may quote it"
    assert [told.get("text") for told in await congress.told("ContributionHidden")] == [None]
    await moderate(db, congress.clerk, Moderated(A, "已删去号码", hides=False), D)
    assert len((await _yard(congress)).heard()) == 1
    assert "身份证号" in str(compose(await congress.journal()))


async def test_a_circle_is_read_and_answered_by_those_it_is_for(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    await contribute(db, await stool(congress, 1), words("低保的事", Circle.DEPUTY), A)
    assert circles_of({Role.DEPUTY}) == {Circle.PUBLIC, Circle.DEPUTY}
    assert circles_of({Role.NON_VOTING}) == {Circle.PUBLIC, Circle.UNIT}
    assert circles_of({Role.TELLER}) == {Circle.PUBLIC}
    assert circles_of({Role.CLERK}) == frozenset(Circle)
    await remark_as(db, congress.deputies[1], Remarked(A, "我去问"), B)
    with pytest.raises(NotHere):
        await remark_as(db, congress.guest, Remarked(A, "不该看见"), C)
    with pytest.raises(NotHere):
        await remark(db, await stool(congress, 2), Remarked(A, "不该看见"), C)
    with pytest.raises(Refused, match="second-own"):
        await second(db, await stool(congress, 2), Seconded(A), C)
    assert [told["text"] for told in await congress.told("ContributionRemarked")] == [""]
    only = (await _yard(congress)).all_heard[0]
    assert [each.text for each in only.thread.shown] == ["我去问"]
