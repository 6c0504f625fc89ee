"""The first half of a bench meeting, as its people press it: cards, phones, what they say."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import OLD_PROJECTOR, PHONE, PROJECTOR, SMALL_PHONE, Hall
from tests.browser.scan import scan
from tests.browser.stage import Stage
from tests.consult.yard import TOPIC

LIGHT = "村口三盏路灯坏了半年，老人晚上不敢出门。"
DRAIN = "排水沟一下雨就堵，水进了院子。"
ROAD = "通往集镇的路要加宽，两车会不开。"
AID = "收割机过路压坏了田埂，修起来谁出钱？"
RUDE = "隔壁老王家的人最懒，活该水淹。"
REASON = "点名伤害邻居，与议题无关"


@dataclass
class Yard:
    hall: Hall
    stage: Stage
    clerk: Page
    cards: dict[int, str] = field(default_factory=dict)

    @property
    def m(self) -> str:
        return self.stage.m

    def shot(self, page: Page, name: str) -> None:
        page.evaluate("scrollTo(0, 0)")
        self.hall.shot(page, name, whole=True)

    def project(self, screen: Page, name: str) -> None:
        for size in (OLD_PROJECTOR, PROJECTOR):
            screen.set_viewport_size({"width": size.width, "height": size.height})
            self.hall.shot(screen, name)


def call_the_yard(yard: Yard) -> None:
    """Form, topic and grid; then the cards are printed."""
    clerk = yard.clerk
    clerk.goto(f"{yard.m}/desk/consult")
    clerk.locator("#topic").fill(TOPIC)
    clerk.locator("#grid").select_option("C")
    clerk.locator("form[action$='/desk/consult'] button").click()
    clerk.locator("#count").fill("4")
    with clerk.context.expect_page() as opened:
        clerk.locator("form[action$='/cards'] button").first.click()
    sheet = opened.value
    expect(sheet.locator(".stool-card")).to_have_count(4)
    for card in sheet.locator(".stool-card").all():
        drawn = card.locator("path").get_attribute("d") or ""
        yard.cards[int(card.locator(".stool-number").inner_text())] = scan(drawn)
    yard.shot(sheet, "cards")
    sheet.close()


def sit_down(yard: Yard) -> list[Page]:
    """Three phones scan a card; the second one has large letters and is a small one."""
    phones = [yard.hall.context(size).new_page() for size in (PHONE, SMALL_PHONE, PHONE)]
    for number, phone in enumerate(phones, start=1):
        phone.goto(yard.cards[number])
        if number == 2:
            phone.locator("a[href^='/letters/large']").click()
            expect(phone.locator("html.elder")).to_be_visible()
        yard.shot(phone, f"card-{number}")
        phone.locator("main form button.go").click()
        expect(phone.locator(".stool-head .stool-big")).to_have_text(str(number))
    return phones


def begin(yard: Yard, phones: list[Page]) -> None:
    """Phones that are here already can speak up without being loaded anew."""
    expect(phones[0].locator(".say-card")).to_be_hidden()
    clerk = yard.clerk
    clerk.reload()
    clerk.locator("#grids summary").click()
    clerk.locator("#seats").select_option("C")
    clerk.locator("form[action$='/seats'] button").click()
    expect(clerk.locator("#grids .seated")).to_contain_text("1–4")
    clerk.locator("#grids summary").click()
    yard.shot(clerk, "desk")
    clerk.locator("button[value='talking']").click()
    for phone in phones:
        expect(phone.locator(".say-card")).to_be_visible()


def write(page: Page, kind: str, text: str, circle: str = "public") -> None:
    """Fill the form in, as a thumb does. It is sent by the next press."""
    summary = page.locator(".say-card > summary")
    if summary.count() and summary.is_visible():
        summary.click()
    page.locator(f"form.say .kinds label.{kind}").click()
    page.locator("form.say #text").fill(text)
    page.locator(f"form.say .circles input[value='{circle}']").check()


def send(page: Page) -> None:
    page.locator("form.say > button.big").click()


def heard(page: Page, text: str) -> Locator:
    return page.locator("#yard .yard-list li, #said .said-list > li").filter(has_text=text)


def say_four_kinds(yard: Yard, phones: list[Page], screen: Page) -> None:
    for phone, (kind, text) in zip(
        phones[:2], (("problem", LIGHT), ("demand", DRAIN)), strict=True
    ):
        write(phone, kind, text)
        yard.shot(phone, f"writes-{kind}")
        send(phone)
        expect(phone.locator("main .good[role='status']")).to_be_visible()
        expect(heard(screen, text[:10])).to_be_visible()
    phones[2] = say_without_a_network(yard, phones[2], screen)
    record_for_the_fourth(yard, screen)
    yard.project(screen, "four-kinds")
    expect(heard(phones[0], AID)).to_be_visible()
    yard.shot(phones[0], "phone")


def say_without_a_network(yard: Yard, phone: Page, screen: Page) -> Page:
    """The network is gone while it sends, and then the page too. Nothing is lost, and what was
    sent again and again is said once."""
    yard.hall.expect("ERR_INTERNET_DISCONNECTED")
    at = phone.url
    write(phone, "proposal", ROAD)
    phone.context.set_offline(True)
    send(phone)
    expect(phone.locator("[data-unsaid]")).to_contain_text("尚未发出")
    expect(phone.locator("form.say #text")).to_have_value(ROAD)
    yard.shot(phone, "offline")
    context = phone.context
    phone.close()
    context.set_offline(False)
    phone = context.new_page()
    phone.goto(at)
    expect(heard(screen, ROAD[:10])).to_have_count(1)
    expect(phone.locator("main .good[role='status']")).to_be_visible()
    expect(heard(phone, ROAD)).to_have_count(1)
    phone.reload()
    expect(phone.locator("form.say #text")).to_have_value("")
    return phone


def record_for_the_fourth(yard: Yard, screen: Page) -> None:
    clerk = yard.clerk
    clerk.goto(f"{yard.m}/consult")
    clerk.locator(".stool-button", has_text="4").click()
    write(clerk, "worry", AID)
    clerk.locator("input[name='read_back']").check()
    clerk.locator("#witness").fill("李四")
    yard.shot(clerk, "records")
    send(clerk)
    expect(heard(screen, AID[:10])).to_be_visible()
    told = clerk.locator("#heard li.card", has_text=AID)
    expect(told).to_contain_text("已复述确认")
    expect(told).to_contain_text("李四")


def hide_one(yard: Yard, phones: list[Page], screen: Page) -> None:
    """Everybody reads why; only its author and those who record still read what it said."""
    write(phones[1], "worry", RUDE)
    send(phones[1])
    expect(heard(screen, RUDE[:10])).to_be_visible()
    clerk = yard.clerk
    clerk.locator("#heard li.card", has_text=RUDE).locator(".said-more a").click()
    clerk.locator("details", has=clerk.locator("#hide-reason")).locator("summary").click()
    clerk.locator("#hide-reason").fill(REASON)
    clerk.locator("form[action$='/hide'] button.danger").click()
    expect(heard(screen, RUDE[:10])).to_have_count(0)
    expect(phones[0].locator("#said .hidden-one")).to_contain_text(REASON)
    expect(phones[0].locator("#said")).not_to_contain_text(RUDE)


def react(yard: Yard, phones: list[Page], screen: Page) -> None:
    """A press is counted on the big screen while one looks; changed, it is counted once."""
    counts = heard(screen, LIGHT[:10]).locator(".yard-counts")
    for phone, opinion in zip(phones[1:], ("disagree", "agree"), strict=True):
        heard(phone, LIGHT).locator(f"button[value='{opinion}']").click()
    expect(counts).to_have_text(re.compile("1.*1.*0"))
    phones[1].context.set_offline(True)
    pressed = heard(phones[1], LIGHT).locator("button[value='agree']")
    pressed.click()
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(phones[1].locator("#unsent")).to_be_visible()
    phones[1].context.set_offline(False)
    expect(counts).to_have_text(re.compile("2.*0.*0"))
    expect(phones[1].locator("#unsent")).to_be_hidden()
    yard.shot(phones[1], "large-letters")
