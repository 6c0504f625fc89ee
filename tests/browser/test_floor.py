"""The floor: a phone asks, the chair calls, and three screens count the same seconds down."""

import re

from playwright.sync_api import Page, expect

from sessions.agenda.commands import add_item
from sessions.agenda.course.commands import start_item
from sessions.speaking.commands import ask_to_speak
from tests.browser.people import LAPTOP, PHONE, PROJECTOR, Hall
from tests.browser.server import until
from tests.browser.stage import Stage

CLOSE = 2  # seconds that two screens may differ while they are looked at one after the other


def put_on(stage: Stage) -> str:
    """An item is on to which people may speak."""

    async def put() -> str:
        here = stage.congress
        await here.open()
        values = {"title": "审议政府工作报告", "kind": "deliberation"}
        item = await add_item(here.db, here.clerk, values)
        await start_item(here.db, here.chair, item)
        for deputy in here.deputies[5:9]:
            await ask_to_speak(here.db, deputy, item)
        return item

    return stage.run(put())


def seconds(page: Page, within: str) -> int:
    """What the countdown of this part shows, in seconds."""
    shown = page.locator(f"{within} [data-time]").inner_text()
    minutes, _, rest = shown.partition(":")
    return 60 * int(minutes) + int(rest)


def same(one: int, other: int) -> bool:
    return abs(one - other) <= CLOSE


def survive_a_reload(phone: Page, screen: Page, chair: Page) -> None:
    """All three show the same seconds afterwards, and go on counting."""
    for page, part in ((phone, "#queue"), (screen, "#lectern"), (chair, "#floor")):
        page.reload()
        expect(page.locator(f"{part} [data-time]")).to_have_text(re.compile(r"9:\d\d"))
    assert same(seconds(phone, "#queue"), seconds(screen, "#lectern"))
    assert same(seconds(chair, "#floor"), seconds(screen, "#lectern"))
    left = seconds(screen, "#lectern")
    until(lambda: seconds(screen, "#lectern") < left, "the countdown runs")


def test_a_phone_asks_the_chair_calls_and_the_screens_count_down(
    hall: Hall, stage: Stage
) -> None:
    stage.gather()
    voter = stage.voters[0]
    phone = hall.enter(PHONE, voter.person)
    put_on(stage)
    phone.goto(stage.m)
    chair = hall.enter(LAPTOP, stage.congress.chair.person)
    chair.goto(f"{stage.m}/chair")
    screen = hall.open(PROJECTOR, stage.screen)
    expect(screen.locator("#lectern")).to_be_visible()
    hall.shot(phone, "before")

    phone.locator("#queue form.ask button").click()
    expect(phone.locator("#queue .my-place")).to_contain_text("5")
    expect(phone.locator("#queue form.ask")).to_be_hidden()
    hall.shot(phone, "waiting", whole=True)
    hall.shot(chair, "list", whole=True)
    hall.shot(screen, "next")

    mine = chair.locator("#floor .speakers li").filter(has_text=voter.name)
    mine.locator("form[action$='/call'] button").click()
    expect(phone.locator("#queue .my-turn")).to_be_visible()
    expect(screen.locator("#lectern .lectern-name")).to_contain_text(voter.name)
    expect(screen.locator("#lectern [data-time]")).to_have_text(re.compile(r"(10:00|9:\d\d)"))
    expect(phone.locator("#queue [data-time]")).to_have_text(re.compile(r"(10:00|9:\d\d)"))
    for page, name in ((phone, "speaking"), (screen, "speaking"), (chair, "console")):
        hall.shot(page, name, whole=page is chair)
    survive_a_reload(phone, screen, chair)

    chair.locator("#floor form[action$='/extend'] button[value='5']").click()
    expect(screen.locator("#lectern [data-time]")).to_have_text(re.compile(r"1[45]:\d\d"))
    chair.locator("#floor form[action$='/stop'] button").click()
    expect(phone.locator("#queue .my-turn")).to_have_count(0)
    expect(phone.locator("#queue form.ask")).to_be_visible()
    expect(screen.locator("#lectern [data-time]")).to_have_count(0)


def test_a_device_whose_clock_is_wrong_counts_by_the_servers(hall: Hall, stage: Stage) -> None:
    stage.gather()
    voter = stage.voters[0]
    phone = hall.enter(PHONE, voter.person)
    phone.add_init_script(
        "const real = Date.now; Date.now = () => real() - 3600000;"  # an hour behind
    )
    put_on(stage)
    phone.goto(stage.m)
    phone.locator("#queue form.ask button").click()
    expect(phone.locator("#queue .my-place")).to_be_visible()
    chair = hall.enter(LAPTOP, stage.congress.chair.person)
    chair.goto(f"{stage.m}/chair")
    mine = chair.locator("#floor .speakers li").filter(has_text=voter.name)
    mine.locator("form[action$='/call'] button").click()
    expect(phone.locator("#queue [data-time]")).to_have_text(re.compile(r"(10:00|9:\d\d)"))
