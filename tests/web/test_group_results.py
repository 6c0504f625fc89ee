"""What no meeting can adopt yet is already shown right: majorities of groups, unread marks."""

from dataclasses import replace
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from ballots.adoption import Paper, Standing
from ballots.commands import first_draft, with_candidates
from ballots.deciding.decision import decide
from ballots.method import Base, Compare, Share, VoteMethod
from ballots.outcome import Turnout, outcome_to_facts
from ballots.paper import Ballot, Mark, ballot
from ballots.project import CandidateProject
from ballots.queries import RoundView
from ballots.round import Kind, Phase, Round
from ballots.tally import tally
from core.ids import ItemId, MeetingId, PaperId, RoundId
from web.language import Language
from web.pages import Pages
from web.results import result_rows

# Hengyang Shigu: more than half of the deputies, and more than two thirds of all.
GATES = (
    Share(Base.VALID, Fraction(2, 3), Compare.OVER),
    Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER, group="代表"),
)
PROJECTS = (CandidateProject(1, "桥"), CandidateProject(2, "路"))
METHOD = with_candidates(replace(first_draft("办法"), majority=GATES), PROJECTS)


def counted(method: VoteMethod, heap: list[Ballot]) -> RoundView:
    paper = Paper(PaperId("p"), MeetingId("m"), ItemId("i"), Standing.ADOPTED, method, PROJECTS)
    round = Round(
        RoundId("r"), paper.meeting, paper.id, 1, Kind.RECORDED, Phase.ANNOUNCED, method, 9, 9
    )
    count = tally(method, heap)
    outcome = decide(method, count, Turnout(9, 9, 9, {"代表": 5}))
    return RoundView(round, paper, len(heap), 9, count, outcome)


@pytest.fixture
def view() -> RoundView:
    heap = [ballot({1: Mark.FOR, 2: Mark.FOR}, "代表")] * 2
    heap += [ballot({1: Mark.FOR, 2: Mark.ILLEGIBLE}, "代表")]
    heap += [ballot({1: Mark.FOR, 2: Mark.FOR})] * 4
    return counted(METHOD, heap)


def test_the_votes_of_each_group_stand_beside_what_it_must_give(view: RoundView) -> None:
    assert view.outcome is not None
    pages = Pages(ZoneInfo("Asia/Shanghai"), lambda name: name)
    text = pages.render(
        Language.ZH, "ballots/result.html", view=view, facts=outcome_to_facts(view.outcome)
    )
    text = " ".join(text.split())
    assert "代表赞成（须 3 票）" in text, "in the table"
    assert "须获 5 票 · 代表 3" in text, "at the line of the chart"
    assert "7 · 代表 3</text>" in text
    assert "6 · 代表 2</text>" in text
    assert 'data-label="无法辨认">1</td>' in text


def test_the_votes_of_each_group_stand_in_the_download(view: RoundView) -> None:
    assert view.outcome is not None
    header, *lines = result_rows(METHOD, view.outcome)
    assert [dict(zip(header, line, strict=True))["for 代表"] for line in lines] == [3, 2]


def test_no_column_is_shown_for_marks_that_all_could_be_read() -> None:
    view = counted(replace(METHOD, majority=()), [ballot({1: Mark.FOR})])
    assert view.outcome is not None
    pages = Pages(ZoneInfo("Asia/Shanghai"), lambda name: name)
    facts = outcome_to_facts(view.outcome)
    assert "无法辨认" not in pages.render(
        Language.ZH, "ballots/result.html", view=view, facts=facts
    )
