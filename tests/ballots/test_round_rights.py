"""Who may do what to a round, in which phase; and how a failed round ends."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from ballots import queries
from ballots.reruns.commands import REASON_LENGTH, repeat_round, void_round
from ballots.round import Kind, Phase
from ballots.rounds.commands import (
    announce_result,
    close_round,
    count_round,
    open_round,
    seal_round,
    sign_round,
)
from core.database import Database
from core.errors import Forbidden
from core.ids import RoundId
from core.people import Role
from sessions.meeting import Member
from tests.ballots.stages import (
    ANNOUNCED,
    CLOSED,
    COUNTED,
    OPEN,
    SEALED,
    SIGNED,
    VOID,
    brought_to,
    phase,
)
from tests.cast import in_session, refused

CHAIR = {Role.CHAIR}


async def repeat(db: Database, by: Member, round: RoundId) -> None:
    await repeat_round(db, by, round, "停电", Kind.HANDS)


async def void(db: Database, by: Member, round: RoundId) -> None:
    await void_round(db, by, round, "停电")


Act = Callable[[Database, Member, RoundId], Awaitable[object]]
ACTS: list[tuple[Phase, Act, set[Role], Phase]] = [
    (SEALED, open_round, CHAIR, OPEN),
    (OPEN, close_round, CHAIR, CLOSED),
    (CLOSED, count_round, {Role.CHAIR, Role.TELLER, Role.CLERK}, COUNTED),
    (COUNTED, sign_round, {Role.SCRUTINEER}, SIGNED),
    (COUNTED, announce_result, CHAIR, ANNOUNCED),
    (SIGNED, announce_result, CHAIR, ANNOUNCED),
    *((before, void, CHAIR, VOID) for before in (SEALED, OPEN, CLOSED, COUNTED)),
    *((before, repeat, CHAIR, VOID) for before in (SEALED, OPEN, CLOSED, COUNTED)),
]


@pytest.mark.parametrize(("before", "act", "rights", "then"), ACTS)
async def test_each_act_belongs_to_its_roles_and_to_no_other(
    db: Database, before: Phase, act: Act, rights: set[Role], then: Phase
) -> None:
    congress, round = await brought_to(db, before)
    for role in set(Role) - rights:
        with pytest.raises(Forbidden):
            await act(db, congress.acting(role), round)
        assert await phase(congress, round) is before
    await act(db, congress.acting(min(rights)), round)
    assert await phase(congress, round) is then


@pytest.mark.parametrize("role", [Role.CHAIR, Role.TELLER, Role.CLERK])
async def test_chair_teller_and_clerk_may_count(db: Database, role: Role) -> None:
    congress, round = await brought_to(db, CLOSED)
    await count_round(db, congress.acting(role), round)
    assert await phase(congress, round) is COUNTED


@pytest.mark.parametrize("role", Role)
async def test_clerk_and_chair_seal_a_round_and_nobody_else(db: Database, role: Role) -> None:
    congress = await in_session(db, deputies=3)
    paper = await congress.adopted(stand=3, seats=1)
    if role in {Role.CLERK, Role.CHAIR}:
        await seal_round(db, congress.acting(role), paper, Kind.RECORDED)
    else:
        with pytest.raises(Forbidden):
            await seal_round(db, congress.acting(role), paper, Kind.RECORDED)


@pytest.mark.parametrize(
    ("before", "act"),
    [
        (SEALED, close_round),
        (SEALED, count_round),
        (OPEN, open_round),
        (OPEN, count_round),
        (CLOSED, open_round),
        (CLOSED, announce_result),
        (SIGNED, sign_round),
        (ANNOUNCED, announce_result),
        (ANNOUNCED, void),
        (ANNOUNCED, repeat),
    ],
)
async def test_no_phase_is_skipped_repeated_or_undone(
    db: Database, before: Phase, act: Act
) -> None:
    congress, round = await brought_to(db, before)
    almighty = replace(congress.chair, roles=frozenset(Role))
    with refused("no-such-move"):
        await act(db, almighty, round)
    assert await phase(congress, round) is before


async def repeat_for(db: Database, by: Member, round: RoundId, reason: str) -> None:
    await repeat_round(db, by, round, reason, Kind.HANDS)


@pytest.mark.parametrize("reason", ["", "   ", "\u3000"])
@pytest.mark.parametrize("act", [void_round, repeat_for])
async def test_a_void_needs_a_reason(
    db: Database, act: Callable[[Database, Member, RoundId, str], Awaitable[None]], reason: str
) -> None:
    congress, round = await brought_to(db, OPEN)
    with refused("field-empty"):
        await act(db, congress.chair, round, reason)
    assert await phase(congress, round) is OPEN


async def test_a_void_round_stays_in_the_record_with_its_reason(db: Database) -> None:
    congress, round = await brought_to(db, COUNTED)
    await void_round(db, congress.chair, round, f" 清点有误{'！' * REASON_LENGTH}")
    view = await congress.read(queries.round_view, congress.meeting, round)
    assert view.reason.startswith("清点有误")
    assert (len(view.reason), view.cast) == (REASON_LENGTH, 3)
    assert [facts["reason"] for facts in await congress.told("RoundVoided")] == [view.reason]
    with refused("round-void"):
        await congress.cast(round, congress.clerk, "+..")


async def test_after_a_void_the_same_vote_is_sealed_again(db: Database) -> None:
    congress, round = await brought_to(db, SEALED)
    await void_round(db, congress.chair, round, "错发")
    paper = (await congress.read(queries.round_view, congress.meeting, round)).paper.id
    again = await congress.open_round(paper)
    view = await congress.read(queries.round_view, congress.meeting, again)
    assert (view.round.number, view.cast) == (2, 0)


async def test_a_failed_round_is_repeated_by_hands_in_one_act(db: Database) -> None:
    congress, failed = await brought_to(db, OPEN)
    round = await repeat_round(db, congress.chair, failed, "停电", Kind.HANDS)
    await open_round(db, congress.chair, round)
    await close_round(db, congress.chair, round)
    totals = {1: (0, 3, 0), 2: (3, 0, 0), 3: (0, 3, 0)}
    outcome = await count_round(db, congress.teller, round, totals)
    assert outcome.chosen == (2,), "nothing of the failed round counts"
    assert await phase(congress, failed) is VOID
