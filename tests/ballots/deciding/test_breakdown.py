"""By delegation: lines add up to the result, and none of them unmasks anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.commands import first_draft, with_candidates
from ballots.deciding.breakdown import FEWEST, Breakdown, breakdown, told_columns
from ballots.method import Base, Blank, Compare, Effect, Grade, Mode, Share, VoteMethod
from ballots.paper import Ballot, Mark, ballot, is_valid
from ballots.tally import Tally, add, tally
from tests.cast import marked, projects

METHOD = with_candidates(first_draft("办法"), projects(2))
NAMES = ("东城", "西城", "南乡", "北乡", "")
ANSWERS = {
    Mode.FOR_AGAINST_ABSTAIN: [Mark.FOR, Mark.AGAINST, Mark.ABSTAIN, None],
    Mode.PICK: [Mark.FOR, None],
    Mode.GRADE: [*Grade, None],
    Mode.RANK: [1, 2, None],
}


def heap(group: str, *signs: str) -> list[Ballot]:
    return [replace(marked(text), group=group or None) for text in signs]


def halves(group: str, number: int) -> list[Ballot]:
    """Ballots of a group that agrees on nothing."""
    return heap(group, *(["+-", "-+"] * number)[:number])


def lines(found: Breakdown) -> list[tuple[tuple[str, ...], int]]:
    return [(row.groups, row.count.valid) for row in found.rows]


def test_delegations_that_differ_within_stand_alone() -> None:
    found = breakdown(METHOD, halves("东城", 10) + halves("西城", 13))
    assert lines(found) == [(("东城",), 10), (("西城",), 13)]
    first = found.rows[1].count.items[0]
    assert (first.for_, first.against, first.abstain, first.not_marked) == (7, 6, 0, 0)


def test_small_ones_and_those_of_one_mind_are_the_others() -> None:
    same = heap("南乡", *["++"] * 12)
    found = breakdown(METHOD, same + halves("东城", 30) + halves("西城", 9))
    assert lines(found) == [(("东城",), 30), (("南乡", "西城"), 21)]
    assert found.rows[-1].is_merged


def test_one_item_of_one_mind_is_enough_to_hide() -> None:
    mixed = heap("南乡", *["++", "+-"] * 8)
    found = breakdown(METHOD, mixed + halves("东城", 30) + halves("西城", 9))
    assert (("南乡", "西城"), 25) in lines(found)


def test_one_alone_would_be_the_difference_so_the_smallest_goes_with_it() -> None:
    ballots = halves("东城", 30) + halves("西城", 12) + halves("南乡", 4) + halves("北乡", 11)
    assert lines(breakdown(METHOD, ballots)) == [
        (("东城",), 30),
        (("西城",), 12),
        (("南乡", "北乡"), 15),
    ]


def test_two_that_say_the_same_do_not_hide_each_other() -> None:
    ballots = heap("东城", *["++"] * 12) + heap("西城", *["++"] * 12) + halves("南乡", 14)
    found = breakdown(METHOD, ballots + halves("北乡", 20))
    assert lines(found) == [(("北乡",), 20), (("东城", "西城", "南乡"), 38)]


def test_two_that_are_few_together_do_not_hide_each_other() -> None:
    ballots = halves("东城", 4) + halves("西城", 5) + halves("南乡", 14) + halves("北乡", 20)
    found = breakdown(METHOD, ballots)
    assert lines(found) == [(("北乡",), 20), (("东城", "西城", "南乡"), 23)]


def test_nothing_is_told_when_only_the_whole_would_be_left() -> None:
    found = breakdown(METHOD, halves("东城", 30) + halves("西城", 3))
    assert found == Breakdown(withheld=("东城", "西城"))
    agreed = heap("东城", *["+-", "++"] * 9) + heap("西城", *["+-", "++"] * 9)
    assert breakdown(METHOD, agreed) == Breakdown(withheld=("东城", "西城"))


def test_a_single_delegation_is_the_result_itself() -> None:
    assert breakdown(METHOD, halves("东城", 30)) == Breakdown()
    assert breakdown(METHOD, []) == Breakdown()


def test_ballots_without_figures_hide_nobody() -> None:
    capped = replace(METHOD, max_marks=1, over_marked=Effect.SPOILS)
    invalid = heap("南乡", *["++"] * 20)
    ballots = halves("东城", 30) + heap("西城", *["+-"] * 12) + invalid
    assert breakdown(capped, ballots) == Breakdown(withheld=("东城", "西城"))


def test_an_empty_item_that_abstains_is_an_abstention() -> None:
    same = heap("南乡", *["+o", "-."] * 6)
    ballots = same + halves("东城", 30) + halves("西城", 20)
    apart = replace(METHOD, blank=Blank.NOT_MARKED)
    assert len(breakdown(apart, ballots).rows) == 3
    alike = replace(METHOD, blank=Blank.ABSTAIN)
    assert len(breakdown(alike, ballots).rows) == 2


def test_last_places_and_no_numbers_are_one_answer_in_a_sum_of_ranks() -> None:
    ranked = replace(METHOD, mode=Mode.RANK, max_marks=None)
    same = [ballot({1: 1, 2: 2}, "南乡"), ballot({1: 1}, "南乡")] * 6
    differ = [ballot({1: 1, 2: 2}, "东城"), ballot({2: 1, 1: 2}, "东城")] * 6
    others = [replace(one, group="西城") for one in differ]
    assert len(breakdown(ranked, same + differ + others).rows) == 2
    assert told_columns(ranked) == ("rank_sum",)


def test_for_votes_that_the_result_tells_hide_nobody() -> None:
    own = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER, group="南乡")
    gated = replace(METHOD, majority=(own,))
    ballots = halves("东城", 30) + heap("西城", *["++"] * 12) + halves("南乡", 5)
    assert lines(breakdown(METHOD, ballots)) == [(("东城",), 30), (("西城", "南乡"), 17)]
    assert breakdown(gated, ballots).rows == (), "the total less 南乡's leaves 西城's"
    more = breakdown(gated, ballots + halves("北乡", 40))
    assert lines(more) == [(("北乡",), 40), (("东城", "西城", "南乡"), 47)]


@pytest.mark.parametrize("mode", ANSWERS)
def test_what_is_told_in_each_mode_makes_up_the_ballots(mode: Mode) -> None:
    method = replace(METHOD, mode=mode, max_marks=None)
    ballots = [ballot({1: each}) for each in ANSWERS[mode] if each is not None]
    [first, _] = tally(method, ballots).items
    told = sum(getattr(first, name) for name in told_columns(method))
    assert told == (3 if mode is Mode.RANK else len(ballots))


@st.composite
def halls(draw: st.DrawFn) -> tuple[VoteMethod, list[Ballot]]:
    """Few delegations around the least size, many of one mind on something."""
    mode = draw(st.sampled_from(list(ANSWERS)))
    blank = draw(st.sampled_from(Blank))
    named = draw(st.sampled_from([(), ("东城",), ("东城", "西城")]))
    gates = tuple(Share(Base.VALID, Fraction(1, 2), Compare.OVER, group=one) for one in named)
    method = replace(METHOD, mode=mode, blank=blank, max_marks=None, majority=gates)
    ballots = []
    for name in NAMES[: draw(st.integers(1, len(NAMES)))]:
        most = draw(st.integers(1, len(ANSWERS[mode])))
        kinds = st.tuples(*[st.sampled_from(ANSWERS[mode][:most])] * 2)
        for one in draw(st.lists(kinds, min_size=0, max_size=14)):
            marks = {no: each for no, each in enumerate(one, start=1) if each is not None}
            if mode is not Mode.RANK or len(set(marks.values())) == len(marks):
                ballots.append(ballot(marks, name or None))
    return method, ballots


def of(ballots: Sequence[Ballot], groups: Sequence[str]) -> list[Ballot]:
    return [each for each in ballots if (each.group or "") in groups]


def plain(method: VoteMethod) -> VoteMethod:
    return replace(method, majority=())


@given(halls())
def test_lines_add_up_to_the_result_and_each_is_a_recount(
    hall: tuple[VoteMethod, list[Ballot]],
) -> None:
    method, ballots = hall
    found = breakdown(method, ballots)
    for row in found.rows:
        assert row.count == tally(plain(method), of(ballots, row.groups))
    if found.rows:
        assert not found.withheld
        assert reduce(add, (row.count for row in found.rows)) == tally(plain(method), ballots)


def figures(method: VoteMethod, count: Tally) -> Iterator[tuple[int, ...]]:
    for item in count.items:
        yield tuple(getattr(item, name) for name in told_columns(method))


def is_of_one_mind(method: VoteMethod, ballots: Sequence[Ballot]) -> bool:
    """Whether any item's figures say the same of every one of these ballots."""
    alone = [list(figures(method, tally(plain(method), [each]))) for each in ballots]
    return any(len({own[item] for own in alone}) < 2 for item in range(len(METHOD.numbers)))


@given(halls())
def test_whatever_is_taken_off_the_total_no_small_or_single_minded_rest_is_left(
    hall: tuple[VoteMethod, list[Ballot]],
) -> None:
    """Everything that adding and subtracting what is told can give, and no single hidden one.

    Whoever has the total, the lines and the for-votes of the named groups can make these sums.
    """
    method, ballots = hall
    rows = breakdown(method, ballots).rows
    here = {each.group or "" for each in ballots if is_valid(method, each)}
    for some in (s for size in range(len(rows)) for s in combinations(rows, size)):
        left = here.difference(*(row.groups for row in some))
        rest = of(ballots, sorted(left))
        assert len(rest) >= FEWEST
        assert not is_of_one_mind(method, rest)
    hidden = {name for row in rows if row.is_merged for name in row.groups}
    for apart in hidden - set(method.groups):
        others = hidden.difference(method.groups, {apart})
        assert others, f"{apart} would be what is left of the others"
    unnamed = of(ballots, sorted(hidden.difference(method.groups)))
    assert not unnamed or not is_of_one_mind(method, unnamed)


@given(halls())
def test_another_hall_would_have_been_told_the_same_figures(
    hall: tuple[VoteMethod, list[Ballot]],
) -> None:
    """A hidden delegation's figures are open on every item: two deputies could have swapped."""
    method, ballots = plain(hall[0]), hall[1]
    rows = breakdown(method, ballots).rows
    for name in (name for row in rows if row.is_merged for name in row.groups):
        row = next(row for row in rows if name in row.groups)
        own, others = of(ballots, [name]), of(ballots, sorted({*row.groups} - {name}))
        for item, no in enumerate(method.numbers):
            one, other = next(
                (mine, theirs)
                for mine in own
                for theirs in others
                if answer(method, mine, item) != answer(method, theirs, item)
            )
            swapped = [with_answer(each, no, other) if each is one else each for each in own]
            back = [with_answer(each, no, one) if each is other else each for each in others]
            there = tally(method, swapped + back)
            if method.mode is not Mode.RANK:  # a swapped number may be there twice
                assert list(figures(method, there)) == list(figures(method, row.count))
                assert list(figures(method, tally(method, swapped))) != list(
                    figures(method, tally(method, own))
                )


def answer(method: VoteMethod, one: Ballot, item: int) -> tuple[int, ...]:
    return list(figures(method, tally(method, [one])))[item]


def with_answer(one: Ballot, no: int, other: Ballot) -> Ballot:
    marks = {**dict(one.marks), no: other.mark(no)}
    return ballot({no: mark for no, mark in marks.items() if mark is not None}, one.group)
