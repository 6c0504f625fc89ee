"""A method on its way: deliberated, adopted, and opened for amendment while nobody voted."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ballots import queries
from ballots.adoption import Hands, Paper, Standing
from ballots.commands import adopt_method, draft_method, drop_project
from ballots.method import Base, Compare, Share
from ballots.methods.commands import amend_method, deliberate_method
from ballots.reruns.commands import void_round
from ballots.round import Kind
from ballots.rounds.commands import seal_round
from core.database import Database
from core.errors import Forbidden
from core.ids import PaperId
from core.people import Role
from sessions import queries as sessions
from tests.cast import Congress, in_session, make_congress, refused

SAID = "各代表团均无修改意见。"


async def load(congress: Congress, paper: PaperId) -> Paper:
    return await congress.read(queries.load_paper, congress.meeting, paper)


async def test_the_opinions_of_the_delegations_stay_with_the_draft(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    await deliberate_method(db, congress.clerk, paper, f" {SAID} ")
    known = await load(congress, paper)
    assert (known.standing, known.opinions) == (Standing.DELIBERATED, SAID)
    [facts] = await congress.told("MethodDeliberated")
    assert (facts["opinions"], facts["method"]["seats"]) == (SAID, 1)
    await congress.turn_to(paper)
    assert await adopt_method(db, congress.chair, paper, Hands(2, 1, 0)) is Standing.ADOPTED
    known = await load(congress, paper)
    assert (known.opinions, known.adoption) == (SAID, Hands(2, 1, 0))


async def test_an_edit_after_the_deliberation_makes_it_a_draft_again(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    method = (await load(congress, paper)).method
    await deliberate_method(db, congress.clerk, paper, SAID)
    await draft_method(db, congress.clerk, paper, replace(method, seats=2))
    assert not (await load(congress, paper)).was_deliberated
    await deliberate_method(db, congress.clerk, paper, SAID)
    await drop_project(db, congress.clerk, paper, 3)
    known = await load(congress, paper)
    assert (known.standing, known.opinions) == (Standing.DRAFT, "")


async def test_later_opinions_take_the_place_of_the_earlier_and_both_are_told(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    for said in ("第一代表团无意见。", SAID):
        await deliberate_method(db, congress.clerk, paper, said)
    assert (await load(congress, paper)).opinions == SAID
    assert len(await congress.told("MethodDeliberated")) == 2


async def test_only_the_clerk_records_opinions_and_of_the_text_that_was_seen(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=3)
    paper = await congress.vote_item(stand=3, seats=1)
    for role in set(Role) - {Role.CLERK}:
        with pytest.raises(Forbidden):
            await deliberate_method(db, congress.acting(role), paper, SAID)
    with refused("field-empty"):
        await deliberate_method(db, congress.clerk, paper, " ")
    seen = (await load(congress, paper)).fingerprint
    await drop_project(db, congress.clerk, paper, 3)
    with refused("method-changed"):
        await deliberate_method(db, congress.clerk, paper, SAID, seen)
    with refused("not-here", thing="paper"):
        await deliberate_method(db, congress.outsider, paper, SAID)
    assert await congress.told("MethodDeliberated") == []


async def test_a_village_may_go_straight_to_the_hands(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=1)
    known = await load(congress, paper)
    assert (known.standing, known.was_deliberated) == (Standing.ADOPTED, False)


async def test_an_adopted_method_is_opened_with_a_reason_and_stays_in_the_journal(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=1)
    before = (await load(congress, paper)).method
    for role in set(Role) - {Role.CLERK}:
        with pytest.raises(Forbidden):
            await amend_method(db, congress.acting(role), paper, "应选数有误")
    with refused("field-empty"):
        await amend_method(db, congress.clerk, paper, " ")
    await amend_method(db, congress.clerk, paper, "应选数有误")
    known = await load(congress, paper)
    assert (known.standing, known.adoption, known.method) == (Standing.DRAFT, None, before)
    [facts] = await congress.told("MethodReopened")
    assert (facts["reason"], facts["method"]["seats"]) == ("应选数有误", 1)
    await draft_method(db, congress.clerk, paper, replace(before, seats=2))
    with refused("method-not-adopted"):
        await seal_round(db, congress.chair, paper, Kind.RECORDED)
    await adopt_method(db, congress.chair, paper, Hands(3, 0, 0))
    assert [one["method"]["seats"] for one in await congress.told("MethodVoted")] == [1, 2]


async def test_no_amendment_once_a_ballot_is_prepared_unless_it_was_voided(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=1)
    with refused("method-not-adopted"):
        await amend_method(db, congress.clerk, await congress.vote_item(3, 1), "改")
    round = await seal_round(db, congress.chair, paper, Kind.RECORDED)
    with refused("method-in-use"):
        await amend_method(db, congress.clerk, paper, "改")
    await void_round(db, congress.chair, round, "错发")
    await amend_method(db, congress.clerk, paper, "改")
    await drop_project(db, congress.clerk, paper, 1)
    view = await congress.read(queries.round_view, congress.meeting, round)
    assert view.paper.project(1).name == "第1号民生实事", "the void round keeps what stood"


async def test_a_majority_of_nobody_is_never_adopted(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    sizes = await congress.read(sessions.group_sizes, congress.meeting)
    assert sizes == {"东城代表团": 2, "西城代表团": 2, "南乡代表团": 2}
    half = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
    strangers = await congress.vote_item(3, 1, majority=(replace(half, group="外县"), half))
    with refused("group-unknown", group="外县"):
        await adopt_method(db, congress.chair, strangers, Hands(6, 0, 0))
    known = await congress.vote_item(3, 1, majority=(replace(half, group="东城代表团"), half))
    assert await adopt_method(db, congress.chair, known, Hands(6, 0, 0)) is Standing.ADOPTED
