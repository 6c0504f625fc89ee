"""Candidate projects through the clerk's page: imported whole, or typed one by one."""

import pytest

from ballots import queries as ballots
from ballots.queries import Vote
from core.spreadsheet import write_xlsx
from tests.cast import Congress
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.records import csv_of

SCRIPT = "<script>alert(1)</script>"
TABLE = [
    ["序号", "项目名称", "建设内容", "总投资(万元)", "责任单位", "完成时间", "类别"],
    ["1", "市民中心", "新建", "1,800.50", "住建局", "2026年底", "文化"],
    ["3", "养老院", "改建", "", "民政局", "", "养老"],
    ["2", "=cmd()", SCRIPT, "0", "", "", ""],
]
PROJECT = {"no": "9", "name": "图书馆", "content": "", "investment": "12.5", "unit": ""}


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting()


@pytest.fixture
def item(hall: Hall, congress: Congress) -> str:
    return hall.do(congress.add_item)


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


@pytest.fixture
def at(congress: Congress, item: str) -> str:
    return f"/m/{congress.meeting}/desk/votes/{item}"


@pytest.fixture
def listed(clerk: Browser, at: str) -> str:
    """The page of a vote with three candidates."""
    file = ("file", "项目.csv", csv_of(TABLE))
    assert clerk.act(f"{at}/import", file=file).status_code == 303
    return at


def vote(hall: Hall, congress: Congress, item: str) -> Vote:
    found = hall.do(congress.read, ballots.vote_on, congress.meeting, item)
    assert found is not None
    return found


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
@pytest.mark.parametrize("form", ["utf-8", "gb18030", "xlsx"])
def test_projects_come_in_from_any_spreadsheet(
    hall: Hall, clerk: Browser, congress: Congress, item: str, form: str, language: str
) -> None:
    at = f"/m/{congress.meeting}/desk/votes/{item}"
    clerk.headers["accept-language"] = language
    content = write_xlsx(TABLE, "项目") if form == "xlsx" else csv_of(TABLE, form)
    name = "a.xlsx" if form == "xlsx" else "a.csv"
    answer = clerk.act(f"{at}/import", file=("file", name, content))
    page = clerk.see(answer.headers["location"])
    assert (page.language, page.sins) == (language, [])
    assert "市民中心" in page.text
    assert "1,800.5" in page.text
    assert SCRIPT in page.text
    projects = vote(hall, congress, item).paper.projects
    assert sorted(one.no for one in projects) == [1, 2, 3]


def test_a_list_with_bad_lines_is_refused_whole_and_says_which(
    hall: Hall, clerk: Browser, congress: Congress, item: str, listed: str
) -> None:
    before = vote(hall, congress, item)
    rows = [TABLE[0], ["1", "好", "", "", "", "", ""], ["1", "", "", "-3", "", "", ""]]
    answer = clerk.act(f"{listed}/import", file=("file", "a.csv", csv_of(rows)))
    page = Page(answer.text)
    assert (answer.status_code, answer.text.count('<td class="number">3</td>')) == (422, 3 + 1)
    assert page.sins == []
    assert vote(hall, congress, item) == before


def test_a_new_list_takes_the_place_of_the_old(
    hall: Hall, clerk: Browser, congress: Congress, item: str, listed: str
) -> None:
    clerk.act(f"{listed}/import", file=("file", "a.csv", csv_of([TABLE[0], TABLE[2]])))
    assert [one.name for one in vote(hall, congress, item).paper.projects] == ["养老院"]


def test_a_project_is_added_changed_and_removed(
    hall: Hall, clerk: Browser, congress: Congress, item: str, listed: str
) -> None:
    answer = clerk.act(f"{listed}/projects", PROJECT)
    assert "图书馆" in clerk.see(answer.headers["location"]).text
    changed = {**PROJECT, "no": "8", "name": "书吧", "replacing": "9"}
    clerk.act(f"{listed}/projects", changed)
    names = {one.no: one.name for one in vote(hall, congress, item).paper.projects}
    assert (names[8], 9 in names) == ("书吧", False)
    clerk.act(f"{listed}/drop", {"no": "8"})
    assert 8 not in [one.no for one in vote(hall, congress, item).paper.projects]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"no": "1"}, "no"),
        ({"no": "0"}, "no"),
        ({"no": ""}, "no"),
        ({"name": ""}, "name"),
        ({"name": "\u202e\u200b"}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"content": "长" * 5000}, "content"),
        ({"investment": "a lot"}, "investment"),
        ({"investment": "-1"}, "investment"),
        ({"investment": "NaN"}, "investment"),
        ({"investment": "1e99999999999"}, "investment"),
    ],
)
def test_a_project_that_will_not_do_is_refused_on_its_field(
    clerk: Browser, listed: str, typed: dict[str, str], wrong: str
) -> None:
    answer = clerk.act(f"{listed}/projects", {**PROJECT, **typed})
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.part(f"{wrong}-wrong")
    kept = [one.values for one in page.sheets if "no" in one.values][-1]
    assert {name: kept[name] for name in typed} == typed


@pytest.mark.parametrize("replacing", ["77", "x"])
def test_a_project_that_is_not_there_is_not_changed(
    clerk: Browser, listed: str, replacing: str
) -> None:
    answer = clerk.act(f"{listed}/projects", {**PROJECT, "replacing": replacing})
    assert answer.status_code in (404, 422)


def test_an_empty_list_to_fill_in_has_the_right_first_line(
    clerk: Browser, congress: Congress
) -> None:
    answer = clerk.get(f"/m/{congress.meeting}/desk/projects.csv")
    header = csv_of([TABLE[0]], "utf-8-sig")
    assert answer.content == header


def test_a_vote_of_another_meeting_is_not_here(clerk: Browser, congress: Congress) -> None:
    assert clerk.get(f"/m/{congress.meeting}/desk/votes/nothing").status_code == 404
    answer = clerk.act(f"/m/{congress.meeting}/desk/votes/nothing/projects", PROJECT)
    assert answer.status_code == 404
