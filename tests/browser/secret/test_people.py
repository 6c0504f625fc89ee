"""Other phones and other people: rescue codes, and scrutineers who witness."""

from playwright.sync_api import Page, expect

from tests.browser.ballot import mark, press_cast
from tests.browser.secret.scene import (
    SIX,
    Scene,
    cast,
    expect_alarm,
    expect_in_box,
    expect_ready,
)
from tests.browser.secret.scenery import AT, M


def test_a_rescue_code_brings_the_same_papers_to_another_phone(
    phone: Page, scene: Scene
) -> None:
    phone.locator("details.rescue summary").click()
    expect(phone.locator("details.rescue svg")).to_be_visible()
    scene.hall.shot(phone, "rescue", whole=True)
    address = phone.evaluate(
        """async () => (await import("/static/secret/page.js"))
          .rescueAddress({ meeting: "meeting", person: "deputy-01" })"""
    )
    other = scene.phone(address)
    scene.hall.shot(other, "rescue-ask")
    other.locator("[data-stage='ask'] button").click()
    expect(other.locator("[data-stage='done']")).to_be_visible()
    assert "#" not in other.url, "the secret does not stay in the address"
    other.goto(f"{AT}/ballot")
    expect_ready(other)
    expect(other.locator("[data-brought]")).to_be_visible()
    assert len({one.body.split(b"&device")[0] for one in scene.edge.asked("/issue")}) == 1
    assert len(scene.edge.roll) == 1


def test_a_second_choice_from_another_phone_is_refused_by_the_box(
    phone: Page, scene: Scene
) -> None:
    scene.hall.expect("409")
    address = phone.evaluate(
        """async () => (await import("/static/secret/page.js"))
          .rescueAddress({ meeting: "meeting", person: "deputy-01" })"""
    )
    other = scene.phone(address)
    other.locator("[data-stage='ask'] button").click()
    expect(other.locator("[data-stage='done']")).to_be_visible()
    cast(phone)
    expect_in_box(phone)
    other.goto(f"{AT}/ballot")
    expect_ready(other)
    mark(other, 3)
    other.clock.fast_forward(31_000)
    press_cast(other)
    expect_alarm(other, "conflict")


def test_a_scrutineer_witnesses_the_vote_and_then_the_box(scene: Scene) -> None:
    scene.edge.person, scene.edge.roles = "deputy-00", frozenset({"deputy", "scrutineer"})
    page = scene.phone(M)
    card = page.locator("#witness")
    expect(card.locator("[data-six]")).to_have_text(SIX)
    scene.hall.shot(page, "witness", whole=True)
    words = card.locator("[data-six]").inner_text()
    card.locator("button").click()
    expect(card.locator(".good")).to_be_visible()
    assert scene.edge.witnesses == {"manifest": {"deputy-00"}}
    scene.hall.shot(page, "witnessed", whole=True)
    scene.freeze()
    expect(card.locator("button")).to_be_visible()
    expect(card.locator("[data-six]")).not_to_have_text(words)
    card.locator("button").click()
    expect(card.locator(".good")).to_be_visible()
    assert scene.edge.witnesses["checkpoint"] == {"deputy-00"}
