"""The methods of further rounds."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ballots.deciding.decision import decide
from ballots.method import Base, Candidate, Compare, Mode, Share, Shortfall, VoteMethod
from ballots.methods.check import check_method
from ballots.outcome import Outcome, Turnout
from ballots.reruns.method import run_off_method, second_round_method, tied_places
from ballots.tally import ItemCount, Tally
from core.errors import Refused

HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
METHOD = VoteMethod(
    title="票决办法",
    mode=Mode.PICK,
    candidates=tuple(
        Candidate(no, f"项目{no}", "教育" if no < 4 else "交通") for no in range(1, 7)
    ),
    seats=3,
    max_marks=3,
    majority=(HALF,),
    quorum_open=None,
    shortfall=Shortfall.SECOND_ROUND,
    min_surplus=Fraction(1, 5),
)
APART = replace(METHOD, seats_by_category={"教育": 2, "交通": 1})


def outcome(method: VoteMethod, *votes: int) -> Outcome:
    rows = tuple(ItemCount(no, for_) for no, for_ in enumerate(votes, start=1))
    return decide(method, Tally(45, 45, 0, rows), Turnout(45, 45, 45))


def test_a_second_round_fills_the_open_places_by_the_same_majority() -> None:
    again = second_round_method(METHOD, outcome(METHOD, 10, 40, 22, 15, 22, 3))
    check_method(again)
    assert again.numbers == (3, 5, 4, 1, 6)
    assert (again.seats, again.max_marks, again.majority) == (2, 2, (HALF,))


def test_a_second_round_by_category_is_for_the_short_category() -> None:
    again = second_round_method(APART, outcome(APART, 10, 40, 12, 41, 5, 3))
    check_method(again)
    assert (again.numbers, again.seats_by_category) == ((3, 1), {"教育": 1})


def test_a_run_off_by_category_keeps_the_tied_places_apart() -> None:
    found = outcome(APART, 40, 30, 30, 41, 41, 3)
    assert tied_places(found) == {"教育": 1, "交通": 1}
    again = run_off_method(APART, found.tied, found.tied_seats, tied_places(found))
    check_method(again)
    assert (again.numbers, again.seats) == ((2, 3, 4, 5), 2)
    assert again.seats_by_category == {"教育": 1, "交通": 1}
    assert tied_places(outcome(METHOD, 40, 30, 30, 30, 3, 3)) is None


def test_where_no_second_round_follows_none_is_made() -> None:
    with pytest.raises(Refused, match="no-second-round"):
        second_round_method(METHOD, outcome(METHOD, 40, 40, 40, 3, 3, 3))
    everyone = replace(METHOD, candidates=METHOD.candidates[:1], seats=3)
    with pytest.raises(Refused, match="no-second-round"):
        second_round_method(everyone, outcome(everyone, 40))
