"""Whose badge a clerk may replace. A new badge clears the PIN, so this is a matter of power."""

from core.database import Database
from core.ids import MeetingId
from core.people import Role
from sessions.meeting import MeetingPhase
from sessions.signin.badge import Membership, check_may_replace
from sessions.signin.commands import print_badges, reissue_badge
from tests.cast import make_congress, refused


def belongs(meeting: str, *roles: Role) -> Membership:
    phase = MeetingPhase.DRAFT
    return Membership(MeetingId(meeting), phase, "", "", "李芳", "", frozenset(roles), False)


def test_a_clerk_replaces_the_badges_of_the_own_meeting() -> None:
    check_may_replace([belongs("a", Role.CHAIR)], [belongs("a", Role.CLERK)])
    check_may_replace([belongs("b", Role.DEPUTY)], [belongs("a", Role.CLERK)])


def test_power_in_a_meeting_of_others_is_out_of_reach() -> None:
    mine = [belongs("a", Role.CLERK), belongs("b", Role.DEPUTY)]
    for role in (Role.CHAIR, Role.CLERK, Role.TELLER, Role.SCRUTINEER):
        with refused("other-meetings"):
            check_may_replace([belongs("a", Role.CLERK), belongs("b", role)], mine)


async def test_after_a_printer_jam_the_unused_badges_are_printed_again(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    used = congress.deputies[2]
    await congress.sign_in(used)
    with refused("badges-all-printed"):
        await print_badges(db, congress.clerk, None)
    again = await print_badges(db, congress.clerk, None, unused_too=True)
    assert used.person not in again, "a badge in use stays good"
    assert congress.deputies[3].person in again


async def test_a_chair_of_the_own_meeting_gets_a_new_badge(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    assert await reissue_badge(db, congress.clerk, congress.chair.person)
