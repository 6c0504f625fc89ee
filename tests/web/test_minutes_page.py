"""The minutes as a page: every figure that was announced, in both languages."""

from io import BytesIO

import pytest

from ballots.rounds.commands import announce_result
from core.ids import RoundId
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import close_meeting
from sessions.handouts.commands import add_handout, release_handout, withdraw_handout
from sessions.handouts.handout import Release
from tests.cast import Congress, make_congress
from tests.sessions.handouts.files import png
from tests.web.browse import CHINESE, ENGLISH, Hall
from tests.web.conftest import Called
from tests.web.scenes import adopted

SCRIPT = "<script>alert(1)</script>"


async def evening(congress: Congress) -> RoundId:
    """Five of six come, one is excused; a vote of three for two is announced; it closes."""
    db, last = congress.db, congress.deputies[5]
    await mark_attendance(
        db, congress.clerk, last.person, Attendance.ON_LEAVE, f"因病 {SCRIPT}"
    )
    await congress.gather(5)
    await congress.open()
    paper = await adopted(congress, 3, 2)
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["++-", "++-", "++-", "+o-", "-+."])
    await congress.announce(round)
    await close_meeting(db, congress.chair)
    return round


@pytest.fixture
def congress(hall: Hall) -> Congress:
    congress = hall.do(make_congress, hall.house.db, 6)
    hall.do(evening, congress)
    return congress


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_minutes_tell_attendance_method_votes_and_who_is_chosen(
    hall: Hall, congress: Congress, language: str
) -> None:
    page = hall.visitor(congress, congress.clerk, language).see(
        f"/m/{congress.meeting}/minutes"
    )
    assert (page.language, page.sins) == (language, [])
    for words in (
        "青禾县第十八届人民代表大会",
        congress.chair.name,
        congress.deputies[5].name,
        f"因病 {SCRIPT}",
        "票决办法",
        "第1号民生实事",
        "第3号民生实事",
    ):
        assert words in page.text, words
    assert page.tags.count("table") == 1


def test_from_the_minutes_office_holders_come_to_sign_them(
    hall: Hall, congress: Congress
) -> None:
    m = f"/m/{congress.meeting}"
    for who, back in ((congress.chair, f"{m}/chair"), (congress.clerk, f"{m}/desk")):
        links = hall.visitor(congress, who).see(f"{m}/minutes").links
        assert {f"{m}/record", back} <= set(links)
    assert f"{m}/record" not in hall.visitor(congress, congress.guest).see(f"{m}/minutes").links


def test_the_minutes_name_the_entry_they_rest_on(hall: Hall, congress: Congress) -> None:
    hall.do(hall.house.keeper.settled)
    journal = hall.do(congress.journal)
    last = next(one for one in reversed(journal) if one.kind != "ArchiveSealed")
    assert last != journal[-1], "the archive tells of itself, and moves no minutes"
    page = hall.visitor(congress, congress.guest).see(f"/m/{congress.meeting}/minutes")
    assert str(last.number) in page.text
    assert last.hash[:16] in page.text


def test_before_the_announcement_the_minutes_tell_no_count(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1))
    hall.do(congress.cast_all, round, ["+--"] * 5)
    hall.do(congress.count, round)
    for who in (congress.guest, congress.clerk, congress.deputies[1]):
        page = hall.visitor(congress, who).see(f"/m/{congress.meeting}/minutes")
        assert "table" not in page.tags
        assert "was counted" not in page.text
        assert "fill all" not in page.text, "the reason of a count tells its result"
        assert "was closed" in page.text
    hall.do(announce_result, congress.db, congress.chair, round)
    page = hall.visitor(congress, congress.guest).see(f"/m/{congress.meeting}/minutes")
    assert "was counted" in page.text


def test_members_do_not_read_why_somebody_is_away(hall: Hall, congress: Congress) -> None:
    at = f"/m/{congress.meeting}/minutes"
    for who in (congress.guest, congress.deputies[1]):
        text = hall.visitor(congress, who).see(at).text
        assert (congress.deputies[5].name in text, "因病" in text) == (True, False)


def test_a_paper_for_the_deputies_is_not_named_to_a_guest(hall: Hall, sitting: Called) -> None:
    congress, house = sitting(), hall.house
    for to, title in ((Release.DEPUTIES, "内部材料"), (Release.ALL, "公开材料")):
        source = BytesIO(png())
        known = hall.do(
            add_handout, house.db, house.shelf, congress.clerk, source, "a.png", "", title
        )
        hall.do(release_handout, house.db, congress.clerk, known, to)
        hall.do(withdraw_handout, house.db, congress.clerk, known, "有误")
    at = f"/m/{congress.meeting}/minutes"
    for who, reads in ((congress.guest, False), (congress.deputies[1], True)):
        text = hall.visitor(congress, who).see(at).text
        assert ("内部材料" in text, "公开材料" in text) == (reads, True)


def test_the_minutes_of_a_meeting_that_has_only_been_called_are_short(
    hall: Hall, called: Called
) -> None:
    congress = called()
    page = hall.visitor(congress, congress.clerk).see(f"/m/{congress.meeting}/minutes")
    assert "第三次会议" in page.text
    assert "table" not in page.tags
