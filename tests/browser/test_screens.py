"""The chair's keyboard and the hall's screens: what is pressed here is seen there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from sessions.screens.commands import add_screen, lay_band, set_look, show
from sessions.screens.screen import Look, Picture, Ratio, Shows, Theme
from tests.browser.people import LAPTOP, OLD_PROJECTOR, PROJECTOR, Hall
from tests.browser.stage import Stage
from tests.browser.tour import Tour

TEN = re.compile(r"10:00|9:[345]\d")  # and the seconds a busy machine takes
LONG = "请各位代表在各代表团驻地继续审议候选项目" * 8
WORDS = "中午十二时在一楼餐厅用餐"


def at_the_console(hall: Hall, stage: Stage) -> tuple[Page, Page]:
    chair = hall.enter(LAPTOP, stage.congress.chair.person)
    chair.goto(f"{stage.m}/chair")
    return chair, hall.open(PROJECTOR, stage.screen)


def test_the_chair_leads_with_the_keyboard_alone(hall: Hall, stage: Stage) -> None:
    stage.gather()
    stage.open_vote()
    chair, screen = at_the_console(hall, stage)
    preview = chair.frame_locator(".preview iframe")
    expect(preview.locator(".stage-line.open")).to_be_visible()
    chair.keyboard.press("m")
    chair.keyboard.type(WORDS)
    expect(chair.locator("#wall-text")).to_have_value(WORDS)
    with chair.expect_navigation():
        chair.keyboard.press("Enter")
    expect(screen.locator(".band")).to_have_text(WORDS)
    expect(preview.locator(".band")).to_have_text(WORDS)
    with chair.expect_navigation():
        chair.keyboard.press("b")
    expect(screen.locator(".stage.blank")).to_be_visible()
    expect(screen.locator("h1")).to_have_count(0)
    expect(chair.locator("#screens .tag.off")).to_be_visible()
    screen.reload()
    expect(screen.locator(".stage.blank .band")).to_have_text(WORDS)
    with chair.expect_navigation():
        chair.keyboard.press("b")
    expect(screen.locator(".stage-line.open")).to_be_visible()
    close_by_keyboard(hall, chair)
    expect(screen.locator(".stage-line")).to_contain_text("表决结束")
    hall.shot(chair, "console-closed")


def close_by_keyboard(hall: Hall, chair: Page) -> None:
    """The first Enter asks, the second goes back: only a step aside is the yes."""
    sure = chair.locator("#sure")
    chair.keyboard.press("n")
    chair.keyboard.press("Enter")
    expect(sure).to_be_visible()
    hall.shot(chair, "console-sure")
    chair.keyboard.press("Enter")
    expect(sure).to_be_hidden()
    expect(chair.locator(".next-act .twice")).to_be_visible()
    chair.keyboard.press("n")
    chair.keyboard.press("Enter")
    chair.keyboard.press("Tab")
    with chair.expect_navigation():
        chair.keyboard.press("Enter")


def test_keys_are_letters_while_somebody_writes_and_can_be_turned_off(
    hall: Hall, stage: Stage
) -> None:
    chair, screen = at_the_console(hall, stage)
    chair.keyboard.press("m")
    chair.keyboard.type("bnth")
    expect(chair.locator("#wall-text")).to_have_value("bnth")
    chair.keyboard.press("Escape")
    chair.keyboard.press("?")
    expect(chair.locator("#keys")).to_be_visible()
    chair.locator("[data-keys-on]").uncheck()
    chair.keyboard.press("Escape")
    chair.locator("h1").click()
    chair.keyboard.press("b")
    chair.keyboard.press("t")
    expect(chair.locator("#wall-minutes")).not_to_be_focused()
    expect(screen.locator(".stage.blank")).to_have_count(0)


def test_a_swapped_part_leaves_the_keyboard_where_it_was(hall: Hall, stage: Stage) -> None:
    stage.gather()
    chair, _ = at_the_console(hall, stage)
    chair.keyboard.press("n")
    button = chair.locator(".next-act .big")
    expect(button).to_be_focused()
    chair.evaluate("document.getElementById('console').dataset.old = ''")
    stage.run(stage.congress.sign_in(stage.voters[0]))
    expect(chair.locator("#console:not([data-old])")).to_be_visible()
    expect(button).to_be_focused()
    stage.run(stage.congress.open())
    expect(chair.locator(".next-act form[action$='/open']")).to_have_count(0)
    expect(chair.locator(".next-act")).to_be_focused()


def test_a_countdown_runs_by_the_servers_clock_and_survives_a_reload(
    hall: Hall, stage: Stage
) -> None:
    chair, _ = at_the_console(hall, stage)
    screen = hall.context(OLD_PROJECTOR).new_page()
    screen.clock.install(time=0)  # a projector's computer that believes it is 1970
    screen.goto(stage.screen)
    chair.keyboard.press("t")
    chair.keyboard.type("10")
    chair.locator(".count button").click()
    face = screen.locator("[data-until]")
    expect(face).to_have_text(TEN)
    screen.clock.fast_forward(65_000)
    expect(face).to_have_text(re.compile(r"8:[345]\d"))
    screen.clock.fast_forward(600_000)
    expect(face).to_have_text("0:00")
    screen.reload()
    expect(face).to_have_text(TEN)
    hall.shot(screen, "countdown")


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_picture_fits_and_can_be_read_by_everybody(
    hall: Hall, stage: Stage, lang: str
) -> None:
    tour = Tour(hall, stage, lang)
    stage.gather()
    stage.open_vote()
    here, main = stage.congress, stage.congress.meeting
    tour.clerk(f"{tour.m}/screens", "screens-one", open_all)
    stage.run(lay_band(here.db, here.chair, "", LONG[:80]))
    tour.screen("voting-with-a-message")
    stage.run(announced(stage))
    tour.screen("result-with-a-message")
    stage.run(add_screen(here.db, here.clerk, Look("右侧", Theme.DARK, Ratio.STANDARD)))
    tour.chair(f"{tour.m}/chair", "chair-two-screens", open_all)
    tour.clerk(f"{tour.m}/screens", "screens-two", open_all)
    dark = Look("正中", Theme.DARK, Ratio.STANDARD, is_large=True)
    stage.run(set_look(here.db, here.clerk, main, dark))
    tour.screen("dark-result-with-a-message")
    stage.run(lay_band(here.db, here.chair, "", ""))
    for name, picture in pictures(stage).items():
        stage.run(show(here.db, here.chair, main, picture))
        tour.screen(f"dark-{name}")
    tour.screen("test", "/test")
    assert not tour.wrong, "\n".join(tour.wrong)


def pictures(stage: Stage) -> dict[str, Picture]:
    until = datetime.now(UTC) + timedelta(hours=2)
    return {
        "agenda": Picture(Shows.AGENDA),
        "attendance": Picture(Shows.ATTENDANCE),
        "result": Picture(Shows.RESULT, round=stage.round),
        "title": Picture(Shows.TITLE, LONG[:120]),
        "message": Picture(Shows.MESSAGE, LONG[:150]),
        "countdown": Picture(Shows.COUNTDOWN, LONG[:40], until=until),
    }


async def announced(stage: Stage) -> None:
    here = stage.congress
    await here.cast_all(stage.round, ["++++++++++.."] * 4, here.deputies[3:])
    await here.announce(stage.round)


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
