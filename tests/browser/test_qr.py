"""The phone's own QR codes: the same squares, one by one, as another program draws."""

import re

import pytest
import segno
from playwright.sync_api import Browser, Page, Route
from segno import encoder

from web.app import STATIC

ORIGIN = "http://localhost"
QUIET = 4
MASK = 0
FULL = [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718]
FULL += [792, 858, 929, 1003, 1091, 1171, 1273]  # bytes in versions 1 to 25 with correction L
DRAW = """async (text) => (await import("/secret/qr.js")).qrSvg(text)"""
LENGTHS = """async (lengths) => {
  const { qrSvg } = await import("/secret/qr.js");
  return lengths.map((length) => qrSvg("m".repeat(length)));
}"""
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")
TEXTS = {
    "empty": "",
    "short": "minyi",
    "100 bytes": "https://vote.example.org/" + "0123456789abcdef" * 4 + "?round=1ab",
    "300 bytes": "ab c" * 75,
    "700 bytes": '{"seed"}' * 78 + "]",
    "Chinese": "代表们投票决定民生实事项目：市民中心、垃圾分类、老年食堂。",
    "all at once": "a ä 票 🗳",
}


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path == "/":
        route.fulfill(body="<!doctype html><title>codes</title>", content_type="text/html")
    else:
        script = (STATIC / path.lstrip("/")).read_text("utf-8")
        route.fulfill(body=script, content_type="text/javascript")


@pytest.fixture
def blank(browser: Browser) -> Page:
    page = browser.new_page()
    page.route(f"{ORIGIN}/**", serve)
    page.goto(f"{ORIGIN}/")
    return page


@pytest.fixture
def by_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """segno 1.6 fills eight bits up to the next byte where none are missing (7.4.10 of the
    standard says none); a camera passes over both, and a comparison by squares does not."""

    def fill(buffer: list[int], version: int | None, length: int) -> None:
        buffer.extend([0] * (-length % 8))

    monkeypatch.setattr(encoder, "write_padding_bits", fill)


def modules(svg: str) -> list[str]:
    """The dark and light modules, row by row, without the quiet zone."""
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert box is not None
    side = int(box[1])
    rows = [["0"] * side for _ in range(side)]
    *_, path = re.findall(r' d="([^"]*)"', svg)
    assert RUN.sub("", path) == "", "nothing but runs of dark modules"
    for x, y, width, back in RUN.findall(path):
        assert width == back
        rows[int(y)][int(x) : int(x) + int(width)] = ["1"] * int(width)
    lines = ["".join(row) for row in rows]
    quiet = lines[:QUIET] + lines[-QUIET:] + [row[:QUIET] + row[-QUIET:] for row in lines]
    assert "1" not in "".join(quiet)
    return [row[QUIET:-QUIET] for row in lines[QUIET:-QUIET]]


def expected(text: str) -> list[str]:
    code = segno.make_qr(
        text, error="l", mode="byte", mask=MASK, encoding="utf-8", eci=False, boost_error=False
    )
    return ["".join("01"[cell] for cell in row) for row in code.matrix]


@pytest.mark.usefixtures("by_the_standard")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_module_is_where_another_program_draws_it(blank: Page, text: str) -> None:
    assert modules(blank.evaluate(DRAW, text)) == expected(text)


@pytest.mark.usefixtures("by_the_standard")
def test_every_version_is_filled_to_the_last_byte_and_then_gives_way(blank: Page) -> None:
    lengths = [length + more for length in FULL for more in (0, 1)][:-1]
    drawn = blank.evaluate(LENGTHS, lengths)
    assert {len(modules(svg)) for svg in drawn} == {
        17 + 4 * version for version in range(1, 26)
    }
    for length, svg in zip(lengths, drawn, strict=True):
        assert modules(svg) == expected("m" * length), length


def test_a_text_too_long_is_refused_and_not_cut(blank: Page) -> None:
    said = blank.evaluate(
        """async (text) => {
          const { qrSvg } = await import("/secret/qr.js");
          try { return qrSvg(text); } catch (no) { return no.message; }
        }""",
        "m" * (FULL[-1] + 1),
    )
    assert said == "too long for a QR code"


def test_the_picture_has_no_size_and_nothing_to_run(blank: Page) -> None:
    tag = re.match(r"<svg [^>]*>", blank.evaluate(DRAW, "<script>"))
    assert tag is not None
    assert not re.search(r"\s(width|height|style|on\w+)=", tag[0])
    assert "script" not in blank.evaluate(DRAW, "<script>")
