"""The ceremony of a vote on the chair's console, from its beginning to the minutes."""

from dataclasses import replace

import pytest

from ballots.adoption import Hands
from ballots.commands import adopt_method, list_projects
from ballots.rounds.commands import close_round, count_round
from core.ids import PaperId
from sessions.attendance.commands import import_roster
from sessions.attendance.roster import read_roster
from tests.cast import Congress, projects
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import adopted
from tests.web.test_chair import latest

SIX = {"for": "6", "against": "0", "abstain": "0"}


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def paper(hall: Hall, congress: Congress) -> PaperId:
    """An adopted vote of three for one place, whose item is on."""
    return hall.do(adopted, congress, 3, 1)


@pytest.fixture
def at(congress: Congress) -> str:
    return f"/m/{congress.meeting}/chair"


@pytest.fixture
def chair(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.chair, CHINESE)


def test_a_vote_is_led_through_its_ceremony(
    hall: Hall, congress: Congress, chair: Browser, at: str, paper: PaperId
) -> None:
    page = chair.done(at, "/ceremony")
    assert "应到代表6名" in page.part("console")
    assert not page.offers("/seal"), "the rite comes before the act"
    page = chair.done(at, "/rites/attendance")
    assert congress.scrutineer.name in page.part("console")
    page = chair.done(at, "/elect", SIX | {"chief": congress.scrutineer.person})
    assert page.offers("/seal")
    page = chair.done(at, "/seal")
    assert "应选1个" in page.part("console")
    chair.done(at, "/rites/candidates")
    chair.done(at, "/rites/recount")
    again = chair.act(f"/m/{congress.meeting}/papers/{paper}/rites/recount", {})
    assert again.status_code == 422, "a second click"
    assert len(hall.do(congress.told, "PresentRecounted")) == 1
    chair.done(at, "/rites/box/pass", {"reason": "电子表决"})
    assert "现在发票" in chair.see(at).part("console")
    chair.done(at, "/open")
    round = latest(hall, congress).round.id
    hall.do(congress.cast_all, round, ["+.."] * 6)
    hall.do(close_round, hall.house.db, congress.chair, round)
    assert "发出表决票6张，收回6张" in chair.see(at).part("console")
    chair.done(at, "/rites/validity")
    hall.do(count_round, hall.house.db, congress.teller, round)
    assert "有效票6张" in chair.see(at).part("console")
    page = chair.done(at, "/rites/report")
    assert "下列1个项目获得通过" in page.part("console")
    chair.done(at, "/announce")
    written = chair.see(f"/m/{congress.meeting}/minutes").text
    for words in ("应到代表6名", "赞成6，反对0", "略过：电子表决", "收回6张", "有效票6张"):
        assert words in written, words
    assert len(hall.do(congress.told, "PresentRecounted")) == 1


async def conflicting(congress: Congress) -> PaperId:
    """The scrutineer comes from the unit that is responsible for the first project."""
    rows = [["姓名", "身份", "工作单位"], [congress.scrutineer.name, "监票人", "市水利局"]]
    await import_roster(congress.db, congress.clerk, read_roster(rows))
    await congress.gather()
    await congress.open()
    paper = await congress.vote_item(3, 1)
    first, *others = projects(3)
    ours = [replace(first, unit="市水利局、各乡镇"), *others]
    await list_projects(congress.db, congress.clerk, paper, ours)
    await congress.turn_to(paper)
    await adopt_method(congress.db, congress.chair, paper, Hands(6, 0, 0))
    return paper


def test_an_officer_of_a_responsible_unit_needs_a_word(hall: Hall, called: Called) -> None:
    congress = called(6)
    paper = hall.do(conflicting, congress)
    chair, at = hall.visitor(congress, congress.chair), f"/m/{congress.meeting}/chair"
    chair.done(at, "/ceremony")
    assert "市水利局" in chair.done(at, "/rites/attendance").part("console")
    chosen = SIX | {"chief": congress.scrutineer.person}
    path = f"/m/{congress.meeting}/papers/{paper}/rites/officers/elect"
    refused = chair.act(path, chosen)
    assert refused.status_code == 422
    assert congress.scrutineer.name in Page(refused.text).text
    assert chair.act(path, chosen | {"note": "由主席团说明"}).status_code == 303
    [told] = hall.do(congress.told, "RiteHeld")[1:]
    assert told["figures"]["note"] == "由主席团说明"


def test_a_deputy_holds_no_rite(hall: Hall, congress: Congress, paper: PaperId) -> None:
    deputy = hall.visitor(congress, congress.deputies[1], ENGLISH)
    path = f"/m/{congress.meeting}/papers/{paper}"
    for act in ("ceremony", "rites/attendance", "rites/officers/elect", "rites/box/pass"):
        assert deputy.act(f"{path}/{act}", {"reason": "x"}).status_code == 403
    assert hall.do(congress.told, "CeremonyBegun") == []


def test_an_unknown_rite_is_not_here(
    congress: Congress, chair: Browser, paper: PaperId
) -> None:
    assert chair.act(f"/m/{congress.meeting}/papers/{paper}/rites/dance").status_code == 404
