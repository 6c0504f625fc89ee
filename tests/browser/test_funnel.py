"""Everybody's page of the selection, and the clerk's, on a phone and on a laptop."""

import pytest
from playwright.sync_api import expect

from tests.ballots.funnel.fei import whole
from tests.browser.access import fine_print, sideways, tight, violations
from tests.browser.people import LAPTOP, PHONE, Device, Hall
from tests.browser.stage import Stage


@pytest.mark.parametrize("device", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_way_of_every_project_is_seen_and_found(
    hall: Hall, stage: Stage, device: Device
) -> None:
    stage.gather()
    stage.run(stage.congress.open())
    fei = stage.run(whole(stage.congress))
    page = hall.open(device, f"/f/{fei.funnel}")
    expect(page.locator(".arrows")).to_have_text("114 → 80 → 60 → 20")
    widths = [one.bounding_box() for one in page.locator(".level path").all()]
    assert [round(114 * box["width"] / widths[0]["width"]) for box in widths if box] == [
        *(114, 80, 60, 20)
    ]
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
