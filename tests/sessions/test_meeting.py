"""A meeting's phases, its quorum, and who may take it from one phase to the next."""

from dataclasses import replace
from itertools import product

import pytest

from core.errors import Forbidden
from core.ids import MeetingId, PersonId
from core.moves import check_move
from core.people import Role
from sessions.meeting import (
    MEETING_MOVES,
    MeetingPhase,
    Member,
    check_notice,
    check_quorum,
    quorum_needed,
)
from tests.cast import NOTICE, refused

DRAFT, GATHERING, OPEN, CLOSED = MeetingPhase
RIGHTS = {
    (DRAFT, GATHERING): {Role.CLERK, Role.CHAIR},
    (GATHERING, OPEN): {Role.CHAIR},
    (OPEN, CLOSED): {Role.CHAIR},
}
WANG = Member(MeetingId("m"), PersonId("p"), "王建国", "东城代表团", frozenset(), "1")


@pytest.mark.parametrize(
    ("members", "needed"),
    [(327, 218), (30, 20), (31, 21), (32, 22), (45, 30), (3, 2), (2, 2), (1, 1), (0, 0)],
)
def test_two_thirds_or_more_of_all_deputies_make_a_quorum(members: int, needed: int) -> None:
    assert quorum_needed(members) == needed


def test_exactly_two_thirds_may_open_and_one_less_may_not() -> None:
    check_quorum(327, 218)
    with refused("quorum-missing", needed=218, present=217, members=327):
        check_quorum(327, 217)


def test_a_meeting_of_nobody_has_no_quorum() -> None:
    with refused("no-members"):
        check_quorum(0, 0)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("now", "then"), RIGHTS)
def test_a_meeting_is_moved_on_by_whose_right_it_is_and_nobody_else(
    now: MeetingPhase, then: MeetingPhase, role: Role
) -> None:
    if role in RIGHTS[now, then]:
        check_move(MEETING_MOVES, now, then, {role})
    else:
        with pytest.raises(Forbidden):
            check_move(MEETING_MOVES, now, then, {role})


@pytest.mark.parametrize(
    ("now", "then"), sorted(set(product(MeetingPhase, MeetingPhase)) - set(RIGHTS))
)
def test_a_meeting_never_skips_a_phase_nor_goes_back(
    now: MeetingPhase, then: MeetingPhase
) -> None:
    with refused("no-such-move", now=str(now), then=str(then)):
        check_move(MEETING_MOVES, now, then, set(Role))


@pytest.mark.parametrize("field", ["title", "congress"])
@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_a_notice_needs_its_title_and_its_congress(field: str, text: str) -> None:
    with refused("field-empty"):
        check_notice({**NOTICE, field: text})


def test_a_notice_may_leave_place_and_day_open() -> None:
    check_notice({**NOTICE, "place": "", "held_on": ""})


def test_only_a_deputy_votes_whatever_else_they_are() -> None:
    chairing_deputy = replace(WANG, roles=frozenset({Role.CHAIR, Role.DEPUTY}))
    everything_else = replace(WANG, roles=frozenset(set(Role) - {Role.DEPUTY}))
    assert chairing_deputy.votes
    assert not everything_else.votes


@pytest.mark.parametrize("role", Role)
def test_who_runs_a_meeting_has_power_and_who_only_attends_has_none(role: Role) -> None:
    powerless = {Role.DEPUTY, Role.NON_VOTING}
    assert replace(WANG, roles=frozenset({role})).is_powerful is (role not in powerless)
