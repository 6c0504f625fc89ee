"""Questions are logged until they are answered; summaries stand once the speaker says so."""

import pytest

from core.database import Database
from core.errors import Forbidden
from core.ids import ItemId
from sessions import queries
from sessions.agenda.commands import add_item
from sessions.agenda.course.commands import start_item
from sessions.commands import close_meeting
from sessions.speaking.calling.commands import call_up, stop_turn
from sessions.speaking.commands import ask_to_speak
from sessions.speaking.questions.commands import answer_question, promise_answer, put_question
from sessions.speaking.questions.queries import questions
from sessions.speaking.questions.question import QuestionState
from sessions.speaking.summaries.commands import (
    confirm_summary,
    correct_summary,
    write_summary,
)
from sessions.speaking.summaries.queries import my_summaries
from sessions.speaking.summaries.summary import SummaryState
from tests.cast import GUEST, Congress, in_session, refused


async def sitting(db: Database) -> tuple[Congress, ItemId]:
    congress = await in_session(db, deputies=6)
    item = await congress.add_item("审议", "deliberation")
    await start_item(db, congress.chair, item)
    return congress, item


async def has_spoken(congress: Congress, item: ItemId) -> str:
    """The turn of the second deputy, which is over."""
    entry = await ask_to_speak(congress.db, congress.deputies[1], item)
    turn = await call_up(congress.db, congress.chair, item, entry)
    await stop_turn(congress.db, congress.chair, turn)
    return turn


async def test_a_question_is_answered_on_the_spot_by_whom_it_is_for(db: Database) -> None:
    congress, item = await sitting(db)
    question = await put_question(db, congress.deputies[1], item, GUEST, "  何时完工?  ")
    await answer_question(db, congress.guest, question, "六月底。")
    [known] = await congress.read(questions, congress.meeting)
    assert (known.state, known.text, known.answer, known.answered_by) == (
        QuestionState.ANSWERED,
        "何时完工?",
        "六月底。",
        GUEST,
    )
    with refused("no-such-move"):
        await answer_question(db, congress.guest, question, "再答。")


async def test_a_promise_is_kept_after_the_meeting_and_both_stand_in_the_minutes(
    db: Database,
) -> None:
    congress, item = await sitting(db)
    question = await put_question(db, congress.deputies[1], item, "教育局", "学位够吗?")
    with refused("date-over", day="2026-01-19"):
        await promise_answer(db, congress.clerk, question, "2026-01-19")
    with refused("date-unreadable", typed="月底"):
        await promise_answer(db, congress.clerk, question, "月底")
    await promise_answer(db, congress.clerk, question, "2026-03-31", "需核实")
    await close_meeting(db, congress.chair)
    await answer_question(db, congress.clerk, question, "够。")
    minutes = await congress.read(queries.minutes, congress.meeting)
    kinds = [one.kind for one in minutes.questions[question]]
    assert kinds == ["QuestionPut", "AnswerPromised", "QuestionAnswered"]


async def test_only_deputies_ask_and_only_the_addressed_or_the_clerk_answers(
    db: Database,
) -> None:
    congress, item = await sitting(db)
    with pytest.raises(Forbidden):
        await put_question(db, congress.guest, item, "教育局", "?")
    question = await put_question(db, congress.deputies[1], item, GUEST, "?")
    with pytest.raises(Forbidden):
        await answer_question(db, congress.deputies[2], question, "!")
    other = await put_question(db, congress.outsider, await item_of(congress), GUEST, "?")
    with refused("not-here", thing="question"):
        await answer_question(db, congress.clerk, other, "!")


async def item_of(congress: Congress) -> ItemId:
    """An item of the outsider's own meeting."""
    from_outside = congress.outsider
    return await add_item(congress.db, from_outside, {"title": "其他", "kind": "other"})


async def test_the_same_question_twice_is_one_and_nobody_asks_without_end(db: Database) -> None:
    congress, item = await sitting(db)
    deputy = congress.deputies[1]
    first = [await put_question(db, deputy, item, "教育局", "?") for _ in range(2)]
    assert first[0] == first[1]
    for number in range(4):
        await put_question(db, deputy, item, "教育局", f"{number}?")
    with refused("questions-open", most=5):
        await put_question(db, deputy, item, "教育局", "还有?")


@pytest.mark.parametrize(
    ("unit", "text", "code"),
    [("", "?", "field-empty"), ("局", " ", "field-empty"), ("局", "?" * 501, "field-too-long")],
)
async def test_a_question_has_an_addressee_and_a_fit_text(
    db: Database, unit: str, text: str, code: str
) -> None:
    congress, item = await sitting(db)
    with refused(code):
        await put_question(db, congress.deputies[1], item, unit, text)


async def test_a_summary_is_drafted_sent_and_confirmed_by_the_speaker(db: Database) -> None:
    congress, item = await sitting(db)
    turn = await has_spoken(congress, item)
    await write_summary(db, congress.clerk, turn, "草稿")
    assert (
        await congress.read(my_summaries, congress.meeting, congress.deputies[1].person) == []
    )
    with refused("no-such-move"):
        await confirm_summary(db, congress.deputies[1], turn)
    await write_summary(db, congress.clerk, turn, "同意报告。", send=True)
    with refused("no-such-move"):
        await write_summary(db, congress.clerk, turn, "改写。")
    with refused("not-your-speech"):
        await confirm_summary(db, congress.deputies[2], turn)
    await confirm_summary(db, congress.deputies[1], turn)
    [known] = await congress.read(my_summaries, congress.meeting, congress.deputies[1].person)
    assert (known.state, known.stands) == (SummaryState.CONFIRMED, "同意报告。")
    minutes = await congress.read(queries.minutes, congress.meeting)
    assert minutes.summaries[turn].kind == "SummaryConfirmed"


async def test_what_the_speaker_corrects_stands_beside_what_was_written(db: Database) -> None:
    congress, item = await sitting(db)
    turn = await has_spoken(congress, item)
    with refused("no-summary-yet"):
        await correct_summary(db, congress.deputies[1], turn, "我同意。")
    await write_summary(db, congress.clerk, turn, "不同意。", send=True)
    await correct_summary(db, congress.deputies[1], turn, "我同意。")
    [told] = await congress.told("SummaryCorrected")
    assert (told["text"], told["written"]) == ("我同意。", "不同意。")
    with refused("no-such-move"):
        await confirm_summary(db, congress.deputies[1], turn)


async def test_nothing_is_summed_up_before_the_end_or_by_others(db: Database) -> None:
    congress, item = await sitting(db)
    entry = await ask_to_speak(db, congress.deputies[1], item)
    turn = await call_up(db, congress.chair, item, entry)
    with refused("still-speaking"):
        await write_summary(db, congress.clerk, turn, "…")
    await stop_turn(db, congress.chair, turn)
    with pytest.raises(Forbidden):
        await write_summary(db, congress.deputies[1], turn, "…")
    with refused("not-here", thing="turn"):
        await write_summary(db, congress.clerk, "no-such", "…")
