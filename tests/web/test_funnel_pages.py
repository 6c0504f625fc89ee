"""The clerk's pages of a selection, and what the page for everybody shows and hides."""

import pytest

from ballots.funnel import queries
from ballots.funnel.queries import FunnelView
from tests.ballots.funnel.fei import DELEGATIONS, NO_FUNDS, STAGES, TITLE, Fei, begun, votes
from tests.cast import Congress
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.records import csv_of, rows_of

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting()


@pytest.fixture
def fei(hall: Hall, congress: Congress) -> Fei:
    return hall.do(begun, congress)


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk, CHINESE)


@pytest.fixture
def at(congress: Congress, fei: Fei) -> str:
    return f"/m/{congress.meeting}/desk/funnels/{fei.funnel}"


def table(last: int = 114) -> list[list[object]]:
    typed = votes()
    rows: list[list[object]] = [
        [no, *(typed[name][no] for name in DELEGATIONS)] for no in range(1, last + 1)
    ]
    return [["序号", *DELEGATIONS], *rows]


def view(hall: Hall, fei: Fei) -> FunnelView:
    return hall.do(fei.view)


def test_a_selection_is_begun_filled_and_planned(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    desk = f"/m/{congress.meeting}/desk/funnels"
    assert desk in clerk.see(f"/m/{congress.meeting}/desk").links
    assert desk in clerk.see(f"/m/{congress.meeting}/desk/agenda").links
    at = clerk.press(desk, "/funnels", {"title": "民生实事"}).headers["location"]
    rows = [
        ["序号", "项目名称", "总投资(万元)", "提出人"],
        ["1", SCRIPT, "12.5", "张三"],
        ["2", "桥", "", ""],
    ]
    answer = clerk.act(f"{at}/import", file=("file", "a.csv", csv_of(rows)))
    page = clerk.see(answer.headers["location"])
    assert (page.sins, "张三" in page.text, SCRIPT in page.text) == ([], True, True)
    more = {"no": "3", "name": "校", "proposed_by": "李四", "form": "entry-new"}
    assert "李四" in clerk.see(clerk.act(f"{at}/entries", more).headers["location"]).text
    stage = {"position": "1", "kind": "decision", "title": "研究", "organ": "乡镇", "keep": "2"}
    page = clerk.see(clerk.act(f"{at}/stages", stage).headers["location"])
    assert "研究" in page.text
    again = Page(clerk.act(f"{at}/stages", {**stage, "kind": "congress", "position": "2"}).text)
    assert "请选择一项" in again.text


def test_votes_come_in_from_a_table_and_the_first_80_go_on(
    hall: Hall, clerk: Browser, fei: Fei, at: str
) -> None:
    form = rows_of(clerk.get(f"{at}/stages/1/votes.csv").content)
    assert (len(form), form[0][0], form[0][-1]) == (115, "序号", "合计")
    file = ("file", "票数.csv", csv_of(table()))
    assert clerk.act(f"{at}/stages/1/import", file=file).status_code == 303
    page = clerk.done(f"{at}/stages/1", "/conclude")
    assert (page.language, page.sins) == (CHINESE, [])
    assert [one.number for one in view(hall, fei).levels] == [114, 80]


def test_a_table_with_faults_keeps_what_was_there_and_says_where(
    hall: Hall, clerk: Browser, fei: Fei, at: str
) -> None:
    clerk.act(f"{at}/stages/1/import", file=("file", "a.csv", csv_of(table())))
    before = view(hall, fei)
    bad = table(113)
    bad[4][2] = "x"
    answer = clerk.act(f"{at}/stages/1/import", file=("file", "a.csv", csv_of(bad)))
    page = Page(answer.text)
    assert answer.status_code == 422
    assert '<td class="number">5</td>' in answer.text
    assert "“上冶代表团”列" in page.text
    assert "114" in page.text
    assert view(hall, fei) == before


def test_one_delegation_is_typed_and_a_bad_figure_loses_nothing(
    hall: Hall, clerk: Browser, fei: Fei, at: str
) -> None:
    page = clerk.see(f"{at}/stages/1?delegation=东城代表团")
    sheet = page.sheet("/delegation")
    typed = {**sheet.values, "votes-1": "7", "votes-2": "many"}
    answer = clerk.act(f"{at}/stages/1/delegation", typed)
    again = Page(answer.text).sheet("/delegation")
    assert answer.status_code == 422
    assert (again.values["votes-1"], again.values["votes-2"]) == ("7", "many")
    assert view(hall, fei).step(1).stage.sheet.votes == {}
    clerk.act(f"{at}/stages/1/delegation", {**typed, "votes-2": "0"})
    assert view(hall, fei).step(1).stage.sheet.votes == {"东城代表团": {1: 7, 2: 0}}
    page = clerk.see(f"{at}/stages/1")
    assert "票数未报齐： 东城代表团" in page.text
    clerk.act(f"{at}/stages/1/part", {"delegation": "东城代表团"})
    assert view(hall, fei).step(1).stage.sheet.votes == {}


def test_a_decision_needs_its_reasons_and_keeps_what_was_typed(
    hall: Hall, clerk: Browser, fei: Fei, at: str
) -> None:
    hall.do(fei.vote_by_delegations)
    sheet = clerk.see(f"{at}/stages/2").sheet("/conclude")
    ticked = {name for name in sheet.values if name.startswith("keep-")}
    assert ticked == {f"keep-{no}" for no in range(1, 61)}, "the first by votes are ticked"
    moved = {name: value for name, value in sheet.values.items() if name != "keep-5"}
    moved |= {"keep-70": "1", "reason-61": "重复建设"}
    answer = clerk.act(f"{at}/stages/2/conclude", moved)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert "未入选但没有说明理由：5、62、63" in page.text
    again = page.sheet("/conclude").values
    assert (again["reason-61"], "keep-70" in again, "keep-5" in again) == (
        *("重复建设", True, False),
    )
    answer = clerk.act(f"{at}/stages/2/conclude", {**moved, "common": NO_FUNDS})
    assert "而有票数更多的项目未入选：70" in Page(answer.text).text
    whole = {**moved, "common": NO_FUNDS, "reason-70": "群众反映强烈"}
    assert clerk.act(f"{at}/stages/2/conclude", whole).status_code == 303
    page = hall.browser(CHINESE).see(f"/f/{fei.funnel}")
    for words in (NO_FUNDS, "重复建设", "群众反映强烈"):
        assert words in page.text


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_page_for_everybody_tells_only_what_is_concluded(
    hall: Hall, congress: Congress, fei: Fei, language: str
) -> None:
    anybody, at = hall.browser(language), f"/f/{fei.funnel}"
    assert anybody.get(at).status_code == 404
    hall.do(fei.vote_by_delegations)
    page = anybody.see(at)
    assert (page.language, page.sins) == (language, [])
    assert TITLE in page.text
    assert "114 → 80 " in page.text
    for hidden in (STAGES[1].title, STAGES[1].organ, "大会差额票决"):
        assert hidden not in page.text
    hall.do(fei.decide)
    round = hall.do(fei.vote)
    page = anybody.see(at)
    assert "114 → 80 → 60 " in page.text
    assert "大会差额票决" not in page.text
    hall.do(congress.count, round)
    assert anybody.see(at).text == page.text, "counted, but not announced"


def test_a_project_is_found_by_name_with_its_whole_way(hall: Hall, fei: Fei) -> None:
    hall.do(fei.vote_by_delegations)
    hall.do(fei.decide)
    page = hall.browser(CHINESE).see(f"/f/{fei.funnel}?find=70号")
    assert "找到 1 个项目" in page.text
    assert "44 票，第 70 位（共 114 个）" in page.text
    assert NO_FUNDS in page.text
    assert "第8代表小组" in page.text
    assert "第69号" not in page.text
    assert "没有" not in hall.browser(CHINESE).see(f"/f/{fei.funnel}?find=<x>").text


def test_the_minutes_tell_each_concluded_stage_in_a_sentence(
    hall: Hall, clerk: Browser, congress: Congress, fei: Fei
) -> None:
    hall.do(fei.vote_by_delegations)
    hall.do(fei.vote_by_delegations, "漏计一张")
    page = clerk.see(f"/m/{congress.meeting}/minutes")
    assert "（各代表团）作出结论：114 个项目中入选 80 个。" in page.text
    assert "更正此前的结论：漏计一张" in page.text


def test_the_survivors_are_put_on_the_ballot_by_one_button(
    hall: Hall, clerk: Browser, fei: Fei, at: str
) -> None:
    hall.do(fei.vote_by_delegations)
    assert "/ballot" not in " ".join(one.action for one in clerk.see(f"{at}/stages/3").sheets)
    hall.do(fei.decide)
    page = clerk.done(f"{at}/stages/3", "/ballot")
    assert "第60号" in page.text
    assert "第61号" not in page.text
    found = hall.do(fei.congress.read, queries.public_funnel, fei.funnel)
    assert found.step(3).conclusion is None
