"""One run of a vote: who moves it on, when it may open, and what all its runs chose."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ballots.method import Base, Candidate, Compare, Mode, Share, VoteMethod
from ballots.round import (
    MOVES,
    Kind,
    Phase,
    Round,
    accepts_ballots,
    check_may_open,
)
from core.errors import Forbidden, Refused
from core.ids import MeetingId, PaperId, RoundId
from core.moves import check_move
from core.people import Role

METHOD = VoteMethod(
    title="票决办法",
    mode=Mode.PICK,
    candidates=tuple(Candidate(no, f"项目{no}") for no in range(1, 5)),
    seats=3,
    max_marks=3,
    majority=(Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER),),
    quorum_open=Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST),
)
ROUND = Round(
    RoundId("r"), MeetingId("m"), PaperId("p"), 1, Kind.RECORDED, Phase.SEALED, METHOD
)

CHAIR, CLERK, TELLER, SCRUTINEER = Role.CHAIR, Role.CLERK, Role.TELLER, Role.SCRUTINEER
RIGHTS = [
    ("draft", "sealed", {CHAIR, CLERK}),
    ("sealed", "open", {CHAIR}),
    ("open", "closed", {CHAIR}),
    ("closed", "counted", {CHAIR, TELLER, CLERK}),
    ("counted", "signed", {SCRUTINEER}),
    ("counted", "announced", {CHAIR}),
    ("signed", "announced", {CHAIR}),
    ("sealed", "void", {CHAIR}),
    ("open", "void", {CHAIR}),
    ("closed", "void", {CHAIR}),
    ("counted", "void", {CHAIR}),
    ("signed", "void", {CHAIR}),
    ("counted", "counted", {CHAIR, TELLER, CLERK}),
]


@pytest.mark.parametrize(("now", "then", "allowed"), RIGHTS)
@pytest.mark.parametrize("role", Role)
def test_each_move_belongs_to_its_roles(
    now: str, then: str, allowed: set[Role], role: Role
) -> None:
    if role in allowed:
        check_move(MOVES, Phase(now), Phase(then), [role])
    else:
        with pytest.raises(Forbidden, match="not-your-move"):
            check_move(MOVES, Phase(now), Phase(then), [role])


def test_there_are_no_other_moves() -> None:
    assert {(str(now), str(then)) for now, then in MOVES} == {move[:2] for move in RIGHTS}


@pytest.mark.parametrize("phase", [Phase.ANNOUNCED, Phase.VOID])
def test_what_is_announced_or_void_stays_so(phase: Phase) -> None:
    for then in Phase:
        with pytest.raises(Refused, match="no-such-move"):
            check_move(MOVES, phase, then, list(Role))


def test_a_round_opens_with_two_thirds_of_all_members() -> None:
    check_may_open(ROUND, members=327, present=218)
    with pytest.raises(Refused, match="quorum-missing") as no:
        check_may_open(ROUND, members=327, present=217)
    assert no.value.facts == {"needed": 218, "present": 217, "members": 327}


def test_a_round_without_a_quorum_in_its_method_opens_with_anyone() -> None:
    check_may_open(replace(ROUND, method=replace(METHOD, quorum_open=None)), 327, 1)


def test_ballots_are_taken_only_while_the_round_is_open() -> None:
    assert [phase for phase in Phase if accepts_ballots(phase)] == [Phase.OPEN]
