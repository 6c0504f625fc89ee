"""A round and its result: nothing before the announcement, everything after it."""

from dataclasses import replace

import pytest

from ballots.adoption import Hands
from ballots.commands import adopt_method, draft_method, draft_paper, first_draft, list_projects
from ballots.method import Secrecy
from ballots.project import CandidateProject
from ballots.reruns.commands import void_round
from ballots.rounds.commands import announce_result
from core.ids import RoundId
from tests.cast import Congress
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall
from tests.web.conftest import Called
from tests.web.records import rows_of
from tests.web.scenes import adopted, put_on

SCRIPT = "<script>alert(1)</script>"
FILES = ("result.csv", "result.json", "ballots.csv")


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def counted(hall: Hall, congress: Congress) -> RoundId:
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1))
    hall.do(congress.cast_all, round, ["+-o", "+-o", "+..", "+--", "-+-"])
    hall.do(congress.count, round)
    return round


@pytest.fixture
def at(congress: Congress, counted: RoundId) -> str:
    return f"/m/{congress.meeting}/rounds/{counted}"


@pytest.fixture
def deputy(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.deputies[1])


def announce(hall: Hall, congress: Congress, round: RoundId) -> None:
    hall.do(announce_result, hall.house.db, congress.chair, round)


@pytest.mark.parametrize("who", ["chair", "clerk", "teller", "guest", "deputy"])
def test_before_the_announcement_the_page_tells_no_figure(
    hall: Hall, congress: Congress, at: str, who: str
) -> None:
    person = congress.deputies[1] if who == "deputy" else getattr(congress, who)
    browser = hall.visitor(congress, person)
    page = browser.see(at)
    assert "table" not in page.tags
    assert "svg" not in page.tags
    assert not page.offers("/sign")
    assert [browser.get(f"{at}/{file}").status_code for file in FILES] == [404] * 3


def test_a_scrutineer_sees_the_count_and_signs_it(
    hall: Hall, congress: Congress, counted: RoundId, at: str
) -> None:
    scrutineer = hall.visitor(congress, congress.scrutineer)
    page = scrutineer.see(at)
    assert "table" in page.tags
    assert not scrutineer.done(at, "/sign").offers("/sign")
    [signed] = hall.do(congress.told, "RoundSigned")
    assert signed["by"] == congress.scrutineer.name
    assert scrutineer.act(f"{at}/sign").status_code == 422, "once"


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_after_the_announcement_everybody_sees_the_result(
    hall: Hall, congress: Congress, counted: RoundId, at: str, language: str
) -> None:
    announce(hall, congress, counted)
    browser = hall.visitor(congress, congress.guest, language)
    page = browser.see(at)
    assert (page.language, page.sins) == (language, [])
    assert {"table", "svg"} <= set(page.tags)
    for words in ("第1号民生实事", "第2号民生实事", "第3号民生实事"):
        assert words in page.text


def test_the_result_comes_as_a_table(
    hall: Hall, congress: Congress, counted: RoundId, deputy: Browser, at: str
) -> None:
    announce(hall, congress, counted)
    header, *lines = rows_of(deputy.get(f"{at}/result.csv").content)
    found = [dict(zip(header, line, strict=True)) for line in lines]
    assert [(one["no"], one["for"], one["against"]) for one in found] == [
        ("1", "4", "1"),
        ("2", "1", "3"),
        ("3", "0", "2"),
    ]
    assert [one["chosen"] for one in found] == ["TRUE", "FALSE", "FALSE"]


def test_the_result_comes_as_json_for_machines(
    hall: Hall, congress: Congress, counted: RoundId, deputy: Browser, at: str
) -> None:
    announce(hall, congress, counted)
    result = deputy.get(f"{at}/result.json").json()
    assert (result["issued"], result["returned"], result["valid"]) == (6, 5, 5)
    assert (result["threshold"], result["chosen"], result["next"]) == (4, [1], "none")
    assert isinstance(result["because"], str)


def test_the_ballots_of_a_vote_by_name_can_be_recounted(
    hall: Hall, congress: Congress, counted: RoundId, deputy: Browser, at: str
) -> None:
    announce(hall, congress, counted)
    header, *lines = rows_of(deputy.get(f"{at}/ballots.csv").content)
    assert header == ["ballot", "group", "1", "2", "3"]
    first = congress.chair
    assert lines[0] == [first.name, first.delegation, "for", "against", "abstain"]
    assert lines[2][2:] == ["for", "", ""]
    assert sum(line[2] == "for" for line in lines) == 4


def test_a_download_runs_no_formula_and_no_script(hall: Hall, congress: Congress) -> None:
    names = ["=cmd()|'/C calc'!A0", f"@{SCRIPT}"]
    round = hall.do(hostile_vote, congress, names)
    announce(hall, congress, round)
    browser = hall.visitor(congress, congress.guest)
    at = f"/m/{congress.meeting}/rounds/{round}"
    assert [line[1] for line in rows_of(browser.get(f"{at}/result.csv").content)[1:]] == [
        f"'{name}" for name in names
    ]
    page = browser.see(at)
    assert page.sins == []
    assert f"@{SCRIPT}" in page.text


async def hostile_vote(congress: Congress, names: list[str]) -> RoundId:
    db, item = congress.db, await congress.add_item()
    paper = await draft_paper(db, congress.clerk, item, "票决办法")
    listed = [CandidateProject(no, name) for no, name in enumerate(names, 1)]
    await list_projects(db, congress.clerk, paper, listed)
    await draft_method(
        db, congress.clerk, paper, replace(first_draft("票决办法"), secrecy=Secrecy.RECORDED)
    )
    await put_on(congress, item)
    await adopt_method(db, congress.chair, paper, Hands(6, 0, 0))
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["+-"] * 5)
    await congress.count(round)
    return round


@pytest.mark.parametrize("file", FILES)
def test_a_download_has_a_plain_name(
    hall: Hall, congress: Congress, counted: RoundId, deputy: Browser, at: str, file: str
) -> None:
    announce(hall, congress, counted)
    header = deputy.get(f"{at}/{file}").headers["content-disposition"]
    assert header == f'attachment; filename="{file}"'


def test_a_void_round_says_why_and_tells_no_figure(
    hall: Hall, congress: Congress, counted: RoundId, deputy: Browser, at: str
) -> None:
    hall.do(void_round, hall.house.db, congress.chair, counted, f"停电 {SCRIPT}")
    page = deputy.see(at)
    assert f"停电 {SCRIPT}" in page.text
    assert "table" not in page.tags
    assert deputy.get(f"{at}/result.csv").status_code == 404


def test_a_round_of_another_meeting_is_not_here(
    hall: Hall, congress: Congress, counted: RoundId, deputy: Browser, called: Called
) -> None:
    assert deputy.get(f"/m/{congress.outsider.meeting}/rounds/{counted}").status_code == 404
    assert deputy.get(f"/m/{congress.meeting}/rounds/nothing").status_code == 404


def test_announced_results_are_linked_from_the_meeting(
    hall: Hall, congress: Congress, counted: RoundId, deputy: Browser, at: str
) -> None:
    before = deputy.see(f"/m/{congress.meeting}").links.count(at)
    announce(hall, congress, counted)
    assert deputy.see(f"/m/{congress.meeting}").links.count(at) > before
