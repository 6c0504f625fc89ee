"""Who may be named for what, and when somebody can still be taken off the roster."""

import pytest

from core.database import Database
from core.people import Role
from sessions import queries
from sessions.attendance.commands import give_offices, remove_member
from sessions.meeting import Member
from tests.cast import Congress, in_session, make_congress, refused


async def roles(congress: Congress, who: Member) -> frozenset[Role]:
    line = await congress.read(queries.member_line, congress.meeting, who.person)
    return line.roles


async def test_a_new_chair_is_named_when_the_old_one_falls_ill(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    other = congress.deputies[2]
    await give_offices(db, congress.clerk, other.person, frozenset({Role.CHAIR}))
    assert await roles(congress, other) == {Role.DEPUTY, Role.CHAIR}
    [facts] = await congress.told("RolesChanged")
    assert (facts["name"], facts["roles"]) == (other.name, ["chair", "deputy"])


async def test_nobody_becomes_a_deputy_or_ceases_to_be_one(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    wanted = frozenset({Role.DEPUTY, Role.TELLER})
    await give_offices(db, congress.clerk, congress.guest.person, wanted)
    assert Role.DEPUTY not in await roles(congress, congress.guest)
    await give_offices(db, congress.clerk, congress.chair.person, frozenset())
    assert await roles(congress, congress.chair) == {Role.DEPUTY}


async def test_the_clerk_at_work_stays_clerk(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await give_offices(db, congress.clerk, congress.clerk.person, frozenset())
    assert Role.CLERK in await roles(congress, congress.clerk)


async def test_somebody_taken_off_the_roster_counts_no_longer(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    gone = congress.deputies[5]
    await remove_member(db, congress.clerk, gone.person)
    assert (await congress.read(queries.roll_call, congress.meeting)).entitled == 5
    with refused("not-here", thing="person"):
        await roles(congress, gone)


@pytest.mark.parametrize("who", ["clerk", "deputy"])
async def test_the_roster_is_frozen_by_the_opening(db: Database, who: str) -> None:
    congress = await in_session(db, deputies=6)
    member = congress.clerk if who == "clerk" else congress.deputies[5]
    with refused("roster-frozen"):
        await remove_member(db, congress.clerk, member.person)


async def test_nobody_takes_themselves_off_the_roster(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    with refused("not-yourself"):
        await remove_member(db, congress.clerk, congress.clerk.person)
