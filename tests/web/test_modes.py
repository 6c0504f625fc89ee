"""Every way of marking on a phone without script: reviewed, refused, cast, shown as counted."""

from typing import Any

import pytest

from ballots import queries as ballots
from ballots.casting.queries import my_receipts
from ballots.method import Mode
from tests.cast import Congress
from tests.web.browse import CHINESE, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.modes import CAPPED, GRADE, ONE, RANK, REFUSING, open_by_category, opened


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def phone(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.deputies[1])


def typed(*marks: object) -> dict[str, str]:
    return {f"mark-{no}": str(mark) for no, mark in enumerate(marks, 1) if mark}


CASTS: list[tuple[dict[str, Any], dict[str, str], str, tuple[str, ...]]] = [
    (GRADE, typed("satisfied", "basically", "unsatisfied"), "321", ("满意", "不满意")),
    (GRADE, typed("", "unsatisfied"), ".1.", ("未填写", "不满意")),
    (RANK, typed(3, "", 1), "3,,1", ("第 3 位", "第 1 位", "未填写")),
    (RANK, typed("２", "1 "), "2,1,", ("第 2 位", "第 1 位")),
    (ONE, typed("", "for"), ".+.", ("赞成", "未填写")),
    (CAPPED, typed("for", "for"), "++.", ("合计 301 万元，上限 301 万元",)),
    (CAPPED, typed("for", "", "for"), "+.+", ("401 万元，超出上限 301 万元，仍可投出",)),
    ({"mode": Mode.PICK, "max_marks": 3}, typed("for"), "+..", ("合计 100.5 万元",)),
]


@pytest.mark.parametrize(("terms", "marks", "kept", "words"), CASTS)
def test_without_script_it_is_marked_reviewed_and_cast(
    hall: Hall,
    congress: Congress,
    terms: dict[str, Any],
    marks: dict[str, str],
    kept: str,
    words: tuple[str, ...],
) -> None:
    _, at = opened(hall, congress, terms)
    phone = hall.visitor(congress, congress.deputies[1], CHINESE)
    review = Page(phone.press(f"{at}/ballot", "/review", marks).text)
    assert review.sins == []
    assert [word for word in words if word not in review.text] == []
    answer = phone.act(review.sheet("/cast").action, review.sheet("/cast").values)
    assert answer.status_code == 303, Page(answer.text).text
    receipt = phone.see(f"{at}/ballot")
    wanted = [word for word in words if "万元" not in word]
    assert [word for word in wanted if word not in receipt.text] == []
    again = phone.act(f"{at}/cast", marks)
    assert again.status_code == 303, "the same ballot"
    receipts = hall.do(
        congress.read, my_receipts, at.rsplit("/", 1)[1], [congress.deputies[1].person]
    )
    assert receipts[congress.deputies[1].person].marks == kept


REFUSALS = [
    (RANK, typed(1, 2, 1), "第 1 位同时填给了 1、3 号项目"),
    (RANK, typed(4), "1 号项目填了 4，名次只能填 1 至 3"),
    (RANK, typed("", "0"), "2 号项目填了 0"),
    (RANK, typed("", "一"), "2 号项目旁的“一”不是名次"),
    (RANK, typed("-1"), "1 号项目旁的“-1”不是名次"),
    (RANK, typed("for"), "不是名次"),
    (GRADE, typed("for"), "不能这样填写"),
    (GRADE, typed("3"), "不能这样填写"),
    (ONE, typed("for", "for"), "最多只能选 1 个"),
    (ONE, typed("satisfied"), "不能这样填写"),
    (REFUSING, typed("for", "", "for"), "合计 401.00 万元，上限为 301 万元"),
]


@pytest.mark.parametrize(("terms", "marks", "words"), REFUSALS)
def test_what_may_not_be_cast_is_refused_in_a_sentence_and_stays_typed(
    hall: Hall, congress: Congress, terms: dict[str, Any], marks: dict[str, str], words: str
) -> None:
    round, at = opened(hall, congress, terms)
    phone = hall.visitor(congress, congress.deputies[1], CHINESE)
    page = phone.refused(f"{at}/ballot", "/review", marks)
    assert words in page.text
    if terms is RANK or ("for" in marks.values() and terms is not GRADE):
        kept = page.sheet("/review").values
        assert {name: kept.get(name) for name in marks} == marks
    assert phone.act(f"{at}/cast", marks).status_code == 422
    view = hall.do(congress.read, ballots.round_view, congress.meeting, round)
    assert view.cast == 0


def test_candidates_stand_under_their_categories(
    hall: Hall, congress: Congress, phone: Browser
) -> None:
    round = hall.do(open_by_category, congress, {})
    text = phone.see(f"/m/{congress.meeting}/rounds/{round}/ballot").text
    wanted = ["教育 1 place", "第1号", "第3号", "卫生 1 place", "第2号", "第4号"]
    assert sorted(wanted, key=text.index) == wanted
