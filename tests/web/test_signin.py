"""At the door, through pages: one scan and one button; a GET never signs anybody in."""

import pytest

from core.journal import Entry
from core.people import Role
from sessions import queries
from sessions.attendance.rollcall import Attendance
from sessions.commands import open_sign_in
from sessions.meeting import Member
from sessions.signin.commands import reissue_badge, release_device
from sessions.signin.queries import badge_holders
from tests.cast import PIN, Congress
from tests.web.browse import CHINESE, ENGLISH, Hall, Page
from tests.web.conftest import Called
from web.house import SIGN_IN_TRIES


@pytest.fixture
def congress(hall: Hall, called: Called) -> Congress:
    """Sign-in is open and nobody is here."""
    congress = called()
    hall.visitor(congress, congress.clerk).act(f"/m/{congress.meeting}/gather")
    return congress


def badge(congress: Congress, who: Member) -> str:
    return f"/b/{congress.codes[who.person]}"


def attendance(hall: Hall, congress: Congress, who: Member) -> Attendance:
    line = hall.do(congress.read, queries.member_line, congress.meeting, who.person)
    return line.attendance


def journal(hall: Hall, congress: Congress) -> list[Entry]:
    return hall.do(congress.journal)


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_a_badge_says_whose_it_is_and_its_button_signs_in(
    hall: Hall, congress: Congress, language: str
) -> None:
    who = congress.deputies[1]
    phone = hall.browser(language)
    page = phone.see(badge(congress, who))
    assert page.language == language
    for word in (who.name, who.delegation, "第三次会议"):
        assert word in page.text
    now = phone.done(badge(congress, who), "")
    assert who.name in now.text
    assert attendance(hall, congress, who) is Attendance.PRESENT


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_link_fetched_ahead_signs_nobody_in_and_binds_nothing(
    hall: Hall, congress: Congress, method: str
) -> None:
    who, before = congress.deputies[1], journal(hall, congress)
    answer = hall.browser().request(method, badge(congress, who))
    assert (answer.status_code, answer.headers.get("set-cookie")) == (200, None)
    assert journal(hall, congress) == before
    assert attendance(hall, congress, who) is Attendance.ABSENT
    assert hall.do(congress.read, badge_holders, congress.meeting)[who.person] is False


def test_the_printed_link_in_capitals_is_the_same_door(hall: Hall, congress: Congress) -> None:
    who = congress.deputies[1]
    phone = hall.browser()
    assert who.name in phone.done(badge(congress, who).upper(), "").text


def test_pressing_twice_is_pressing_once(hall: Hall, congress: Congress) -> None:
    who, phone = congress.deputies[1], hall.browser()
    first = phone.act(badge(congress, who))
    before = journal(hall, congress)
    assert phone.act(badge(congress, who)).headers["location"] == first.headers["location"]
    assert journal(hall, congress) == before


@pytest.mark.parametrize(
    ("who", "page"), [("chair", "/chair"), ("clerk", "/desk"), ("guest", ""), ("teller", "")]
)
def test_everybody_comes_out_where_their_work_is(
    hall: Hall, congress: Congress, who: str, page: str
) -> None:
    person = getattr(congress, who)
    browser = hall.visitor(congress, person)
    pin = {"pin": PIN} if person.is_powerful else {}
    answer = browser.act(badge(congress, person), pin)
    assert answer.headers["location"] == f"/m/{congress.meeting}{page}"


@pytest.mark.parametrize("who", ["chair", "clerk", "teller", "scrutineer"])
def test_who_has_power_sets_a_pin_first(hall: Hall, called: Called, who: str) -> None:
    congress = called()
    hall.do(open_sign_in, hall.house.db, congress.clerk)
    browser, at = hall.browser(), badge(congress, person := getattr(congress, who))
    sheet = browser.see(at).sheets[-1]
    assert {"pin", "pin_again"} <= sheet.values.keys()
    assert browser.act(at).status_code == 422, "not without one"
    assert browser.act(at, {"pin": PIN, "pin_again": PIN}).status_code == 303
    assert attendance(hall, congress, person) is Attendance.PRESENT


@pytest.mark.parametrize(
    ("pin", "again"),
    [(PIN, "204817"), ("12345", "12345"), ("111111", "111111"), ("<b>", "<b>")],
)
def test_a_pin_that_will_not_do_is_refused_on_its_field(
    hall: Hall, congress: Congress, pin: str, again: str
) -> None:
    browser, at = hall.browser(), badge(congress, congress.chair)
    answer = browser.act(at, {"pin": pin, "pin_again": again})
    assert answer.status_code == 422
    assert Page(answer.text).part("pin-wrong")
    assert "badge" not in browser.kept


def test_a_new_device_of_the_chair_is_asked_for_the_pin(hall: Hall, congress: Congress) -> None:
    hall.visitor(congress, congress.chair)
    second, at = hall.browser(), badge(congress, congress.chair)
    assert "pin_again" not in second.see(at).sheets[-1].values
    assert second.refused(at, "", {"pin": "999998"}).part("pin-wrong")
    assert second.press(at, "", {"pin": PIN}).status_code == 303


def test_a_second_device_is_turned_away_and_the_clerk_is_told(
    hall: Hall, congress: Congress
) -> None:
    who = congress.deputies[1]
    hall.visitor(congress, who)
    second = hall.browser()
    assert second.refused(badge(congress, who), "").parts
    assert "badge" not in second.kept
    clerk = hall.visitor(congress, congress.clerk)
    assert who.name in clerk.see(f"/m/{congress.meeting}/desk").part("devices")


def test_a_code_nobody_printed_is_not_here(hall: Hall, congress: Congress) -> None:
    for code in ("A" * 26, "x", "%3Cscript%3E", "A" * 4000):
        assert hall.browser().get(f"/b/{code}").status_code == 404
        assert hall.browser().act(f"/b/{code}").status_code == 404


@pytest.mark.parametrize("how", ["reissued", "released"])
def test_a_lost_phone_is_out_at_once(hall: Hall, congress: Congress, how: str) -> None:
    who = congress.deputies[1]
    phone, at = hall.visitor(congress, who), f"/m/{congress.meeting}"
    assert phone.get(at).status_code == 200
    command = {"reissued": reissue_badge, "released": release_device}[how]
    hall.do(command, hall.house.db, congress.clerk, who.person)
    assert phone.get(at).status_code == 401
    assert phone.act(f"{at}/arrive").status_code == 401
    assert phone.get("/").status_code == 200, "the front page is for anyone"


def test_a_reissued_badge_says_so_and_the_new_one_opens(hall: Hall, congress: Congress) -> None:
    who = congress.deputies[1]
    old = badge(congress, who)
    code = hall.do(reissue_badge, hall.house.db, congress.clerk, who.person)
    assert hall.browser().get(old).status_code == 422
    assert hall.browser().act(old).status_code == 422
    assert who.name in hall.browser().done(f"/b/{code}", "").text


def test_a_badge_in_use_elsewhere_says_what_can_be_done(hall: Hall, congress: Congress) -> None:
    who, new = congress.deputies[1], hall.browser(ENGLISH)
    hall.browser().done(badge(congress, who), "")
    page = new.see(badge(congress, who))
    assert "I am present" not in page.text, "the button could not work"
    assert "the secretariat releases the old one" in page.text
    hall.do(release_device, congress.db, congress.clerk, who.person)
    assert who.name in new.done(badge(congress, who), "").text


def test_a_cookie_copied_to_another_phone_is_worth_nothing(
    hall: Hall, congress: Congress
) -> None:
    owner = hall.visitor(congress, congress.deputies[1])
    thief = hall.visitor(congress, congress.deputies[2])
    thief.keep({"badge": owner.kept["badge"]})
    assert thief.get(f"/m/{congress.meeting}").status_code == 401
    stranger = hall.browser()
    stranger.keep({"badge": owner.kept["badge"]})
    assert stranger.get(f"/m/{congress.meeting}").status_code == 401


def test_one_phone_may_serve_two_people_one_after_the_other(
    hall: Hall, congress: Congress
) -> None:
    one, two = congress.deputies[1:3]
    phone = hall.browser()
    for who in (one, two, one):
        assert who.name in phone.done(badge(congress, who), "").text


def test_signing_out_forgets_the_badge_and_keeps_the_device(
    hall: Hall, congress: Congress
) -> None:
    who = congress.deputies[1]
    phone = hall.visitor(congress, who)
    assert phone.done("/", "/sign-out").links
    assert phone.get(f"/m/{congress.meeting}").status_code == 401
    assert phone.act(badge(congress, who)).status_code == 303, "no second device"


def test_a_badge_may_try_so_often_a_minute_and_another_is_not_hindered(
    hall: Hall, congress: Congress
) -> None:
    phone, guessed = hall.browser(), f"/b/{'A' * 26}"
    for _ in range(SIGN_IN_TRIES):
        assert phone.act(guessed).status_code == 404
    assert phone.act(guessed).status_code == 429
    assert phone.act(guessed.lower()).status_code == 429, "in any spelling"
    assert phone.act(badge(congress, congress.deputies[1])).status_code == 303


def test_signed_in_before_the_time_there_is_a_button_to_arrive(
    hall: Hall, called: Called
) -> None:
    congress = called()
    who, at = congress.deputies[1], f"/m/{congress.meeting}"
    phone = hall.visitor(congress, who)
    assert not phone.see(at).offers("/arrive"), "the meeting is being prepared"
    assert phone.act(f"{at}/arrive").status_code == 422
    hall.visitor(congress, congress.clerk).act(f"{at}/gather")
    assert "data-present" not in phone.get(at).text
    phone.done(at, "/arrive")
    assert "data-present" in phone.get(at).text
    assert attendance(hall, congress, who) is Attendance.PRESENT


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        " //evil.example",
        "/\r\nset-cookie: badge=x",
        "/\t/evil.example",
        "/\n/evil.example",
    ],
)
def test_choosing_a_language_never_leads_to_another_site(hall: Hall, back: str) -> None:
    answer = hall.browser().get("/language/en", params={"back": back})
    where = answer.headers["location"]
    assert answer.status_code == 303
    assert where == "/" or (where[0] == "/" and where[1] not in "/\\\t\r\n"), where
    assert [one.split("=")[0] for one in answer.headers.get_list("set-cookie")] == ["language"]


def test_a_chosen_language_stays_and_leads_back(hall: Hall, congress: Congress) -> None:
    phone = hall.visitor(congress, congress.deputies[1], CHINESE)
    at = f"/m/{congress.meeting}"
    page = phone.see(at)
    [switch] = [link for link in page.links if link.startswith("/language/")]
    answer = phone.get(switch)
    assert answer.headers["location"] == at
    assert (page.language, phone.see(at).language) == (CHINESE, ENGLISH)
    assert phone.get("/language/fr").status_code == 404


def test_the_home_page_lists_my_meetings_and_whoever_may_calls_new_ones(
    hall: Hall, congress: Congress
) -> None:
    notice = {"congress": "青禾县人大", "title": "<i>临时会议</i>", "place": "", "held_on": ""}
    clerk = hall.visitor(congress, congress.clerk)
    deputy = hall.visitor(congress, congress.deputies[1])
    assert "/meetings/new" in clerk.see("/").links
    assert "/meetings/new" not in deputy.see("/").links
    refused = clerk.refused("/meetings/new", "", {**notice, "title": " "})
    assert refused.part("title-wrong")
    assert refused.sheets[0].values["congress"] == "青禾县人大", "what was typed is kept"
    assert "<i>临时会议</i>" in clerk.done("/meetings/new", "", notice).text
    assert Role.CLERK in congress.clerk.roles
    assert "<i>临时会议</i>" in clerk.see("/").text
    assert "临时会议" not in deputy.see("/").text
