"""The auditor's door: it opens for the auditor alone, and no other act opens for them."""

import json

import pytest
from starlette.routing import Route

from core.people import Role
from sessions.attendance.commands import import_roster
from sessions.attendance.roster import read_roster
from sessions.meeting import Member
from sessions.signin.commands import print_badges
from tests.cast import HEADER, Congress, member
from tests.web.browse import CHINESE, ENGLISH, Hall
from tests.web.conftest import Called
from tests.web.records import rows_of
from tests.web.scenes import adopted
from web.access import Who

DOORS = ("audit", "audit.csv", "audit.jsonl", "audit/attendance.csv")


async def with_auditor(congress: Congress) -> Member:
    table = read_roster([HEADER[:3], ["孟审", "", "审计员"]])
    await import_roster(congress.db, congress.clerk, table)
    found = await member(congress.db, congress.meeting, "孟审")
    congress.codes.update(await print_badges(congress.db, congress.clerk, [found.person]))
    return found


@pytest.fixture
def congress(hall: Hall, called: Called) -> Congress:
    return called(6)


@pytest.fixture
def auditor(hall: Hall, congress: Congress) -> Member:
    return hall.do(with_auditor, congress)


async def voted(congress: Congress) -> str:
    await congress.gather()
    await congress.open()
    round = await congress.open_round(await adopted(congress, 3, 1))
    await congress.cast_all(round, ["+--", "-+-", "--+", "+oo"])
    await congress.announce(round)
    return round


@pytest.fixture
def round(hall: Hall, congress: Congress, auditor: Member) -> str:
    return hall.do(voted, congress)


def test_the_clerk_and_all_others_stand_before_the_auditors_door(
    hall: Hall, congress: Congress, round: str
) -> None:
    for who in (congress.clerk, congress.chair, congress.deputies[1], congress.teller):
        browser = hall.visitor(congress, who)
        for door in (*DOORS, f"audit/rounds/{round}/register.csv"):
            assert browser.get(f"/m/{congress.meeting}/{door}").status_code == 403, door


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_auditor_reads_who_did_what(
    hall: Hall, congress: Congress, auditor: Member, round: str, language: str
) -> None:
    browser = hall.visitor(congress, auditor, language)
    page = browser.see(f"/m/{congress.meeting}/audit")
    assert (page.language, page.sins) == (language, [])
    assert congress.chair.name in page.text
    assert congress.clerk.name in page.text
    for door in (*DOORS, f"audit/rounds/{round}/register.json"):
        assert browser.get(f"/m/{congress.meeting}/{door}").status_code == 200, door


def test_the_auditor_sees_nobodys_ballot(
    hall: Hall, congress: Congress, auditor: Member, round: str
) -> None:
    browser, m = hall.visitor(congress, auditor), f"/m/{congress.meeting}"
    answer = browser.get(
        f"{m}/rounds/{round}/ballots.csv", headers={"accept": "application/json"}
    )
    assert answer.status_code == 403
    assert answer.json()["refused"][0]["code"] == "auditor-no-ballots"
    assert (
        hall.visitor(congress, congress.clerk).get(f"{m}/rounds/{round}/ballots.csv").is_success
    )
    for door in (*DOORS, "audit?all=1"):
        text = browser.get(f"{m}/{door}").text
        assert '"marks"' not in text, door
        assert "&#34;marks&#34;" not in text, door


def test_the_auditor_cannot_act(hall: Hall, congress: Congress, auditor: Member) -> None:
    browser = hall.visitor(congress, auditor)
    tried = 0
    for route in hall.app.routes:  # type: ignore[attr-defined]
        who = getattr(getattr(route, "endpoint", None), "who", None)
        if not isinstance(route, Route) or "POST" not in (route.methods or ()):
            continue
        if (
            who in (Who.ANYONE, Who.MEMBER, Who.HOLDER, Who.CALLER, Who.STOOL)
            or "{meeting" not in route.path
        ):
            continue
        path = route.path.replace("{meeting:str}", congress.meeting)
        for name in ("item", "person", "paper", "round", "number", "funnel", "stage", "box"):
            path = path.replace(f"{{{name}:str}}", "x").replace(f"{{{name}}}", "x")
        assert browser.act(path, {}).status_code == 403, path
        tried += 1
    assert tried > 30, "need all acts for this to mean anything"
    assert browser.get(f"/m/{congress.meeting}/desk").status_code == 403


def test_the_log_is_narrowed_by_act_and_goes_out_as_a_table(
    hall: Hall, congress: Congress, auditor: Member, round: str
) -> None:
    browser, at = hall.visitor(congress, auditor), f"/m/{congress.meeting}/audit"
    page = browser.see(f"{at}?kind=MeetingOpened")
    assert page.tags.count("td") == 5
    rows = rows_of(browser.get(f"{at}.csv").content)
    assert next(row for row in rows if row[3] == "RoundOpened")[5] == congress.chair.name
    assert {row[0] for row in rows[1:]} == {"meeting"}
    assert json.loads(browser.get(f"{at}.jsonl").content.splitlines()[0])["number"] == 1


def test_a_badge_takes_the_auditor_to_the_audit(
    hall: Hall, congress: Congress, auditor: Member, round: str
) -> None:
    browser = hall.browser()
    typed = {"pin": "204816", "pin_again": "204816"}
    answer = browser.act(f"/b/{congress.codes[auditor.person]}", typed)
    assert answer.headers["location"].endswith("/audit"), "with a PIN, as whoever has power"
    assert Role.AUDITOR in auditor.roles
