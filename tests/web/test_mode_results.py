"""The result of every mode: on its page, on the big screen, in the minutes, as a table."""

from collections.abc import Mapping
from typing import Any

import pytest

from ballots import queries as ballots
from ballots.ballot_table import read_ballots
from ballots.casting.commands import Cast
from ballots.commands import first_draft
from ballots.method import Grade, LiveTally, Mode, Secrecy
from ballots.paper import Mark, ballot
from ballots.reruns.commands import void_round
from ballots.round import Kind
from ballots.rounds.commands import announce_result, close_round
from core.ids import RoundId
from tests.cast import Congress
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.modes import GRADE, KINDS, ONE, RANK, open_by_category, opened
from tests.web.records import rows_of
from tests.web.scenes import adopted


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def phone(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.deputies[1])


def cast_and_announce(
    hall: Hall, congress: Congress, round: RoundId, heap: list[dict[int, Any]]
) -> None:
    for who, marks in zip(congress.deputies, heap, strict=False):
        hall.do(congress.urn.put, Cast(congress.meeting, who.person, ((round, ballot(marks)),)))
    hall.do(congress.announce, round)


def pages(hall: Hall, congress: Congress, at: str, language: str) -> list[Page]:
    """The round's page, the big screen, the minutes."""
    guest = hall.visitor(congress, congress.guest, language)
    screen = f"/s/{hall.house.signer.screen_token(congress.meeting)}"
    found = [guest.see(at), guest.see(f"/m/{congress.meeting}/minutes"), guest.see(screen)]
    assert [page.sins for page in found] == [[], [], []]
    return found


GRADES = [
    {1: Grade.SATISFIED, 2: Grade.SATISFIED, 3: Grade.UNSATISFIED},
    {1: Grade.SATISFIED, 2: Grade.BASICALLY, 3: Grade.UNSATISFIED},
    {1: Grade.SATISFIED, 2: Grade.BASICALLY},
    {1: Grade.BASICALLY, 2: Grade.BASICALLY, 3: Grade.SATISFIED},
]


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_grades_are_told_by_word_and_figure(
    hall: Hall, congress: Congress, language: str
) -> None:
    round, at = opened(hall, congress, GRADE)
    cast_and_announce(hall, congress, round, GRADES)
    words = ("✓ 满意", "○ 基本满意", "✕ 不满意", "“满意”满 3 票为满意")
    if language == ENGLISH:
        words = ("✓ Satisfied", "○ Basically satisfied", "✕ Unsatisfied", "from 3 votes")
    for page in pages(hall, congress, at, language):
        assert [word for word in words if word not in page.text] == []
    assert "3 · 1 · 0" in pages(hall, congress, at, language)[2].text


def test_grades_come_as_a_table_and_can_be_recounted(
    hall: Hall, congress: Congress, phone: Browser
) -> None:
    round, at = opened(hall, congress, GRADE)
    cast_and_announce(hall, congress, round, GRADES)
    header, *lines = rows_of(phone.get(f"{at}/result.csv").content)
    assert header[10:] == ["satisfied", "basically", "unsatisfied", "grade"]
    assert [line[10:] for line in lines] == [
        ["3", "1", "0", "satisfied"],
        ["1", "3", "0", "basically"],
        ["1", "0", "2", "unsatisfied"],
    ]
    assert phone.get(f"{at}/result.json").json()["items"][0]["grade"] == "satisfied"
    method = hall.do(congress.read, ballots.round_view, congress.meeting, round).round.method
    read = read_ballots(method, phone.get(f"{at}/ballots.csv").content)
    assert [dict(one.marks) for one in read] == GRADES


@pytest.mark.parametrize("mode", [Mode.PICK, Mode.CHOOSE_ONE, Mode.RANK])
def test_ballots_by_name_are_listed_as_they_can_be_recounted(
    hall: Hall, congress: Congress, phone: Browser, mode: Mode
) -> None:
    marks: list[dict[int, Any]] = [{1: Mark.FOR}, {3: Mark.FOR}, {}]
    if mode is Mode.RANK:
        marks = [{1: 2, 3: 1}, {1: 3, 2: 2, 3: 1}, {}]
    most = 1 if mode is Mode.PICK else None
    round, at = opened(hall, congress, {"mode": mode, "max_marks": most})
    cast_and_announce(hall, congress, round, marks)
    method = hall.do(congress.read, ballots.round_view, congress.meeting, round).round.method
    read = read_ballots(method, phone.get(f"{at}/ballots.csv").content)
    assert [dict(one.marks) for one in read] == marks


def test_a_ranking_is_told_by_its_sums_the_lowest_first(
    hall: Hall, congress: Congress, phone: Browser
) -> None:
    round, at = opened(hall, congress, {**RANK, "majority": ()})
    cast_and_announce(hall, congress, round, [{1: 2, 2: 1}, {1: 2, 2: 1}, {2: 3, 3: 1}])
    for page in pages(hall, congress, at, CHINESE):
        assert "名次之和" in page.text
        assert page.text.index("第2号民生实事") < page.text.rindex("第1号民生实事")
    assert "5 (3)" in pages(hall, congress, at, CHINESE)[2].text, "a sum of 5 on 3 ballots"
    header, *lines = rows_of(phone.get(f"{at}/result.csv").content)
    found = [(line[0], line[header.index("rank_sum")], line[9]) for line in lines]
    assert found == [("1", "7", "FALSE"), ("2", "5", "TRUE"), ("3", "7", "FALSE")]


def test_each_category_has_its_block_with_its_places(hall: Hall, congress: Congress) -> None:
    round = hall.do(open_by_category, congress, {})
    at = f"/m/{congress.meeting}/rounds/{round}"
    votes = {1: Mark.FOR, 2: Mark.FOR, 3: Mark.AGAINST, 4: Mark.AGAINST}
    cast_and_announce(hall, congress, round, [votes] * 3 + [{1: Mark.FOR}] * 2)
    for page in pages(hall, congress, at, CHINESE):
        parts = ["教育 · 应选 1 个", "卫生 · 应选 1 个 · 空缺 1 个"]
        found = [page.text.rindex(part) for part in parts]
        assert found == sorted(found), "in the order of the ballot"
    phone = hall.visitor(congress, congress.guest)
    header, *lines = rows_of(phone.get(f"{at}/result.csv").content)
    assert [line[header.index("category")] for line in lines] == list(KINDS.values())


def test_a_void_vote_says_why_and_chooses_nothing(hall: Hall, congress: Congress) -> None:
    base = first_draft("").quorum_open
    round, at = opened(hall, congress, {**GRADE, "quorum_vote": base})
    cast_and_announce(hall, congress, round, GRADES[:3])
    for page in pages(hall, congress, at, CHINESE):
        assert "本次表决无效" in page.text
        assert "✓ 满意" not in page.text


async def raised(congress: Congress, terms: Mapping[str, Any]) -> RoundId:
    paper = await adopted(congress, 3, 1, secrecy=Secrecy.HANDS, **terms)
    round = await congress.open_round(paper, Kind.HANDS)
    await close_round(congress.db, congress.chair, round)
    return round


def test_hands_for_each_grade_are_typed_and_shown(hall: Hall, congress: Congress) -> None:
    round = hall.do(raised, congress, GRADE)
    teller = hall.visitor(congress, congress.teller, CHINESE)
    at = f"/m/{congress.meeting}/rounds/{round}"
    rows = {1: (4, 1, 1), 2: (2, 3, 0), 3: (0, 1, 5)}
    figures = {
        f"{grade}-{no}": str(votes)
        for no, row in rows.items()
        for grade, votes in zip(Grade, row, strict=True)
    }
    for wrong in ({"satisfied-1": "6"}, {"basically-2": ""}, {"unsatisfied-3": "-1"}):
        page = teller.refused(at, "/count", figures | wrong)
        kept = page.sheet("/count").values
        assert {name: kept[name] for name in figures} == figures | wrong
    teller.done(at, "/count", figures)
    hall.do(announce_result, hall.house.db, congress.chair, round)
    assert "4 · 1 · 1" in teller.see(at).text
    assert "✕ 不满意" in teller.see(at).text


def test_hands_for_one_alternative_are_no_more_than_those_on_the_roll(
    hall: Hall, congress: Congress
) -> None:
    round = hall.do(raised, congress, ONE)
    teller = hall.visitor(congress, congress.teller, CHINESE)
    at = f"/m/{congress.meeting}/rounds/{round}"
    too_many = {"for-1": "4", "for-2": "2", "for-3": "1"}
    page = teller.refused(at, "/count", too_many)
    assert "合计 7 票，超过可能的最多票数 6 票" in page.text
    teller.done(at, "/count", {**too_many, "for-3": "0"})


def test_a_ranking_is_not_turned_to_hands(hall: Hall, congress: Congress) -> None:
    round, _ = opened(hall, congress, RANK)
    chair = hall.visitor(congress, congress.chair, CHINESE)
    at = f"/m/{congress.meeting}"
    answer = chair.act(f"{at}/rounds/{round}/repeat", {"reason": "断网", "kind": "hands"})
    assert answer.status_code == 422
    assert "举手不能表示顺序。请用手机重新表决" in Page(answer.text).text
    assert (
        chair.act(
            f"{at}/rounds/{round}/repeat", {"reason": "断网", "kind": "recorded"}
        ).status_code
        == 303
    )


@pytest.mark.parametrize("terms", [GRADE, RANK, ONE])
def test_the_running_count_of_a_vote_by_name_is_shown(
    hall: Hall, congress: Congress, terms: dict[str, Any]
) -> None:
    _, at = opened(hall, congress, {**terms, "live_tally": LiveTally.FULL})
    marks = {"mark-1": {Mode.GRADE: "satisfied", Mode.RANK: "1"}.get(terms["mode"], "for")}
    hall.visitor(congress, congress.deputies[2]).act(f"{at}/cast", marks)
    screen = hall.browser(CHINESE).see(f"/s/{hall.house.signer.screen_token(congress.meeting)}")
    assert "svg" in screen.tags
    assert {Mode.GRADE: "1 · 0 · 0", Mode.RANK: "1 (1)"}.get(terms["mode"], "1") in screen.text


def test_the_minutes_keep_what_was_counted_in_a_round_that_became_void(
    hall: Hall, congress: Congress
) -> None:
    round, _ = opened(hall, congress, GRADE)
    hall.do(
        congress.urn.put,
        Cast(congress.meeting, congress.chair.person, ((round, ballot(GRADES[0])),)),
    )
    hall.do(congress.count, round)
    hall.do(void_round, hall.house.db, congress.chair, round, "计票有误")
    page = hall.visitor(congress, congress.guest, CHINESE).see(f"/m/{congress.meeting}/minutes")
    assert page.tags.count("table") == 1
    assert "✕ 不满意" in page.text, "one of six is no half"
