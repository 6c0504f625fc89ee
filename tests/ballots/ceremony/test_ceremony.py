"""The order of the ceremony, whose time a rite is, and who may watch over a vote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.adoption import Hands
from ballots.ceremony.ceremony import (
    BALLOTS,
    ONCE,
    Officer,
    Rite,
    check_due,
    check_officers,
    conflicts,
    due,
    key,
    rites_now,
)
from ballots.ceremony.commands import begin_ceremony, elect_officers, hold_rite, pass_over
from ballots.commands import first_draft
from ballots.round import Kind, Phase, Round
from ballots.rounds.commands import close_round, count_round, open_round, seal_round
from core.database import Database
from core.errors import Forbidden
from core.ids import MeetingId, PaperId, RoundId
from tests.cast import Congress, in_session, refused

ALL = Hands(6, 0, 0)


def round_in(phase: Phase, kind: Kind = Kind.SECRET) -> Round:
    return Round(
        RoundId("r"), MeetingId("m"), PaperId("p"), 1, kind, phase, first_draft("票决办法")
    )


@given(st.sampled_from(Phase), st.sampled_from(Kind), st.booleans(), st.booleans())
def test_rites_come_in_their_order_and_hands_have_no_box(
    phase: Phase, kind: Kind, ready: bool, adopted: bool
) -> None:
    found = rites_now(adopted, round_in(phase, kind), ready)
    assert list(found) == [one for one in Rite if one in found]
    assert kind is not Kind.HANDS or BALLOTS.isdisjoint(found)
    assert ONCE.isdisjoint(found), "what is held once comes before the first round"


@pytest.mark.parametrize(
    ("adopted", "round", "ready", "found"),
    [
        (False, None, False, ["attendance"]),
        (True, None, False, ["attendance", "officers"]),
        (True, round_in(Phase.SEALED), False, ["candidates", "recount"]),
        (True, round_in(Phase.SEALED), True, ["candidates", "recount", "box"]),
        (True, round_in(Phase.OPEN), True, []),
        (True, round_in(Phase.CLOSED), False, []),
        (True, round_in(Phase.CLOSED), True, ["validity"]),
        (True, round_in(Phase.COUNTED), True, ["report"]),
        (True, round_in(Phase.ANNOUNCED), True, []),
    ],
)
def test_what_belongs_before_the_next_act(
    adopted: bool, round: Round | None, ready: bool, found: list[str]
) -> None:
    assert list(rites_now(adopted, round, ready)) == found


def test_a_further_round_has_its_own_box_but_not_its_own_scrutineers() -> None:
    first = round_in(Phase.SEALED)
    held = {key(rite, first) for rite in Rite}
    again = Round(
        RoundId("r2"),
        first.meeting,
        first.paper,
        2,
        first.kind,
        first.phase,
        first_draft("票决办法"),
    )
    rites = rites_now(True, again, True)
    assert due(rites, first, held) is None
    assert due(rites, again, held) is Rite.CANDIDATES
    assert due((Rite.ATTENDANCE, Rite.OFFICERS), again, held) is None


def test_who_works_for_a_responsible_unit_is_found() -> None:
    ours = [
        Officer("1", "张三", "市水利局"),
        Officer("2", "李四", ""),
        Officer("3", "王五", "第一中学"),
        Officer("4", "赵六", "市城管局园林科"),
    ]
    found = conflicts(ours, [(1, "河道整治", "市水利局、"), (2, "公园", "乡镇，市城管局")])
    assert [(one.name, one.no) for one in found] == [("张三", 1), ("赵六", 2)]
    with refused("officer-conflict", names=["张三", "赵六"]):
        check_officers(ours, "2", found, "")
    check_officers(ours, "2", found, "由主席团说明")
    with refused("choose-one"):
        check_officers(ours, "9", (), "")
    with refused("no-scrutineers"):
        check_officers([], "9", (), "")


def test_a_rite_has_its_time() -> None:
    check_due(Rite.BOX, Rite.BOX)
    with refused("rite-not-due"):
        check_due(Rite.BOX, Rite.RECOUNT)
    with refused("rite-not-due"):
        check_due(Rite.BOX, None)


async def test_a_vote_with_its_whole_ceremony(db: Database) -> None:
    congress = await in_session(db, 6)
    paper = await congress.adopted(stand=3, seats=1)
    await begin_ceremony(db, congress.chair, paper)
    await begin_ceremony(db, congress.chair, paper)  # a double click
    assert len(await congress.told("CeremonyBegun")) == 1
    await hold_rite(db, congress.chair, paper, Rite.ATTENDANCE)
    with refused("rite-not-due"):
        await hold_rite(db, congress.chair, paper, Rite.ATTENDANCE)
    chief = congress.scrutineer.person
    with refused("hands-too-many", shown=7, present=6):
        await elect_officers(db, congress.chair, paper, chief, Hands(6, 1, 0), "")
    await elect_officers(db, congress.chair, paper, chief, Hands(2, 1, 3), "")
    assert await congress.told("OfficersRejected")
    await elect_officers(db, congress.chair, paper, chief, ALL, "")
    round = await seal_round(db, congress.clerk, paper, Kind.RECORDED)
    await hold_rite(db, congress.chair, paper, Rite.CANDIDATES)
    await pass_over(db, congress.chair, paper, Rite.RECOUNT, " 无人进出 ")
    await hold_rite(db, congress.chair, paper, Rite.BOX)
    await open_round(db, congress.chair, round)
    await congress.cast_all(round, ["+.."] * 6)
    await close_round(db, congress.chair, round)
    await hold_rite(db, congress.chair, paper, Rite.VALIDITY)
    await count_round(db, congress.teller, round)
    await hold_rite(db, congress.chair, paper, Rite.REPORT)
    told = {one["rite"]: one["figures"] for one in await congress.told("RiteHeld")}
    assert list(told) == ["attendance", "officers", "candidates", "box", "validity", "report"]
    assert (told["attendance"]["members"], told["attendance"]["present"]) == (6, 6)
    assert told["officers"]["chief"] == congress.scrutineer.name
    assert (told["validity"]["issued"], told["validity"]["returned"]) == (6, 6)
    assert (told["report"]["valid"], told["report"]["invalid"]) == (6, 0)
    [passed] = await congress.told("RitePassedOver")
    assert (passed["rite"], passed["reason"]) == ("recount", "无人进出")


async def begun(db: Database) -> tuple[Congress, PaperId]:
    congress = await in_session(db, 6)
    paper = await congress.adopted(stand=3, seats=1)
    await begin_ceremony(db, congress.chair, paper)
    return congress, paper


async def test_only_the_chair_holds_it_and_only_in_this_meeting(db: Database) -> None:
    congress, paper = await begun(db)
    for other in (congress.clerk, congress.deputies[1], congress.scrutineer):
        with pytest.raises(Forbidden):
            await hold_rite(db, other, paper, Rite.ATTENDANCE)
    with refused("not-here"):
        await hold_rite(db, congress.outsider, paper, Rite.ATTENDANCE)
    assert not await congress.told("RiteHeld")


async def test_passing_over_needs_a_reason(db: Database) -> None:
    congress, paper = await begun(db)
    with refused("field-empty"):
        await pass_over(db, congress.chair, paper, Rite.ATTENDANCE, "  ")
    assert not await congress.told("RitePassedOver")


async def test_officers_are_never_just_said(db: Database) -> None:
    congress, paper = await begun(db)
    await hold_rite(db, congress.chair, paper, Rite.ATTENDANCE)
    with refused("bad-request"):
        await hold_rite(db, congress.chair, paper, Rite.OFFICERS)


async def test_without_a_ceremony_no_rite_is_held(db: Database) -> None:
    congress = await in_session(db, 6)
    paper = await congress.adopted(stand=3, seats=1)
    with refused("rite-not-due"):
        await hold_rite(db, congress.chair, paper, Rite.ATTENDANCE)
