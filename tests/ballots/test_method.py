"""The adopted method: its public JSON, its arithmetic, and what no meeting could vote by."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.method import (
    Base,
    Candidate,
    Compare,
    Mode,
    Share,
    Shortfall,
    Tie,
    VoteMethod,
)
from ballots.methods.check import check_method
from ballots.reruns.method import run_off_method
from core.errors import Refused

HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
TWO_THIRDS = Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST)
NANCHANG = VoteMethod(
    title="2020年民生实事项目票决办法",
    mode=Mode.PICK,
    candidates=tuple(Candidate(no, f"项目{no}") for no in range(1, 13)),
    seats=10,
    max_marks=10,
    majority=(HALF,),
    quorum_open=TWO_THIRDS,
)
counts = st.integers(0, 5000)
shares = st.builds(
    Share,
    st.sampled_from(Base),
    st.fractions(min_value=0, max_value=1, max_denominator=999),
    st.sampled_from(Compare),
)


@pytest.mark.parametrize(
    ("share", "out_of", "smallest"),
    [
        (HALF, 327, 164),  # of all members: 158 would be half of the 314 present
        (HALF, 314, 158),
        (HALF, 326, 164),  # 过半数: exactly half is not enough
        (HALF, 45, 23),
        (HALF, 0, 1),
        (replace(HALF, compare=Compare.AT_LEAST), 326, 163),  # 半数以上: half is enough
        (TWO_THIRDS, 327, 218),
        (TWO_THIRDS, 328, 219),
        (TWO_THIRDS, 3, 2),
    ],
)
def test_a_share_is_counted_exactly(share: Share, out_of: int, smallest: int) -> None:
    assert share.smallest(out_of) == smallest
    assert share.reached_by(smallest, out_of)
    assert not share.reached_by(smallest - 1, out_of)


@given(shares, counts, counts)
def test_a_share_is_reached_as_its_fraction_says(share: Share, count: int, out_of: int) -> None:
    left, right = count * share.fraction.denominator, out_of * share.fraction.numerator
    over = share.compare is Compare.OVER
    assert share.reached_by(count, out_of) == (left > right or (left == right and not over))


@pytest.mark.parametrize("tie", Tie)
@pytest.mark.parametrize("shortfall", Shortfall)
def test_a_real_method_holds(tie: Tie, shortfall: Shortfall) -> None:
    check_method(replace(NANCHANG, tie=tie, shortfall=shortfall, min_surplus=Fraction(1, 5)))
    check_method(replace(NANCHANG, mode=Mode.FOR_AGAINST_ABSTAIN, max_marks=None))
    check_method(replace(NANCHANG, seats=12, max_marks=12, min_marks=12, majority=()))
    check_method(
        replace(NANCHANG, quorum_open=None, quorum_vote=replace(HALF, of=Base.PRESENT))
    )


def test_a_meeting_may_ask_for_everyone() -> None:
    everyone = replace(HALF, fraction=Fraction(1), compare=Compare.AT_LEAST)
    check_method(replace(NANCHANG, majority=(everyone,)))
    assert everyone.smallest(327) == 327


def standing(*candidates: Candidate) -> dict[str, object]:
    return {"candidates": candidates, "seats": 1, "max_marks": 1}


ONE, TWO = Candidate(1, "桥"), Candidate(2, "路")
IMPOSSIBLE = [
    ({"title": " "}, "title-empty", "title"),
    ({"candidates": ()}, "no-candidates", "candidates"),
    (standing(ONE, ONE), "candidate-doubled", "candidates[1].no"),
    (standing(ONE, Candidate(0, "a")), "candidate-number-below-one", "candidates[1].no"),
    (standing(Candidate(1, " "), TWO), "candidate-unnamed", "candidates[0].name"),
    (standing(replace(ONE, cost=Decimal(-1))), "cost-impossible", "candidates[0].cost"),
    (standing(replace(ONE, cost=Decimal("NaN"))), "cost-impossible", "candidates[0].cost"),
    ({"seats": 0}, "seats-outside", "seats"),
    ({"seats": 13}, "seats-outside", "seats"),
    ({"min_surplus": Fraction(1, 4)}, "surplus-too-small", "seats"),
    ({"seats": 12, "min_surplus": Fraction(1, 100)}, "surplus-too-small", "seats"),
    ({"min_surplus": Fraction(-1)}, "surplus-negative", "min_surplus"),
    ({"max_marks": None}, "max-marks-missing", "max_marks"),
    ({"max_marks": 0}, "max-marks-outside", "max_marks"),
    ({"max_marks": 13}, "max-marks-outside", "max_marks"),
    ({"min_marks": -1}, "min-marks-outside", "min_marks"),
    ({"min_marks": 11}, "min-marks-outside", "min_marks"),
    (
        {"mode": Mode.FOR_AGAINST_ABSTAIN, "max_marks": None, "min_marks": 13},
        "min-marks-outside",
        "min_marks",
    ),
    (
        {"majority": (HALF, replace(HALF, fraction=Fraction(0)))},
        "fraction-outside",
        "majority[1].fraction",
    ),
    (
        {"quorum_open": replace(HALF, fraction=Fraction(3, 2))},
        "fraction-outside",
        "quorum_open.fraction",
    ),
    (
        {"majority": (replace(HALF, fraction=Fraction(1)),)},
        "share-beyond-reach",
        "majority[0].compare",
    ),
    (
        {"quorum_open": replace(HALF, of=Base.PRESENT)},
        "quorum-base-unfit",
        "quorum_open.of",
    ),
    ({"quorum_vote": replace(HALF, of=Base.VALID)}, "quorum-base-unfit", "quorum_vote.of"),
]


@pytest.mark.parametrize(("parts", "code", "field"), IMPOSSIBLE)
def test_a_method_no_meeting_could_vote_by_is_refused(
    parts: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(Refused) as no:
        check_method(replace(NANCHANG, **parts))  # type: ignore[arg-type]
    assert (no.value.code, no.value.field) == (code, field)


def test_the_surplus_is_told_with_the_least_that_was_asked() -> None:
    with pytest.raises(Refused) as no:
        check_method(replace(NANCHANG, min_surplus=Fraction(1, 4)))
    assert no.value.facts == {"surplus": "1/5", "least": "1/4"}


def test_in_a_run_off_only_the_tied_stand_and_most_votes_win() -> None:
    demanding = replace(NANCHANG, min_marks=5, min_surplus=Fraction(1, 5), quorum_vote=HALF)
    run_off = run_off_method(demanding, [11, 9, 12], 2)
    assert run_off.numbers == (9, 11, 12)
    assert (run_off.seats, run_off.min_marks, run_off.max_marks) == (2, 2, 2)
    assert run_off.majority == ()
    assert (run_off.quorum_open, run_off.quorum_vote) == (TWO_THIRDS, HALF)
    check_method(replace(run_off, min_surplus=Fraction(1, 2)))
    check_method(
        run_off_method(replace(NANCHANG, min_surplus=Fraction(1, 5)), range(1, 13), 11)
    )


def test_a_run_off_needs_fewer_seats_than_candidates() -> None:
    for tied, seats in (([9, 11], 2), ([9, 11], 0), ([9, 9], 1), ([], 1)):
        with pytest.raises(Refused, match="run-off-without-choice"):
            run_off_method(NANCHANG, tied, seats)


def test_nobody_new_stands_in_a_run_off() -> None:
    with pytest.raises(Refused, match="candidate-unknown") as no:
        run_off_method(NANCHANG, [9, 13], 1)
    assert no.value.facts == {"no": 13}


def test_candidates_stand_by_category_in_the_order_of_the_ballot() -> None:
    kinds = {1: "教育", 2: "卫生", 3: "教育"}
    stand = tuple(Candidate(no, f"项目{no}", kind) for no, kind in kinds.items())
    plain = replace(NANCHANG, candidates=stand, seats=2)
    [block] = plain.blocks
    assert (block.candidates, block.category, block.seats) == (stand, None, None)
    apart = replace(plain, seats_by_category={"卫生": 1, "教育": 1})
    found = [
        (one.category, one.seats, [each.no for each in one.candidates]) for one in apart.blocks
    ]
    assert found == [("教育", 1, [1, 3]), ("卫生", 1, [2])]
    assert len(replace(apart, mode=Mode.GRADE).blocks) == 1, "grades fill no places"


def test_marks_cost_something_where_a_project_does_and_is_chosen() -> None:
    assert not NANCHANG.has_costs
    priced = replace(NANCHANG, candidates=(Candidate(1, "项目", cost=Decimal("0.5")),))
    assert priced.has_costs
    assert not replace(priced, mode=Mode.GRADE).has_costs
