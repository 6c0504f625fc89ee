"""Methods no meeting could vote by, beyond seats and marks."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from ballots.method import (
    Base,
    Candidate,
    Compare,
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
from ballots.methods.check import check_groups, check_method
from ballots.paper import Mark, ballot, check_ballot, cost, is_valid
from ballots.round import Kind, check_kind, check_may_be_held
from ballots.secret.sealed import check_can_be_secret
from ballots.tally import typed_totals
from core.errors import Refused

HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
DEPUTIES = replace(HALF, group="deputies")
ZEGUO = VoteMethod(
    title="票决办法",
    mode=Mode.PICK,
    candidates=(
        Candidate(1, "桥", "交通", Decimal("335.1545")),
        Candidate(2, "路", "交通", Decimal("0.0455")),
        Candidate(3, "学校", "教育", Decimal(100)),
    ),
    seats=2,
    max_marks=3,
    majority=(HALF,),
    quorum_open=None,
)
UNPRICED = (replace(ZEGUO.candidates[0], cost=None), *ZEGUO.candidates[1:])
REFUSING = replace(ZEGUO, budget_cap=Decimal("335.2"), over_budget=OverBudget.REFUSE)
WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"seats_by_category": {"交通": 2}}, "category-without-seats", "seats_by_category"),
    (
        {"seats_by_category": {"交通": 1, "教育": 2}},
        "category-seats-outside",
        "seats_by_category",
    ),
    (
        {"seats_by_category": {"交通": 1, "教育": 0}},
        "category-seats-outside",
        "seats_by_category",
    ),
    (
        {"seats_by_category": {"交通": 1, "教育": 1, "水利": 1}},
        "category-seats-outside",
        "seats_by_category",
    ),
    ({"seats_by_category": {"交通": 2, "教育": 1}}, "category-seats-sum", "seats_by_category"),
    ({"budget_cap": Decimal(-1)}, "budget-impossible", "budget_cap"),
    ({"budget_cap": Decimal("NaN")}, "budget-impossible", "budget_cap"),
    ({"budget_cap": Decimal("1e99")}, "budget-impossible", "budget_cap"),
    (
        {"budget_cap": Decimal(1), "over_budget": OverBudget.REFUSE, "candidates": UNPRICED},
        "cost-missing",
        "budget_cap",
    ),
    ({"rounds_max": 0}, "rounds-max-below-one", "rounds_max"),
    ({"mode": Mode.CHOOSE_ONE, "max_marks": 2}, "max-marks-outside", "max_marks"),
    ({"quorum_vote": DEPUTIES}, "group-outside-majority", "quorum_vote.group"),
    (
        {"grading": Grading(satisfied=DEPUTIES)},
        "group-outside-majority",
        "grading.satisfied.group",
    ),
    (
        {"majority": (replace(DEPUTIES, of=Base.PRESENT),)},
        "group-base-unfit",
        "majority[0].of",
    ),
]


@pytest.mark.parametrize(("parts", "code", "field"), WRONG)
def test_a_rule_that_cannot_be_kept_is_refused(
    parts: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(Refused) as no:
        check_method(replace(ZEGUO, **parts))  # type: ignore[arg-type]
    assert (no.value.code, no.value.field) == (code, field)


RARE: list[dict[str, object]] = [
    {"mode": Mode.GRADE, "max_marks": None, "seats": 0},
    {"mode": Mode.RANK},
    {"mode": Mode.CHOOSE_ONE, "max_marks": None},
    {"tie": Tie.LOT},
    {"tie": Tie.PRESIDIUM},
    {"shortfall": Shortfall.SECOND_ROUND},
    {"seats_by_category": {"交通": 1, "教育": 1}},
    {"budget_cap": Decimal(100)},
    {"majority": (DEPUTIES, HALF)},
]


@pytest.mark.parametrize("parts", RARE)
def test_the_rarer_rules_may_be_held_by_name(parts: dict[str, object]) -> None:
    method = replace(ZEGUO, secrecy=Secrecy.RECORDED, **parts)  # type: ignore[arg-type]
    check_method(method)
    check_may_be_held(method)


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ({"live_tally": LiveTally.FULL}, "secret-live-tally", "live_tally"),
        ({"majority": (DEPUTIES,), "secrecy": Secrecy.HANDS}, "hands-groups", "secrecy"),
        ({"mode": Mode.RANK, "secrecy": Secrecy.HANDS}, "rank-by-hands", "secrecy"),
    ],
)
def test_what_can_never_be_held_is_refused_by_name(
    parts: dict[str, object], code: str, field: str
) -> None:
    check_may_be_held(ZEGUO)
    with pytest.raises(Refused) as no:
        check_may_be_held(replace(ZEGUO, **parts))  # type: ignore[arg-type]
    assert (no.value.code, no.value.field) == (code, field)


def test_a_group_must_have_somebody_in_it() -> None:
    method = replace(ZEGUO, majority=(HALF, DEPUTIES))
    check_groups(method, {"deputies": 1})
    for sizes in ({}, {"deputies": 0}, {"others": 9}):
        with pytest.raises(Refused, match="group-unknown") as no:
            check_groups(method, sizes)
        assert no.value.field == "majority[1].group"


def test_hands_cannot_show_a_ranking() -> None:
    ranking = replace(ZEGUO, mode=Mode.RANK, secrecy=Secrecy.HANDS)
    with pytest.raises(Refused, match="rank-by-hands") as no:
        check_may_be_held(ranking)
    assert no.value.field == "secrecy"
    with pytest.raises(Refused, match="rank-turned-to-hands"):
        check_kind(replace(ranking, secrecy=Secrecy.RECORDED), Kind.HANDS)
    with pytest.raises(Refused, match="rank-by-hands"):
        typed_totals(ranking, 9, {})


MANY = tuple(Candidate(no, "桥") for no in range(1, 101))
UNFIT: list[tuple[VoteMethod, str]] = [
    (replace(ZEGUO, majority=(DEPUTIES,)), "secret-groups"),
    (replace(ZEGUO, mode=Mode.RANK, candidates=MANY), "secret-ranks"),
    (replace(ZEGUO, budget_cap=Decimal(10**15)), "secret-budget"),
]


@pytest.mark.parametrize(("method", "code"), UNFIT, ids=[code for _, code in UNFIT])
def test_what_secret_papers_cannot_carry_is_refused(method: VoteMethod, code: str) -> None:
    check_method(method)
    with pytest.raises(Refused, match=code):
        check_can_be_secret(method)


@pytest.mark.parametrize("mode", Mode)
def test_secret_papers_carry_every_mode(mode: Mode) -> None:
    check_can_be_secret(replace(REFUSING, mode=mode))


def test_the_cost_of_a_ballot_is_exact() -> None:
    marked = ballot({1: Mark.FOR, 2: Mark.FOR, 3: Mark.AGAINST})
    assert cost(ZEGUO, marked) == Decimal("335.2000")
    assert cost(ZEGUO, ballot({1: 2, 3: 1})) == Decimal("435.1545"), "ranked is wanted"


def test_a_budget_may_be_spent_but_not_overspent() -> None:
    spent = ballot({1: Mark.FOR, 2: Mark.FOR})
    check_ballot(REFUSING, spent)
    over = ballot({1: Mark.FOR, 3: Mark.FOR})
    with pytest.raises(Refused, match="over-budget") as no:
        check_ballot(REFUSING, over)
    assert no.value.facts == {"cost": "435.1545", "cap": "335.2"}
    assert not is_valid(REFUSING, over), "a slip is invalid whole"
    warning = replace(REFUSING, over_budget=OverBudget.WARN)
    check_ballot(warning, over)
    assert is_valid(warning, over)
