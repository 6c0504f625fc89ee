"""A funnel from 114 collected projects to 20 chosen: rights, the journal, corrections."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from ballots.funnel import queries
from ballots.funnel.commands import (
    begin_funnel,
    conclude,
    drop_entry,
    drop_last_stage,
    list_entries,
    put_entry,
    put_on_ballot,
    put_stage,
    type_delegation,
    type_votes,
)
from ballots.funnel.funnel import Sheet
from ballots.funnel.ruling import Ruling
from ballots.queries import load_paper, vote_on
from core.database import Database
from core.errors import Forbidden, NotHere
from core.people import Role
from sessions.commands import close_meeting
from sessions.queries import Member
from tests.ballots.funnel.fei import (
    NO_FUNDS,
    STAGES,
    TITLE,
    Fei,
    begun,
    entries,
    votes,
    whole,
)
from tests.cast import Congress, in_session, make_congress, refused


async def test_from_114_to_20(db: Database) -> None:
    fei = await whole(await in_session(db, deputies=6))
    view = await fei.view()
    assert [one.number for one in view.levels] == [114, 80, 60, 20]
    story = next(one for one in view.stories if one.entry.no == 70)
    assert [(one.title, fate.kept) for one, fate in story.events] == [
        ("代表投票征求意见", True),
        ("政府研究确定", False),
    ]
    assert story.events[0][1].votes == 44
    assert (story.events[1][1].reason, story.events[1][1].rank) == (NO_FUNDS, 70)
    last = next(one for one in view.stories if one.entry.no == 3).events[-1]
    assert (last[0].title, last[1].votes, last[1].kept) == ("大会差额票决", 6, True)


async def test_a_concluded_stage_is_told_whole_in_the_journal(db: Database) -> None:
    fei = await begun(await make_congress(db, deputies=6))
    await fei.vote_by_delegations()
    [facts] = await fei.congress.told("FunnelStageConcluded")
    assert (facts["title"], facts["entered"], facts["kept"]) == (TITLE, 114, 80)
    first = facts["conclusion"]["fates"][0]
    assert (first["name"], first["votes"], first["rank"]) == ("第1号学校改扩建", 113, 1)
    assert first["given"]["费城代表团"] == 23


Act = Callable[[Database, Member, Fei], Awaitable[object]]
ACTS: list[Act] = [
    lambda db, by, fei: begin_funnel(db, by, "x"),
    lambda db, by, fei: list_entries(db, by, fei.funnel, entries(3)),
    lambda db, by, fei: put_entry(db, by, fei.funnel, entries(3)[0], 1),
    lambda db, by, fei: drop_entry(db, by, fei.funnel, 1),
    lambda db, by, fei: put_stage(db, by, fei.funnel, STAGES[0]),
    lambda db, by, fei: drop_last_stage(db, by, fei.funnel),
    lambda db, by, fei: type_votes(db, by, fei.funnel, 1, Sheet(votes())),
    lambda db, by, fei: type_delegation(db, by, fei.funnel, 1, "费城代表团", {1: 2}),
    lambda db, by, fei: conclude(db, by, fei.funnel, 1, Ruling()),
    lambda db, by, fei: put_on_ballot(db, by, fei.funnel, 3),
]


@pytest.mark.parametrize("act", ACTS)
async def test_only_the_clerk_of_this_meeting_moves_a_funnel(db: Database, act: Act) -> None:
    congress = await make_congress(db, deputies=6)
    fei = await begun(congress)
    before = await congress.journal()
    for role in set(Role) - {Role.CLERK}:
        with pytest.raises(Forbidden):
            await act(db, congress.acting(role), fei)
    assert await congress.journal() == before


async def test_a_funnel_of_another_meeting_is_not_here(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    fei = await begun(congress)
    stranger = replace(congress.outsider, roles=frozenset({Role.CLERK}))
    with pytest.raises(NotHere):
        await conclude(db, stranger, fei.funnel, 1, Ruling())


async def test_a_concluded_stage_is_not_edited(db: Database) -> None:
    fei = await begun(await make_congress(db, deputies=6))
    here = fei.congress
    await fei.vote_by_delegations()
    with refused("funnel-stage-concluded"):
        await put_stage(db, here.clerk, fei.funnel, replace(STAGES[0], keep=81))
    with refused("funnel-begun"):
        await drop_entry(db, here.clerk, fei.funnel, 114)
    with refused("funnel-wrong-missing"):
        await conclude(db, here.clerk, fei.funnel, 1, Ruling())
    before = (await fei.view()).standing
    await type_delegation(db, here.clerk, fei.funnel, 1, "费城代表团", {1: 0})
    assert (await fei.view()).standing == before, "what is typed later changes no conclusion"


async def test_a_correction_is_a_new_conclusion_and_the_old_one_stays(db: Database) -> None:
    fei = await begun(await make_congress(db, deputies=6))
    here = fei.congress
    await fei.vote_by_delegations()
    await fei.decide()
    other = votes()
    other["费城代表团"][90] = 400
    await type_votes(db, here.clerk, fei.funnel, 1, Sheet(other))
    told = await conclude(db, here.clerk, fei.funnel, 1, Ruling(wrong="90号漏计"))
    view = await fei.view()
    assert (told.number, told.wrong) == (2, "90号漏计")
    assert [one.number for one in view.levels] == [114, 80]
    assert (view.step(2).outdated, view.step(3).is_ready) == (True, False)
    assert [(one.stage, one.number) for one in view.corrected] == [(1, 1), (2, 1)]
    with refused("funnel-not-yet"):
        await put_on_ballot(db, here.clerk, fei.funnel, 3)
    await fei.decide(wrong="前一环节已更正")
    assert [one.number for one in (await fei.view()).levels] == [114, 80, 60]


async def test_once_a_ballot_is_prepared_the_list_behind_it_stays(db: Database) -> None:
    fei = await begun(await in_session(db, deputies=6))
    here = fei.congress
    await fei.vote_by_delegations()
    await fei.decide()
    await fei.vote()
    step = (await fei.view()).step(2)
    assert step.conclusion is not None
    kept = frozenset({*step.conclusion.kept, 70} - {1})
    reasons = dict.fromkeys(step.names or (), "理由")
    with refused("funnel-vote-prepared"):
        await conclude(db, here.clerk, fei.funnel, 2, Ruling(kept, reasons, wrong="误"))
    again = Ruling(step.conclusion.kept, reasons, wrong="理由有误")
    assert (await conclude(db, here.clerk, fei.funnel, 2, again)).number == 2
    assert [one.number for one in (await fei.view()).levels] == [114, 80, 60]


async def test_the_survivors_stand_on_the_ballot_under_their_numbers(db: Database) -> None:
    fei = await begun(await make_congress(db, deputies=6))
    here = fei.congress
    with refused("funnel-not-yet"):
        await put_on_ballot(db, here.clerk, fei.funnel, 3)
    await fei.vote_by_delegations()
    await fei.decide()
    await put_on_ballot(db, here.clerk, fei.funnel, 3)
    vote = await here.read(vote_on, here.meeting, fei.item)
    assert vote is not None
    assert [one.no for one in vote.paper.projects] == list(range(1, 61))
    assert vote.paper.projects[0] == entries()[0].project


async def test_the_vote_is_nothing_here_before_it_is_announced(db: Database) -> None:
    fei = await begun(await in_session(db, deputies=6))
    await fei.vote_by_delegations()
    await fei.decide()
    round = await fei.vote()
    await fei.congress.count(round)
    assert (await fei.view()).step(3).conclusion is None
    with refused("funnel-by-vote"):
        await conclude(db, fei.congress.clerk, fei.funnel, 3, Ruling())


async def test_a_ballot_with_others_on_it_is_not_taken_for_this_one(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    fei = await begun(congress)
    await fei.vote_by_delegations()
    await fei.decide()
    paper = await congress.adopted(stand=3, seats=1)
    known = await congress.read(queries.funnel_view, congress.meeting, fei.funnel)
    stage = known.step(3).stage
    other = await congress.read(load_paper, congress.meeting, paper)
    await put_stage(db, congress.clerk, fei.funnel, replace(stage, item=other.item))
    await congress.announce(await congress.open_round(paper))
    step = (await fei.view()).step(3)
    assert (step.conclusion, step.outdated) == (None, True)


async def test_before_a_stage_is_concluded_nobody_else_sees_a_funnel(db: Database) -> None:
    fei = await begun(await make_congress(db, deputies=6))
    with pytest.raises(NotHere):
        await fei.congress.read(queries.public_funnel, fei.funnel)
    await fei.vote_by_delegations()
    view = await fei.congress.read(queries.public_funnel, fei.funnel)
    assert [one.number for one in view.levels] == [114, 80]


async def test_nothing_moves_after_the_meeting(db: Database) -> None:
    congress: Congress = await in_session(db, deputies=6)
    fei = await begun(congress)
    await close_meeting(db, congress.chair)
    with refused("meeting-closed"):
        await fei.vote_by_delegations()


async def test_a_correction_may_be_of_how_many_go_on(db: Database) -> None:
    fei = await begun(await make_congress(db, deputies=6))
    here = fei.congress
    await type_votes(db, here.clerk, fei.funnel, 1, Sheet(votes()))
    first = await conclude(db, here.clerk, fei.funnel, 1, Ruling(keep=9))
    assert len(first.kept) == 80, "as planned: only a correction may say otherwise"
    await conclude(db, here.clerk, fei.funnel, 1, Ruling(wrong="应为79个", keep=79))
    view = await fei.view()
    assert [one.number for one in view.levels] == [114, 79]
    assert (view.step(1).stage.keep, view.step(1).stage.sheet.votes) == (79, votes())
