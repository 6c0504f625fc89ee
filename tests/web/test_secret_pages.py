"""A secret vote through the doors: who may, what the pages say, and what the box answers."""

import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ballots.method import Grade, Mode, Secrecy
from ballots.secret.checkpoint import Receipt, Signed, receipt_to_json
from ballots.secret.verify import verify_archive
from core.canonical import to_text
from core.checking import State
from core.ids import RoundId
from core.zipped import read_zip
from tests.ballots.secret.hall import sign_by_device
from tests.ballots.secret.voting import QUICK, vote_of
from tests.cast import FixedClock, in_session, marked
from tests.web.browse import Browser, Hall
from tests.web.scenes import adopted
from tests.web.sealed import HOME, WORD, Scene, enrol, visitor
from web.app import create_app
from web.settings import settings


@pytest.fixture
def hall(empty_house: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Hall]:
    """A server whose box is flushed at once; everybody comes by HTTPS."""
    shutil.copy(empty_house, tmp_path / "minyi.db")
    app = create_app(replace(settings(tmp_path), rhythm=QUICK), clock)
    with Browser(app, base_url=HOME) as first:
        yield Hall(first)


CAPPED: dict[str, Any] = {"max_marks": 1}


@pytest.fixture
def scene(hall: Hall, request: pytest.FixtureRequest) -> Scene:
    """The vote is open; papers were made by the chair's own buttons."""
    terms = getattr(request, "param", CAPPED)
    congress = hall.do(in_session, hall.house.db, 8)
    chair = visitor(hall, congress, congress.chair)
    for who in (*congress.deputies, congress.scrutineer):
        browser = chair if who == congress.chair else visitor(hall, congress, who)
        assert enrol(browser, congress, who).status_code == 200
    hall.do(adopted, congress, 3, 1, secrecy=Secrecy.SECRET, **terms)
    console = f"/m/{congress.meeting}/chair"
    assert chair.press(console, "/seal").status_code == 303
    page = chair.done(console, "/prepare", {"freshness": WORD})
    assert WORD in page.text
    assert chair.press(console, "/open").status_code == 303
    [round] = [facts["round"] for facts in hall.do(congress.told, "BoxOpened")]
    vote = hall.do(vote_of, congress, hall.house.boxes, RoundId(round))
    return Scene(hall, congress, chair, vote)


def test_a_secret_vote_by_buttons_and_its_public_page(scene: Scene, clock: FixedClock) -> None:
    for who in scene.congress.deputies[:6]:
        answer = scene.cast(who, "+..")
        assert answer.status_code == 200
        assert len(answer.json()["receipts"]) == 1
    scene.close(clock)
    console = f"{scene.m}/chair"
    assert "6 ballots" in scene.chair.see(console).text
    scene.chair.done(console, "/count")
    scene.chair.done(console, "/announce")
    anybody = scene.hall.browser(base=HOME)
    page = anybody.see(f"/r/{scene.vote.id}")
    assert WORD in page.text
    assert page.sins == []
    packed = anybody.get(f"/r/{scene.vote.id}/archive.zip")
    assert packed.content == anybody.get(f"/r/{scene.vote.id}/archive.zip").content
    assert verify_archive(read_zip(packed.content)).named(State.FAILS) == ()
    deputy = visitor(scene.hall, scene.congress, scene.congress.deputies[1])
    assert "data-checkpoint-hash" in deputy.get(f"{scene.at}/check").text


def test_papers_are_handed_out_by_the_door_and_again_the_same(scene: Scene) -> None:
    who = scene.congress.deputies[1]
    browser = visitor(scene.hall, scene.congress, who)
    first, again = scene.issue(browser, who), scene.issue(browser, who)
    assert (first.status_code, first.json()) == (200, again.json())
    scene.vote.signed.clear()
    other = scene.vote.request(who, scene.vote.blinded(who, bytes(32)))
    form = {
        "blinded": to_text(b"".join(scene.vote.blinded(who, bytes(32)))),
        "device": to_text(other.device),
        "signature": to_text(other.signature),
    }
    headers = {"accept": "application/json"}
    answer = browser.post(f"{scene.at}/issue", data=form, headers=headers)
    assert (answer.status_code, answer.json()["refused"][0]["code"]) == (
        409,
        "papers-elsewhere",
    )
    broken = browser.post(f"{scene.at}/issue", data={"blinded": "??"}, headers=headers)
    assert broken.status_code == 422


def test_over_plain_http_no_secret_vote_is_prepared_opened_or_issued(scene: Scene) -> None:
    chair = scene.chair
    plain = scene.hall.browser(base="http://testserver")
    plain.keep(chair.kept)  # the cookie insists on HTTPS: here somebody has stolen it
    headers = {"accept": "application/json"}
    who = scene.congress.chair
    for answer in (
        plain.post(f"{scene.at}/prepare", data={"freshness": "x"}, headers=headers),
        plain.post(f"{scene.at}/open", headers=headers),
        scene.issue(plain, who),
    ):
        assert answer.json()["refused"][0]["code"] == "secret-needs-https"


def test_other_doors_stay_closed(scene: Scene) -> None:
    browser = visitor(scene.hall, scene.congress, scene.congress.deputies[1])
    assert browser.get(f"/r/{scene.vote.id}").status_code == 404, "not before it is announced"
    assert browser.get(f"/r/{scene.vote.id}/archive.zip").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "record-length"),
        (b"\x00\x01short", 400, "record-length"),
        (b"\x00\x09" + bytes(300), 400, "record-paper"),
        (bytes(2000), 413, "too-large"),
    ],
)
def test_what_is_no_paper_is_answered_by_a_code(
    scene: Scene, body: bytes, status: int, code: str
) -> None:
    answer = scene.post(body)
    assert (answer.status_code, answer.json()) == (status, {"code": code})


def test_another_choice_is_a_conflict_and_marks_that_spoil_are_refused(scene: Scene) -> None:
    who = scene.congress.deputies[1]
    assert scene.cast(who, "+..").status_code == 200
    answer = scene.post(scene.body(scene.vote.filled(who, marked(".+."))))
    assert answer.status_code == 409
    assert len(answer.json()["stored"]) == 1
    [record] = scene.vote.records[who.person]
    flipped = bytes([record[0] ^ 1]) + record[1:]
    assert scene.post(scene.body([flipped])).json() == {"code": "record-signature"}


def test_attack_21_a_cookie_sent_along_is_ignored(scene: Scene) -> None:
    who = scene.congress.deputies[1]
    scene.hall.do(scene.vote.issue, who)
    body = scene.body(scene.vote.filled(who, marked("+..")))
    with_cookie = visitor(scene.hall, scene.congress, who).post(scene.box, content=body)
    without = scene.post(body)
    assert with_cookie.status_code == without.status_code == 200
    assert with_cookie.content == without.content
    assert "set-cookie" not in with_cookie.headers


def test_attack_8_logs_and_faults_hold_no_paper_and_no_address(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = scene.congress.deputies[1]
    with caplog.at_level(logging.DEBUG):
        scene.cast(who, "+..")
        held = scene.hall.do(scene.hall.house.boxes.find, scene.vote.id)
        assert held.open is not None

        def broken(_: object) -> None:
            raise RuntimeError(scene.vote.records[who.person][0].hex())

        monkeypatch.setattr(held.open._file, "put_all", broken)
        answer = scene.cast(scene.congress.deputies[2], ".+.")
    assert (answer.status_code, answer.json()) == (500, {"code": "fault"})
    said = [record for record in caplog.records if record.name == "web.box"]
    assert [one.getMessage() for one in said] == ["box fault: RuntimeError"]
    [record] = scene.vote.records[who.person]
    assert record[:20].hex() not in caplog.text
    assert repr(record[:20])[2:20] not in caplog.text
    assert "testclient" not in caplog.text


def test_a_scrutineer_witnesses_with_one_tap(scene: Scene) -> None:
    who = scene.congress.scrutineer
    missing = "1 scrutineer has not witnessed the six words yet."
    console = scene.chair.see(f"{scene.m}/chair")
    assert missing in console.text
    assert console.offers("/close"), "the chair may go on"
    browser = visitor(scene.hall, scene.congress, who)
    signature = sign_by_device(who.person, Signed.WITNESS_MANIFEST, scene.vote.manifest_hash)
    form = {"what": "manifest", "signature": to_text(signature)}
    answer = browser.post(f"{scene.at}/witness", data=form)
    assert answer.json() == {"witnessed": 1, "of": 1}
    assert missing not in scene.chair.see(f"{scene.m}/chair").text
    wrong = {"what": "manifest", "signature": to_text(bytes(64))}
    headers = {"accept": "application/json"}
    refusal = browser.post(f"{scene.at}/witness", data=wrong, headers=headers).json()
    assert refusal["refused"][0]["code"] == "device-signature"


Typed = dict[str, str]
SLIPS: dict[str, tuple[dict[str, Any], str, Typed, Typed, str]] = {
    "for": (
        CAPPED,
        "+..",
        {"for-1": "0", "for-2": "1", "for-3": "0"},
        {"for-1": "2"},
        "Votes for",
    ),
    "numbers": (
        {"mode": Mode.RANK},
        "2,1,3",
        {f"{name}-{no}": "0" for name in ("numbered", "sum") for no in (2, 3)}
        | {"numbered-1": "1", "sum-1": "1"},
        {"sum-1": "4"},
        "Sum of ranks",
    ),
    "grades": (
        {"mode": Mode.GRADE},
        "32.",
        {f"{grade}-{no}": "0" for grade in Grade for no in (1, 2, 3)}
        | {"unsatisfied-1": "1", "satisfied-2": "1"},
        {"basically-1": "1"},
        "5 · 0 · 0",
    ),
}


@pytest.mark.parametrize(
    ("scene", "signs", "figures", "wrong", "shown"),
    SLIPS.values(),
    ids=SLIPS,
    indirect=["scene"],
)
def test_slips_are_given_and_typed_on_their_page(
    scene: Scene, clock: FixedClock, signs: str, figures: Typed, wrong: Typed, shown: str
) -> None:
    clerk = visitor(scene.hall, scene.congress, scene.congress.clerk)
    teller = visitor(scene.hall, scene.congress, scene.congress.teller)
    who = scene.congress.deputies[7]
    given = clerk.act(f"{scene.at}/slips/give", {"person": who.person})
    assert given.status_code == 303
    for one in scene.congress.deputies[:5]:
        scene.cast(one, signs)
    scene.close(clock)
    console = f"{scene.m}/chair"
    assert "Paper slips given out: 1." in scene.chair.see(console).text
    typed = {"returned": "1", "invalid": "0"} | figures
    slips = f"{scene.at}/slips"
    clerk.done(slips, "/slips/count", typed)
    refused = teller.refused(slips, "/slips/count", typed | {"returned": "9"})
    assert "9" in refused.text
    refused = teller.refused(slips, "/slips/count", typed | wrong)
    kept = next(one.values for one in refused.sheets if one.action.endswith("/slips/count"))
    assert wrong.items() <= kept.items(), "what was typed is not lost"
    assert "the same totals" in teller.done(slips, "/slips/count", typed).text
    scene.chair.done(console, "/count")
    scene.chair.done(console, "/announce")
    assert shown in scene.chair.see(scene.at).text


def test_the_list_of_leaves_and_the_checkpoint_are_the_same_for_all(
    scene: Scene, clock: FixedClock
) -> None:
    anybody = scene.hall.browser(base=HOME)
    assert anybody.get(f"{scene.box}/leaves").status_code == 404
    answers = [
        scene.cast(one, "+..").json()["receipts"][0] for one in scene.congress.deputies[:5]
    ]
    scene.close(clock)
    leaves = anybody.get(f"{scene.box}/leaves").content
    assert leaves[:4] == (5).to_bytes(4, "big")
    assert all(bytes.fromhex(one["leaf"]) in leaves for one in answers)
    checkpoint = json.loads(anybody.get(f"{scene.box}/checkpoint").content)
    assert checkpoint["body"]["round"] == scene.vote.id
    receipt = scene.hall.do(
        scene.vote.put, scene.vote.records[scene.congress.deputies[0].person]
    )
    assert isinstance(receipt[0], Receipt)
    for what in ("checked", "complaint"):
        sent = anybody.post(f"{scene.box}/{what}", content=receipt_to_json(receipt[0]))
        assert sent.status_code == 204
    assert anybody.post(f"{scene.box}/checked", content=bytes(2000)).status_code == 413
    assert (
        "phones that have checked: 1 · complaints: 0"
        in scene.chair.see(f"{scene.m}/chair").text
    )
