"""One bench meeting in a courtyard, from its first card to the question a year later.

Three phones joined by card, one of them with large letters; who records, also for a stool
without a phone; and one projector, which is never loaded anew.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from consult.grids.commands import import_grids
from tests.browser.people import LAPTOP, PHONE, PROJECTOR, Hall
from tests.browser.stage import Stage
from tests.browser.yard import (
    AID,
    DRAIN,
    LIGHT,
    ROAD,
    Yard,
    begin,
    call_the_yard,
    hide_one,
    react,
    say_four_kinds,
    sit_down,
)
from tests.consult.resolved import GRIDS

LIVED = "window.unbroken"  # set on a page once; gone if it was ever loaded anew
QUESTION = "路灯先修村口，再修祠堂，同意吗？"
A_YEAR = timedelta(days=400)


@pytest.fixture
def yard(hall: Hall, stage: Stage) -> Yard:
    stage.run(import_grids(stage.congress.db, stage.congress.clerk.name, GRIDS))
    return Yard(hall, stage, hall.enter(LAPTOP, stage.congress.clerk.person))


@pytest.fixture
def calendar(stage: Stage) -> Iterator[list[timedelta]]:
    """How far the server's clock is ahead: put something into the list and it is later."""
    db, ahead = stage.server.house.db, list[timedelta]()
    clock = db.clock
    db.clock = lambda: datetime.now(UTC) + sum(ahead, timedelta())
    yield ahead
    db.clock = clock


def test_a_yard_talks_and_a_year_later_its_cards_still_tell(
    yard: Yard, calendar: list[timedelta]
) -> None:
    call_the_yard(yard)
    phones = sit_down(yard)
    begin(yard, phones)
    screen = yard.hall.context(PROJECTOR).new_page()
    screen.goto(yard.clerk.locator("a[href$='/consult'][target]").get_attribute("href") or "")
    screen.evaluate(f"{LIVED} = true")
    say_four_kinds(yard, phones, screen)
    hide_one(yard, phones, screen)
    react(yard, phones, screen)
    speak_in_turn(yard, phones, screen)
    raise_hands(yard, phones, screen)
    screen = resolve(yard, screen)
    read_and_confirm(yard, phones, screen)
    calendar.append(A_YEAR)
    ask_a_year_later(yard)


def speak_in_turn(yard: Yard, phones: list[Page], screen: Page) -> None:
    """Who has spoken waits behind who has not; stool 4 is put on the list by who leads."""
    clerk = yard.clerk
    clerk.goto(f"{yard.m}/consult/talk")
    ask(phones[0])
    call(clerk)
    expect(phones[0].locator(".my-turn")).to_be_visible()
    expect(screen.locator(".talk-board-now")).to_contain_text("1")
    press(clerk, "/stop")
    ask(phones[0])
    expect(clerk.locator(".talk-line li")).to_have_count(1)
    ask(phones[1])
    clerk.locator("#who").fill("4")
    clerk.locator("button[value='speech']").click()
    expect(clerk.locator(".talk-line .talk-stool")).to_have_text(["2", "4", "1"])
    expect(phones[0].locator(".my-place")).to_contain_text("3")
    yard.shot(clerk, "fair-queue")
    call(clerk)
    expect(phones[1].locator(".my-turn")).to_be_visible()
    yard.project(screen, "speaking")
    call(clerk)
    call(clerk)
    press(clerk, "/stop")
    expect(screen.locator(".yard-figures")).to_contain_text("4 人已发言，共4张板凳")
    yard.project(screen, "spoken")


def ask(phone: Page) -> None:
    phone.locator(".ask-stool button").click()


def call(clerk: Page) -> None:
    press(clerk, "/call")


def press(clerk: Page, act: str) -> None:
    clerk.locator(f"#talk_desk form[action$='{act}'] button").click()
    clerk.wait_for_load_state()


def raise_hands(yard: Yard, phones: list[Page], screen: Page) -> None:
    """One answers by phone, three raise a hand: four in all, and none twice."""
    clerk = yard.clerk
    clerk.goto(f"{yard.m}/consult/hands")
    clerk.locator("#question").fill(QUESTION)
    clerk.locator("form:has(#question) button.big").click()
    expect(screen.locator("#hands_board")).to_contain_text(QUESTION)
    phones[0].locator("#hands_phone button[value='for']").click()
    expect(clerk.locator(".hands-phones")).to_contain_text("1")
    expect(clerk.locator(".hands-count")).to_contain_text("2、3、4")
    yard.shot(clerk, "hands")
    yard.project(screen, "hands-asked")
    for name, number in (("for", "2"), ("against", "1"), ("abstain", "0")):
        clerk.locator(f".hands-form input[name='{name}']").fill(number)
    clerk.locator(".hands-form button").click()
    clerk.locator("form[action$='/close'] button").click()
    expect(screen.locator(".hands-result b")).to_have_text(["3", "1", "0"])
    yard.project(screen, "hands-told")


def resolve(yard: Yard, screen: Page) -> Page:
    """Each contribution gets its ending. As long as one is open, nothing can be closed."""
    clerk = yard.clerk
    assert screen.evaluate(LIVED), "the big screen was never loaded anew"
    clerk.goto(f"{yard.m}/desk/consult")
    clerk.locator("button[value='resolving']").click()
    clerk.locator(".buttons a[href$='/desk/consult/resolution']").click()
    with clerk.context.expect_page() as opened:
        clerk.locator("a[href$='/consult/resolution'][target]").click()
    reading = opened.value
    clerk.locator("a.go[href*='/resolution/of/']").click()
    end(clerk, "promised", "换新三盏太阳能路灯", LIGHT)
    end(clerk, "answered", "网格员王芳今天下午带人清淤。", DRAIN)
    end(clerk, "sent_up", "加宽要占地和县里的补助，村里办不了。", ROAD)
    refused_close(yard)
    clerk.goto(f"{yard.m}/desk/consult/resolution")
    clerk.locator("a.go[href*='/resolution/of/']").click()
    end(clerk, "explained", "收割机的主人已经走了，找不到人。", AID)
    expect(reading.locator(".reading-points > li")).to_have_count(4)
    reading.set_viewport_size({"width": PROJECTOR.width, "height": PROJECTOR.height})
    yard.hall.shot(reading, "reading")
    yard.shot(clerk, "resolution")
    return reading


def end(clerk: Page, ending: str, words: str, of: str) -> None:
    expect(clerk.locator("main .words").first).to_have_text(of)
    form = clerk.locator("form.dispose")
    form.locator(f"label.{ending}").click()
    form.locator("#words").fill(words)
    if ending == "promised":
        form.locator("#who").fill("村委会主任赵强")
        form.locator("#due").fill((datetime.now(UTC) + timedelta(days=20)).date().isoformat())
        form.locator("#seen").fill("晚上七点三盏灯都亮")
        form.locator("#checks").fill("人大代表陈静")
    if ending == "sent_up":
        form.locator("#level").select_option("village")
    form.locator("button.go").click()
    clerk.wait_for_load_state()


def refused_close(yard: Yard) -> None:
    yard.hall.expect("422")
    clerk = yard.clerk
    clerk.goto(f"{yard.m}/desk/consult")
    close(clerk)
    expect(clerk.locator("main > .refusal[role='alert']")).to_be_visible()
    expect(clerk.locator("h1 .tag")).not_to_have_text("议事结束")
    yard.shot(clerk, "close-refused")


def close(clerk: Page) -> None:
    clerk.locator("details.twice:has(button[value='closed']) > summary").click()
    clerk.locator("button[value='closed']").click()
    clerk.wait_for_load_state()


def read_and_confirm(yard: Yard, phones: list[Page], screen: Page) -> None:
    """Read aloud, confirmed by hands, printed as one page, closed."""
    clerk = yard.clerk
    clerk.goto(f"{yard.m}/desk/consult/resolution/script")
    expect(clerk.locator(".reading-points > li")).to_have_count(4)
    expect(clerk.locator(".reading")).to_contain_text("村委会主任赵强")
    yard.shot(clerk, "script")
    clerk.locator("a.go[href$='#confirm']").click()
    form = clerk.locator("form[action$='/resolution/hands']")
    form.locator("#yes").fill("4")
    form.locator("input[name='read']").check()
    form.locator("button.big").click()
    expect(screen.locator(".tally-line")).to_contain_text("4")
    yard.hall.shot(screen, "confirmed")
    with clerk.context.expect_page() as opened:
        clerk.locator("a[href$='/resolution/sheet']").click()
    sheet = opened.value
    yard.shot(sheet, "sheet")
    printed = sheet.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, "it is one page to be signed"
    sheet.close()
    clerk.goto(f"{yard.m}/desk/consult")
    close(clerk)
    expect(phones[0].locator("#phase")).to_contain_text("议事结束")
    expect(phones[0].locator(".say-card")).to_be_hidden()
    yard.shot(phones[0], "closed")


def ask_a_year_later(yard: Yard) -> None:
    """The card alone, on a phone that was never here."""
    phone = yard.hall.context(PHONE).new_page()
    phone.goto(yard.cards[1])
    expect(phone.locator(".said-list li", has_text=LIGHT)).to_contain_text("村委会主任赵强")
    yard.shot(phone, "a-year-later")
    phone.goto(yard.cards[3])
    way = phone.locator(".said-list li", has_text=ROAD).locator(".way-up li")
    expect(way.filter(has_text="超时自动上报").first).to_be_visible()
    yard.shot(phone, "a-year-later-sent-up")
