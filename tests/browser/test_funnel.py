"""Everybody's page of the selection, and the clerk's, on a phone and on a laptop."""

import pytest
from playwright.sync_api import expect

from ballots.funnel.commands import type_votes
from ballots.funnel.funnel import Sheet
from tests.ballots.funnel.fei import Fei, begun, votes, whole
from tests.browser.access import TIGHT, fine_print, sideways, tight, violations
from tests.browser.people import LAPTOP, PHONE, Device, Hall
from tests.browser.stage import Stage

FINGER = 60  # CSS pixels, for large letters


@pytest.mark.parametrize("device", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_way_of_every_project_is_seen_and_found(
    hall: Hall, stage: Stage, device: Device
) -> None:
    stage.gather()
    stage.run(stage.congress.open())
    fei = stage.run(whole(stage.congress))
    page = hall.open(device, f"/f/{fei.funnel}")
    expect(page.locator(".arrows")).to_have_text("114 → 80 → 60 → 20")
    widths = page.locator(".level path").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert [round(114 * one / widths[0]) for one in widths] == [114, 80, 60, 20]
    hall.shot(page, "top")
    hall.shot(page, "whole", whole=True)
    page.locator("#find").fill("70号")
    page.locator(".search button").click()
    expect(page.locator(".stories > li")).to_have_count(1)
    expect(page.locator(".stories > li")).to_contain_text("年度财力不足")
    hall.shot(page, "found")
    assert violations(page) + sideways(page) + tight(page) + fine_print(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".search")).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("nav a[href^='/letters/large']").click()
    page.locator("nav a[href^='/letters/normal']").wait_for()
    page.set_viewport_size({"width": min(device.width, 360), "height": device.height})
    hall.shot(page, "large")
    assert sideways(page) + list(page.evaluate(TIGHT, FINGER)) == []


@pytest.mark.parametrize("device", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_clerk_sees_who_is_missing_and_who_is_level(
    hall: Hall, stage: Stage, device: Device
) -> None:
    fei = stage.run(_level(stage))
    page = hall.enter(device, stage.congress.clerk.person)
    at = f"{stage.m}/desk/funnels/{fei.funnel}"
    for path, name in (("", "desk"), ("/stages/1", "votes"), ("/stages/2", "decision")):
        page.goto(at + path)
        hall.shot(page, name, whole=True)
        assert violations(page) + sideways(page) + tight(page) == [], name
        if name == "votes":
            expect(page.get_by_text("票数未报齐： 探沂代表团")).to_be_visible()
            page.get_by_label("81 · 第81号水库除险 (27)").check()
            page.locator("#reason").fill("涉及防汛安全，急需实施")
            page.get_by_role("button", name="作出本环节结论").click()
            page.locator(".good").wait_for()


async def _level(stage: Stage) -> Fei:
    """One delegation is not in yet, and numbers 80 and 81 are level at the cut."""
    fei = await begun(stage.congress)
    typed = votes()
    typed["探沂代表团"] = {}
    here = stage.congress
    await type_votes(here.db, here.clerk, fei.funnel, 1, Sheet(typed))
    return fei
