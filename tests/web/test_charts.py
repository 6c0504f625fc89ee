"""Where the lines of a chart stand: nothing is left out, no heading stands alone."""

from dataclasses import replace

import pytest

from ballots.adoption import Paper, Standing
from ballots.commands import first_draft, with_candidates
from ballots.deciding.decision import decide
from ballots.method import VoteMethod
from ballots.outcome import Outcome, Turnout
from ballots.project import CandidateProject
from ballots.tally import empty_tally, typed_totals
from core.ids import ItemId, MeetingId, PaperId
from web.charts import MOST_LINES, chart_columns

KINDS = ("教育", "卫生", "交通")


def paper_of(stand: int, *, apart: bool) -> Paper:
    projects = tuple(
        CandidateProject(no, f"项目{no}", category=KINDS[no % 3]) for no in range(1, stand + 1)
    )
    places = dict.fromkeys(KINDS, 1) if apart else None
    method = replace(first_draft("办法"), seats=3, seats_by_category=places, majority=())
    method = with_candidates(method, projects)
    return Paper(PaperId("p"), MeetingId("m"), ItemId("i"), Standing.ADOPTED, method, projects)


def result_of(method: VoteMethod) -> Outcome:
    hands = {no: (no, 0, 0) for no in method.numbers}
    return decide(method, typed_totals(method, 100, hands), Turnout(100, 100, 100))


@pytest.mark.parametrize("stand", [3, MOST_LINES - 3, MOST_LINES, 17, 29, 30, 31, 60])
@pytest.mark.parametrize("apart", [True, False])
def test_every_project_stands_once_and_under_its_heading(stand: int, *, apart: bool) -> None:
    paper = paper_of(stand, apart=apart)
    outcome = result_of(paper.method)
    columns = chart_columns(paper, outcome.items, outcome)
    shown = [line.item.no for column in columns for line in column if line.item]
    assert sorted(shown) == list(paper.method.numbers)
    assert len(columns) == (1 if stand + 3 * apart <= MOST_LINES else 2)
    for column in columns:
        assert column[-1].item is not None, "no heading at the foot"
        assert (column[0].item is None) == apart, "a heading at the top"
        heading = None
        for line in column:
            heading = line.category if line.item is None else heading
            assert line.category == heading


def test_the_best_stand_first_in_their_category() -> None:
    paper = paper_of(9, apart=True)
    outcome = result_of(paper.method)
    [column] = chart_columns(paper, outcome.items, outcome)
    found = [line.item.no if line.item else line.category for line in column]
    assert [one if isinstance(one, int) else one and one.category for one in found] == [
        *("卫生", 7, 4, 1),
        *("交通", 8, 5, 2),
        *("教育", 9, 6, 3),
    ]


def test_a_running_count_stays_as_on_the_ballot() -> None:
    paper = paper_of(4, apart=False)
    [column] = chart_columns(paper, empty_tally(paper.method).items, None)
    assert [line.item.no for line in column if line.item] == [1, 2, 3, 4]
