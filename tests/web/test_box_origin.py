"""What the operator may set about secret votes: the box's own address, and the size of keys."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.browse import HOME, Browser
from web.app import create_app
from web.settings import settings

BOX = "https://box.example.org"


def test_a_box_with_an_address_of_its_own_is_open_to_the_pages_and_to_them_named(
    tmp_path: Path,
) -> None:
    with Browser(create_app(replace(settings(tmp_path), box_origin=BOX)), base_url=HOME) as one:
        asked = one.request("OPTIONS", f"/box/{'0' * 32}")
        assert asked.status_code == 204
        assert asked.headers["access-control-allow-origin"] == "*"
        assert f"connect-src 'self' {BOX};" in one.get("/").headers["content-security-policy"]


def test_a_box_beside_its_pages_is_open_to_no_other_site(tmp_path: Path) -> None:
    with Browser(create_app(settings(tmp_path)), base_url=HOME) as one:
        answer = one.get(f"/box/{'0' * 32}/manifest")
        assert (answer.status_code, answer.json()) == (404, {"code": "not-here"})
        assert "access-control-allow-origin" not in answer.headers
        assert "connect-src 'self';" in one.get("/").headers["content-security-policy"]


def test_the_box_and_the_keys_are_set_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINYI_BOX_ORIGIN", f"{BOX}/")
    monkeypatch.setenv("MINYI_KEY_BITS", "3072")
    made = settings(tmp_path)
    assert (made.box_base, made.key_bits) == (f"{BOX}/box", 3072)
    monkeypatch.setenv("MINYI_KEY_BITS", "1024")
    with pytest.raises(RuntimeError, match="1024"):
        settings(tmp_path)
