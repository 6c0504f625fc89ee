"""What a method means in figures: those of domain.md 3.3, and nothing that is not so."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.method import (
    Base,
    Blank,
    Candidate,
    Compare,
    Effect,
    Grading,
    LiveTally,
    Mode,
    OverBudget,
    Secrecy,
    Share,
    Shortfall,
    Tie,
    VoteMethod,
)
from ballots.methods.meaning import Point, meaning, percent
from web.meanings import MEANINGS

HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
TWO_THIRDS = Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST)
NANCHANG = VoteMethod(
    title="票决办法",
    mode=Mode.FOR_AGAINST_ABSTAIN,
    candidates=tuple(
        Candidate(no, f"项目{no}", "路" if no < 5 else "校", Decimal("100.5"))
        for no in range(1, 13)
    ),
    seats=10,
    max_marks=10,
    majority=(HALF,),
    quorum_open=TWO_THIRDS,
)
COUNCIL = {"deputies": 23, "residents": 50}


def points(
    members: int = 327, groups: Mapping[str, int] = COUNCIL, **terms: Any
) -> dict[str, Point]:
    return {one.code: one for one in meaning(replace(NANCHANG, **terms), members, groups)}


def test_a_county_of_327_opens_with_218_and_passes_with_164() -> None:
    told = points()
    assert (told["opens-with"].figure, told["opens-with"].facts["members"]) == ("218", 327)
    assert told["passes-of-all"].figure == "164", "not 158, half of the 314 present"
    assert told["places"].facts == {
        "candidates": 12,
        "seats": 10,
        "surplus": 2,
        "percent": "20",
    }
    assert told["over-spoils"].facts == {"most": 10}


def test_exactly_two_thirds_are_enough_and_exactly_half_is_not() -> None:
    told = points(members=300)
    assert (told["opens-with"].figure, told["passes-of-all"].figure) == ("200", "151")
    lenient = points(members=300, majority=(replace(HALF, compare=Compare.AT_LEAST),))
    assert lenient["passes-of-all"].figure == "150"


def test_the_double_gate_has_a_figure_of_each_side() -> None:
    told = points(
        members=73,
        majority=(
            replace(HALF, group="deputies"),
            Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.OVER),
        ),
    )
    assert (told["group-of-all"].figure, told["passes-of-all"].figure) == ("12", "49")
    assert told["passes-all-gates"].facts == {"count": 2}
    assert "group-nobody" in points(majority=(replace(HALF, group="谁"),))


def test_a_majority_of_those_present_runs_from_the_quorum_to_all() -> None:
    of_present = (replace(HALF, of=Base.PRESENT),)
    told = points(majority=of_present)["passes-of-some-from"]
    assert (told.facts["least"], told.facts["needed"], told.figure) == (110, 164, "110–164")
    open_end = points(majority=of_present, quorum_open=None)
    assert open_end["passes-of-some"].facts["needed"] == 164
    assert "opens-with-anyone" in open_end
    assert "absent-not-for" not in open_end, "who is absent changes nothing there"


def test_zhenhais_grades() -> None:
    told = points(mode=Mode.GRADE, majority=(), max_marks=None)
    assert (told["satisfied-of-all"].figure, told["basically-of-all"].figure) == ("164", "164")
    even = points(members=300, mode=Mode.GRADE, majority=(), max_marks=None)
    assert (even["satisfied-of-all"].figure, even["basically-of-all"].figure) == ("150", "151")
    assert not {"places", "tie-run_off", "short-ask", "passes-most", "over-spoils"} & set(told)
    by_voters = Grading(replace(HALF, of=Base.VOTERS), replace(HALF, of=Base.VALID))
    assert points(mode=Mode.GRADE, grading=by_voters)["satisfied-of-some-from"].figure == (
        "110–164"
    )


def test_guangdong_asks_for_half_of_all_in_the_vote_itself() -> None:
    assert points(quorum_vote=HALF)["votes-with"].figure == "164"
    assert "votes-with-present" in points(quorum_vote=replace(HALF, of=Base.PRESENT))


def test_what_cannot_happen_is_not_explained() -> None:
    equal = points(seats=12, max_marks=12)
    assert "places-equal" in equal
    assert not {"tie-run_off", "rounds"} & set(equal), "nobody can be level at the cut"
    most = points(majority=())
    assert "passes-most" in most
    assert "short-ask" not in most, "without a threshold all places are filled"
    free = points(max_marks=None)
    assert "marks-for_against_abstain" in free
    assert "over-spoils" not in free
    motion = points(candidates=NANCHANG.candidates[:1], seats=1, max_marks=None)
    assert "places-motion" in motion
    rank = points(mode=Mode.RANK, majority=())
    assert {"rank-order", "rank-unclear", "passes-most-ranked"} <= set(rank)
    assert "blank-abstains" not in rank


def test_categories_and_budgets_have_their_own_lines() -> None:
    by_category = {"路": 2, "校": 8}
    told = meaning(replace(NANCHANG, seats_by_category=by_category), 327, {})
    found = [one.facts for one in told if one.code == "places-category"]
    assert [(one["seats"], one["candidates"]) for one in found] == [(2, 4), (8, 8)]
    told_cost = points(budget_cap=Decimal(1000))["budget-warn"]
    assert told_cost.facts == {"cap": "1000", "total": "1206.0", "unpriced": 0}


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (Fraction(1, 5), "20"),
        (Fraction(1, 8), "12.5"),
        (Fraction(1, 3), "≈33.3"),
        (Fraction(14, 10), "140"),
        (Fraction(34, 80), "42.5"),
    ],
)
def test_a_surplus_is_exact_or_marked_as_rounded(part: Fraction, said: str) -> None:
    assert percent(part) == said


SHARES = st.builds(
    Share,
    st.sampled_from(Base),
    st.fractions(0, 2, max_denominator=9),
    st.sampled_from(Compare),
    st.sampled_from([None, "deputies", "谁"]),
)
METHODS = st.builds(
    VoteMethod,
    title=st.just("办法"),
    mode=st.sampled_from(Mode),
    candidates=st.integers(0, 5).map(lambda last: NANCHANG.candidates[:last]),
    seats=st.integers(0, 9),
    seats_by_category=st.none() | st.just({"路": 1}),
    min_marks=st.integers(0, 3),
    max_marks=st.none() | st.integers(1, 9),
    over_marked=st.sampled_from(Effect),
    under_marked=st.sampled_from(Effect),
    blank=st.sampled_from(Blank),
    majority=st.lists(SHARES, max_size=3).map(tuple),
    quorum_open=st.none() | SHARES,
    quorum_vote=st.none() | SHARES,
    tie=st.sampled_from(Tie),
    shortfall=st.sampled_from(Shortfall),
    budget_cap=st.none() | st.just(Decimal(100)),
    secrecy=st.sampled_from(Secrecy),
    live_tally=st.sampled_from(LiveTally),
    over_budget=st.sampled_from(OverBudget),
    grading=st.builds(Grading, SHARES, SHARES),
)


@given(METHODS, st.integers(0, 5000))
def test_any_method_at_all_is_explained_and_every_line_can_be_said(
    method: VoteMethod, members: int
) -> None:
    for point in meaning(method, members, COUNCIL):
        assert MEANINGS[point.code] % point.facts


OF_PRESENT = replace(HALF, of=Base.PRESENT)
OF_GROUPS = (replace(HALF, group="deputies"), replace(HALF, of=Base.VOTERS, group="deputies"))
VARIANTS: list[dict[str, Any]] = [
    {},
    {"max_marks": None, "min_marks": 2, "blank": Blank.NOT_MARKED, "budget_cap": Decimal(1)},
    {"min_marks": 2, "under_marked": Effect.SPOILS, "over_marked": Effect.VALID},
    {"budget_cap": Decimal(1), "over_budget": OverBudget.REFUSE},
    {"majority": (), "quorum_open": None, "quorum_vote": HALF},
    {"majority": (*OF_GROUPS, replace(HALF, group="谁")), "quorum_vote": OF_PRESENT},
    {"majority": (OF_PRESENT,), "grading": Grading(OF_PRESENT, OF_PRESENT)},
    {
        "majority": (OF_PRESENT,),
        "grading": Grading(OF_PRESENT, OF_PRESENT),
        "quorum_open": None,
    },
    {"seats": 12, "seats_by_category": {"路": 4, "校": 8}},
    {"candidates": NANCHANG.candidates[:1], "seats": 1},
    *({"tie": tie} for tie in Tie),
    *({"shortfall": shortfall} for shortfall in Shortfall),
    *({"secrecy": secrecy} for secrecy in Secrecy),
    *({"live_tally": live} for live in LiveTally),
]


def test_no_sentence_is_left_over() -> None:
    said = {
        code
        for mode in Mode
        for terms in VARIANTS
        for code in points(**{**terms, "mode": mode})
    }
    assert said == set(MEANINGS)
