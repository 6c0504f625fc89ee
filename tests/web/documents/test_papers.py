"""What stands in each document of a meeting, in every way of voting and in both languages."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ballots.commands import draft_method, first_draft
from ballots.method import Base, Compare, Effect, Mode, Secrecy, Share
from ballots.reruns.commands import run_off
from ballots.round import Kind
from ballots.rounds.commands import close_round, count_round, open_round, sign_round
from core.database import Database
from core.errors import NotHere
from core.ids import PaperId
from core.journal import Entry
from sessions.agenda.course.commands import start_item
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.queries import meeting_view
from sessions.record.commands import add_remark
from sessions.record.record import Place
from sessions.speaking.calling.commands import call_up, stop_turn
from sessions.speaking.commands import ask_to_speak
from sessions.speaking.summaries.commands import correct_summary, write_summary
from tests.cast import Congress, in_session, make_congress
from tests.web.documents.papers import composed, made, pages, text_of
from web.documents.model import Slips
from web.documents.plain import write_text
from web.documents.scribe import Scribe
from web.documents.shelf import Kept, Shape, Wanted
from web.documents.speeches import Summary, write_speeches
from web.documents.vote import Announced, Layout
from web.language import Language

EVERY_WAY: dict[str, dict[str, Any]] = {
    "pick": {"mode": Mode.PICK, "max_marks": 2, "min_marks": 1, "under_marked": Effect.SPOILS},
    "each": {"mode": Mode.FOR_AGAINST_ABSTAIN, "max_marks": 2},
    "uncapped": {"mode": Mode.FOR_AGAINST_ABSTAIN, "max_marks": None},
    "grade": {"mode": Mode.GRADE, "max_marks": None},
    "rank": {"mode": Mode.RANK, "max_marks": 3},
    "one": {"mode": Mode.CHOOSE_ONE, "max_marks": None},
    "budget": {"mode": Mode.PICK, "max_marks": 2, "budget_cap": Decimal("301")},
    "hands": {"secrecy": Secrecy.HANDS},
    "secret": {"secrecy": Secrecy.SECRET},
    "gates": {
        "secrecy": Secrecy.RECORDED,
        "majority": (
            Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER),
            Share(Base.VALID, Fraction(2, 3), Compare.AT_LEAST, "东城代表团"),
        ),
    },
}


async def drafted(congress: Congress, **terms: Any) -> PaperId:
    paper = await congress.vote_item(4, 2)
    method = replace(first_draft("民生实事项目票决办法"), seats=2, **terms)
    await draft_method(congress.db, congress.clerk, paper, method)
    return paper


async def voted(db: Database) -> tuple[Congress, PaperId, str]:
    """Five of six come; two of three are chosen, the scrutineer signs, it is announced."""
    congress = await make_congress(db, 6)
    last = congress.deputies[5]
    await mark_attendance(db, congress.clerk, last.person, Attendance.ON_LEAVE, "因病")
    await congress.gather(5)
    await congress.open()
    paper = await congress.adopted(3, 2)
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["+-+", "+-+", "+-+", "+-+", "+-o"])
    await congress.announce(round)
    return congress, paper, round


@pytest.mark.parametrize("way", EVERY_WAY)
async def test_method_and_slips_can_be_printed_in_every_way_of_voting(
    db: Database, way: str
) -> None:
    congress = await make_congress(db, 6)
    paper = await drafted(congress, **EVERY_WAY[way])
    journal = await congress.journal()
    for language in Language:
        method = text_of(journal, Wanted(Kept.METHOD, paper), language)
        assert ("第十一条" in method) or ("Article 11" in method) or way == "grade"
        for kind in (Kept.SLIPS, Kept.COUNT):
            text = text_of(journal, Wanted(kind, paper), language)
            assert all(f"第{no}号民生实事" in text for no in (1, 2, 3, 4))


def slip_of(journal: list[Entry], paper: PaperId, layout: Layout = Layout.A4) -> Slips:
    [slips] = composed(journal, Wanted(Kept.SLIPS, paper, layout)).blocks
    assert isinstance(slips, Slips)
    return slips


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("pick", ["超过 2 个的，整张票无效", "少于 1 个的，整张票无效"]),
        ("each", ["赞成\t反对\t弃权", "超过 2 个的，整张票无效"]),
        ("grade", ["满意\t基本满意\t不满意"]),
        ("rank", ["排序", "1 为最急需"]),
        ("one", ["选择"]),
    ],
)
async def test_a_slip_says_how_it_is_marked_and_what_spoils_it(
    db: Database, way: str, said: list[str]
) -> None:
    congress = await make_congress(db, 6)
    paper = await drafted(congress, **EVERY_WAY[way])
    text = text_of(await congress.journal(), Wanted(Kept.SLIPS, paper))
    for one in [*said, "（盖章处）", "民生实事项目表决票"]:
        assert one in text, one


async def test_a_sheet_holds_as_many_slips_as_it_says_and_they_are_alike(
    db: Database,
) -> None:
    congress = await make_congress(db, 6)
    paper = await drafted(congress)
    journal = await congress.journal()
    assert [slip_of(journal, paper, one).copies for one in Layout] == [1, 2, 4, 1]
    wide = composed(journal, Wanted(Kept.SLIPS, paper, Layout.A3)).sheet
    assert (wide.width, wide.height) == (420, 297)


async def test_the_method_says_whether_it_was_adopted_and_when(db: Database) -> None:
    congress = await in_session(db, 6)
    paper = await drafted(congress)
    assert "（草案）" in text_of(await congress.journal(), Wanted(Kept.METHOD, paper))
    other = await congress.adopted(3, 2)
    text = text_of(await congress.journal(), Wanted(Kept.METHOD, other))
    assert "（草案）" not in text
    assert "（2026年1月20日第三次会议通过）" in text


async def test_the_report_has_every_figure_sorted_by_votes_and_lines_to_sign(
    db: Database,
) -> None:
    congress, _, round = await voted(db)
    text = text_of(await congress.journal(), Wanted(Kept.REPORT, round))
    assert "发出表决票 5 张，收回 5 张，其中有效票 5 张，无效票 0 张。" in text
    lines = text.splitlines()
    order = [line.split("\t")[1] for line in lines if "号民生实事" in line]
    assert order == ["1", "3", "2"]
    assert {"总监票人", "监票人", "计票人"} <= set(lines)


async def test_a_report_can_be_signed_before_the_result_is_announced(db: Database) -> None:
    congress = await in_session(db, 6)
    paper = await congress.adopted(3, 1)
    round = await congress.open_round(paper)
    with pytest.raises(NotHere):
        text_of(await congress.journal(), Wanted(Kept.REPORT, round))
    await congress.cast_all(round, ["+--"] * 6)
    await congress.count(round)
    await sign_round(db, congress.scrutineer, round)
    text = text_of(await congress.journal(), Wanted(Kept.REPORT, round))
    assert congress.scrutineer.name in text
    with pytest.raises(NotHere):
        text_of(await congress.journal(), Wanted(Kept.ANNOUNCEMENT, paper))


async def test_the_announcement_of_a_plenary_is_that_of_the_session(db: Database) -> None:
    congress, paper, _ = await voted(db)
    journal = [
        replace(one, facts={**one.facts, "title": "第三次会议第二次全体会议"})
        if "congress" in one.facts
        else one
        for one in await congress.journal()
    ]
    text = text_of(journal, Wanted(Kept.ANNOUNCEMENT, paper))
    assert "第三次会议主席团" in text
    assert "全体会议" not in text


async def test_the_announcement_tells_no_votes_unless_it_is_asked_to(db: Database) -> None:
    congress, paper, _ = await voted(db)
    journal = await congress.journal()
    plain = Announced(number=3, year="2026", government="青禾县人民政府")
    text = text_of(journal, Wanted(Kept.ANNOUNCEMENT, paper, announced=plain))
    assert "（第3号）" in text
    assert "票决确定下列项目为青禾县人民政府2026年民生实事项目：" in text
    assert "1. 第1号民生实事\n2. 第3号民生实事\n" in text
    assert "第2号" not in text
    assert "赞成" not in text
    assert "青禾县第十八届人民代表大会第三次会议主席团" in text
    told = replace(plain, counts=True)
    text = text_of(journal, Wanted(Kept.ANNOUNCEMENT, paper, announced=told))
    assert "1. 第1号民生实事（赞成 5 票）" in text


async def test_who_won_a_run_off_is_announced_with_the_votes_of_the_run_off(
    db: Database,
) -> None:
    congress = await in_session(db, 6)
    paper = await congress.adopted(3, 1)
    first = await congress.open_round(paper)
    await congress.cast_all(first, ["++-"] * 5)
    await congress.announce(first)
    again = await run_off(db, congress.chair, first)
    await open_round(db, congress.chair, again)
    await congress.cast_all(again, ["+-"] * 4 + ["-+"] * 2)
    await congress.announce(again)
    told = Wanted(Kept.ANNOUNCEMENT, paper, announced=Announced(counts=True))
    text = text_of(await congress.journal(), told)
    assert "1. 第1号民生实事（赞成 4 票）" in text
    assert "第2号" not in text


async def test_a_show_of_hands_has_a_report_and_an_announcement_too(db: Database) -> None:
    congress = await in_session(db, 6)
    paper = await congress.adopted(2, 1, secrecy=Secrecy.HANDS)
    round = await congress.open_round(paper, Kind.HANDS)
    await close_round(db, congress.chair, round)
    await count_round(db, congress.teller, round, {1: (5, 1, 0), 2: (1, 5, 0)})
    journal = await congress.journal()
    assert "举手" in text_of(journal, Wanted(Kept.REPORT, round))


def test_summaries_of_speeches_stand_by_item_with_what_was_confirmed() -> None:
    at = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
    summaries = [
        Summary("李伟", "东城代表团", "乙", "甲议题之后", at),
        Summary("陈芳", "", "甲", "<b>第二</b>", None),
        Summary("张娜", "", "乙", "也在乙", at),
    ]
    scribe = Scribe(pages(), Language.ZH)
    text = write_text(write_speeches(scribe, "县人大", "第三次会议", summaries))
    assert text.index("一、 乙") < text.index("也在乙") < text.index("二、 甲")
    assert "<b>第二</b>" in text
    assert (text.count("尚未确认"), text.count("10:00:00 确认")) == (1, 2)


async def test_summaries_are_taken_from_the_journal(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    await start_item(db, congress.chair, await congress.add_item("审议", "deliberation"))
    view = await congress.read(meeting_view, congress.meeting)
    assert view.current is not None
    speaker = congress.deputies[1]
    entry = await ask_to_speak(db, speaker, view.current.id)
    turn = await call_up(db, congress.chair, view.current.id, entry)
    await stop_turn(db, congress.chair, turn)
    await write_summary(db, congress.clerk, turn, "请早日修路。", send=True)
    text = text_of(await congress.journal(), Wanted(Kept.SPEECHES))
    assert (speaker.name in text, "请早日修路。" in text, "尚未确认" in text) == (True,) * 3
    await correct_summary(db, speaker, turn, "请今年修路。")
    text = text_of(await congress.journal(), Wanted(Kept.SPEECHES))
    assert ("请今年修路。" in text, "早日" in text, "尚未确认" in text) == (True, False, False)


async def test_entries_that_nobody_knows_do_not_break_the_minutes(db: Database) -> None:
    congress, _, _ = await voted(db)
    journal = await congress.journal()
    strange = [
        replace(journal[3], kind="SomethingNew", facts={"x": [1, {"y": None}]}),
        *journal,
        replace(journal[-1], kind="SomethingElse", facts={}),
    ]
    for wanted in (Wanted(Kept.MINUTES), Wanted(Kept.ATTENDANCE)):
        assert text_of(strange, wanted) == text_of(journal, wanted)


async def test_an_addition_stands_beside_what_it_corrects(db: Database) -> None:
    congress, _, _ = await voted(db)
    found = next(one for one in await congress.journal() if one.kind == "RoundClosed")
    view = await congress.journal()
    item = next(one.facts["item"] for one in view if one.kind == "RoundSealed")
    place = Place(item, found.number)
    await add_remark(db, congress.clerk, place, "#x <b>停电</b>五分钟", corrects=True)
    journal = await congress.journal()
    lines = text_of(journal, Wanted(Kept.MINUTES)).splitlines()
    at = next(place for place, line in enumerate(lines) if "［更正］" in line)
    assert lines[at - 1].endswith("第 1 轮表决结束。")
    assert lines[at].startswith("［更正］#x <b>停电</b>五分钟（周敏，")
    for shape in Shape:
        assert made(journal, Wanted(Kept.MINUTES), shape)
