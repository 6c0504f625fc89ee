"""The voter's side of the sealed box in a browser: the same bytes as in Python."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route

from ballots.paper import Ballot
from ballots.secret.blindrsa import PublicKey
from ballots.secret.choices import choices_of
from ballots.secret.manifest import Manifest, manifest_to_json
from core.errors import Refused
from tests.ballots.secret.rounds import MODES, ballots, manifests

HOUSE = Path(__file__).parents[2]
VECTORS = HOUSE / "tests" / "ballots" / "secret"
ORIGIN = "http://localhost"  # a secure context, served from the folder by the browser itself

PAPER = """async (v) => {
  const at = (name) => import(`/secret/${name}.js`);
  const { hex, unbase64url, unhex } = await at("bytes");
  const { isCertified, publicKey } = await at("rsa");
  const { blindPaper, fill, leaf, preparePaper, unblindPaper } = await at("paper");
  const { sixWords } = await at("words");
  const { answersOf, choicesOf } = await at("manifest");
  const manifest = JSON.parse(v.manifest);
  const [known] = manifest.papers;
  const key = publicKey(unbase64url(known.key));
  const choices = answersOf(manifest).length;
  const questions = known.questions.length;
  const form = { round: unhex(manifest.round), no: v.paper_no, key, questions, choices };
  const paper = await preparePaper(unhex(v.seed), form);
  const blinded = await blindPaper(paper);
  const signature = await unblindPaper(paper, unhex(v.blind_signature));
  const [chosen] = choicesOf(manifest, v.form);
  const record = fill(paper, chosen, signature);
  const digest = unhex(v.manifest_hash);
  return {
    serial: hex(paper.serial), prefix: hex(paper.prefix), salt: hex(paper.salt),
    blinded: hex(blinded), signature: hex(signature), record: hex(record),
    leaf: hex(await leaf(form, record)), choices: chosen,
    words_zh: await sixWords(digest, "zh-CN"), words_en: await sixWords(digest, "en"),
    certified: await isCertified(key, known.proof.map(unbase64url)),
    forged: await isCertified(key, known.proof.map(unbase64url).reverse()),
  };
}"""

CHOICES = """async (asked) => {
  const { choicesOf } = await import("/secret/manifest.js");
  return asked.map(([manifest, form]) => choicesOf(manifest, form));
}"""

RFC = """async ([v, der]) => {
  const { concat, hex, toNumber, unhex } = await import("/secret/bytes.js");
  const { blind, finalize, inverse, publicKey } = await import("/secret/rsa.js");
  const key = { der: unhex(der), n: toNumber(unhex(v.n)), length: v.n.length / 2 };
  const prepared = concat(unhex(v.msg_prefix), unhex(v.msg));
  const r = inverse(toNumber(unhex(v.inv)), key.n);
  const blinded = await blind(key, prepared, unhex(v.salt), r);
  const sig = await finalize(key, prepared, unhex(v.blind_sig), r);
  const bad = unhex(v.blind_sig);
  bad[100] ^= 1;
  const refused = await finalize(key, prepared, bad, r).then(() => "", (no) => no.message);
  return { blinded_msg: hex(blinded), sig: hex(sig), refused };
}"""


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path == "/":
        route.fulfill(body="<!doctype html><title>box</title>", content_type="text/html")
    else:
        script = HOUSE / "web" / "static" / path.lstrip("/")
        route.fulfill(body=script.read_text("utf-8"), content_type="text/javascript")


@pytest.fixture
def blank(browser: Browser) -> Page:
    page = browser.new_page()
    page.route(f"{ORIGIN}/**", serve)
    page.goto(f"{ORIGIN}/")
    return page


def vectors(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return found


KNOWN = vectors("vectors")


@pytest.mark.parametrize("expected", KNOWN["papers"], ids=lambda one: one["mode"])
def test_a_paper_is_the_same_on_the_phone_as_in_python(
    blank: Page, expected: dict[str, Any]
) -> None:
    made = blank.evaluate(PAPER, KNOWN | expected)
    assert made.pop("certified") is True
    assert made.pop("forged") is False
    assert made == {name: expected[name] for name in made}


@pytest.mark.parametrize("mode", MODES)
@given(st.data())
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],  # shrinking in a browser takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_phone_and_box_hold_the_same_marks_legal(
    blank: Page, mode: str, data: st.DataObject
) -> None:
    rounds = [data.draw(manifests([mode])) for _ in range(4)]
    marked = [(one, data.draw(ballots(one))) for one in rounds for _ in range(8)]
    asked = [[json.loads(manifest_to_json(one)), form(mine)] for one, mine in marked]
    assert blank.evaluate(CHOICES, asked) == [choices(*one) for one in marked]


def form(mine: Ballot) -> dict[str, str]:
    return {f"mark-{no}": str(mark) for no, mark in mine.marks}


def choices(manifest: Manifest, mine: Ballot) -> list[list[int]] | None:
    try:
        return [[*one] for one in choices_of(manifest, mine)]
    except Refused:
        return None


def test_attack_31_rfc_9474_appendix_a_holds_in_the_browser(blank: Page) -> None:
    expected = vectors("rfc9474")
    der = public_der(expected)
    made = blank.evaluate(RFC, [expected, der])
    assert made.pop("refused") == "blind-signature"
    assert made == {name: expected[name] for name in made}


def public_der(vector: dict[str, Any]) -> str:
    return PublicKey(int(vector["n"], 16)).der.hex()
