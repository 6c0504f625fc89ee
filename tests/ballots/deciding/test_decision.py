"""The rarer rules: groups, categories, the lot, further rounds, and what others got wrong."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from ballots.deciding.cut import Drawing, drawn_order
from ballots.deciding.decision import decide
from ballots.method import Base, Candidate, Compare, Mode, Share, Shortfall, Tie, VoteMethod
from ballots.outcome import (
    CategoryOutcome,
    Next,
    Turnout,
    check_turnout,
    group_members,
    outcome_from_facts,
    outcome_to_facts,
)
from ballots.paper import Mark, ballot
from ballots.tally import ItemCount, Tally, add, tally, tally_from_facts, tally_to_facts
from core.errors import Refused

FOR, AGAINST = Mark.FOR, Mark.AGAINST
HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
HALL = Turnout(members=45, present=45, issued=45)
SEED = "2024-01-09 3 17 8 22"


def items(candidates: int, seats: int) -> VoteMethod:
    return VoteMethod(
        title="票决办法",
        mode=Mode.FOR_AGAINST_ABSTAIN,
        candidates=tuple(Candidate(no, f"项目{no}") for no in range(1, candidates + 1)),
        seats=seats,
        majority=(HALF,),
        quorum_open=None,
    )


def count(votes: Sequence[int], valid: int = 45) -> Tally:
    rows = (ItemCount(no, for_, valid - for_) for no, for_ in enumerate(votes, start=1))
    return Tally(valid, valid, 0, tuple(rows))


# Hengyang Shigu: more than half of the deputies, and more than two thirds of all.
SHIGU = replace(
    items(1, 1),
    majority=(replace(HALF, group="deputies"), replace(HALF, fraction=Fraction(2, 3))),
)
COUNCIL = Turnout(members=60, present=60, issued=60, groups={"deputies": 20})


@pytest.mark.parametrize(
    ("deputies", "others", "passes"), [(11, 30, True), (10, 40, False), (20, 20, False)]
)
def test_shigus_double_gate_must_be_passed_by_deputies_and_by_all(
    deputies: int, others: int, passes: bool
) -> None:
    heap = [ballot({1: FOR}, "deputies")] * deputies + [ballot({1: FOR}, "residents")] * others
    outcome = decide(SHIGU, tally(SHIGU, heap), COUNCIL)
    assert (outcome.threshold, outcome.group_thresholds) == (41, {"deputies": 11})
    assert (outcome.items[0].passes, outcome.chosen) == (passes, (1,) if passes else ())
    assert outcome.items[0].for_by_group == {"deputies": deputies}
    assert outcome.because.code == ("chosen-all-seats" if passes else "too-few-pass-gates")
    assert outcome_from_facts(outcome_to_facts(outcome)) == outcome


def test_a_group_without_known_members_decides_nothing() -> None:
    with pytest.raises(Refused, match="group-members-missing"):
        decide(SHIGU, tally(SHIGU, []), replace(COUNCIL, groups={}))
    with pytest.raises(Refused, match="group-members-outside"):
        check_turnout(replace(COUNCIL, groups={"deputies": 61}))
    assert group_members("deputies=20") == ("deputies", 20)
    with pytest.raises(Refused, match="group-members-unreadable"):
        group_members("deputies")


def test_counts_by_group_add_up_and_survive_the_journal() -> None:
    one = tally(SHIGU, [ballot({1: FOR}, "deputies"), ballot({1: AGAINST})])
    both = add(one, one)
    assert both == tally(SHIGU, [ballot({1: FOR}, "deputies"), ballot({1: AGAINST})] * 2)
    assert tally_from_facts(tally_to_facts(both)) == both
    with pytest.raises(Refused, match="tallies-differ"):
        add(one, tally(items(1, 1), []))


def by_category(votes: Sequence[int]) -> VoteMethod:
    kinds = ["教育", "教育", "教育", "交通", "交通", "交通"]
    candidates = tuple(
        Candidate(no, f"项目{no}", kind) for no, kind in enumerate(kinds, start=1)
    )
    return replace(
        items(len(votes), 3), candidates=candidates, seats_by_category={"教育": 2, "交通": 1}
    )


def test_each_category_fills_its_own_places() -> None:
    votes = [40, 30, 39, 41, 42, 38]
    outcome = decide(by_category(votes), count(votes), HALL)
    assert outcome.chosen == (5, 1, 3), "4 has more votes than 1, but its category is full"
    assert outcome.categories == (
        CategoryOutcome("教育", 2, (1, 3), (), 0, 0),
        CategoryOutcome("交通", 1, (5,), (), 0, 0),
    )
    assert (outcome.because.code, outcome.next) == ("chosen-by-category", Next.NONE)
    assert outcome_from_facts(outcome_to_facts(outcome)) == outcome


def test_a_category_may_tie_while_another_falls_short() -> None:
    votes = [40, 10, 12, 41, 41, 38]
    outcome = decide(by_category(votes), count(votes), HALL)
    assert (outcome.chosen, outcome.tied, outcome.tied_seats) == ((1,), (4, 5), 1)
    assert (outcome.unfilled, outcome.next) == (1, Next.RUN_OFF)
    assert outcome.because.facts["categories"] == ["交通"]
    settled = decide(by_category(votes), count([40, 10, 12, 41, 42, 38]), HALL)
    assert settled.because.facts["categories"] == ["教育"]
    assert (settled.unfilled, settled.next) == (1, Next.ASK)


def test_a_lot_can_be_drawn_again_by_anyone() -> None:
    method = replace(items(4, 2), tie=Tie.LOT)
    votes = count([40, 30, 30, 30])
    waiting = decide(method, votes, HALL)
    assert (waiting.tied, waiting.tied_seats, waiting.next) == ((2, 3, 4), 1, Next.LOT)
    outcome = decide(method, votes, HALL, Drawing(1, SEED))
    hashes = {no: hashlib.sha256(f"{SEED}|1|{no}".encode()).hexdigest() for no in (2, 3, 4)}
    winner = min(hashes, key=lambda no: hashes[no])
    assert (outcome.chosen, outcome.tied, outcome.next) == ((1, winner), (), Next.NONE)
    assert outcome.because.facts == {"tied": [2, 3, 4], "drawn": [winner]}


# printf 'minyi|1|3' | sha256sum: 3 has the smallest of the five
def test_the_lot_is_fixed_for_ever_and_differs_by_seed_and_round() -> None:
    assert drawn_order(Drawing(1, "minyi"), range(1, 6)) == (3, 1, 2, 5, 4)
    orders = {drawn_order(Drawing(at, seed), range(1, 9)) for at in (1, 2) for seed in "ab"}
    assert len(orders) == 4


def test_a_second_round_stands_in_the_order_of_the_first() -> None:
    method = replace(items(5, 3), shortfall=Shortfall.SECOND_ROUND)
    outcome = decide(method, count([10, 40, 22, 15, 22]), HALL)
    assert (outcome.chosen, outcome.unfilled, outcome.next) == ((2,), 2, Next.SECOND_ROUND)
    assert outcome.standing == (3, 5, 4, 1)


@pytest.mark.parametrize("round", [1, 2, 3])
def test_after_the_last_round_the_congress_is_asked(round: int) -> None:
    method = replace(items(3, 2), shortfall=Shortfall.SECOND_ROUND)
    last = round >= 2
    short = decide(method, count([40, 10, 9]), HALL, Drawing(round))
    tied = decide(method, count([40, 30, 30]), HALL, Drawing(round))
    assert short.next is (Next.ASK if last else Next.SECOND_ROUND)
    assert tied.next is (Next.ASK if last else Next.RUN_OFF)
    third = replace(method, rounds_max=3)
    assert (decide(third, count([40, 30, 30]), HALL, Drawing(2)).next) is Next.RUN_OFF


def test_more_ballots_than_people_void_the_vote() -> None:
    outcome = decide(items(1, 1), count([46], valid=46), replace(HALL, issued=50))
    assert (outcome.vote_valid, outcome.because.code) == (False, "more-returned-than-present")


def test_one_of_several_is_chosen() -> None:
    designs = replace(items(3, 1), mode=Mode.CHOOSE_ONE, majority=())
    heap = [ballot({2: FOR})] * 3 + [ballot({1: FOR})] * 2 + [ballot({1: FOR, 3: FOR})]
    found = tally(designs, heap)
    assert (found.valid, found.invalid) == (5, 1), "two of three designs are no choice"
    assert decide(designs, found, HALL).chosen == (2,)


# Antragsgrün takes `yes >= 2 * no` for two thirds, so that 0 : 0 passes.
ANTRAGSGRUEN = [
    (">", "1/2", 3, 2, True),
    (">", "1/2", 2, 2, False),
    (">=", "2/3", 2, 1, True),
    (">=", "2/3", 3, 2, False),
    (">=", "2/3", 0, 0, False),
    (">=", "1/2", 0, 0, False),
]


@pytest.mark.parametrize(("compare", "fraction", "yes", "no", "passes"), ANTRAGSGRUEN)
def test_nothing_passes_without_a_vote(
    compare: str, fraction: str, yes: int, no: int, passes: bool
) -> None:
    share = Share(Base.VALID, Fraction(fraction), Compare(compare))
    method = replace(items(1, 1), majority=(share,))
    heap = [ballot({1: FOR})] * yes + [ballot({1: AGAINST})] * no
    assert decide(method, tally(method, heap), HALL).items[0].passes is passes


# OpenSlides takes each base from another sum: 100 % for abstentions, 100 % and 100 % for two.
@pytest.mark.parametrize(
    ("base", "out_of"),
    [(Base.ALL_MEMBERS, 9), (Base.PRESENT, 7), (Base.VOTERS, 6), (Base.VALID, 5)],
)
def test_each_base_is_one_number_of_people_or_ballots(base: Base, out_of: int) -> None:
    whole = Share(base, Fraction(1), Compare.AT_LEAST)
    method = replace(items(2, 2), max_marks=1, majority=(whole,))
    abstain = ballot({1: Mark.ABSTAIN, 2: Mark.ABSTAIN})
    heap = [ballot({1: FOR})] * 2 + [abstain] * 3 + [ballot({1: FOR, 2: FOR})]
    outcome = decide(method, tally(method, heap), Turnout(9, 7, 7))
    assert outcome.threshold == out_of, "neither marks nor candidates make the base larger"
    assert [(item.for_, item.abstain) for item in outcome.items] == [(2, 3), (0, 5)]
    assert not any(item.passes for item in outcome.items), "to abstain is not to be for"
