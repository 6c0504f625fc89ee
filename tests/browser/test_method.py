"""The clerk drafts a method: from a template, rule by rule, with the figures beside it."""

from playwright.sync_api import Locator, Page, expect

from ballots import queries as ballots
from ballots.commands import draft_paper, list_projects
from core.ids import ItemId
from tests.browser.people import LAPTOP, PHONE, Hall
from tests.browser.stage import Stage
from tests.cast import projects


async def with_candidates(stage: Stage) -> ItemId:
    here = stage.congress
    item = await here.add_item()
    paper = await draft_paper(here.db, here.clerk, item, "2027年民生实事项目票决办法")
    await list_projects(here.db, here.clerk, paper, projects(12))
    return item


def figures(page: Page) -> Locator:
    return page.locator("#meaning b")


def take(page: Page, template: str) -> None:
    page.locator(".templates summary").click()
    page.locator(f".templates button[value={template}]").click()
    page.wait_for_load_state()


def desk(hall: Hall, stage: Stage, item: ItemId) -> Page:
    page = hall.enter(LAPTOP, stage.congress.clerk.person)
    page.goto(f"{stage.m}/desk/votes/{item}")
    return page


def test_a_method_is_drafted_from_a_template_and_its_figures_follow_every_key(
    hall: Hall, stage: Stage
) -> None:
    page = desk(hall, stage, stage.run(with_candidates(stage)))
    take(page, "county")
    expect(page.locator("#mode")).to_have_value("for_against_abstain")
    page.locator("#seats").fill("10")
    expect(figures(page)).to_contain_text(["8", "20 %", "7"])
    page.locator("[name=tried]").fill("327")
    expect(figures(page)).to_contain_text(["218", "20 %", "164"])
    hall.shot(page, "county")
    page.locator("#seats").fill("99")
    expect(page.locator("#meaning .sentence")).to_have_count(1)
    page.locator("#mode").select_option("grade")
    expect(page.locator("#seats")).to_be_hidden()
    expect(page.locator("#satisfied_fraction")).to_be_visible()
    expect(page.locator("#meaning .sentence")).to_have_count(0)
    expect(figures(page)).to_contain_text(["218", "164", "164"])
    page.set_viewport_size({"width": PHONE.width, "height": PHONE.height})
    page.evaluate("document.querySelector('#meaning').scrollIntoView()")
    hall.shot(page, "panel")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE.width, "nothing stands out at the side of a phone"


def test_a_template_asks_first_and_enter_saves(hall: Hall, stage: Stage) -> None:
    hall.expect("422")
    item = stage.run(with_candidates(stage))
    page = desk(hall, stage, item)
    page.locator("#mode").select_option("pick")
    page.locator("#max_marks").fill("10")
    page.locator("#seats").fill("99")
    take(page, "street")
    expect(page.locator(".twice-asked")).to_be_visible()
    expect(page.locator("#seats")).to_have_value("99")
    hall.shot(page, "asked")
    page.locator("#seats").fill("10")
    page.locator("#method-title").press("Enter")
    expect(page.locator(".twice-asked")).to_have_count(0)
    expect(page.locator("#seats")).to_have_value("10")
    vote = stage.run(stage.congress.read(ballots.vote_on, stage.congress.meeting, item))
    assert vote is not None
    assert (vote.paper.method.mode, vote.paper.method.max_marks) == ("pick", 10)
