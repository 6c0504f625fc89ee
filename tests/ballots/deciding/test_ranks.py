"""Numeric priority, as in Liyang in 2010: the lowest sum of ranks is chosen first."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.deciding.decision import decide
from ballots.method import Candidate, Mode, VoteMethod
from ballots.outcome import Next, Outcome, Turnout, outcome_from_facts, outcome_to_facts
from ballots.paper import Ballot, Mark, ballot, check_ballot, decode_marks, encode_marks
from ballots.tally import tally
from core.errors import Refused


def method(candidates: int, seats: int) -> VoteMethod:
    return VoteMethod(
        title="实事工程项目票决办法",
        mode=Mode.RANK,
        candidates=tuple(Candidate(no, f"项目{no}") for no in range(1, candidates + 1)),
        seats=seats,
        majority=(),
        quorum_open=None,
    )


THREE = method(3, 1)


def numbered(*ranks: int | None) -> Ballot:
    """A ballot with these numbers beside 1, 2, 3 …"""
    pairs = enumerate(ranks, start=1)
    return ballot({no: rank for no, rank in pairs if rank is not None})


def decided(method: VoteMethod, heap: Sequence[Ballot]) -> Outcome:
    hall = Turnout(len(heap), len(heap), len(heap))
    return decide(method, tally(method, heap), hall)


def test_liyang_chose_ten_of_twenty_by_the_lowest_sums() -> None:
    chance = Random(2010)
    order = list(range(1, 21))
    heap = [numbered(*chance.sample(order, 20)) for _ in range(60)]
    outcome = decided(method(20, 10), heap)
    sums = {no: sum(int(str(each.mark(no))) for each in heap) for no in order}
    assert {item.no: item.rank_sum for item in outcome.items} == sums
    assert sum(sums.values()) == 60 * 210, "each ballot gives out 1 to 20"
    best = sorted(sums.values())
    assert best[9] < best[10], "need a clear cut"
    assert list(outcome.chosen) == sorted(order, key=lambda no: sums[no])[:10]
    assert outcome.because.code == "chosen-by-rank"


def test_an_item_without_a_number_counts_as_the_last() -> None:
    outcome = decided(THREE, [numbered(1, None, 2), numbered(1, None, None)])
    assert [item.rank_sum for item in outcome.items] == [2, 6, 5]
    assert [(item.for_, item.abstain) for item in outcome.items] == [(2, 0), (0, 2), (1, 1)]


@pytest.mark.parametrize(
    ("ranks", "sums", "illegible"),
    [
        ((1, 1, 2), [3, 3, 2], [1, 1, 0]),  # which of them is the first nobody can say
        ((4, 1, 2), [3, 1, 2], [1, 0, 0]),  # there is no fourth place of three
        ((1, 3, None), [1, 3, 3], [0, 0, 0]),  # a gap changes nothing
    ],
)
def test_a_spoilt_number_spoils_its_items_only(
    ranks: tuple[int | None, ...], sums: list[int], illegible: list[int]
) -> None:
    count = tally(THREE, [numbered(*ranks)])
    assert (count.valid, [item.rank_sum for item in count.items]) == (1, sums)
    assert [item.illegible for item in count.items] == illegible


def test_more_numbers_than_the_method_allows_spoil_the_ballot() -> None:
    two = replace(THREE, max_marks=2)
    assert tally(two, [numbered(1, 2, 3), numbered(1, 2, None)]).invalid == 1


def test_equal_sums_at_the_cut_are_a_tie() -> None:
    outcome = decided(THREE, [numbered(1, 2, 3), numbered(2, 1, 3)])
    assert (outcome.tied, outcome.tied_seats, outcome.next) == ((1, 2), 1, Next.RUN_OFF)
    assert outcome.because.code == "tie-at-cut-by-rank"
    assert outcome.because.facts["votes"] == 3


def test_a_phone_casts_no_doubled_number() -> None:
    check_ballot(THREE, numbered(3, 1, None))
    with pytest.raises(Refused, match="rank-twice") as no:
        check_ballot(THREE, numbered(2, 1, 2))
    assert no.value.facts == {"rank": 2, "numbers": [1, 3]}
    for bad in (numbered(4), numbered(0)):
        with pytest.raises(Refused, match="rank-outside") as no:
            check_ballot(THREE, bad)
        assert (no.value.field, no.value.facts["last"]) == ("mark-1", 3)
    with pytest.raises(Refused, match="mark-outside-mode"):
        check_ballot(THREE, ballot({1: Mark.FOR}))


orders = st.permutations([1, 2, 3]).map(lambda ranks: numbered(*ranks))
partial = st.sets(st.integers(1, 3)).flatmap(
    lambda some: orders.map(
        lambda full: ballot(dict(each for each in full.marks if each[0] in some))
    )
)


@given(partial)
def test_a_ranked_ballot_survives_its_line(cast: Ballot) -> None:
    assert decode_marks(THREE, encode_marks(THREE, cast)) == cast


@given(st.lists(partial, min_size=1, max_size=8), st.data())
def test_a_better_number_never_hurts(heap: list[Ballot], choice: st.DataObject) -> None:
    at = choice.draw(st.integers(0, len(heap) - 1))
    marks = dict(heap[at].marks)
    no = choice.draw(st.sampled_from([1, 2, 3]))
    free = [rank for rank in (1, 2, 3) if rank not in marks.values()]
    better = [rank for rank in free if rank < int(str(marks.get(no, 4)))]
    if better:
        marks[no] = better[0]
    after = decided(THREE, [*heap[:at], ballot(marks), *heap[at + 1 :]]).items[no - 1]
    before = decided(THREE, heap).items[no - 1]
    assert after.rank <= before.rank
    assert (after.rank_sum or 0) <= (before.rank_sum or 0)


def test_the_contract_of_a_ranked_item() -> None:
    outcome = decided(THREE, [numbered(1, 2, 3)])
    facts = outcome_to_facts(outcome)
    assert "rank_sum" in str(facts["items"])
    assert "grade" not in str(facts["items"])
    assert outcome_from_facts(facts) == outcome
