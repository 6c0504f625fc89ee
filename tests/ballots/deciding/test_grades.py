"""Satisfaction votes, with the printed figures of real ones."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from ballots.deciding.decision import decide
from ballots.method import Base, Candidate, Compare, Grade, Grading, Mode, Share, VoteMethod
from ballots.outcome import Next, Outcome, Turnout, outcome_from_facts, outcome_to_facts
from ballots.paper import Ballot, Mark, ballot
from ballots.tally import ItemCount, tally, typed_totals
from core.errors import Refused

Row = tuple[int, int, int]
ZHENHAI_2021 = [
    *((28, 1, 0), (20, 8, 1), (26, 3, 0), (29, 0, 0)),
    *((17, 11, 1), (26, 3, 0), (17, 11, 1), (28, 1, 0)),
]
NINGHAI_2020 = [
    *((95, 27, 0), (175, 43, 4), (161, 58, 3), (187, 34, 1), (177, 44, 1)),
    *((161, 57, 4), (165, 57, 0), (145, 74, 3), (159, 62, 1), (168, 53, 1)),
]


def graded(rows: Sequence[Row], members: int) -> Outcome:
    """Cast the ballots that give these rows, and decide."""
    return decide(
        method(len(rows)), tally(method(len(rows)), heap(rows)), hall(members, sum(rows[0]))
    )


def method(items: int) -> VoteMethod:
    return VoteMethod(
        title="民生实事项目满意度测评办法",
        mode=Mode.GRADE,
        candidates=tuple(Candidate(no, f"项目{no}") for no in range(1, items + 1)),
        seats=1,
        majority=(),
        quorum_open=None,
    )


def heap(rows: Sequence[Row]) -> list[Ballot]:
    columns = [
        [grade for grade, times in zip(Grade, row, strict=True) for _ in range(times)]
        for row in rows
    ]
    return [ballot(dict(enumerate(line, start=1))) for line in zip(*columns, strict=True)]


def hall(members: int, present: int) -> Turnout:
    return Turnout(members, present, present)


def test_zhenhai_found_all_eight_projects_satisfactory() -> None:
    outcome = graded(ZHENHAI_2021, members=29)
    assert outcome.threshold == 15, "half of 29 members is reached by 15"
    found = [(item.satisfied, item.basically, item.unsatisfied) for item in outcome.items]
    assert found == ZHENHAI_2021
    assert {item.grade for item in outcome.items} == {Grade.SATISFIED}
    assert [item.rank for item in outcome.items] == [2, 6, 4, 1, 7, 4, 7, 2]
    assert (outcome.chosen, outcome.unfilled, outcome.next) == ((), 0, Next.NONE)


@pytest.mark.parametrize(
    ("row", "members", "grade"),
    [
        ((182, 10, 1), 193, Grade.SATISFIED),  # Ningguo 2024
        ((185, 8, 0), 193, Grade.SATISFIED),
        ((152, 30, 0), 182, Grade.SATISFIED),  # Longyou
        ((14, 0, 14), 28, Grade.SATISFIED),  # half is enough to be satisfied
        ((13, 1, 14), 28, Grade.UNSATISFIED),  # but not to be basically so: 半数以下
        ((13, 2, 13), 28, Grade.BASICALLY),
        ((14, 15, 0), 29, Grade.BASICALLY),
        ((14, 0, 0), 29, Grade.UNSATISFIED),  # who is absent is not satisfied
    ],
)
def test_zhenhais_rule_counts_all_members(row: Row, members: int, grade: Grade) -> None:
    [item] = graded([row], members).items
    assert (item.grade, item.passes) == (grade, grade is not Grade.UNSATISFIED)


def test_the_rule_is_data() -> None:
    of_valid = Share(Base.VALID, Fraction(2, 3), Compare.AT_LEAST)
    strict = replace(method(1), grading=Grading(of_valid, of_valid))
    count = tally(strict, heap([(13, 6, 1)]))
    assert decide(strict, count, hall(45, 20)).items[0].grade is Grade.BASICALLY


def test_nobody_at_all_is_not_satisfied() -> None:
    of_valid = Share(Base.VALID, Fraction(1, 2), Compare.AT_LEAST)
    lenient = replace(method(1), grading=Grading(of_valid, of_valid))
    [item] = decide(lenient, tally(lenient, []), hall(45, 0)).items
    assert item.grade is Grade.UNSATISFIED, "0 of 0 is no half"


def test_a_void_vote_grades_nothing() -> None:
    count = tally(method(1), heap([(20, 1, 0)]))
    [item] = decide(method(1), count, hall(45, 20)).items
    assert (item.grade, item.satisfied) == (None, 20)


def test_an_empty_and_an_illegible_item_keep_the_sum() -> None:
    count = tally(method(1), [ballot({1: Grade.BASICALLY}), ballot({}), ballot({1: Mark("x")})])
    assert count.items == (ItemCount(1, abstain=1, illegible=1, basically=1),)
    with pytest.raises(Refused, match="mark-outside-mode"):
        tally(method(1), [ballot({1: Mark.FOR})])


def misprinted(rows: Sequence[Row], returned: int) -> list[int]:
    """The rows that cannot be: every item has one grade from every ballot."""
    return [no for no, row in enumerate(rows, start=1) if sum(row) != returned]


def test_ninghais_printed_95_cannot_be() -> None:
    assert misprinted(NINGHAI_2020, 222) == [1]
    with pytest.raises(ValueError, match="zip"):
        heap(NINGHAI_2020)  # no heap of ballots gives these rows
    mended = [(195, 27, 0), *NINGHAI_2020[1:]]
    assert misprinted(mended, 222) == []
    outcome = graded(mended, members=231)
    assert {item.grade for item in outcome.items} == {Grade.SATISFIED}
    assert all(
        (item.satisfied or 0) + (item.basically or 0) + (item.unsatisfied or 0) == 222
        for item in outcome.items
    )


def test_the_contract_of_a_graded_item() -> None:
    facts = outcome_to_facts(outcome := graded([(28, 1, 0)], members=29))
    row = {"no": 1, "name": "项目1", "for": 0, "against": 0, "abstain": 0, "not_marked": 0}
    row |= {"illegible": 0, "passes": True, "rank": 1, "chosen": False}
    row |= {"satisfied": 28, "basically": 1, "unsatisfied": 0, "grade": "satisfied"}
    assert facts["items"] == [row]
    assert outcome_from_facts(facts) == outcome


def test_hands_are_raised_for_each_grade() -> None:
    count = typed_totals(method(2), 9, {1: (5, 3, 1), 2: (0, 0, 8)})
    assert count.items == (
        ItemCount(1, satisfied=5, basically=3, unsatisfied=1),
        ItemCount(2, unsatisfied=8, not_marked=1),
    )
    outcome = decide(method(2), count, hall(9, 9))
    assert [item.grade for item in outcome.items] == [Grade.SATISFIED, Grade.UNSATISFIED]


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ((5, 3, 2), "total-too-large", "satisfied-1"),
        ((5, -1, 2), "number-negative", "basically-1"),
    ],
)
def test_nobody_raises_a_hand_for_two_grades(row: Row, code: str, field: str) -> None:
    with pytest.raises(Refused) as no:
        typed_totals(method(1), 9, {1: row})
    assert (no.value.code, no.value.field) == (code, field)
