"""The notice of personal data, and the clerk's page of terms and deletion."""

import pytest

from sessions.commands import close_meeting
from sessions.signin import queries as door
from tests.cast import Congress, FixedClock
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall
from tests.web.conftest import Called
from tests.web.scenes import desk


@pytest.mark.parametrize(("language", "word"), [(ENGLISH, "secretariat"), (CHINESE, "秘书处")])
def test_the_notice_says_what_why_how_long_and_whom_to_ask(
    hall: Hall, language: str, word: str
) -> None:
    page = hall.browser(language).see("/privacy")
    assert (page.language, page.sins) == (language, [])
    for said in (word, "6", "30", "个人信息保护法"):
        assert said in page.text


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_every_phone_page_leads_to_the_notice(
    hall: Hall, sitting: Called, language: str
) -> None:
    congress = sitting(6)
    who = congress.deputies[1]
    phone = hall.visitor(congress, who, language)
    badge = f"/b/{congress.codes[who.person]}"
    for path in ("/", badge, f"/m/{congress.meeting}", f"/m/{congress.meeting}/minutes"):
        assert "/privacy" in phone.see(path).links, path


def test_the_badge_says_what_is_kept_before_anybody_signs_in(
    hall: Hall, called: Called
) -> None:
    congress = called(6)
    code = congress.codes[congress.deputies[1].person]
    text = hall.browser().see(f"/b/{code}").text
    for said in ("Kept about you", "half a year", "secretariat"):
        assert said in text


@pytest.fixture
def congress(hall: Hall, sitting: Called) -> Congress:
    congress = sitting(6)
    hall.do(close_meeting, hall.house.db, congress.chair)
    return congress


def clerk_after(hall: Hall, congress: Congress, clock: FixedClock, days: int) -> Browser:
    clerk = hall.visitor(congress, congress.clerk)
    clock.advance(days=days)
    return clerk


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_terms_stand_with_their_law(hall: Hall, congress: Congress, language: str) -> None:
    page = hall.visitor(congress, congress.clerk, language).see(f"{desk(congress)}/retention")
    assert (page.language, page.sins) == (language, [])
    assert "网络安全法" in page.text
    assert not page.offers("/retention")
    assert all(one.action for one in page.sheets), "nothing is due yet, so nothing is offered"


def test_what_is_due_is_deleted_after_a_second_press(
    hall: Hall, congress: Congress, clock: FixedClock
) -> None:
    clerk, at = clerk_after(hall, congress, clock, 200), f"{desk(congress)}/retention"
    sheet = clerk.see(at).sheets[-1]
    stale = clerk.act(at, {"seen": "1-1-1-1-1"})
    assert stale.status_code == 422
    assert hall.do(congress.read, door.badge_holders, congress.meeting)
    answer = clerk.act(at, sheet.values)
    assert answer.status_code == 303, answer.text
    page = clerk.see(answer.headers["location"])
    assert "Deleted:" in page.text
    left = hall.do(congress.read, door.badge_holders, congress.meeting)
    assert set(left) == {congress.clerk.person}, "who runs this server keeps the badge"
    assert clerk.act(at, sheet.values).status_code == 422
    assert clerk.get(f"/m/{congress.meeting}/minutes").status_code == 200


def test_only_the_clerk_deletes(hall: Hall, congress: Congress) -> None:
    for who in (congress.chair, congress.deputies[1]):
        browser = hall.visitor(congress, who)
        assert browser.get(f"{desk(congress)}/retention").status_code == 403
        assert browser.act(f"{desk(congress)}/retention", {"seen": "x"}).status_code == 403
