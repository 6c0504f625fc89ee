"""Before a vote: its candidate projects, its method, and the hands that adopt it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from ballots import queries
from ballots.adoption import Hands, Paper, Standing
from ballots.commands import (
    adopt_method,
    draft_method,
    draft_paper,
    drop_project,
    first_draft,
    list_projects,
    put_project,
)
from ballots.project import CandidateProject
from ballots.round import Kind
from ballots.rounds.commands import seal_round
from core.database import Database
from core.errors import Forbidden
from core.ids import PaperId
from core.people import Role
from sessions.commands import open_sign_in
from sessions.meeting import Member
from tests.cast import Congress, in_session, make_congress, projects, refused


async def load(congress: Congress, paper: PaperId) -> Paper:
    return await congress.read(queries.load_paper, congress.meeting, paper)


async def numbers(congress: Congress, paper: PaperId) -> list[int]:
    """The numbers listed, which are those the method stands on."""
    known = await load(congress, paper)
    assert known.method.numbers == tuple(one.no for one in known.projects)
    return list(known.method.numbers)


async def test_a_vote_begun_twice_under_one_item_is_one_vote(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    item = await congress.add_item()
    paper = await draft_paper(db, congress.clerk, item, "办法")
    assert await draft_paper(db, congress.clerk, item, "另一办法") == paper
    assert (await load(congress, paper)).method.title == "办法"
    assert len(await congress.told("MethodDrafted")) == 1


async def test_a_vote_under_the_item_of_another_meeting_is_refused(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    item = await congress.add_item()
    with refused("not-here", thing="item"):
        await draft_paper(db, congress.outsider, item, "办法")


async def test_listed_projects_come_back_with_every_detail(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item()
    listed = [
        CandidateProject(
            7, "社区养老", "新建3处", Decimal("1280.50"), "民政局", "年底", "民生"
        ),
        CandidateProject(9, "<script>alert(1)</script>"),
    ]
    await list_projects(db, congress.clerk, paper, listed)
    known = await load(congress, paper)
    assert list(known.projects) == listed
    assert [(one.no, one.cost) for one in known.method.candidates] == [
        (7, Decimal("1280.50")),
        (9, None),
    ]


async def test_a_new_list_takes_the_place_of_the_old(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=12)
    await list_projects(db, congress.clerk, paper, projects(3))
    assert await numbers(congress, paper) == [1, 2, 3]


async def test_a_project_is_added_in_the_order_of_its_number(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=2, seats=1)
    for no in (9, 5):
        await put_project(db, congress.clerk, paper, CandidateProject(no, "新项目"), None)
    assert await numbers(congress, paper) == [1, 2, 5, 9]


async def test_a_project_is_edited_and_may_get_another_number(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    await put_project(db, congress.clerk, paper, CandidateProject(8, "改名"), 2)
    assert await numbers(congress, paper) == [1, 3, 8]
    assert (await load(congress, paper)).project(8).name == "改名"


async def test_no_two_projects_have_one_number(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    for replacing in (None, 2):
        with refused("candidate-doubled", no=3):
            await put_project(db, congress.clerk, paper, CandidateProject(3, "重号"), replacing)
    assert await numbers(congress, paper) == [1, 2, 3]


async def test_a_project_that_is_not_listed_cannot_be_edited(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    with refused("not-here", thing="project"):
        await put_project(db, congress.clerk, paper, CandidateProject(4, "无"), 4)


async def test_a_dropped_project_no_longer_stands(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    await drop_project(db, congress.clerk, paper, 2)
    assert await numbers(congress, paper) == [1, 3]


async def test_a_method_stands_on_the_listed_projects_whatever_was_sent(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    smuggled = replace(first_draft("办法"), candidates=(), seats=2)
    await draft_method(db, congress.clerk, paper, smuggled)
    assert await numbers(congress, paper) == [1, 2, 3]
    assert (await load(congress, paper)).method.seats == 2


async def test_a_method_nobody_could_vote_by_is_not_kept(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    with refused("seats-outside", seats=4, candidates=3):
        await draft_method(db, congress.clerk, paper, replace(first_draft("办法"), seats=4))
    assert (await load(congress, paper)).method.seats == 1


@pytest.mark.parametrize(
    ("for_", "standing"), [(164, Standing.ADOPTED), (163, Standing.REJECTED)]
)
async def test_164_hands_of_327_adopt_and_163_do_not(
    db: Database, for_: int, standing: Standing
) -> None:
    congress = await in_session(db, deputies=327, present=314)
    paper = await congress.vote_item()
    await congress.turn_to(paper)
    hands = Hands(for_, 314 - for_, 0)
    assert await adopt_method(db, congress.chair, paper, hands) is standing
    known = await load(congress, paper)
    assert (known.standing, known.adoption) == (standing, hands)
    [facts] = await congress.told("MethodVoted")
    assert (facts["adopted"], facts["present"], facts["members"]) == (for_ == 164, 314, 327)


async def test_the_adopted_method_stands_in_the_journal_whole(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    await congress.adopted(stand=12, seats=10)
    [facts] = await congress.told("MethodVoted")
    assert facts["method"]["seats"] == 10
    assert [one["no"] for one in facts["method"]["candidates"]] == list(range(1, 13))
    assert facts["method"]["majority"] == [
        {"of": "all_members", "fraction": "1/2", "compare": ">"}
    ]


async def test_a_method_is_not_adopted_before_the_meeting_opens(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    await open_sign_in(db, congress.clerk)
    with refused("meeting-not-open"):
        await adopt_method(db, congress.chair, paper, Hands(3, 0, 0))


async def test_more_hands_than_present_are_refused(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=4)
    paper = await congress.vote_item(stand=3, seats=1)
    await congress.turn_to(paper)
    with refused("hands-too-many", shown=5, present=4):
        await adopt_method(db, congress.chair, paper, Hands(5, 0, 0))
    assert (await load(congress, paper)).standing is Standing.DRAFT


async def test_a_vote_without_projects_is_not_put_to_the_hands(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await draft_paper(db, congress.clerk, await congress.add_item(), "办法")
    await congress.turn_to(paper)
    with refused("no-candidates"):
        await adopt_method(db, congress.chair, paper, Hands(3, 0, 0))


@pytest.mark.parametrize("hands", [Hands(3, 0, 0), Hands(0, 3, 0)])
async def test_only_the_chair_puts_a_method_to_the_hands(db: Database, hands: Hands) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    await congress.turn_to(paper)
    for role in set(Role) - {Role.CHAIR}:
        with pytest.raises(Forbidden):
            await adopt_method(db, congress.acting(role), paper, hands)
    await adopt_method(db, congress.acting(Role.CHAIR), paper, hands)


Edit = Callable[[Database, Member, PaperId], Awaitable[None]]


async def relist(db: Database, by: Member, paper: PaperId) -> None:
    await list_projects(db, by, paper, projects(2))


async def put(db: Database, by: Member, paper: PaperId) -> None:
    await put_project(db, by, paper, CandidateProject(9, "新"), None)


async def drop(db: Database, by: Member, paper: PaperId) -> None:
    await drop_project(db, by, paper, 1)


async def redraft(db: Database, by: Member, paper: PaperId) -> None:
    await draft_method(db, by, paper, first_draft("新办法"))


EDITS: list[Edit] = [relist, put, drop, redraft]


@pytest.mark.parametrize("edit", EDITS)
async def test_an_adopted_method_and_its_projects_are_locked(db: Database, edit: Edit) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=1)
    before = await load(congress, paper)
    with refused("method-locked"):
        await edit(db, congress.clerk, paper)
    assert await load(congress, paper) == before
    await congress.turn_to(paper)
    await seal_round(db, congress.chair, paper, Kind.RECORDED)
    with refused("method-in-use"):
        await adopt_method(db, congress.chair, paper, Hands(0, 3, 0))


async def test_a_wrong_figure_is_mended_before_a_ballot_is_prepared(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=1)
    assert await adopt_method(db, congress.chair, paper, Hands(1, 2, 0)) is Standing.REJECTED
    assert await adopt_method(db, congress.chair, paper, Hands(2, 1, 0)) is Standing.ADOPTED
    told = [facts["adopted"] for facts in await congress.told("MethodVoted")]
    assert told == [True, False, True], "all of it is minuted"


async def test_what_is_adopted_is_what_the_hall_was_shown(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    await congress.turn_to(paper)
    shown = (await load(congress, paper)).fingerprint
    await drop_project(db, congress.clerk, paper, 2)
    with refused("method-changed"):
        await adopt_method(db, congress.chair, paper, Hands(3, 0, 0), shown)
    shown = (await load(congress, paper)).fingerprint
    await adopt_method(db, congress.chair, paper, Hands(3, 0, 0), shown)


@pytest.mark.parametrize("edit", EDITS)
async def test_a_rejected_method_is_drafted_anew_by_the_clerk_alone(
    db: Database, edit: Edit
) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    await congress.turn_to(paper)
    await adopt_method(db, congress.chair, paper, Hands(0, 3, 0))
    for role in set(Role) - {Role.CLERK}:
        with pytest.raises(Forbidden):
            await edit(db, congress.acting(role), paper)
    await edit(db, congress.acting(Role.CLERK), paper)
    assert (await load(congress, paper)).standing is Standing.DRAFT
    assert await adopt_method(db, congress.chair, paper, Hands(3, 0, 0)) is Standing.ADOPTED


@pytest.mark.parametrize("edit", EDITS)
async def test_the_vote_of_another_meeting_is_out_of_reach(db: Database, edit: Edit) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    with refused("not-here", thing="paper"):
        await edit(db, congress.outsider, paper)
    assert await numbers(congress, paper) == [1, 2, 3]
