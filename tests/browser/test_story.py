"""One congress from an empty server to its minutes, by nothing but what people press."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, Locator, Page, Playwright, expect

from core.spreadsheet import write_csv
from minyi.demo import SAMPLE
from tests.browser.ballot import expect_counted, mark, press_cast
from tests.browser.conftest import HallAt
from tests.browser.people import LAPTOP, OLD_PROJECTOR, PHONE, PROJECTOR, Hall, sign_in
from tests.browser.scan import scan
from tests.browser.server import Alone

NAMES = ["王建国", "李秀英", "张志强", "刘丽华", "陈海涛", "杨雪梅"]
NAMES += ["黄伟", "赵敏", "周静", "吴磊", "徐娟"]
SCRUTINEER = "孙强"
CHAIR, FIRST, SECOND, *OTHERS = NAMES
ABSENT = 2
ROSTER = [["姓名", "代表团", "身份", "座位"]]
ROSTER += [[CHAIR, "第一代表团", "代表、执行主席", "1排1座"]]
ROSTER += [
    [name, "第一代表团", "代表", f"1排{seat}座"] for seat, name in enumerate(NAMES[1:], 2)
]
ROSTER += [[SCRUTINEER, "", "监票人", ""]]
NOTICE = {
    "congress": "青禾县第十八届人民代表大会",
    "title": "第五次会议第三次全体会议",
    "held_on": "2027年1月20日",
    "place": "县会议中心",
}
LIVED = "window.unbroken"  # set on a page once; gone if it was ever loaded anew


@dataclass
class Evening:
    hall: Hall
    clerk: Page
    roster: Path
    badges: dict[str, str] = field(default_factory=dict)

    def shot(self, page: Page, name: str) -> None:
        self.hall.shot(page, name)

    def project(self, screen: Page, name: str) -> None:
        """The big screen, wide and narrow."""
        for size in (OLD_PROJECTOR, PROJECTOR):
            screen.set_viewport_size({"width": size.width, "height": size.height})
            self.hall.shot(screen, name)


@pytest.fixture
def evening(lone_server: Alone, hall_at: HallAt, tmp_path: Path) -> Evening:
    hall = hall_at(lone_server.origin)
    roster = tmp_path / "roster.csv"
    roster.write_bytes(write_csv(ROSTER))
    first = re.search(r"http://\S+/b/[A-Z2-7]{26}", lone_server.printed())
    assert first, "the terminal shows the first clerk the way in"
    clerk = hall.context(LAPTOP).new_page()
    sign_in(clerk, first[0])
    return Evening(hall, clerk, roster)


@pytest.fixture
def others(evening: Evening, browser_maker: Playwright) -> Iterator[list[APIRequestContext]]:
    """The other deputies vote on phones that nobody looks at."""
    made = [
        browser_maker.request.new_context(
            base_url=evening.hall.origin,
            extra_http_headers={"origin": evening.hall.origin},
        )
        for _ in OTHERS[:-ABSENT]
    ]
    yield made
    for one in made:
        one.dispose()


def test_a_congress_chooses_its_projects(
    evening: Evening, others: list[APIRequestContext]
) -> None:
    call_the_meeting(evening)
    print_the_badges(evening)
    write_the_agenda(evening)
    evening.clerk.locator("a[href$='/screens']").click()
    link = evening.clerk.locator("a[href^='/s/']").first.get_attribute("href") or ""
    evening.clerk.go_back()
    screen = evening.hall.open(PROJECTOR, link)
    screen.evaluate(f"{LIVED} = true")
    phones = come_in(evening, screen, others)
    chair = preside(evening, screen)
    adopt(evening, chair, screen, phones[0])
    vote(evening, screen, phones, others)
    announce(evening, chair, screen, phones[0])
    assert screen.evaluate(LIVED), "the big screen was never loaded anew"
    close(evening, chair)


def fill(page: Page, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        page.locator(f"#{name}").fill(value)


def call_the_meeting(evening: Evening) -> None:
    clerk = evening.clerk
    clerk.locator("a[href='/meetings/new']").click()
    fill(clerk, NOTICE)
    evening.shot(clerk, "new-meeting")
    clerk.locator("main form button").click()
    evening.shot(clerk, "desk-empty")
    clerk.locator("a[href$='/desk/roster']").click()
    clerk.locator("#file").set_input_files(evening.roster)
    clerk.locator("form[enctype] button").click()
    expect(clerk.locator("tbody tr")).to_have_count(
        len(ROSTER)
    )  # the header is not, the clerk is
    evening.shot(clerk, "roster")


def print_the_badges(evening: Evening) -> None:
    to_desk(evening.clerk)
    with evening.clerk.context.expect_page() as opened:
        evening.clerk.locator("form[action$='/desk/badges'] button").first.click()
    sheet = opened.value
    cards = sheet.locator(".badge-card")
    expect(cards).to_have_count(12)
    evening.shot(sheet, "badges")
    sheet.emulate_media(media="print")
    expect(sheet.locator("header")).to_be_hidden()
    evening.hall.shot(sheet, "badges-printed", whole=True)
    printed = sheet.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2, "ten badges fill one A4 page"
    for card in cards.all():
        drawn = card.locator("path").get_attribute("d") or ""
        evening.badges[card.locator(".badge-name").inner_text()] = scan(drawn)
    sheet.close()


def to_desk(clerk: Page) -> None:
    clerk.locator(".where a[href$='/desk']").click()


def write_the_agenda(evening: Evening) -> None:
    clerk = evening.clerk
    clerk.locator("a[href$='/desk/agenda']").click()
    for title, kind, speaker in (
        ("听取县人民政府关于民生实事候选项目的说明", "report", "副县长 何敏"),
        ("票决2027年民生实事项目", "vote", ""),
    ):
        fill(clerk, {"title": title, "speaker": speaker})
        clerk.locator("#kind").select_option(kind)
        clerk.locator("form[action$='/agenda'] button").click()
        expect(clerk.locator(".agenda-edit", has_text=title)).to_be_visible()
    evening.shot(clerk, "agenda")
    clerk.locator("a[href*='/desk/votes/']").click()
    clerk.locator("#file").set_input_files(SAMPLE)
    clerk.locator("form[action$='/import'] button").click()
    expect(clerk.locator("tbody tr")).to_have_count(12)
    fill(clerk, {"seats": "10", "max_marks": "10"})
    clerk.locator("#secrecy").select_option("recorded")
    clerk.locator("form[action$='/method'] button").click()
    expect(clerk.locator(".sentence")).to_have_count(0)
    evening.hall.shot(clerk, "vote-desk", whole=True)
    to_desk(clerk)


def come_in(evening: Evening, screen: Page, others: list[APIRequestContext]) -> list[Page]:
    evening.clerk.locator("form[action$='/gather'] button").click()
    expect(screen.locator("#attendance .unmet")).to_be_visible()
    phones = [evening.hall.context(PHONE).new_page() for _ in (FIRST, SECOND)]
    phones[0].goto(evening.badges[FIRST])
    evening.shot(phones[0], "badge")
    for phone, name in zip(phones, (FIRST, SECOND), strict=True):
        sign_in(phone, evening.badges[name])
        expect(phone.locator(".me-card .present")).to_be_visible()
    evening.shot(phones[0], "signed-in")
    for one, name in zip(others, OTHERS, strict=False):
        assert one.post(evening.badges[name]).ok
    expect(attendance(screen)).to_have_text(str(2 + len(others)))
    evening.project(screen, "signing-in")
    evening.shot(evening.clerk, "desk")
    return phones


def attendance(screen: Page) -> Locator:
    return screen.locator("#attendance div").nth(1).locator("b")


def preside(evening: Evening, screen: Page) -> Page:
    chair = evening.hall.context(LAPTOP).new_page()
    sign_in(chair, evening.badges[CHAIR])
    expect(chair).to_have_url(re.compile("/chair$"))
    expect(screen.locator("#attendance .met")).to_be_visible()
    evening.shot(chair, "chair-quorum")
    press(chair, "/open")
    press(chair, "/start")
    expect(screen.locator("#stage h1")).to_contain_text("说明")
    evening.shot(chair, "chair-report")
    evening.project(screen, "report")
    press(chair, "/start")
    expect(screen.locator(".candidates li")).to_have_count(12)
    return chair


def press(chair: Page, act: str) -> None:
    """The one big button, which now means this act; asked twice where it asks twice."""
    ask = chair.locator(".next-act details.twice summary")
    button = chair.locator(f".next-act form[action$='{act}'] button:not(.quiet)")
    button.wait_for(state="attached")
    if ask.count():
        ask.click()
        button = chair.locator("#sure [data-yes]")
    button.click()
    chair.wait_for_load_state()


def adopt(evening: Evening, chair: Page, screen: Page, phone: Page) -> None:
    evening.project(screen, "candidates")
    evening.hall.shot(phone, "candidates", whole=True)
    chair.locator("input[name='for']").fill("8")
    chair.locator("input[name='abstain']").fill("1")
    evening.hall.shot(chair, "chair-adopts", whole=True)
    press(chair, "/adopt")
    press(chair, "/seal")
    evening.project(screen, "sealed")
    press(chair, "/open")
    expect(screen.locator("#turnout b")).to_have_text("0")


def vote(
    evening: Evening, screen: Page, phones: list[Page], others: list[APIRequestContext]
) -> None:
    ballot = "#now a[href$='/ballot']"
    for count, phone in enumerate(phones, 1):
        if count == 1:
            evening.shot(phone, "voting-is-open")
        phone.locator(ballot).click()
        for no, sign in ((1, "for"), (2, "for"), (3, "abstain"), (4, "against")):
            mark(phone, no, sign)
        if count == 1:
            phone.evaluate("scrollTo(0, 0)")
            evening.shot(phone, "ballot")
        for no in range(3, 11):  # two of them on second thoughts
            mark(phone, no)
        press_cast(phone)
        expect_counted(phone)
        expect(screen.locator("#turnout b")).to_have_text(str(count))
    evening.shot(phones[0], "receipt")
    evening.project(screen, "turnout")
    cast = phones[0].url.removesuffix("/ballot") + "/cast"
    for left_out, one in enumerate(others, 5):
        marks = [no for no in range(1, 13) if no not in (11, left_out)]
        assert one.post(cast, form={f"mark-{no}": "for" for no in marks}).ok
    expect(screen.locator("#turnout b")).to_have_text(str(2 + len(others)))


def announce(evening: Evening, chair: Page, screen: Page, phone: Page) -> None:
    expect(chair.locator("#turnout b")).to_have_text(screen.locator("#turnout b").inner_text())
    evening.shot(chair, "chair-voting")
    press(chair, "/close")
    expect(screen.locator("#turnout")).to_have_count(0)
    evening.project(screen, "closed")
    press(chair, "/count")
    expect(chair.locator(".next-act .bars .won")).to_have_count(10)
    expect(screen.locator(".bars")).to_have_count(0)
    evening.hall.shot(chair, "chair-announces", whole=True)
    press(chair, "/announce")
    expect(screen.locator(".bars .won")).to_have_count(10)
    evening.project(screen, "result")
    phone.locator("main a.button").click()
    phone.locator("#now a.big").click()
    expect(phone.locator("tr.won")).to_have_count(10)
    evening.hall.shot(phone, "result", whole=True)


def close(evening: Evening, chair: Page) -> None:
    evening.shot(chair, "chair-announced")
    press(chair, "/close")
    chair.locator(".next-act a[href$='/minutes']").click()
    expect(chair.locator(".chosen li")).to_have_count(10)
    evening.hall.shot(chair, "minutes", whole=True)
