"""Greedy and equal shares: by hand, against the slow words of the rule, and always."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.funding.pabulib import Election, Project, read_election
from ballots.funding.rules import Funding, Utility, equal_shares, greedy
from tests.ballots.funding.literal import literal
from tests.ballots.funding.village import IDS, VILLAGE, election, elections

# Real elections of https://pabulib.org (arXiv 2012.06539). They are not copied into the house.
REAL = Path(__file__).parents[4] / "shared" / "data"

every_rule = pytest.mark.parametrize("rule", [greedy, equal_shares])
Rule = Callable[[Election], Funding]


def ids(found: Funding) -> list[str]:
    return [one.id for one in found.funded]


def test_greedy_gives_all_to_the_majority() -> None:
    found = greedy(read_election(VILLAGE))
    assert (ids(found), found.cost) == (["p2", "p1"], Fraction(950))


def test_greedy_skips_what_no_longer_fits() -> None:
    poll = election(10, {"a1": 6, "a2": 5, "b": 4}, "a1 a2 b", "a1 a2", "a1")
    assert ids(greedy(poll)) == ["a1", "b"]


def test_equal_shares_leaves_a_minority_its_part() -> None:
    found = equal_shares(read_election(VILLAGE), add_one=False)
    assert (ids(found), found.raised) == (["p2", "p3"], 0)
    assert found.share == 100


def test_shares_are_raised_until_nothing_more_would_fit() -> None:
    found = equal_shares(read_election(VILLAGE))
    assert (ids(found), found.cost) == (["p2", "p3", "p10"], Fraction("760.5"))
    assert (found.share, found.raised) == (Fraction(103), 3)


def test_shares_are_not_raised_to_where_the_outcome_costs_too_much() -> None:
    found = equal_shares(election(12, {"a1": 4, "b": 7, "b1": 7}, "a1", "b", "b1"))
    assert (ids(found), found.raised) == (["a1"], 2)
    assert [money for _, money in found.left] == [2, 6, 6]


def test_poor_supporters_give_all_and_the_others_pay_the_rest_alike() -> None:
    poll = election(30, {"a1": 12, "b": 13}, "a1", "a1 b", "b")
    found = equal_shares(poll, add_one=False)
    assert ids(found) == ["a1", "b"]
    assert [money for _, money in found.left] == [4, 0, 1]


def test_a_cheap_project_counts_as_much_as_a_dear_one_when_projects_are_counted() -> None:
    poll = election(12, {"a1": 10, "a2": 3}, "a1", "a1 ", "a2 a1")
    assert ids(equal_shares(poll, Utility.COST)) == ["a1"]
    assert ids(equal_shares(poll, Utility.COUNT)) == ["a2"]


@every_rule
def test_ties_go_to_lower_cost_and_then_to_the_lower_id(rule: Rule) -> None:
    assert ids(rule(election(10, {"a10": 5, "a1": 6, "a2": 5}, "a1 a10 a2"))) == ["a2", "a10"]


@every_rule
@pytest.mark.parametrize("ballots", [[], ["", ""]])
def test_nobody_who_approves_nothing_funded(rule: Rule, ballots: list[str]) -> None:
    assert rule(election(10, {"a1": 5}, *ballots)).funded == ()


@pytest.mark.parametrize("name", ["Netherlands_Assen_2024", "Poland_Swiecie_2023"])
def test_published_winners_come_out(name: str) -> None:
    file = REAL / f"{name}.pb"
    if not file.exists():
        pytest.skip("the elections of Pabulib are not here")
    poll = read_election(file.read_text("utf-8"))
    published = {one.id for one in poll.projects if one.selected}
    assert poll.rule == "equalshares/add1"
    start = perf_counter()
    assert set(ids(equal_shares(poll))) == published
    assert perf_counter() - start < 10
    others = [
        greedy(poll),
        equal_shares(poll, Utility.COUNT),
        equal_shares(poll, add_one=False),
    ]
    assert all(set(ids(other)) != published for other in others), "need files that tell apart"


def town(voters: int, projects: int, budget: int) -> Election:
    """Projects of which some are far more popular than others, as in real elections."""
    lot = Random(projects)
    names = [f"p{number}" for number in range(projects)]
    costs = {name: lot.randrange(budget // 100, budget // 4) for name in names}
    fame = [lot.random() ** 2 for _ in names]
    ballots = [" ".join(lot.choices(names, fame, k=lot.randint(1, 5))) for _ in range(voters)]
    return election(budget, costs, *ballots)


@pytest.mark.parametrize(
    "poll", [town(2_500, 22, 1_000_000), town(250, 30, 40_000_000)], ids=["town", "panel"]
)
def test_neither_many_voters_nor_large_shares_take_long(poll: Election) -> None:
    start = perf_counter()
    found = equal_shares(poll)
    assert perf_counter() - start < 10
    assert found.raised > 100, "need shares raised often for this to mean anything"
    assert 0 < found.cost <= poll.budget


@given(elections(), st.sampled_from(Utility), st.booleans())
@settings(max_examples=400)
def test_equal_shares_is_what_the_slow_words_say(
    poll: Election, utility: Utility, add_one: bool
) -> None:
    found = equal_shares(poll, utility, add_one)
    slow = literal(poll, IDS, utility is Utility.COST, add_one)
    assert (ids(found), found.raised) == slow


@given(elections(most=4), st.sampled_from(Utility))
@settings(max_examples=300)
def test_ties_fall_as_the_slow_words_say(poll: Election, utility: Utility) -> None:
    by_cost = utility is Utility.COST
    assert ids(equal_shares(poll, utility)) == literal(poll, IDS, by_cost)[0]


@given(elections(most=500))
@settings(max_examples=60, deadline=None)
def test_raising_shares_in_leaps_passes_over_nothing(poll: Election) -> None:
    found = equal_shares(poll)
    assert (ids(found), found.raised) == literal(poll, IDS)


@pytest.mark.parametrize(
    ("poll", "funded", "raised"),
    [
        (
            election(
                86, {"a": 19, "b": 11, "c": 49, "d": 48}, *["d", "a c d", "b c d", "b c", "c"]
            ),
            ["c", "b"],
            7,
        ),
        (
            election(1189, {"a": 480, "b": 150, "c": 34, "d": 600}, "d", "a b c d", "a"),
            ["a", "d", "c"],
            178,
        ),
    ],
    ids=["another-project-comes-first", "somebody-is-no-longer-poor"],
)
def test_a_leap_ends_where_something_changes(
    poll: Election, funded: list[str], raised: int
) -> None:
    found = equal_shares(poll)
    assert (ids(found), found.raised) == (funded, raised) == literal(poll, "abcd")


@given(elections())
def test_greedy_is_what_two_lines_say(poll: Election) -> None:
    votes, left, kept = poll.votes(), poll.budget, list[str]()
    for one in sorted(poll.projects, key=lambda p: (-votes[p.id], p.cost, IDS.index(p.id))):
        if votes[one.id] and one.cost <= left:
            left, kept = left - one.cost, [*kept, one.id]
    assert ids(greedy(poll)) == kept


@every_rule
@given(poll=elections())
def test_the_budget_is_never_exceeded(rule: Rule, poll: Election) -> None:
    found = rule(poll)
    assert found.cost <= poll.budget
    assert len(set(ids(found))) == len(found.funded)


@given(elections(), st.booleans())
def test_nobody_spends_more_than_a_share_and_together_they_pay_it_all(
    poll: Election, add_one: bool
) -> None:
    found = equal_shares(poll, add_one=add_one)
    assert found.share == poll.budget / poll.voters + found.raised
    assert all(0 <= money <= found.share for _, money in found.left)
    paid = sum(poll.ballots[ballot] * (found.share - money) for ballot, money in found.left)
    assert paid == found.cost


def shuffled(poll: Election, lot: Random) -> Election:
    ballots: Sequence[tuple[frozenset[str], int]] = list(poll.ballots.items())
    ballots = lot.sample(ballots, len(ballots))
    projects = tuple(lot.sample(poll.projects, len(poll.projects)))
    return replace(poll, projects=projects, ballots=dict(ballots))


@every_rule
@given(poll=elections(most=6), lot=st.randoms(use_true_random=False))
def test_order_of_projects_and_of_voters_does_not_matter(
    rule: Rule, poll: Election, lot: Random
) -> None:
    assert ids(rule(shuffled(poll, lot))) == ids(rule(poll))


@every_rule
@given(poll=elections(), cost=st.integers(1, 100))
def test_what_all_approve_and_the_budget_can_pay_comes_first(
    rule: Rule, poll: Election, cost: int
) -> None:
    ballots = {ballot | {"all"}: times for ballot, times in poll.ballots.items()}
    everybody = Project("all", min(Fraction(cost), poll.budget))
    found = rule(replace(poll, projects=(*poll.projects, everybody), ballots=ballots))
    assert found.funded
    assert all(found.funded[0].id in ballot for ballot in ballots)


@every_rule
@given(poll=elections())
def test_what_nobody_approves_or_nobody_could_pay_changes_nothing(
    rule: Rule, poll: Election
) -> None:
    more = (Project("unloved", Fraction(1)), Project("dear", poll.budget + 1))
    ballots = {ballot | {"dear"}: times for ballot, times in poll.ballots.items()}
    wider = replace(poll, projects=(*poll.projects, *more), ballots=ballots)
    assert ids(rule(wider)) == ids(rule(poll))


@given(elections(), st.integers(2, 100))
def test_neither_the_unit_of_money_nor_a_copy_of_each_voter_matters(
    poll: Election, times: int
) -> None:
    dearer = [replace(one, cost=one.cost * times) for one in poll.projects]
    ballots = {ballot: count * times for ballot, count in poll.ballots.items()}
    other = Election(poll.budget * times, tuple(dearer), ballots)
    found, same = (equal_shares(one, add_one=False) for one in (poll, other))
    assert ids(found) == ids(same)
