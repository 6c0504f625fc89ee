"""What browsers carry: each token signed for one use, and worth nothing when copied."""

import time
from http.cookies import SimpleCookie

import pytest
from itsdangerous import TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse

from sessions.screens.screen import Link
from web.badge import COOKIE_FOR, Proof, Signer

KEY = b"k" * 32
PROOF = Proof("badge-7", "phone-7")


def carrying(**cookies: str) -> HTTPConnection:
    text = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return HTTPConnection({"type": "http", "headers": [(b"cookie", text.encode("latin-1"))]})


def set_by(signer: Signer, proof: Proof = PROOF, *, secure: bool = False) -> SimpleCookie:
    answer = PlainTextResponse()
    signer.set_device(answer, proof.device, secure)
    signer.set_badge(answer, proof, secure)
    cookies = SimpleCookie()
    for name, value in answer.raw_headers:
        if name == b"set-cookie":
            cookies.load(value.decode())
    return cookies


@pytest.fixture
def signer() -> Signer:
    return Signer(KEY)


@pytest.fixture
def kept(signer: Signer) -> dict[str, str]:
    return {name: morsel.value for name, morsel in set_by(signer).items()}


def test_both_cookies_together_prove_who_is_there(signer: Signer, kept: dict[str, str]) -> None:
    assert signer.proof(carrying(**kept)) == PROOF
    assert signer.device(carrying(**kept)) == "phone-7"


def test_a_badge_cookie_without_its_device_is_worth_nothing(
    signer: Signer, kept: dict[str, str]
) -> None:
    stolen = {"badge": kept["badge"]}
    other = set_by(signer, Proof("badge-8", "phone-8"))["device"].value
    assert signer.proof(carrying(**stolen)) is None
    assert signer.proof(carrying(**stolen, device=other)) is None
    assert signer.proof(carrying(**stolen, device="phone-7")) is None
    assert signer.proof(carrying(device=kept["device"])) is None


@pytest.mark.parametrize("at", range(0, 60, 3))
def test_a_changed_sign_anywhere_breaks_the_token(
    signer: Signer, kept: dict[str, str], at: int
) -> None:
    token = kept["badge"]
    changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    assert signer.proof(carrying(badge=changed, device=kept["device"])) is None


def test_another_key_signs_nothing_here(signer: Signer, kept: dict[str, str]) -> None:
    assert Signer(b"x" * 32).proof(carrying(**kept)) is None
    assert Signer(b"").proof(carrying(**kept)) is None


def test_a_token_for_one_use_is_none_for_another(signer: Signer, kept: dict[str, str]) -> None:
    screen = signer.screen_token("meeting-1")
    assert signer.screen_link(screen) == Link("meeting-1", 0)
    assert signer.screen_link(kept["device"]) is None
    assert signer.screen_link(kept["badge"]) is None
    assert signer.device(carrying(device=screen)) is None
    assert signer.proof(carrying(badge=kept["device"], device=kept["device"])) is None


@pytest.mark.parametrize("age", [0, COOKIE_FOR - 60])
def test_a_badge_cookie_lives_as_long_as_a_congress(
    signer: Signer, kept: dict[str, str], age: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made_ago(monkeypatch, age)
    token = str(URLSafeTimedSerializer(KEY, salt="badge").dumps(["badge-7", "phone-7"]))
    monkeypatch.undo()
    assert signer.proof(carrying(badge=token, device=kept["device"])) == PROOF


def test_an_old_badge_cookie_is_refused(
    signer: Signer, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _made_ago(monkeypatch, COOKIE_FOR + 60)
    token = str(URLSafeTimedSerializer(KEY, salt="badge").dumps(["badge-7", "phone-7"]))
    monkeypatch.undo()
    assert signer.proof(carrying(badge=token, device=kept["device"])) is None


def _made_ago(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    made = int(time.time()) - seconds
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: made)


@pytest.mark.parametrize("said", [None, 7, "x", ["one"], ["1", "2", "3"], {"badge": "device"}])
def test_a_well_signed_token_of_another_shape_is_refused(
    signer: Signer, kept: dict[str, str], said: object
) -> None:
    token = str(URLSafeTimedSerializer(KEY, salt="badge").dumps(said))
    assert signer.proof(carrying(badge=token, device=kept["device"])) is None


@pytest.mark.parametrize("said", [None, 7, ["phone-7"]])
def test_a_device_or_screen_token_holds_a_text(signer: Signer, said: object) -> None:
    device = str(URLSafeSerializer(KEY, salt="device").dumps(said))
    screen = str(URLSafeSerializer(KEY, salt="screen").dumps(said))
    assert signer.device(carrying(device=device)) is None
    assert signer.screen_link(screen) is None


@pytest.mark.parametrize("token", ["", ".", "a.b", "a.b.c", "\xff\xfe", "x" * 8000])
def test_nonsense_is_refused_and_breaks_nothing(signer: Signer, token: str) -> None:
    assert signer.proof(carrying(badge=token, device=token)) is None
    assert signer.device(carrying(device=token)) is None
    assert signer.screen_link(token) is None


@pytest.mark.parametrize("secure", [True, False])
def test_no_script_and_no_other_site_gets_at_the_cookies(signer: Signer, secure: bool) -> None:
    for cookie in set_by(signer, secure=secure).values():
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "lax"
        assert bool(cookie["secure"]) is secure
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""


def test_no_two_devices_have_one_name(signer: Signer) -> None:
    assert len({signer.new_device() for _ in range(100)}) == 100
