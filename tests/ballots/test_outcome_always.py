"""What holds for every vote, whatever was marked and whoever stands."""

import json
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from ballots.deciding.cut import Drawing
from ballots.deciding.decision import decide
from ballots.method import Base, Candidate, Compare, Mode, Share, Shortfall, Tie, VoteMethod
from ballots.outcome import (
    Next,
    Outcome,
    Turnout,
    outcome_from_facts,
    outcome_to_facts,
)
from ballots.paper import Ballot, Mark, ballot
from ballots.tally import tally

HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
TWO_THIRDS = Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST)
MEMBERS = 9
turnouts = st.builds(
    Turnout, st.just(MEMBERS), st.integers(4, MEMBERS), st.integers(4, MEMBERS)
)
majorities = st.sampled_from(
    [
        (),
        (HALF,),
        (HALF, replace(TWO_THIRDS, of=Base.VALID)),
        (replace(HALF, of=Base.PRESENT),),
    ]
)
methods = st.builds(
    VoteMethod,
    title=st.just("票决办法"),
    mode=st.just(Mode.FOR_AGAINST_ABSTAIN),
    candidates=st.integers(1, 5).map(
        lambda most: tuple(Candidate(no, f"项目{no}") for no in range(1, most + 1))
    ),
    seats=st.integers(1, 5),
    max_marks=st.none() | st.just(1),
    majority=majorities,
    quorum_open=st.just(TWO_THIRDS),
    quorum_vote=st.none() | st.just(HALF),
    tie=st.sampled_from([Tie.RUN_OFF, Tie.ALL, Tie.PRESIDIUM]),
    shortfall=st.sampled_from(Shortfall),
)


@st.composite
def category_votes(draw: st.DrawFn) -> tuple[VoteMethod, list[Ballot], Turnout]:
    method, heap, turnout = draw(votes())
    kinds = draw(st.lists(st.sampled_from("甲乙"), min_size=5, max_size=5))
    candidates = tuple(
        replace(one, category=kind) for one, kind in zip(method.candidates, kinds, strict=False)
    )
    places = {
        kind: draw(st.integers(1, [one.category for one in candidates].count(kind)))
        for kind in sorted({one.category or "" for one in candidates})
    }
    seats = sum(places.values())
    method = replace(method, candidates=candidates, seats_by_category=places, seats=seats)
    return method, heap, turnout


@st.composite
def votes(draw: st.DrawFn) -> tuple[VoteMethod, list[Ballot], Turnout]:
    method = draw(methods)
    method = replace(method, seats=min(method.seats, len(method.candidates)))
    marks = st.dictionaries(st.sampled_from(method.numbers), st.sampled_from(Mark))
    return method, draw(st.lists(marks.map(ballot), max_size=MEMBERS)), draw(turnouts)


Vote = tuple[VoteMethod, list[Ballot], Turnout]


def decided(vote: Vote) -> Outcome:
    method, heap, turnout = vote
    return decide(method, tally(method, heap), turnout)


@given(votes() | category_votes())
def test_every_seat_is_chosen_tied_or_unfilled(vote: Vote) -> None:
    outcome, seats = decided(vote), vote[0].seats
    assume(outcome.because.code not in {"tie-all-chosen", "tie-all-level"})
    assert len(outcome.chosen) + outcome.tied_seats + outcome.unfilled == seats
    assume(vote[0].tie is not Tie.ALL)
    assert len(outcome.tied) > outcome.tied_seats or not outcome.tied
    assert (outcome.tied_seats > 0) == bool(outcome.tied)


@given(category_votes())
def test_the_categories_sum_to_the_whole_and_each_is_a_vote_of_its_own(vote: Vote) -> None:
    method, heap, turnout = vote
    outcome = decided(vote)
    parts = outcome.categories
    assert {no for part in parts for no in part.chosen} == set(outcome.chosen)
    assert sum(part.tied_seats for part in parts) == outcome.tied_seats
    assert sum(part.unfilled for part in parts) == outcome.unfilled
    for part in parts:
        own = tuple(one for one in method.candidates if one.category == part.category)
        numbers = {one.no for one in own}
        alone = replace(
            method, candidates=own, seats=part.seats, seats_by_category=None, max_marks=None
        )
        counted = tally(method, heap)
        rows = tuple(item for item in counted.items if item.no in numbers)
        apart = decide(alone, replace(counted, items=rows), turnout)
        assert (part.chosen, part.tied) == (apart.chosen, apart.tied)


@given(votes() | category_votes())
def test_the_rows_add_up_to_the_valid_ballots(vote: Vote) -> None:
    outcome = decided(vote)
    assert outcome.valid + outcome.invalid == outcome.returned == len(vote[1])
    for item in outcome.items:
        votes_ = (item.for_, item.against, item.abstain, item.not_marked, item.illegible)
        assert sum(votes_) == outcome.valid


@given(votes() | category_votes(), st.text(max_size=5))
def test_a_lot_leaves_no_tie_and_takes_only_the_tied(vote: Vote, seed: str) -> None:
    method, heap, turnout = vote
    method = replace(method, tie=Tie.LOT)
    open_, counted = decided((method, heap, turnout)), tally(method, heap)
    drawn = decide(method, counted, turnout, Drawing(1, seed))
    assert (drawn.tied, drawn.tied_seats) == ((), 0)
    won = set(drawn.chosen) - set(open_.chosen)
    assert won <= set(open_.tied)
    assert len(won) == open_.tied_seats


@given(votes())
def test_only_those_who_pass_are_chosen_and_none_better_is_left_out(vote: Vote) -> None:
    outcome = decided(vote)
    assume(outcome.vote_valid)
    chosen = [item for item in outcome.items if item.chosen]
    assert {item.no for item in chosen} == set(outcome.chosen)
    assert all(item.passes for item in chosen)
    worst = min((item.for_ for item in chosen), default=None)
    for item in outcome.items:
        if item.passes and not item.chosen and worst is not None:
            assert item.for_ < worst


@given(votes())
def test_a_void_vote_chooses_nothing_and_asks_nothing(vote: Vote) -> None:
    outcome = decided(vote)
    assume(not outcome.vote_valid)
    assert (outcome.chosen, outcome.tied, outcome.next) == ((), (), Next.NONE)


@given(votes())
def test_something_is_next_exactly_when_a_place_is_open(vote: Vote) -> None:
    outcome = decided(vote)
    assume(outcome.vote_valid)
    assert (outcome.next is not Next.NONE) == bool(outcome.tied or outcome.unfilled)


@given(votes() | category_votes(), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_decides_nothing(vote: Vote, chance: Random) -> None:
    method, heap, turnout = vote
    assert decided((method, chance.sample(heap, len(heap)), turnout)) == decided(vote)


def standing(outcome: Outcome, no: int) -> int:
    """How good this is for a project: chosen, in the run-off, passing, or none of it."""
    if no in outcome.chosen:
        return 3
    return 2 if no in outcome.tied else int(outcome.items[no - 1].passes)


@given(votes() | category_votes(), st.data())
def test_one_more_for_vote_never_hurts_a_project(vote: Vote, choice: st.DataObject) -> None:
    method, heap, turnout = vote
    assume(heap)
    at = choice.draw(st.integers(0, len(heap) - 1))
    no = choice.draw(st.sampled_from(method.numbers))
    assume(method.max_marks is None or heap[at].made == 0)
    better = [*heap[:at], ballot({**dict(heap[at].marks), no: Mark.FOR}), *heap[at + 1 :]]
    after, before = decided((method, better, turnout)), decided(vote)
    assert standing(after, no) >= standing(before, no)
    assert after.items[no - 1].rank <= before.items[no - 1].rank


@given(votes(), st.randoms(use_true_random=False))
def test_a_project_gains_nothing_by_its_number(vote: Vote, chance: Random) -> None:
    method, heap, turnout = vote
    shuffled = chance.sample(method.numbers, len(method.numbers))
    new = dict(zip(method.numbers, shuffled, strict=True))
    moved = [ballot({new[no]: mark for no, mark in each.marks}) for each in heap]
    renamed = decided((method, moved, turnout))
    before = decided(vote)
    assert set(renamed.chosen) == {new[no] for no in before.chosen}
    assert set(renamed.tied) == {new[no] for no in before.tied}
    assert (renamed.tied_seats, renamed.next) == (before.tied_seats, before.next)


@given(votes() | category_votes())
def test_an_outcome_survives_the_journal(vote: Vote) -> None:
    outcome = decided(vote)
    assert outcome_from_facts(json.loads(json.dumps(outcome_to_facts(outcome)))) == outcome
