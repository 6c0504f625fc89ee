"""What a result leaves open, and how it may be settled."""

import hashlib
from dataclasses import replace
from fractions import Fraction

import pytest

from ballots.deciding.decision import decide
from ballots.method import Base, Candidate, Compare, Mode, Share, Shortfall, Tie, VoteMethod
from ballots.outcome import Matter, Next, Outcome, Turnout
from ballots.settling.settlement import OpenMatter, check_named, draw_lot, open_matter
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
)
APART = replace(METHOD, seats_by_category={"教育": 2, "交通": 1})
TIED = (40, 30, 30, 30, 3, 3)
SHORT = (40, 30, 3, 3, 3, 3)
ASKED = (Next.LOT, Next.PRESIDIUM, Next.EMPTY, Next.NEXT_SESSION)


def outcome(method: VoteMethod, *votes: int, present: int = 45) -> Outcome:
    rows = tuple(ItemCount(no, for_) for no, for_ in enumerate(votes, start=1))
    return decide(method, Tally(45, 45, 0, rows), Turnout(45, present, 45))


@pytest.mark.parametrize(
    ("tie", "depth", "ways"),
    [
        (Tie.RUN_OFF, 1, (Next.RUN_OFF,)),
        (Tie.RUN_OFF, 2, ASKED),
        (Tie.LOT, 1, (Next.LOT,)),
        (Tie.LOT, 2, (Next.LOT,)),
        (Tie.PRESIDIUM, 1, (Next.PRESIDIUM,)),
    ],
)
def test_a_tie_is_settled_as_the_method_says(
    tie: Tie, depth: int, ways: tuple[Next, ...]
) -> None:
    method = replace(METHOD, tie=tie)
    found = open_matter(method, outcome(method, *TIED), depth, set())
    assert found == OpenMatter(Matter.TIE, ways)
    assert open_matter(method, outcome(method, *TIED), depth, {Matter.TIE}) is None


@pytest.mark.parametrize(
    ("shortfall", "depth", "ways"),
    [
        (Shortfall.ASK, 1, (Next.SECOND_ROUND, Next.EMPTY, Next.NEXT_SESSION)),
        (Shortfall.ASK, 2, (Next.EMPTY, Next.NEXT_SESSION)),
        (Shortfall.SECOND_ROUND, 1, (Next.SECOND_ROUND,)),
        (Shortfall.SECOND_ROUND, 2, (Next.EMPTY, Next.NEXT_SESSION)),
        (Shortfall.EMPTY, 1, None),
        (Shortfall.NEXT_SESSION, 1, None),
    ],
)
def test_a_shortfall_is_settled_as_the_method_says(
    shortfall: Shortfall, depth: int, ways: tuple[Next, ...] | None
) -> None:
    method = replace(METHOD, shortfall=shortfall)
    found = open_matter(method, outcome(method, *SHORT), depth, set())
    assert found == (OpenMatter(Matter.SHORTFALL, ways) if ways else None)


def test_a_method_that_allows_three_rounds_votes_again_after_the_second() -> None:
    method = replace(METHOD, rounds_max=3)
    found = open_matter(method, outcome(method, *TIED), 2, set())
    assert found == OpenMatter(Matter.TIE, (Next.RUN_OFF,))


def test_a_tie_comes_before_a_shortfall_of_another_category() -> None:
    found = outcome(APART, 40, 30, 30, 3, 3, 3)
    for done, matter in [(set[Matter](), Matter.TIE), ({Matter.TIE}, Matter.SHORTFALL)]:
        matters = open_matter(APART, found, 1, done)
        assert matters is not None
        assert matters.matter is matter
    assert open_matter(APART, found, 1, {Matter.TIE, Matter.SHORTFALL}) is None


def test_nobody_votes_again_where_nobody_is_left() -> None:
    everyone = replace(METHOD, candidates=METHOD.candidates[:1], seats=3)
    found = open_matter(everyone, outcome(everyone, 40), 1, set())
    assert found == OpenMatter(Matter.SHORTFALL, (Next.EMPTY, Next.NEXT_SESSION))


def test_a_void_vote_and_a_satisfaction_vote_leave_nothing_open() -> None:
    law = replace(METHOD, quorum_open=Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST))
    assert open_matter(law, outcome(law, *TIED, present=20), 1, set()) is None
    grades = replace(METHOD, mode=Mode.GRADE, majority=())
    assert open_matter(grades, outcome(grades, *SHORT), 1, set()) is None


def test_the_lot_is_the_one_that_sha256sum_draws() -> None:
    found = outcome(METHOD, *TIED)
    order = sorted((2, 3, 4), key=lambda no: hashlib.sha256(f"3-5-1|1|{no}".encode()).digest())
    assert draw_lot(found, 1, " 3-5-1 ") == tuple(order[:2])
    for seed in ("", "   ", "9" * 61):
        with pytest.raises(Refused, match="seed-missing"):
            draw_lot(found, 1, seed)


def test_the_lot_is_drawn_in_each_category_for_its_own_places() -> None:
    drawn = draw_lot(outcome(APART, 40, 30, 30, 41, 41, 3), 1, "7")
    assert len(drawn) == 2
    assert {2, 3}.intersection(drawn)
    assert {4, 5}.intersection(drawn)


def test_the_presidium_names_as_many_of_the_tied_as_there_are_places() -> None:
    found = outcome(METHOD, *TIED)
    assert check_named(found, [4, 2]) == (2, 4)
    for named in ([], [2], [2, 3, 4]):
        with pytest.raises(Refused, match="named-other-than-places"):
            check_named(found, named)
    with pytest.raises(Refused, match="candidate-unknown"):
        check_named(found, [1, 2])
    with pytest.raises(Refused, match="named-other-than-places"):
        check_named(outcome(APART, 40, 30, 30, 41, 41, 3), [2, 3])
