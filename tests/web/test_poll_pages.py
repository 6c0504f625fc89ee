"""A deliberative poll by its pages: the clerk's, the letter's, the card's, and everybody's."""

import hashlib
import re

import pytest

from consult.poll.poll import PanelPlace
from tests.cast import Congress
from tests.consult.poll.zeguo import MODERATORS, NUMBER, SEATS, Zeguo, begun
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.records import csv_of

SCRIPT = "<script>alert(1)</script>"
HEAD = ["姓名", "性别", "年龄", "村", "户号"]


@pytest.fixture
def congress(called: Called) -> Congress:
    return called()


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk, CHINESE)


@pytest.fixture
def zeguo(hall: Hall, congress: Congress) -> Zeguo:
    return hall.do(begun, congress)


@pytest.fixture
def at(congress: Congress, zeguo: Zeguo) -> str:
    return f"/m/{congress.meeting}/desk/polls/{zeguo.poll}"


def codes_of(page: str) -> list[str]:
    return re.findall(r'class="card-code">([0-9A-Z]{5}-[0-9A-Z]{5})<', page)


def drawn(clerk: Browser, desk: str) -> str:
    """Begin a poll, import its register, publish it, and draw twelve seats."""
    at = clerk.press(desk, "/polls", {"title": SCRIPT}).headers["location"]
    rows = [[f"居民{no}", "女男"[no % 2], str(20 + no), "东村", ""] for no in range(40)]
    table = csv_of([HEAD, *rows, [SCRIPT, "女", "30", "西村", ""]])
    clerk.act(f"{at}/import", file=("file", "a.csv", table))
    clerk.done(at, "/plan", {"seats": "12"})
    clerk.done(at, "/publish")
    page = clerk.done(at, "/draw", {"number": "4 2 6", "witnesses": "两位老人"})
    assert "426" in page.text
    return at


def seated(clerk: Browser, at: str) -> None:
    panel = clerk.see(f"{at}/panel")
    numbers = [one.values["number"] for one in panel.sheets if "number" in one.values]
    assert len(numbers) == 12
    for number in numbers:
        clerk.act(f"{at}/panel", {"number": number, "place": "accepted"})
    clerk.done(at, "/groups", {"moderators": "甲、乙, 丙", "rounds": "2"})
    assert "第 2 轮 · 第 3 组" in clerk.see(f"{at}/groups").text


def answered(clerk: Browser, anybody: Browser, at: str, codes: list[str]) -> None:
    """Both times: nine by phone, and one typed from paper."""
    for value in ("2", "4"):
        clerk.done(at, "/open")
        for code in codes[:9]:
            typed = {f"q{no}": value for no in (1, 2, 3)}
            assert "已收到" in anybody.done(f"/Q/{code.replace('-', '')}", "", typed).text
        paper = {"card": codes[9].lower(), "q1": value, "q2": "", "q3": "1"}
        assert "已录入" in clerk.done(f"{at}/typing", "/typing", paper).text
        clerk.done(at, "/close")


def test_a_whole_poll_is_run_by_its_pages(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    desk = f"/m/{congress.meeting}/desk/polls"
    assert desk in clerk.see(f"/m/{congress.meeting}/desk").links
    at = drawn(clerk, desk)
    seated(clerk, at)
    texts = {f"item-{no}": f"问题{no}" for no in range(1, 4)}
    clerk.done(at, "/questions", {**texts, "scale": "five"})
    sheet = clerk.press(at, "/cards", {"many": "12"})
    codes = codes_of(sheet.text)
    assert len(set(codes)) == 12
    assert sheet.headers["cache-control"] == "no-store"
    anybody = hall.browser(CHINESE)
    answered(clerk, anybody, at, codes)
    clerk.done(at, "/report")
    public = anybody.see(f"/poll/{at.rpartition('/')[2]}")
    assert public.sins == []
    assert "+2.00" in public.text
    assert SCRIPT in public.text, "as words, not as a script"
    assert not re.search(r"居民[0-9]", public.text), "no name is public"
    minutes = clerk.see(f"/m/{congress.meeting}/minutes").text
    assert "当众抽出号码 426；见证人：两位老人" in minutes
    assert "两次都作答 10 人" in minutes
    answers = clerk.get(f"{at}/answers.csv").text
    assert answers.count("\n") == 11
    assert codes[0][:5].lower() not in answers.lower()


def test_the_published_list_is_the_one_that_was_hashed(hall: Hall, zeguo: Zeguo) -> None:
    anybody, at = hall.browser(ENGLISH), f"/poll/{zeguo.poll}"
    assert anybody.get(at).status_code == 404, "nothing is public before the list is"
    hall.do(zeguo.drawn, 300, 20)
    digest = hashlib.sha256(anybody.get(f"{at}/list.txt").content).hexdigest()
    page = anybody.see(at)
    assert digest in page.text
    assert NUMBER in page.text
    assert anybody.get(f"{at}/report.csv").status_code == 404


def test_a_letter_says_yes_once_and_no_for_good(hall: Hall, zeguo: Zeguo) -> None:
    hall.do(zeguo.drawn, 300, 20)
    one, other = hall.do(zeguo.view).panel[:2]
    token = hall.house.signer.invitation_token(zeguo.poll, one.number)
    anybody = hall.browser(CHINESE)
    page = anybody.see(f"/invited/{token}")
    assert (one.name in page.text, other.name in page.text) == (True, False)
    assert hall.do(zeguo.view).person(one.number).place is PanelPlace.INVITED, "only looked at"
    page = Page(
        anybody.get(anybody.act(f"/invited/{token}", {"comes": "yes"}).headers["location"]).text
    )
    assert "恭候" in page.text
    anybody.act(f"/invited/{token}", {"comes": "no"})
    answer = anybody.act(f"/invited/{token}", {"comes": "yes"})
    assert answer.status_code == 422
    assert "已递补给他人" in answer.text
    assert anybody.get(f"/invited/{token[:-1]}").status_code == 404


def test_a_bad_answer_loses_nothing_and_shows_no_other(hall: Hall, zeguo: Zeguo) -> None:
    hall.do(zeguo.drawn, 300, 20)
    [code] = hall.do(zeguo.cards, 1)
    hall.do(zeguo.open)
    phone = hall.browser(CHINESE)
    page = phone.refused(f"/q/{code}", f"/q/{code}", {"q1": "4", "q2": "9"})
    assert "请选择 1 至 5" in page.text
    assert page.sheet(f"/q/{code}").values["q1"] == "4"
    phone.done(f"/q/{code}", f"/q/{code}", {"q1": "4"})
    again = hall.browser(CHINESE).see(f"/q/{code}")
    assert "q1" not in again.sheet(f"/q/{code}").values, "what a card answered is never shown"
    assert phone.get("/q/2222222222").status_code == 422


def test_bad_lines_of_a_register_are_named_and_nothing_is_taken(
    hall: Hall, clerk: Browser, zeguo: Zeguo, at: str
) -> None:
    rows = [
        HEAD,
        ["甲", "女", "200", "东村", ""],
        ["乙", "?", "30", "东村", ""],
        ["丙", "男", "30", "", ""],
    ]
    answer = clerk.act(f"{at}/import", file=("file", "a.csv", csv_of(rows)))
    page = Page(answer.text)
    assert answer.status_code == 422
    for words in ("200", "“?”不是可识别的性别", "“村（社区）”一栏为空"):
        assert words in page.text
    assert hall.do(zeguo.view).residents == ()


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_report_of_zeguo_is_shown_and_never_says_caused(
    hall: Hall, zeguo: Zeguo, language: str
) -> None:
    hall.do(zeguo.drawn, 600, SEATS)
    hall.do(zeguo.seated)
    hall.do(zeguo.answered)
    clerk = hall.visitor(zeguo.congress, zeguo.congress.clerk, language)
    desk = f"/m/{zeguo.congress.meeting}/desk/polls/{zeguo.poll}"
    clerk.done(desk, "/report")
    page = hall.browser(language).see(f"/poll/{zeguo.poll}")
    assert (page.language, page.sins) == (language, [])
    for figure in ("275", "269", "235", "13,692", "4,000"):
        assert figure in page.text
    for word in ("caused", "because of", "led to", "导致", "引起", "使得"):
        assert word not in page.text
    assert page.tags.count("svg") == 2
    table = hall.browser(language).get(f"/poll/{zeguo.poll}/report.csv").text
    assert table.count("\n") == 34
    assert MODERATORS[0] not in page.text


def test_others_have_no_door_to_a_poll(hall: Hall, congress: Congress, at: str) -> None:
    for who in (congress.chair, congress.deputies[1]):
        browser = hall.visitor(congress, who)
        for place in ("", "/panel", "/register.csv", "/typing", "/letters"):
            assert browser.get(f"{at}{place}").status_code == 403
        assert browser.act(f"{at}/publish").status_code == 403
