"""The code on a badge: small, quick to scan, and nothing that a page would run."""

import re
from xml.etree import ElementTree

import pytest
import segno

from tests.web.qrcode import read_qr
from web.qr import badge_link, qr_svg

CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_badge_link_is_upper_case_as_a_whole() -> None:
    link = badge_link("https://vote.example.org", CODE.lower())
    assert link == f"HTTPS://VOTE.EXAMPLE.ORG/B/{CODE}"


def test_the_code_uses_the_coarse_alphabet() -> None:
    link = badge_link("https://vote.example.org", CODE)
    made = segno.make(link, error="m", micro=False)
    assert made.mode == "alphanumeric"
    assert made.version == 3, "29 cells across: a badge is scanned from a lap"


def test_the_picture_has_no_size_and_nothing_to_run() -> None:
    svg = qr_svg(badge_link("http://192.168.0.2:8000", CODE))
    picture = ElementTree.fromstring(svg)
    assert "viewBox" in picture.attrib
    assert not {"width", "height", "style"} & picture.attrib.keys()
    assert not re.search(r"\s(style|on\w+)=", svg)


@pytest.mark.parametrize("origin", ["http://localhost:8000", "https://vote.example.org"])
def test_the_picture_shows_this_very_link(origin: str) -> None:
    link = badge_link(origin, CODE)
    assert read_qr(qr_svg(link)) == link
