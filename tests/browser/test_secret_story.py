"""A secret vote from the called-out word to the ticks on the phones, on the real server."""

import re

from playwright.sync_api import Page, expect

from ballots.adoption import Hands
from ballots.commands import adopt_method, list_projects
from ballots.method import Secrecy
from ballots.project import CandidateProject
from ballots.round import Kind
from ballots.rounds.commands import close_round, open_round, seal_round
from ballots.secret.commands import Site, prepare_box
from ballots.secret.openbox import Rhythm
from core.ids import RoundId
from sessions import queries as sessions
from tests.browser.ballot import mark, press_cast
from tests.browser.people import PHONE, Hall
from tests.browser.stage import Stage


async def seal(stage: Stage, stand: int) -> RoundId:
    here = stage.congress
    await here.open()
    paper = await here.adopted(stand, 2, secrecy=Secrecy.SECRET)
    return await seal_round(here.db, here.chair, paper, Kind.SECRET)


async def prepare(stage: Stage) -> None:
    house, here = stage.server.house, stage.congress
    site = Site(stage.server.origin, {})
    await prepare_box(house.db, house.boxes.vault, here.chair, stage.round, "杏花春雨", site)


def enter(hall: Hall, stage: Stage, at: int) -> Page:
    page = hall.enter(PHONE, stage.voters[at].person)
    page.add_init_script("Math.random = () => 0")
    page.clock.install()
    page.goto(stage.m)
    return page


def test_a_secret_vote_is_held_and_checked(hall: Hall, stage: Stage) -> None:
    stage.server.house.boxes.grace, stage.server.house.boxes._rhythm = 0.2, QUICK
    stage.gather()
    phone = enter(hall, stage, 0)
    scrutineer = hall.enter(PHONE, stage.congress.scrutineer.person)
    with scrutineer.expect_response(lambda answer: answer.url.endswith("/device")):
        scrutineer.goto(stage.m)
    stage.round = stage.run(seal(stage, 3))
    stage.run(prepare(stage))
    scrutineer.locator("#witness button").click()
    expect(scrutineer.locator("#witness .good")).to_be_visible()
    hall.shot(scrutineer, "witnessed")
    stage.run(open_round(stage.congress.db, stage.congress.chair, stage.round))
    expect(phone.locator("#secret-line [data-stage='marking']")).to_be_visible()
    hall.shot(phone, "ready")
    phone.locator("#now a.go").click()
    mark(phone, 1)
    mark(phone, 2, "against")
    phone.clock.fast_forward(31_000)
    press_cast(phone)
    expect(phone.locator(".counted [data-stage='box']")).to_be_visible()
    phone.locator("details.how summary").click()
    expect(phone.locator("details.how [data-six]")).to_have_text(re.compile(r"^(\S+ ){5}\S+$"))
    expect(phone.locator("[data-witnessed-line]")).to_contain_text("1")
    hall.shot(phone, "in-box", whole=True)
    stage.run(close_round(stage.congress.db, stage.congress.chair, stage.round))
    expect(phone.locator("#now [data-checkpoint-hash]")).not_to_have_attribute(
        "data-checkpoint-hash", ""
    )
    phone.clock.fast_forward(11_000)
    expect(phone.locator(".counted [data-stage='counted']")).to_be_visible()
    phone.goto(f"{stage.m}/rounds/{stage.round}/check")
    expect(phone.locator("[data-marks] .found")).to_have_count(3)
    hall.shot(phone, "check", whole=True)
    expect(scrutineer.locator("#witness button")).to_be_visible()
    scrutineer.locator("#witness button").click()
    expect(scrutineer.locator("#witness .good")).to_be_visible()


QUICK = Rhythm(tick=0.05, phones=1, longest=0.0)


def ready(page: Page) -> None:
    expect(page.locator("#ballot")).to_be_visible()


def in_the_box(page: Page) -> None:
    expect(page.locator(".counted [data-stage='box']")).to_be_visible()


def test_attack_27_two_phones_reload_and_go_offline_at_every_step(
    hall: Hall, stage: Stage
) -> None:
    """One reloads whenever it can, the other has no network whenever it needs it."""
    hall.expect("ERR_INTERNET_DISCONNECTED", "WebSocket connection")
    stage.server.house.boxes.grace, stage.server.house.boxes._rhythm = 0.2, QUICK
    stage.gather()
    restless, remote = [hall.enter(PHONE, voter.person) for voter in stage.voters]
    for page in (restless, remote):
        page.add_init_script("Math.random = () => 0")
        page.goto(stage.m)
    get_papers(stage, restless, remote)
    second = mark_both(stage, restless, remote)
    for page in (restless, remote):
        press_cast(page)
        expect(page.locator("[data-stage='sealing']").first).to_be_visible()
    restless.reload()
    remote.context.set_offline(False)
    for page in (restless, remote):
        in_the_box(page)
    for page in (restless, second):
        page.reload()
        in_the_box(page)
    close_and_check(stage, restless, remote)
    assert stage.counted() == 2


def get_papers(stage: Stage, restless: Page, remote: Page) -> None:
    """The vote opens while the one reloads and the other hears nothing of it."""
    stage.round = stage.run(seal(stage, 3))
    stage.run(prepare(stage))
    restless.reload()
    remote.context.set_offline(True)
    stage.run(open_round(stage.congress.db, stage.congress.chair, stage.round))
    restless.reload()
    remote.context.set_offline(False)
    for page in (restless, remote):
        page.goto(stage.ballot)
        ready(page)


def mark_both(stage: Stage, restless: Page, remote: Page) -> Page:
    """Drafts outlive a reload and the back button; a second tab is open beside the first."""
    remote.context.set_offline(True)
    for page in (restless, remote):
        mark(page, 1)
        mark(page, 2, "against")
    restless.reload()
    ready(restless)
    expect(restless.locator("input:checked")).to_have_count(2)
    restless.goto(stage.m)
    restless.go_back()
    ready(restless)
    second = restless.context.new_page()
    second.add_init_script("Math.random = () => 0")
    second.goto(stage.ballot)
    return second


def close_and_check(stage: Stage, restless: Page, remote: Page) -> None:
    remote.context.set_offline(True)
    stage.run(close_round(stage.congress.db, stage.congress.chair, stage.round))
    expect(restless.locator(".counted [data-stage='counted']")).to_be_visible()
    remote.context.set_offline(False)
    for page in (remote, restless):
        page.reload()
        expect(page.locator(".counted [data-stage='counted']")).to_be_visible()


def test_a_close_hurries_what_waits_for_its_moment(hall: Hall, stage: Stage) -> None:
    """A ballot confirmed a second before the close must not miss the grace."""
    stage.server.house.boxes.grace, stage.server.house.boxes._rhythm = 2.0, QUICK
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person)
    page.add_init_script("Math.random = () => 0.999")  # fresh papers wait for nine seconds
    page.goto(stage.m)
    stage.round = stage.run(seal(stage, 2))
    stage.run(prepare(stage))
    stage.run(open_round(stage.congress.db, stage.congress.chair, stage.round))
    page.goto(stage.ballot)
    ready(page)
    mark(page, 1)
    press_cast(page)
    expect(page.locator("[data-stage='sealing']").first).to_be_visible()
    stage.run(close_round(stage.congress.db, stage.congress.chair, stage.round))
    in_the_box(page)


def test_attack_30_a_script_in_a_title_never_runs(hall: Hall, stage: Stage) -> None:
    stage.server.house.boxes.grace, stage.server.house.boxes._rhythm = 0.2, QUICK
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person)
    page.add_init_script("Math.random = () => 0")
    page.goto(stage.m)
    stage.round = stage.run(seal_hostile(stage))
    stage.run(prepare(stage))
    stage.run(open_round(stage.congress.db, stage.congress.chair, stage.round))
    page.goto(stage.ballot)
    ready(page)
    mark(page, 1)
    press_cast(page)
    in_the_box(page)
    expect(page.locator("[data-marks]")).to_contain_text(HOSTILE)
    stage.run(close_round(stage.congress.db, stage.congress.chair, stage.round))
    page.goto(f"{stage.m}/rounds/{stage.round}/check")
    expect(page.locator("[data-marks] .found")).to_have_count(2)
    expect(page.locator("[data-marks]")).to_contain_text(HOSTILE)
    assert page.locator("img[src='x']").count() == 0
    assert page.evaluate("window.ran === undefined")


HOSTILE = "<img src=x onerror='window.ran=1'>"


async def seal_hostile(stage: Stage) -> RoundId:
    here = stage.congress
    await here.open()
    paper = await here.vote_item(2, 1, secrecy=Secrecy.SECRET, max_marks=1)
    listed = [CandidateProject(1, HOSTILE), CandidateProject(2, "乙")]
    await list_projects(here.db, here.clerk, paper, listed)
    call = await here.read(sessions.roll_call, here.meeting)
    await here.turn_to(paper)
    await adopt_method(here.db, here.chair, paper, Hands(call.present, 0, 0))
    return await seal_round(here.db, here.chair, paper, Kind.SECRET)
