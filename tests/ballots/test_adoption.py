"""How a meeting makes a method its own: a show of hands, and then the lock."""

from dataclasses import replace
from itertools import product

import pytest

from ballots.adoption import (
    ADOPTION_MOVES,
    Hands,
    Paper,
    Standing,
    check_hands,
    check_may_edit,
    standing_after,
)
from ballots.commands import first_draft, with_candidates
from core.errors import Forbidden
from core.ids import ItemId, MeetingId, PaperId
from core.moves import check_move
from core.people import Role
from tests.cast import projects, refused

DRAFT, DELIBERATED, ADOPTED, REJECTED = Standing
RIGHTS = {
    (DRAFT, ADOPTED): {Role.CHAIR},
    (DRAFT, REJECTED): {Role.CHAIR},
    (REJECTED, DRAFT): {Role.CLERK},
    (REJECTED, ADOPTED): {Role.CHAIR},
    (REJECTED, REJECTED): {Role.CHAIR},
    (ADOPTED, ADOPTED): {Role.CHAIR},
    (ADOPTED, REJECTED): {Role.CHAIR},
    (DRAFT, DELIBERATED): {Role.CLERK},
    (DELIBERATED, DELIBERATED): {Role.CLERK},
    (DELIBERATED, DRAFT): {Role.CLERK},
    (DELIBERATED, ADOPTED): {Role.CHAIR},
    (DELIBERATED, REJECTED): {Role.CHAIR},
    (ADOPTED, DRAFT): {Role.CLERK},
}


def paper(standing: Standing = DRAFT) -> Paper:
    listed = tuple(projects(3))
    method = with_candidates(first_draft("办法"), listed)
    return Paper(PaperId("p"), MeetingId("m"), ItemId("i"), standing, method, listed)


@pytest.mark.parametrize(
    ("for_", "members", "standing"),
    [
        (164, 327, ADOPTED),
        (163, 327, REJECTED),
        (16, 30, ADOPTED),
        (15, 30, REJECTED),
        (1, 1, ADOPTED),
        (0, 0, REJECTED),
    ],
)
def test_more_than_half_of_all_members_adopt(
    for_: int, members: int, standing: Standing
) -> None:
    assert standing_after(Hands(for_, 0, 0), members) is standing


def test_those_who_abstain_or_are_absent_weigh_as_not_for() -> None:
    assert standing_after(Hands(163, 0, 164), 327) is REJECTED
    assert standing_after(Hands(164, 163, 0), 327) is ADOPTED


def test_no_more_hands_than_people() -> None:
    check_hands(Hands(200, 10, 8), 218)
    with refused("hands-too-many", shown=219, present=218):
        check_hands(Hands(200, 10, 9), 218)


@pytest.mark.parametrize("hands", [Hands(-1, 5, 5), Hands(5, -1, 5), Hands(5, 5, -1)])
def test_nobody_raises_less_than_no_hand(hands: Hands) -> None:
    with refused("number-negative", number=-1):
        check_hands(hands, 218)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("now", "then"), RIGHTS)
def test_the_chair_puts_a_method_to_the_hands_and_the_clerk_drafts_it_anew(
    now: Standing, then: Standing, role: Role
) -> None:
    if role in RIGHTS[now, then]:
        check_move(ADOPTION_MOVES, now, then, {role})
    else:
        with pytest.raises(Forbidden):
            check_move(ADOPTION_MOVES, now, then, {role})


@pytest.mark.parametrize(
    ("now", "then"), sorted(set(product(Standing, Standing)) - set(RIGHTS))
)
def test_what_was_adopted_or_rejected_is_not_deliberated(now: Standing, then: Standing) -> None:
    with refused("no-such-move", now=str(now), then=str(then)):
        check_move(ADOPTION_MOVES, now, then, set(Role))


def test_an_adopted_method_is_locked_and_any_other_is_not() -> None:
    for standing in (DRAFT, DELIBERATED, REJECTED):
        check_may_edit(paper(standing))
    with refused("method-locked"):
        check_may_edit(paper(ADOPTED))


def test_a_project_is_found_by_its_number() -> None:
    assert paper().project(2).name == "第2号民生实事"


def test_an_edit_forgets_the_opinions_and_the_hands() -> None:
    said = replace(paper(DELIBERATED), opinions="无修改意见", adoption=Hands(3, 0, 0))
    assert said.was_deliberated
    edited = said.drafted(projects=tuple(projects(2)))
    assert (edited.standing, edited.was_deliberated, edited.adoption) == (DRAFT, False, None)


def test_a_void_round_keeps_the_names_that_stood_in_it() -> None:
    """After an amendment other projects may have its numbers, or none."""
    before = paper()
    renamed = (replace(before.projects[0], name="改名"), before.projects[2])
    after = replace(before, projects=renamed).as_of(before.method)
    names = [one.name for one in before.projects]
    assert [after.project(no).name for no in (1, 2, 3)] == names
    assert after.project(3) == before.projects[2], "what did not change keeps all it had"


def test_the_method_stands_on_the_projects_as_listed() -> None:
    method = paper().method
    assert method.numbers == (1, 2, 3)
    assert [str(one.cost) for one in method.candidates] == ["100.50", "200.50", "300.50"]
