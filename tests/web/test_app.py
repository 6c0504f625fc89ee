"""What every answer has, whatever it says: safe headers, no trace, no end to its size."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Response

from core.database import Database
from tests.cast import Congress
from tests.web.browse import CHINESE, ENGLISH, Hall, Page, running
from tests.web.conftest import Called
from web.access import MOST_FORM, MOST_UPLOAD

SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def answers(hall: Hall, congress: Congress) -> Iterator[tuple[int, Response]]:
    """One answer of every kind there is."""
    clerk = hall.visitor(congress, congress.clerk)
    at = f"/m/{congress.meeting}"
    yield 200, clerk.get(f"{at}/desk")
    yield 303, clerk.act(f"{at}/gather")
    yield 401, hall.browser().get(at)
    yield 403, clerk.get(f"{at}/chair")
    yield 404, clerk.get("/nowhere")
    yield 405, clerk.act(f"{at}/desk/roster.csv")
    yield 413, clerk.post(f"{at}/desk/notice", content=b"x" * (MOST_FORM + 1))
    yield 422, clerk.act(f"{at}/desk/notice")
    yield 200, clerk.get("/static/minyi.css")
    yield 404, clerk.get("/static/nothing.css")
    yield 200, clerk.get("/healthz")
    yield 200, clerk.get(f"{at}/desk/journal.jsonl")
    hall.do(broken, hall.house.db)
    yield 500, clerk.get("/healthz")


async def broken(db: Database) -> None:
    """Pull the disk out."""

    def gone() -> None:
        raise OSError("the disk at /var/lib/secret-place is gone")

    db.reading = gone  # type: ignore[method-assign, assignment]


def test_every_kind_of_answer_has_the_safe_headers(hall: Hall, called: Called) -> None:
    for status, answer in answers(hall, called()):
        assert answer.status_code == status, (answer.request.url, answer.text[:300])
        for name, value in SAFE.items():
            assert answer.headers.get_list(name) == [value], (status, name)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_pages_stay_private_and_files_with_a_hash_are_kept(hall: Hall, called: Called) -> None:
    clerk = hall.visitor(congress := called(), congress.clerk)
    page = clerk.get(f"/m/{congress.meeting}/desk")
    assert page.headers["cache-control"] == "private, no-cache"
    linked = re.findall(r"/static/[\w.]+\?[0-9a-f]{12}", page.text)
    assert linked, "need a linked file"
    for path in linked:
        assert "immutable" in clerk.get(path).headers["cache-control"]


def test_a_sheet_of_badges_is_kept_nowhere(hall: Hall, called: Called) -> None:
    clerk = hall.visitor(congress := called(), congress.clerk)
    person = congress.deputies[2].person
    sheet = clerk.act(f"/m/{congress.meeting}/desk/roster/{person}/reissue")
    assert sheet.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_our_own_mistake_is_said_plainly_and_never_with_a_trace(
    hall: Hall, called: Called, language: str
) -> None:
    congress = called()
    browser = hall.visitor(congress, congress.clerk, language)
    hall.do(broken, hall.house.db)
    answer = browser.get("/healthz")
    page = Page(answer.text)
    assert (answer.status_code, page.language) == (500, language)
    for word in ("Traceback", "OSError", "secret-place", ".py"):
        assert word not in answer.text
    assert page.parts["main"].strip(), "a sentence"


def test_a_script_gets_our_mistakes_as_json(hall: Hall, called: Called) -> None:
    browser = hall.visitor(congress := called(), congress.clerk)
    wants = {"accept": "application/json"}
    assert browser.get("/nowhere", headers=wants).json()["refused"][0]["code"] == "not-here"
    signed_out = hall.browser().get(f"/m/{congress.meeting}", headers=wants)
    assert signed_out.status_code == 401
    assert signed_out.json()["refused"][0]["code"] == "no-badge"
    hall.do(broken, hall.house.db)
    assert browser.get("/healthz", headers=wants).json()["refused"][0]["code"] == "fault"


@pytest.mark.parametrize("most", [MOST_FORM, MOST_UPLOAD])
@pytest.mark.parametrize("told", [True, False], ids=["length told", "length not told"])
def test_a_body_without_end_is_cut_off(hall: Hall, told: bool, most: int) -> None:
    body = b"pin=" + b"1" * most

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(body), 2**16):
            yield body[start : start + 2**16]

    headers = {"content-type": "application/x-www-form-urlencoded"}
    content = body if told else pieces()
    answer = hall.browser().post("/b/ABC", content=content, headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2000))),
        ("application/x-www-form-urlencoded", b"title=%ff%fe%00&=&&==%%%"),
        ("application/json", b'{"title": 1}'),
        ("text/plain; charset=utf-7", b"+ADw-script+AD4-"),
    ],
)
def test_a_body_that_cannot_be_taken_apart_is_refused(
    hall: Hall, called: Called, kind: str, body: bytes
) -> None:
    clerk = hall.visitor(congress := called(), congress.clerk)
    path = f"/m/{congress.meeting}/desk/notice"
    answer = clerk.post(path, content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 422), answer.text[:300]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../web/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/m/%00/desk",
        "/m/'; DROP TABLE person; --/desk",
        "/b/%ff%fe",
        "/s/..%2f..%2fdata",
        "//evil.example/m",
        "/m/" + "x" * 5000,
    ],
)
def test_a_tricky_path_leads_nowhere(hall: Hall, called: Called, path: str) -> None:
    browser = hall.visitor(congress := called(), congress.clerk)
    answer = browser.get(f"http://testserver{path}")
    assert answer.status_code in (404, 405), answer.text[:300]


def test_the_server_says_that_it_is_well(hall: Hall) -> None:
    assert hall.browser().get("/healthz").json() == {"status": "ok"}


def test_cookies_insist_on_https_where_there_is_https(hall: Hall, called: Called) -> None:
    congress = called()
    code = congress.codes[congress.guest.person]
    plain = hall.browser().act(f"/b/{code}")
    safe = hall.browser(origin="https://testserver", base="https://testserver")
    behind_tls = safe.act(f"/b/{code.lower()}")
    for answer, secure in ((plain, False), (behind_tls, True)):
        for cookie in answer.headers.get_list("set-cookie"):
            assert "HttpOnly" in cookie
            assert "samesite=lax" in cookie.lower()
            assert ("Secure" in cookie) is secure
    assert len(plain.headers.get_list("set-cookie")) == 2


def test_behind_a_proxy_that_ends_tls_cookies_insist_too(
    empty_house: Path, tmp_path: Path
) -> None:
    with running(tmp_path, origin="https://vote.example.org") as hall:
        assert hall.house.settings.is_https
        assert Page(hall.browser().get("/").text).language == ENGLISH


@pytest.mark.parametrize("charset", ["punycode", "utf-7", "idna"])
def test_a_form_may_not_choose_how_it_is_decoded(hall: Hall, charset: str) -> None:
    # Python's punycode decoder takes minutes over half a megabyte, on everybody's loop.
    browser = hall.browser()
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    body = b'--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nb-c\r\n--b--\r\n'
    answer = browser.post("/sign-out", content=body, headers={"content-type": kind})
    assert answer.status_code == 422
