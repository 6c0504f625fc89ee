"""A phone in a secret round when something fails: networks, tabs, refusals, browsers."""

import pytest
from playwright.sync_api import Page, expect
from starlette.responses import JSONResponse, Response

from ballots.round import Phase
from tests.ballots.secret.boxes import numbers
from tests.browser.ballot import mark, press_cast
from tests.browser.people import PHONE
from tests.browser.secret.box import BOX, Heard, refused
from tests.browser.secret.scene import (
    Scene,
    cast,
    dead,
    expect_answered,
    expect_enrolled,
    expect_in_box,
    expect_ready,
    part,
)
from tests.browser.secret.scenery import AT, M


def test_attack_27_a_draft_survives_a_reload_and_is_told_to_nobody(
    phone: Page, scene: Scene
) -> None:
    mark(phone, 2, "abstain")
    page = phone
    page.wait_for_function("() => document.querySelector('#tally').textContent")
    page.reload()
    expect(page.locator(".candidate[data-no='2'] .abstain input")).to_be_checked()
    assert len(scene.edge.asked("/issue")) == 1


def test_attack_27_a_reload_between_asking_and_hearing_asks_for_the_same_again(
    scene: Scene,
) -> None:
    scene.edge.instead["issue"] = dead
    page = scene.phone()
    expect(page.locator("[data-stage='getting'] [data-wait]")).to_be_visible()
    scene.hall.shot(page, "no-network")
    page.reload()
    expect(page.locator("[data-stage='getting'] [data-wait]")).to_be_visible()
    scene.edge.instead.clear()
    page.clock.fast_forward(8_000)
    expect_ready(page)
    asked = {one.body.split(b"&device")[0] for one in scene.edge.asked("/issue")}
    assert len(asked) == 1, "another request would be refused for ever"


def test_attack_27_a_locked_ballot_is_sent_again_byte_for_byte_from_whichever_page(
    phone: Page, scene: Scene
) -> None:
    scene.edge.instead["box"] = dead
    cast(phone)
    expect(phone.locator("[data-stage='sealing'] [data-wait]")).to_be_visible()
    phone.goto(M)
    expect(phone.locator("#secret-line [data-stage='sealing']")).to_be_visible()
    scene.hall.shot(phone, "still-sealing")
    scene.edge.instead.clear()
    phone.clock.fast_forward(10_000)
    expect(phone.locator("#secret-line [data-stage='box']")).to_be_visible()
    assert len({one.body for one in scene.edge.asked(BOX)}) == 1
    assert numbers(scene.edge.box) == {1: 1}


def test_a_locked_ballot_is_sent_also_when_the_hall_has_moved_on(
    phone: Page, scene: Scene
) -> None:
    # Nobody here hands out papers of the next round, and the server ends before the page.
    scene.hall.expect("404", "ERR_CONNECTION_REFUSED")
    scene.edge.instead["box"] = dead
    cast(phone)
    expect(part(phone, "sealing")).to_be_visible()
    scene.edge.instead.clear()
    scene.scenery.round = "next"
    phone.goto(M)
    phone.clock.fast_forward(10_000)
    expect_answered(phone)
    assert numbers(scene.edge.box) == {1: 1}


def test_a_ballot_of_a_void_vote_says_so(phone: Page, scene: Scene) -> None:
    scene.hall.expect("404")
    scene.edge.instead["box"] = lambda _: JSONResponse({"code": "not-here"}, 404)
    cast(phone)
    expect(part(phone, "void")).to_be_visible()


def test_attack_27_of_two_tabs_the_first_choice_is_cast_and_never_a_second(
    phone: Page, scene: Scene
) -> None:
    scene.edge.instead["box"] = dead
    second = phone.context.new_page()
    second.clock.install()
    second.goto(f"{AT}/ballot")
    expect_ready(second)
    mark(second, 1, "against")
    cast(phone)
    expect(part(phone, "sealing")).to_be_visible()
    press_cast(second)
    scene.edge.instead.clear()
    for page in (phone, second):
        page.clock.fast_forward(30_000)
        expect_in_box(page)
        expect(page.locator("[data-marks] .mark").first).to_have_class("mark for")
    assert len({one.body for one in scene.edge.asked(BOX)}) == 1
    assert len(scene.edge.asked("/issue")) == 1


def test_a_ballot_after_the_close_is_told_not_to_be_counted(phone: Page, scene: Scene) -> None:
    scene.hall.expect("410")
    scene.edge.instead["box"] = lambda _: JSONResponse({"code": "box-closed"}, 410)
    cast(phone)
    expect(part(phone, "late")).to_be_visible()
    scene.hall.shot(phone, "late")
    assert numbers(scene.edge.box) == {}


def test_a_ballot_whose_answer_was_lost_is_in_the_box_also_after_the_close(
    phone: Page, scene: Scene
) -> None:
    def lose(heard: Heard) -> Response:
        scene.edge.put(heard.body)
        return dead(heard)

    scene.edge.instead["box"] = lose
    cast(phone)
    expect(phone.locator("[data-stage='sealing'] [data-wait]")).to_be_visible()
    scene.edge.instead.clear()
    scene.become(Phase.CLOSED)
    phone.clock.fast_forward(10_000)
    expect_in_box(phone)


@pytest.mark.parametrize(
    ("code", "stage"),
    [
        ("papers-elsewhere", "elsewhere"),
        ("paper-slip-given", "slip"),
        ("not-present", "absent"),
        ("round-closed", "closed"),
        ("not-entitled", "refused"),
    ],
)
def test_a_phone_without_papers_says_why(scene: Scene, code: str, stage: str) -> None:
    scene.hall.expect("409")
    scene.edge.instead["issue"] = lambda _: refused(409, code)
    page = scene.phone()
    expect(part(page, stage)).to_be_visible()
    expect(page.locator("#ballot")).to_be_hidden()
    scene.hall.shot(page, stage)


def test_a_phone_that_was_put_out_of_its_place_enrols_again(scene: Scene) -> None:
    scene.hall.expect("422")
    scene.edge.phase = Phase.SEALED
    page = scene.phone(M)
    expect_enrolled(page)
    scene.edge.devices.clear()
    scene.become(Phase.OPEN)
    expect(page.locator("#secret-line [data-stage='marking']")).to_be_visible()


NO_STORAGE = "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }"
PLAIN_HTTP = "Object.defineProperty(window, 'isSecureContext', { value: false })"


@pytest.mark.parametrize(("lack", "stage"), [(NO_STORAGE, "storage"), (PLAIN_HTTP, "insecure")])
@pytest.mark.parametrize("path", [f"{AT}/ballot", M], ids=["ballot", "meeting"])
def test_attack_28_a_browser_that_cannot_says_what_to_do(
    scene: Scene, lack: str, stage: str, path: str
) -> None:
    page = scene.hall.context(PHONE).new_page()
    page.context.add_init_script(lack)
    page.goto(path)
    expect(page.locator(f"[data-stage='{stage}']")).to_be_visible()
    scene.hall.shot(page, stage)
