"""Counting: ballots in any order, rows that sum, totals a hall could have raised."""

import json
from dataclasses import replace
from fractions import Fraction
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.method import Base, Blank, Candidate, Compare, Effect, Mode, Share, VoteMethod
from ballots.paper import Ballot, Mark, ballot
from ballots.tally import (
    ItemCount,
    Tally,
    add,
    empty_tally,
    tally,
    tally_from_facts,
    tally_to_facts,
    typed_totals,
)
from core.errors import Refused

FOR, AGAINST, ABSTAIN, ILLEGIBLE = Mark
ITEMS = VoteMethod(
    title="项目票决办法",
    mode=Mode.FOR_AGAINST_ABSTAIN,
    candidates=tuple(Candidate(no, f"项目{no}") for no in (3, 1, 2)),
    seats=2,
    max_marks=2,
    majority=(Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER),),
    quorum_open=None,
)
PICK = replace(ITEMS, mode=Mode.PICK)
methods = st.builds(
    replace,
    st.just(ITEMS),
    over_marked=st.sampled_from(Effect),
    under_marked=st.sampled_from(Effect),
    blank=st.sampled_from(Blank),
    min_marks=st.integers(0, 2),
    max_marks=st.none() | st.just(2),
)
papers = st.dictionaries(st.sampled_from(ITEMS.numbers), st.sampled_from(Mark)).map(ballot)
heaps = st.lists(papers, max_size=12)


def test_nothing_is_counted_before_the_first_ballot() -> None:
    assert empty_tally(ITEMS) == tally(ITEMS, [])
    assert empty_tally(ITEMS) == Tally(0, 0, 0, (ItemCount(3), ItemCount(1), ItemCount(2)))


def test_every_item_is_counted_in_the_order_of_the_paper() -> None:
    heap = [ballot({1: FOR, 2: AGAINST, 3: ABSTAIN}), ballot({1: FOR, 2: FOR})]
    assert tally(ITEMS, heap).items == (
        ItemCount(3, abstain=2),
        ItemCount(1, for_=2),
        ItemCount(2, for_=1, against=1),
    )


def test_an_empty_item_counts_as_the_method_says() -> None:
    apart = replace(ITEMS, blank=Blank.NOT_MARKED)
    heap = [ballot({1: FOR, 3: ABSTAIN})]
    assert tally(ITEMS, heap).items[2] == ItemCount(2, abstain=1)
    assert tally(apart, heap).items[2] == ItemCount(2, not_marked=1)
    assert tally(apart, heap).items[0] == ItemCount(3, abstain=1)


def test_an_over_marked_ballot_is_invalid_whole() -> None:
    heap = [ballot({1: FOR, 2: FOR, 3: FOR}), ballot({1: FOR})]
    count = tally(ITEMS, heap)
    assert (count.returned, count.valid, count.invalid) == (2, 1, 1)
    assert [item.for_ for item in count.items] == [0, 1, 0]


def test_an_over_marked_ballot_counts_where_the_meeting_said_so() -> None:
    lenient = replace(ITEMS, over_marked=Effect.VALID)
    assert tally(lenient, [ballot({1: FOR, 2: FOR, 3: FOR})]).valid == 1


def test_too_few_marks_spoil_only_where_the_meeting_said_so() -> None:
    heap = [ballot({1: FOR, 2: AGAINST, 3: AGAINST}), ballot({1: FOR, 2: FOR})]
    assert tally(replace(ITEMS, min_marks=2), heap).invalid == 0
    assert tally(replace(ITEMS, min_marks=2, under_marked=Effect.SPOILS), heap).invalid == 1
    assert tally(replace(ITEMS, under_marked=Effect.SPOILS), heap).invalid == 0


def test_an_entirely_empty_ballot_is_valid() -> None:
    count = tally(PICK, [ballot({})])
    assert (count.returned, count.valid, count.invalid) == (1, 1, 0)
    assert {item.abstain for item in count.items} == {1}


def test_an_illegible_item_spoils_only_itself() -> None:
    count = tally(ITEMS, [ballot({1: ILLEGIBLE, 2: FOR, 3: FOR})])
    assert count.valid == 1
    assert count.items == (
        ItemCount(3, for_=1),
        ItemCount(1, illegible=1),
        ItemCount(2, for_=1),
    )


def test_a_mark_for_a_stranger_is_refused() -> None:
    with pytest.raises(Refused, match="candidate-unknown") as no:
        tally(ITEMS, [Ballot(((9, FOR),))])
    assert no.value.facts == {"no": 9}


@given(methods, heaps, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_never_matters(
    method: VoteMethod, heap: list[Ballot], chance: Random
) -> None:
    shuffled = chance.sample(heap, len(heap))
    assert tally(method, shuffled) == tally(method, heap)


@given(methods, heaps)
def test_every_row_sums_to_the_valid_ballots(method: VoteMethod, heap: list[Ballot]) -> None:
    count = tally(method, heap)
    assert count.returned == len(heap) == count.valid + count.invalid
    for item in count.items:
        marked = item.for_ + item.against + item.abstain + item.illegible
        assert marked + item.not_marked == count.valid


@given(methods, heaps, heaps)
def test_two_heaps_counted_apart_are_the_heap_counted_together(
    method: VoteMethod, one: list[Ballot], other: list[Ballot]
) -> None:
    assert add(tally(method, one), tally(method, other)) == tally(method, one + other)


def test_counts_of_different_papers_do_not_add() -> None:
    with pytest.raises(Refused, match="tallies-differ"):
        add(empty_tally(ITEMS), empty_tally(replace(ITEMS, candidates=ITEMS.candidates[:2])))


@given(methods, heaps)
def test_a_count_survives_the_journal(method: VoteMethod, heap: list[Ballot]) -> None:
    count = tally(method, heap)
    assert tally_from_facts(json.loads(json.dumps(tally_to_facts(count)))) == count


def test_the_journal_speaks_the_words_of_the_contract() -> None:
    one = replace(ITEMS, candidates=ITEMS.candidates[:1])
    row = {"no": 3, "for": 1, "against": 0, "abstain": 0, "not_marked": 0, "illegible": 0}
    assert tally_to_facts(tally(one, [ballot({3: FOR})])) == {
        "returned": 1,
        "valid": 1,
        "invalid": 0,
        "items": [row],
    }


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"items": [{}], "returned": 0, "valid": 0, "invalid": 0},
        {"items": [{"no": 1, "for": "2"}], "returned": 0, "valid": 0, "invalid": 0},
        {"items": [], "returned": 0, "valid": 0},
    ],
)
def test_a_damaged_count_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(Refused, match="tally-unreadable"):
        tally_from_facts(facts)


def test_a_show_of_hands_is_taken_as_typed() -> None:
    count = typed_totals(ITEMS, 45, {1: (42, 2, 1), 2: (3, 40, 0), 3: (0, 0, 0)})
    assert (count.returned, count.valid, count.invalid) == (45, 45, 0)
    assert count.items == (
        ItemCount(3, not_marked=45),
        ItemCount(1, 42, 2, 1),
        ItemCount(2, 3, 40, not_marked=2),
    )


NONE = (0, 0, 0)
IMPOSSIBLE = [
    (ITEMS, -1, {}, "number-negative", "returned"),
    (ITEMS, 9, {1: NONE, 2: NONE}, "total-missing", "for-3"),
    (ITEMS, 9, {1: NONE, 2: NONE, 3: NONE, 4: NONE}, "candidate-unknown", "for-4"),
    (ITEMS, 9, {1: (-1, 0, 0), 2: NONE, 3: NONE}, "number-negative", "for-1"),
    (ITEMS, 9, {1: (0, -1, 0), 2: NONE, 3: NONE}, "number-negative", "against-1"),
    (ITEMS, 9, {1: (0, 0, -1), 2: NONE, 3: NONE}, "number-negative", "abstain-1"),
    (ITEMS, 9, {1: (5, 3, 2), 2: NONE, 3: NONE}, "total-too-large", "for-1"),
    (ITEMS, 9, {1: (9, 0, 0), 2: (9, 0, 0), 3: (1, 0, 0)}, "totals-over-marked", "returned"),
    (PICK, 9, {1: (5, 1, 0), 2: NONE, 3: NONE}, "mark-outside-mode", "against-1"),
    (PICK, 9, {1: (5, 0, 1), 2: NONE, 3: NONE}, "mark-outside-mode", "abstain-1"),
]


@pytest.mark.parametrize(("method", "returned", "totals", "code", "field"), IMPOSSIBLE)
def test_totals_no_hall_could_have_raised_are_refused(
    method: VoteMethod,
    returned: int,
    totals: dict[int, tuple[int, int, int]],
    code: str,
    field: str,
) -> None:
    with pytest.raises(Refused) as no:
        typed_totals(method, returned, totals)
    assert (no.value.code, no.value.field) == (code, field)


def test_everybody_raises_a_hand_for_one_alternative() -> None:
    one = replace(PICK, mode=Mode.CHOOSE_ONE, max_marks=None)
    count = typed_totals(one, 9, {1: (5, 0, 0), 2: (3, 0, 0), 3: (1, 0, 0)})
    assert [item.for_ for item in count.items] == [1, 5, 3]
    twice = {1: (5, 0, 0), 2: (3, 0, 0), 3: (2, 0, 0)}
    with pytest.raises(Refused, match="totals-over-marked") as no:
        typed_totals(one, 9, twice)
    assert no.value.facts == {"raised": 10, "most": 9}
    assert typed_totals(replace(one, over_marked=Effect.VALID), 9, twice).valid == 9


def test_hands_up_to_the_last_mark_are_taken() -> None:
    full = {1: (9, 0, 0), 2: (9, 0, 0), 3: NONE}
    assert typed_totals(PICK, 9, full).items[1].for_ == 9
    uncapped = replace(ITEMS, max_marks=None)
    assert typed_totals(uncapped, 9, {**full, 3: (9, 0, 0)}).valid == 9
    lenient = replace(ITEMS, over_marked=Effect.VALID)
    assert typed_totals(lenient, 9, {**full, 3: (9, 0, 0)}).valid == 9


def test_three_thousand_ballots_of_a_hundred_items_take_less_than_a_second() -> None:
    many = tuple(Candidate(no, f"项目{no}") for no in range(1, 101))
    method = replace(ITEMS, candidates=many, seats=80, max_marks=None)
    marks = (FOR, AGAINST, FOR, ABSTAIN)
    heap = [
        ballot({no: marks[(no + shift) % 4] for no in method.numbers}) for shift in range(3000)
    ]
    start = perf_counter()
    count = tally(method, heap)
    assert perf_counter() - start < 1
    assert sum(item.for_ for item in count.items) == 150_000
