"""A voting session on a phone: several papers on one page, one confirmation, every screen."""

import pytest
from playwright.sync_api import Page, expect

from ballots.adoption import Hands
from ballots.commands import adopt_method
from ballots.method import Mode, Secrecy
from ballots.queries import round_view, votes
from ballots.reruns.commands import void_round
from ballots.round import Kind, Phase
from ballots.rounds.commands import (
    announce_result,
    close_round,
    count_round,
    open_round,
    seal_round,
)
from ballots.secret.commands import Site, prepare_box
from ballots.secret.counting.commands import count_box
from ballots.together.commands import join_session
from core.ids import RoundId
from tests.browser.people import LAPTOP, PHONE, PROJECTOR, Hall
from tests.browser.stage import Stage
from tests.browser.test_secret_story import QUICK
from tests.web.served import until

DRAFTS = """async () => {
  const { readRounds } = await import("/static/secret/wallet.js");
  return (await readRounds("")).filter((one) => Object.keys(one.draft || {}).length).length;
}"""
GRADES = {"mode": Mode.GRADE, "majority": ()}


async def prepared(stage: Stage, secrecy: Secrecy) -> list[RoundId]:
    """Projects and last year's satisfaction vote, adopted and ready to be opened."""
    here = stage.congress
    await here.open()
    first = await here.vote_item(3, 1, secrecy=secrecy)
    second = await here.vote_item(2, 1, secrecy=secrecy, **GRADES)
    await join_session(here.db, here.clerk, second, first)
    await here.turn_to(first)
    for paper in (first, second):
        await adopt_method(here.db, here.chair, paper, Hands(10, 0, 0))
    await seal_round(here.db, here.chair, first, Kind(secrecy))
    found = await here.read(votes, here.meeting)
    rounds = [vote.rounds[0].round.id for vote in found]
    house = stage.server.house
    for one in rounds if secrecy is Secrecy.SECRET else []:
        site = Site(stage.server.origin, {})
        await prepare_box(house.db, house.boxes.vault, here.chair, one, "杏花", site)
    return rounds


def arrived(hall: Hall, stage: Stage) -> Page:
    """A phone in a hall whose boxes are frozen soon after the close."""
    boxes = stage.server.house.boxes
    boxes.grace, boxes._rhythm = 0.2, QUICK
    stage.gather()
    phone = hall.enter(PHONE, stage.voters[0].person)
    phone.add_init_script("Math.random = () => 0")
    phone.clock.install()
    phone.goto(stage.m)
    return phone


def fill(page: Page) -> None:
    papers = page.locator(".paper")
    expect(papers).to_have_count(2)
    papers.nth(0).locator(".candidate[data-no='2'] label.for").click()
    papers.nth(1).locator(".candidate[data-no='1'] label.basically").click()


def confirm(page: Page) -> None:
    page.locator(".cast-bar button").click()
    expect(page.locator("#summary .paper-name")).to_have_count(2)
    page.locator("#yes").click()


async def are_frozen(stage: Stage) -> bool:
    found = await stage.congress.read(votes, stage.congress.meeting)
    boxes = [vote.rounds[0].box for vote in found]
    return all(box is not None and box.is_frozen for box in boxes)


async def counted_and_told(stage: Stage, round: RoundId, secrecy: Secrecy) -> str:
    here = stage.congress
    if secrecy is Secrecy.SECRET:
        await count_box(here.db, stage.server.house.boxes.vault, here.teller, round)
    else:
        await count_round(here.db, here.teller, round)
    await announce_result(here.db, here.chair, round)
    view = await here.read(round_view, here.meeting, round)
    assert (view.round.phase, view.cast) == (Phase.ANNOUNCED, 1)
    return view.round.method.title


@pytest.mark.parametrize("secrecy", [Secrecy.RECORDED, Secrecy.SECRET], ids=str)
def test_all_papers_of_a_session_are_cast_with_one_confirmation(
    hall: Hall, stage: Stage, secrecy: Secrecy
) -> None:
    phone = arrived(hall, stage)
    screen = hall.open(PROJECTOR, stage.screen)
    chair = hall.enter(LAPTOP, stage.congress.chair.person)
    rounds = stage.run(prepared(stage, secrecy))
    here = stage.congress
    hall.shot(screen, "screen-ready")
    stage.run(open_round(here.db, here.chair, rounds[0]))
    phone.locator("#now a.go").click()
    fill(phone)
    if secrecy is Secrecy.SECRET:
        until(lambda: phone.evaluate(DRAFTS) == 2, "both drafts are kept")
    phone.reload()
    expect(phone.locator(".paper").nth(0).locator("input:checked")).to_have_count(1)
    expect(phone.locator(".paper").nth(1).locator("input:checked")).to_have_count(1)
    hall.shot(phone, "papers", whole=True)
    chair.goto(f"{stage.m}/chair")
    hall.shot(chair, "console-open")
    hall.shot(screen, "screen-open")
    phone.clock.fast_forward(31_000)
    confirm(phone)
    if secrecy is Secrecy.SECRET:
        expect(phone.locator(".counted [data-stage='box']")).to_be_visible()
        expect(phone.locator("[data-marks] .paper-name")).to_have_count(2)
    else:
        expect(phone.locator(".counted .code")).to_have_count(2)
    hall.shot(phone, "cast", whole=True)
    stage.run(close_round(here.db, here.chair, rounds[1]))
    if secrecy is Secrecy.SECRET:
        until(lambda: stage.run(are_frozen(stage)), "both boxes are frozen")
        expect(screen.locator(".stage-words")).to_have_count(2)
        hall.shot(screen, "screen-frozen")
        phone.clock.fast_forward(11_000)
        expect(phone.locator(".counted [data-stage='counted']")).to_be_visible()
    for one in rounds:
        title = stage.run(counted_and_told(stage, one, secrecy))
        expect(screen.locator("h1")).to_contain_text(title)
    hall.shot(screen, "screen-result")


@pytest.mark.parametrize("secrecy", [Secrecy.RECORDED, Secrecy.SECRET], ids=str)
def test_a_phone_is_told_which_paper_of_a_session_became_void(
    hall: Hall, stage: Stage, secrecy: Secrecy
) -> None:
    hall.expect("422")
    phone = arrived(hall, stage)
    screen = hall.open(PROJECTOR, stage.screen)
    rounds = stage.run(prepared(stage, secrecy))
    here = stage.congress
    stage.run(open_round(here.db, here.chair, rounds[0]))
    phone.locator("#now a.go").click()
    fill(phone)
    if secrecy is Secrecy.SECRET:
        until(lambda: phone.evaluate(DRAFTS) == 2, "both drafts are kept")
    phone.locator(".cast-bar button").click()
    stage.run(void_round(here.db, here.chair, rounds[0], "名单有误"))
    expect(screen.locator(".stage-papers li").first).to_contain_text("作废")
    if secrecy is Secrecy.RECORDED:  # it hears of it when it casts
        phone.locator("#yes").click()
    expect(phone.locator("main .refusal[role='status']")).to_contain_text("名单有误")
    expect(phone.locator(".paper")).to_have_count(1)
    expect(phone.locator(".candidate[data-no='1'] label.basically input")).to_be_checked()
    hall.shot(phone, "one-void", whole=True)
    phone.clock.fast_forward(31_000)
    phone.locator(".cast-bar button").click()
    phone.locator("#yes").click()
    expect(phone.locator(".counted").first).to_be_visible()
