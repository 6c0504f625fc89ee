"""The rarer ballots under a thumb: numbering by tapping, grades, one of several, money."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from ballots.adoption import Hands
from ballots.casting.queries import my_receipts
from ballots.commands import adopt_method, list_projects
from ballots.method import Mode, OverBudget
from ballots.project import CandidateProject
from core.ids import RoundId
from tests.browser.access import sideways
from tests.browser.ballot import expect_counted, mark, marked, press_cast, says, waiting
from tests.browser.people import PHONE, SMALL_PHONE, Hall
from tests.browser.stage import Stage


@pytest.fixture
def phone(hall: Hall, stage: Stage) -> Page:
    stage.gather()
    return hall.enter(PHONE, stage.voters[0].person)


def opened(phone: Page, stage: Stage, **terms: Any) -> Page:
    stage.open_vote(stand=5, seats=2, **terms)
    phone.goto(stage.ballot)
    return phone


async def priced(stage: Stage, costs: list[str], **terms: Any) -> RoundId:
    """An open vote on projects of these costs."""
    here = stage.congress
    await here.open()
    paper = await here.vote_item(len(costs), 1, mode=Mode.PICK, max_marks=len(costs), **terms)
    listed = [
        CandidateProject(no, f"第{no}号民生实事", investment=Decimal(cost))
        for no, cost in enumerate(costs, 1)
    ]
    await list_projects(here.db, here.clerk, paper, listed)
    await here.turn_to(paper)
    await adopt_method(here.db, here.chair, paper, Hands(len(here.deputies) - 2, 0, 0))
    return await here.open_round(paper)


def tap(page: Page, no: int) -> None:
    page.locator(f".candidate[data-no='{no}'] .ranks button").click()


def summary(page: Page) -> Locator:
    page.locator(".cast-bar button").click()
    return page.locator("#summary li")


def counted(stage: Stage) -> str:
    """The one ballot that lies in the urn."""
    person = stage.voters[0].person
    here = stage.congress
    receipts = stage.run(here.read(my_receipts, stage.round, [person]))
    return receipts[person].marks


def test_projects_are_numbered_by_tapping_in_order(
    phone: Page, stage: Stage, hall: Hall
) -> None:
    page = opened(phone, stage, mode=Mode.RANK, max_marks=None)
    expect(page.locator(".ranks input").first).to_be_hidden()
    for no in (4, 2, 5):
        tap(page, no)
    assert marked(page) == {"mark-4": "1", "mark-2": "2", "mark-5": "3"}
    tap(page, 2)
    expect(page.locator(".candidate[data-no='5'] .ranks b")).to_have_text("3")
    expect(page.locator(".candidate[data-no='1'] .ranks button")).to_contain_text("第 2 位")
    hall.shot(page, "gap")
    tap(page, 1)
    page.reload()
    expect(page.locator(".candidate[data-no='1'] .ranks b")).to_have_text("2")
    rows = summary(page)
    expect(rows).to_contain_text(["第4号", "第1号", "第5号", "第2号", "第3号"])
    expect(rows.first.locator(".mark")).to_have_text("第 1 位")
    expect(rows.last.locator(".mark")).to_have_text("未填写")
    hall.shot(page, "numbered")
    page.locator("#yes").click()
    expect_counted(page)
    assert counted(stage) == "2,,,1,3"


def test_without_script_a_number_used_twice_is_told_and_stays(hall: Hall, stage: Stage) -> None:
    hall.expect("422")
    stage.gather()
    page = hall.enter(SMALL_PHONE, stage.voters[0].person, java_script_enabled=False)
    page = opened(page, stage, mode=Mode.RANK, max_marks=None)
    for no, rank in enumerate((1, 2, 2), 1):
        page.locator(f"input[name='mark-{no}']").fill(str(rank))
    page.locator(".cast-bar button").click()
    expect(page.locator(".refusal")).to_contain_text("第 2 位同时填给了 2、3 号项目")
    expect(page.locator("input[name='mark-3']")).to_have_value("2")
    hall.shot(page, "twice")
    page.locator("input[name='mark-3']").fill("3")
    page.locator(".cast-bar button").click()
    page.locator("main form button").click()
    expect_counted(page)
    assert counted(stage) == "1,2,3,,"


def test_each_project_is_given_a_grade(phone: Page, stage: Stage, hall: Hall) -> None:
    page = opened(phone, stage, mode=Mode.GRADE, max_marks=None)
    for no, grade in enumerate(("satisfied", "basically", "unsatisfied", "satisfied"), 1):
        mark(page, no, grade)
    mark(page, 4, "satisfied")
    expect(page.locator("#tally")).to_have_text("已评 3 项，共 5 项")
    hall.shot(page, "graded")
    press_cast(page)
    expect_counted(page)
    assert counted(stage) == "321.."


def test_one_alternative_takes_the_place_of_another(phone: Page, stage: Stage) -> None:
    page = opened(phone, stage, mode=Mode.CHOOSE_ONE, max_marks=None)
    mark(page, 2)
    mark(page, 4)
    assert marked(page) == {"mark-4": "for"}
    mark(page, 4)
    assert marked(page) == {}, "it can be taken back"
    mark(page, 1)
    press_cast(page)
    expect_counted(page)
    assert counted(stage) == "+...."


def test_what_is_marked_is_added_up_exactly_and_held_against_the_budget(
    phone: Page, stage: Stage, hall: Hall
) -> None:
    cap = {"budget_cap": Decimal("0.3"), "over_budget": OverBudget.REFUSE}
    stage.round = stage.run(priced(stage, ["0.1", "0.2", "9007199254740993.05"], **cap))
    page = phone
    page.goto(stage.ballot)
    spent = page.locator("#spent")
    expect(spent).to_have_text("合计 0 万元，上限 0.3 万元")
    for no in (1, 2):
        mark(page, no)
    expect(spent).to_have_text("合计 0.3 万元，上限 0.3 万元")
    mark(page, 3)
    told = "合计 9,007,199,254,740,993.35 万元，超出上限 0.3 万元，请先减去一些项目。"
    expect(spent).to_have_text(told)
    page.locator(".cast-bar button").click()
    expect(page.locator("#confirm")).to_be_hidden()
    page.set_viewport_size({"width": SMALL_PHONE.width, "height": SMALL_PHONE.height})
    assert sideways(page) == []
    hall.shot(page, "refused")
    mark(page, 3)
    press_cast(page)
    expect_counted(page)
    assert counted(stage) == "++."


def test_over_a_budget_that_only_warns_it_can_still_be_cast(
    phone: Page, stage: Stage, hall: Hall
) -> None:
    page = opened(phone, stage, mode=Mode.PICK, max_marks=5, budget_cap=Decimal(400))
    mark(page, 5)
    expect(page.locator("#spent")).to_contain_text("合计 500.5 万元，超出上限 400 万元")
    page.locator(".cast-bar button").click()
    expect(page.locator("#summary-spent")).to_contain_text("仍可投出")
    hall.shot(page, "warned")
    page.locator("#yes").click()
    expect_counted(page)
    assert counted(stage) == "....+"


def test_a_network_that_swallows_the_ballot_is_told_within_seconds(
    phone: Page, stage: Stage
) -> None:
    phone.clock.install()
    page = opened(phone, stage)
    page.route("**/cast", lambda _: None)  # neither refused nor answered
    mark(page, 1)
    phone.clock.fast_forward(1_000)
    press_cast(page)
    expect(waiting(page)).to_have_text(says(page, "sending"))
    phone.clock.fast_forward(5_000)
    expect(waiting(page)).to_have_text(says(page, "waiting"))
    page.unroute("**/cast")
    phone.clock.fast_forward(30_000)
    phone.clock.fast_forward(30_000)
    expect_counted(page)
