"""What must turn a phone red, and what it shows to prove it."""

import json
from dataclasses import replace

from playwright.sync_api import Page, expect
from starlette.responses import JSONResponse, Response

from ballots.secret.checkpoint import check_receipt, receipt_from_json
from core.canonical import to_text
from tests.ballots.secret.hall import make_manifest
from tests.browser.secret.box import Heard
from tests.browser.secret.scene import (
    Scene,
    Staged,
    cast,
    expect_alarm,
    expect_in_box,
    wallet,
)


def test_a_manifest_that_is_not_the_one_shown_is_refused(scene: Scene) -> None:
    scene.edge.octets = scene.edge.octets.replace(b"https:", b"http:")
    page = scene.phone()
    expect_alarm(page, "manifest-hash")
    assert not scene.edge.asked("/issue")


def test_a_page_with_other_questions_than_the_manifest_is_refused(staged: Staged) -> None:
    scene = staged(stand=3)
    scene.scenery.title = "另一件事"
    expect_alarm(scene.phone(), "manifest-page")


def test_a_key_that_might_mark_its_holder_is_refused(staged: Staged) -> None:
    good = make_manifest(stand=3)
    paper = replace(good.papers[0], proof=good.papers[0].proof[::-1])
    scene = staged(stand=3, papers=(paper,))
    expect_alarm(scene.phone(), "keys")
    assert not scene.edge.asked("/issue")


def test_a_blind_signature_that_is_not_good_is_refused(scene: Scene) -> None:
    bad = JSONResponse({"signed": to_text(bytes(256))})
    scene.edge.instead["issue"] = lambda _: bad
    expect_alarm(scene.phone(), "keys")


def test_a_vote_that_was_exchanged_after_its_papers_is_refused(
    phone: Page, scene: Scene
) -> None:
    scene.edge.shown = "00" * 32
    scene.tell()
    expect_alarm(phone, "manifest-other")
    scene.hall.shot(phone, "alarm")


def test_a_receipt_for_another_paper_is_refused(phone: Page, scene: Scene) -> None:
    def lie(heard: Heard) -> Response:
        said = json.loads(bytes(scene.edge.put(heard.body).body))
        said["receipts"][0]["leaf"] = "00" * 32
        return JSONResponse(said)

    scene.edge.instead["box"] = lie
    cast(phone)
    expect_alarm(phone, "receipt")


def test_a_receipt_with_a_bad_signature_is_refused(phone: Page, scene: Scene) -> None:
    def lie(heard: Heard) -> Response:
        said = json.loads(bytes(scene.edge.put(heard.body).body))
        said["receipts"][0]["signature"] = to_text(bytes(64))
        return JSONResponse(said)

    scene.edge.instead["box"] = lie
    cast(phone)
    expect_alarm(phone, "receipt")


def test_a_ballot_that_is_missing_turns_the_page_red_with_the_proof(
    phone: Page, scene: Scene
) -> None:
    cast(phone)
    expect_in_box(phone)
    (leaf,) = wallet(phone)["leaves"]
    scene.freeze(without=(leaf,))
    phone.clock.fast_forward(10_000)
    expect_alarm(phone, "missing")
    shown = phone.locator("[data-exhibit='receipt']").inner_text()
    assert json.loads(shown)["leaf"] == leaf
    expect(phone.locator(".evidence svg")).to_have_count(2)
    (complaint,) = scene.edge.asked("/complaint")
    receipt = receipt_from_json(complaint.body)
    check_receipt(scene.edge.manifest.server_key, receipt)
    assert not scene.edge.asked("/checked")
    scene.hall.shot(phone, "missing", whole=True)


def test_a_list_that_is_not_under_the_seal_turns_the_page_red(
    phone: Page, scene: Scene
) -> None:
    cast(phone)
    expect_in_box(phone)
    scene.edge.freeze()
    scene.edge.leaves = (2).to_bytes(4, "big") + scene.edge.leaves[4:] + b"\xff" * 32
    scene.tell()
    phone.clock.fast_forward(10_000)
    expect_alarm(phone, "list")


def test_a_seal_that_is_not_on_the_screen_turns_the_page_red(phone: Page, scene: Scene) -> None:
    cast(phone)
    expect_in_box(phone)
    scene.edge.freeze()
    scene.edge.digest = "00" * 32
    scene.tell()
    phone.clock.fast_forward(10_000)
    expect_alarm(phone, "checkpoint")
