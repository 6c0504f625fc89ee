"""The attendance register, the audit and the notices, on a phone and on a laptop."""

import pytest
from playwright.sync_api import Page, expect

from sessions.attendance.marking.commands import leave_meeting
from tests.browser.access import fine_print, sideways, tight, violations
from tests.browser.people import LAPTOP, PHONE, SMALL_PHONE, Device, Hall
from tests.browser.stage import Stage
from tests.web.test_audit_page import with_auditor


def look(hall: Hall, page: Page, path: str, name: str) -> None:
    page.goto(path)
    hall.shot(page, name, whole=True)
    assert violations(page) + sideways(page) + tight(page) == [], name


def test_a_delegation_is_ticked_at_once_and_the_list_renews_itself(
    hall: Hall, stage: Stage
) -> None:
    stage.gather()
    congress = stage.congress
    page = hall.enter(LAPTOP, congress.clerk.person)
    page.goto(f"{stage.m}/desk/attendance?state=absent")
    expect(page.locator(".people li")).to_have_count(2)
    first = page.locator(".delegation").first
    first.locator(".all").click()
    expect(page.locator("#ticked")).to_contain_text("2")
    who = congress.deputies[5]
    stage.run(leave_meeting(congress.db, who))
    expect(page.locator("#attendance")).to_contain_text("已离会")
    expect(first.locator("input:checked")).to_have_count(2)  # never under a hand at work
    first.locator(".all").click()
    page.locator("#find").blur()
    page.locator("h1").click()
    stage.run(congress.sign_in(congress.deputies[1]))
    expect(page.locator(".people li")).to_have_count(1)


@pytest.mark.parametrize("device", [SMALL_PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_pages_of_attendance_and_hygiene_are_usable(
    hall: Hall, stage: Stage, device: Device
) -> None:
    auditor = stage.run(with_auditor(stage.congress))
    stage.gather()
    stage.run(stage.congress.open())
    clerk = hall.enter(device, stage.congress.clerk.person)
    look(hall, clerk, f"{stage.m}/desk/attendance", "register")
    look(hall, clerk, f"{stage.m}/desk/retention", "retention")
    look(hall, hall.enter(device, auditor.person), f"{stage.m}/audit", "audit")
    phone = hall.enter(device, stage.voters[0].person)
    look(hall, phone, stage.m, "now")
    phone.locator(".leaving summary").click()
    phone.get_by_role("button", name="我现在离会").click()
    expect(phone.get_by_role("button", name="我已返回")).to_be_visible()
    look(hall, phone, "/privacy", "privacy")
    assert fine_print(phone) == []
    phone.goto("/letters/large?back=/privacy")
    assert sideways(phone) == []


def test_the_register_is_usable_in_a_hand(hall: Hall, stage: Stage) -> None:
    stage.gather()
    page = hall.enter(PHONE, stage.congress.clerk.person)
    page.goto(f"{stage.m}/desk/attendance?state=absent")
    page.locator(".people label").first.click()
    page.locator("button[name=attendance][value=present]").click()
    expect(page.locator(".people li")).to_have_count(1)
    page.locator("form[action*='/undo'] button").first.click()
    expect(page.locator(".people li")).to_have_count(2)
