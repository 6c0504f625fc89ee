"""Large letters: chosen by one link, kept by the browser, and on every page."""

from http.cookies import SimpleCookie

import pytest

from tests.web.browse import CHINESE, Browser, Hall, Page
from tests.web.conftest import Called
from web.badge import COOKIE_FOR

LARGE, NORMAL = "/letters/large?back=/", "/letters/normal?back=/"


def is_large(browser: Browser, path: str = "/") -> bool:
    html = browser.get(path).text
    assert ("elder.css" in html) == ('class="elder"' in html), "the class goes with its style"
    return "elder.css" in html


def test_one_link_on_every_page_makes_the_letters_large_and_another_normal(hall: Hall) -> None:
    browser = hall.browser()
    page = browser.see("/")
    assert (is_large(browser), LARGE in page.links, NORMAL in page.links) == (
        False,
        True,
        False,
    )
    assert browser.get(LARGE).headers["location"] == "/"
    page = browser.see("/")
    assert (is_large(browser), LARGE in page.links, NORMAL in page.links) == (True, False, True)
    assert is_large(browser, "/nowhere"), "also a page that is not here"
    assert browser.get(NORMAL).headers["location"] == "/"
    assert not is_large(browser)


def test_the_meeting_and_its_pages_follow_and_the_link_leads_back_to_them(
    hall: Hall, called: Called
) -> None:
    congress = called()
    clerk = hall.visitor(congress, congress.clerk)
    at = f"/m/{congress.meeting}/desk"
    [link] = [one for one in clerk.see(at).links if one.startswith("/letters/")]
    assert clerk.get(link).headers["location"] == at
    for path in (at, f"{at}/roster", f"/m/{congress.meeting}"):
        assert is_large(clerk, path), path


def test_the_choice_is_kept_as_long_as_the_language(hall: Hall) -> None:
    kept = SimpleCookie(hall.browser().get(LARGE).headers["set-cookie"])["letters"]
    assert (kept.value, kept["max-age"], kept["samesite"]) == ("large", str(COOKIE_FOR), "lax")


def test_letters_and_language_do_not_disturb_each_other(hall: Hall) -> None:
    browser = hall.browser(CHINESE)
    browser.get(LARGE)
    browser.get("/language/en?back=/")
    assert is_large(browser)
    assert browser.see("/").language == "en"


@pytest.mark.parametrize("size", ["huge", "LARGE", "%20"])
def test_another_size_is_not_here_and_changes_nothing(hall: Hall, size: str) -> None:
    browser = hall.browser()
    answer = browser.get(f"/letters/{size}")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert Page(answer.text).sins == []


@pytest.mark.parametrize(
    "back", ["https://example.org", "//example.org", "/\\example.org", "example.org", ""]
)
def test_the_way_back_never_leads_to_another_site(hall: Hall, back: str) -> None:
    answer = hall.browser().get("/letters/large", params={"back": back})
    assert answer.headers["location"] == "/"


def test_a_strange_cookie_means_normal_letters(hall: Hall) -> None:
    browser = hall.browser()
    browser.keep({"letters": "elder"})
    assert not is_large(browser)
