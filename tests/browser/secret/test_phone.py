"""A deputy's phone in a secret round, from the papers to the frozen box."""

import os
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ballots.round import Phase
from ballots.secret.audit import receipts_from_json
from ballots.secret.choices import read_ballot
from tests.ballots.secret.boxes import numbers
from tests.browser.ballot import mark, press_cast
from tests.browser.people import PHONE
from tests.browser.secret.box import BOX
from tests.browser.secret.scene import (
    SIX,
    Scene,
    Staged,
    cast,
    expect_counted,
    expect_enrolled,
    expect_in_box,
    expect_ready,
    part,
    wallet,
)
from tests.browser.secret.scenery import AT, M


@pytest.mark.parametrize("apart", [False, True], ids=["one paper", "a paper an item"])
def test_a_ballot_goes_from_the_phone_into_the_box_and_is_found_there(
    staged: Staged, apart: bool
) -> None:
    scene = staged(stand=3, apart=apart)
    scene.edge.phase = Phase.SEALED
    page = scene.phone()
    expect(part(page, "wait")).to_be_visible()
    scene.hall.shot(page, "wait")
    scene.become(Phase.OPEN)
    expect_ready(page)
    scene.hall.shot(page, "ready")
    cast(page)
    expect_in_box(page)
    scene.hall.shot(page, "in-box", whole=True)
    assert numbers(scene.edge.box) == ({1: 1, 2: 1, 3: 1} if apart else {1: 1})
    scene.freeze()
    page.clock.fast_forward(10_000)
    expect_counted(page)
    assert len(scene.edge.asked("/checked")) == 1
    expect(page.locator("[data-marks] .mark").first).to_have_class("mark for")
    scene.hall.shot(page, "counted", whole=True)
    page.goto(f"{AT}/check")
    expect(part(page, "counted")).to_be_visible()
    expect(page.locator("[data-marks] .found")).to_have_count(3)
    expect(page.locator("p.six")).to_have_text(SIX)
    scene.hall.shot(page, "check", whole=True)
    assert len(scene.edge.asked("/checked")) == 1, "one phone is counted once"
    with page.expect_download() as saved:
        page.locator("[data-receipt]").click()
    receipts = receipts_from_json(saved.value.path().read_bytes())
    assert [one.no for one in receipts] == [*numbers(scene.edge.box)]


def test_the_meetings_page_gets_the_papers_and_then_knows_what_the_server_does_not(
    scene: Scene,
) -> None:
    scene.edge.phase = Phase.SEALED
    page = scene.phone(M)
    go = page.locator("#now a.go")
    expect(page.locator("#now [data-secret-round]")).to_have_count(1)
    scene.become(Phase.OPEN)
    expect(page.locator("#secret-line [data-stage='marking']")).to_be_visible()
    scene.hall.shot(page, "papers-ready")
    go.click()
    expect_ready(page)
    assert len(scene.edge.asked("/issue")) == 1
    cast(page)
    expect_in_box(page)
    page.goto(M)
    expect(page.locator("#secret-line [data-stage='box'] a")).to_have_attribute(
        "href", f"{AT}/ballot"
    )
    expect(go).to_be_hidden()
    scene.hall.shot(page, "cast")
    scene.tell()
    expect(go).to_be_hidden()
    scene.freeze()
    page.clock.fast_forward(10_000)
    expect(page.locator("#secret-line [data-stage='counted']")).to_be_visible()
    scene.hall.shot(page, "counted")


def test_a_phone_is_enrolled_once(scene: Scene) -> None:
    scene.edge.phase = Phase.SEALED
    page = scene.phone(M)
    expect_enrolled(page)
    page.reload()
    scene.become(Phase.OPEN)
    expect(page.locator("#secret-line [data-stage='marking']")).to_be_visible()
    (told,) = scene.edge.asked("/device")
    assert told.headers["cookie"] == "badge=me"


def test_attacks_6_and_7_the_box_hears_no_name_and_the_house_hears_no_cast(
    phone: Page, scene: Scene
) -> None:
    before = len(scene.edge.heard)
    mark(phone, 1)
    mark(phone, 3, "abstain")
    phone.clock.fast_forward(31_000)
    assert len(scene.edge.heard) == before, "marking asks for nothing"
    press_cast(phone)
    expect_in_box(phone)
    after = scene.edge.heard[before:]
    assert [one.path for one in after] == [BOX]
    told = [one for one in scene.edge.heard if one.path.startswith("/box")]
    for one in told:
        assert not {"cookie", "referer", "authorization"} & one.headers.keys()
    record = scene.edge.manifest.form(1).record_length
    assert len(after[0].body) == 2 + record
    assert b"deputy" not in after[0].body


def test_fresh_papers_are_cast_only_after_a_while(phone: Page, scene: Scene) -> None:
    mark(phone, 1)
    press_cast(phone)
    expect(part(phone, "sealing")).to_be_visible()
    scene.hall.shot(phone, "sealing", whole=True)
    kept = wallet(phone)
    assert kept["marks"] == {"mark-1": "for"}
    assert kept["sendAt"] - kept["papersAt"] >= 3_000
    assert not scene.edge.asked(BOX)
    phone.clock.fast_forward(20_000)
    expect_in_box(phone)


def test_too_many_marks_are_told_and_never_locked(staged: Staged) -> None:
    scene = staged(stand=4, mode="pick", max_marks=2)
    page = scene.phone()
    expect_ready(page)
    for no in (1, 2, 3):
        mark(page, no)
    page.locator(".cast-bar button").click()
    expect(page.locator("#confirm")).to_be_hidden()
    mark(page, 3)
    page.clock.fast_forward(31_000)
    press_cast(page)
    expect_in_box(page)
    assert wallet(page)["marks"] == {"mark-1": "for", "mark-2": "for"}
    scene.hall.shot(page, "pick", whole=True)


LOCK = """async (marks) => {
  const { lock } = await import("/static/secret/cast.js");
  const { factsOf } = await import("/static/secret/phone.js");
  const facts = factsOf(document.querySelector("[data-secret-round]"));
  return lock({ meeting: "meeting", person: "deputy-01" }, [[facts, marks]]);
}"""
GRADED = {"mark-1": "unsatisfied", "mark-2": "satisfied"}
WAYS: dict[str, tuple[dict[str, Any], dict[str, str], dict[str, str], list[str]]] = {
    "rank": (
        {"mode": "rank"},
        {"mark-1": "2", "mark-2": "2"},
        {"mark-1": "3", "mark-3": "1"},
        ["mark rank", "mark none", "mark rank"],
    ),
    "grade": (
        {"mode": "grade", "seats": 0, "apart": True},
        {"mark-1": "for"},
        GRADED,
        ["mark unsatisfied", "mark satisfied", "mark none"],
    ),
}


@pytest.mark.parametrize(("terms", "unfit", "marks", "shown"), WAYS.values(), ids=WAYS)
def test_numbers_and_grades_go_into_the_box_and_are_found_there(
    staged: Staged,
    terms: dict[str, Any],
    unfit: dict[str, str],
    marks: dict[str, str],
    shown: list[str],
) -> None:
    scene = staged(stand=3, **terms)
    page = scene.phone()
    expect_ready(page)
    assert page.evaluate(LOCK, unfit) is False
    assert page.evaluate(LOCK, marks) is True
    page.reload()
    page.clock.fast_forward(31_000)
    expect_in_box(page)
    found = {
        f"mark-{no}": str(mark)
        for number, _, record in scene.edge.box.rows()
        for no, mark in read_ballot(scene.edge.manifest, number, record)[1].marks
    }
    assert found == marks
    scene.freeze()
    page.clock.fast_forward(10_000)
    expect_counted(page)
    lines = page.locator("[data-marks] .mark")
    assert [one.get_attribute("class") for one in lines.all()] == shown
    scene.hall.shot(page, "counted", whole=True)


NO_WORKER = "window.Worker = class { constructor() { throw new Error('no worker'); } }"
HEARTBEAT = """
  window.longest = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - last);
    last = now;
  }, 20);
"""


TIMES = """() => {
  const all = performance.getEntriesByType("resource");
  const asked = all.find((one) => one.name.endsWith("/manifest"));
  return [performance.now() - asked.startTime, window.longest];
}"""


PAPERS = int(os.environ.get("MINYI_PAPERS", "24"))  # `make bench` asks for 120


@pytest.mark.parametrize("lack", ["", NO_WORKER], ids=["worker", "old browser"])
def test_attack_29_many_papers_are_ready_on_a_slow_phone_and_its_page_lives(
    staged: Staged, lack: str
) -> None:
    scene = staged(stand=PAPERS, apart=True)
    page = scene.hall.context(PHONE).new_page()
    for script in ("Math.random = () => 0", HEARTBEAT, lack):
        page.add_init_script(script)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.goto(f"{AT}/ballot")
    expect_ready(page)
    took, longest = page.evaluate(TIMES)
    print(f"{PAPERS} papers ready after {took:.0f} ms; longest standstill {longest:.0f} ms")
    mark(page, 1)  # the page answers
    assert page.locator("input:checked").count() == 1
