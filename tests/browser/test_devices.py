"""A badge belongs to one device: what a second one is told, and how the clerk helps."""

import re

from playwright.sync_api import expect

from tests.browser.people import LAPTOP, PHONE, Hall, sign_in
from tests.browser.stage import Stage


def test_a_second_device_is_told_so_and_let_in_once_the_clerk_has_released_the_first(
    hall: Hall, stage: Stage
) -> None:
    hall.expect("422", "401")
    stage.gather()
    voter = stage.voters[0]
    first = hall.enter(PHONE, voter.person)
    first.goto(stage.m)
    desk = hall.enter(LAPTOP, stage.congress.clerk.person)
    desk.goto(f"{stage.m}/desk")
    expect(desk.locator("#devices li")).to_have_count(0)

    badge = f"/b/{stage.congress.codes[voter.person]}"
    second = hall.open(PHONE, badge)
    expect(second.locator(".refusal")).to_be_visible()
    second.locator("main form button").click()
    expect(second.locator(".refusal").first).to_be_visible()
    hall.shot(second, "other-device")

    expect(desk.locator("#devices li")).to_contain_text(voter.name)
    hall.shot(desk, "desk")
    desk.locator("#devices a").click()
    hall.shot(desk, "person")
    desk.locator("form[action$='/release'] button").click()
    desk.wait_for_load_state()
    expect(desk.locator("form[action$='/release']")).to_have_count(0)
    expect(first.locator(".me-card")).to_have_count(0)

    sign_in(second, badge)
    expect(second).to_have_url(re.compile(f"{stage.m}$"))
    expect(second.locator(".me-card")).to_contain_text(voter.name)


def test_a_reissued_badge_closes_the_old_phone_and_opens_the_new_one(
    hall: Hall, stage: Stage
) -> None:
    hall.expect("401", "404", "422")
    stage.gather()
    voter = stage.voters[0]
    old = hall.enter(PHONE, voter.person)
    old.goto(stage.m)
    clerk = hall.enter(LAPTOP, stage.congress.clerk.person)
    clerk.goto(f"{stage.m}/desk/roster/{voter.person}")
    clerk.locator("details:has(form[action$='/reissue']) summary").click()
    clerk.locator("form[action$='/reissue'] button").click()
    link = clerk.locator(".badge-link a").get_attribute("href") or ""
    expect(old.locator(".me-card")).to_have_count(0)

    new = hall.context(PHONE).new_page()
    sign_in(new, link)
    expect(new.locator(".me-card")).to_contain_text(voter.name)
    worn_out = hall.open(PHONE, f"/b/{stage.congress.codes[voter.person]}")
    expect(worn_out.locator(".refusal")).to_be_visible()
    expect(worn_out.locator("main form")).to_have_count(0)
    hall.shot(worn_out, "worn-out")
