"""What a scanned badge shows before anybody signs in, and who is behind a browser."""

import pytest

from core.database import Database
from sessions import queries
from sessions.attendance.commands import import_roster
from sessions.attendance.roster import read_roster
from sessions.commands import call_meeting, close_meeting, open_sign_in
from sessions.signin.badge import Admission
from sessions.signin.commands import release_device, sign_in
from sessions.signin.queries import Knock, badge_holders, card, recognise_all, refused_devices
from tests.cast import NOTICE, PIN, Congress, in_session, make_congress, member, refused


async def admission(congress: Congress, code: str, device: str) -> Admission:
    return (await congress.read(card, code, device)).admission


async def test_a_card_shows_who_it_is_for_and_changes_nothing(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    await open_sign_in(db, congress.clerk)
    who = congress.deputies[1]
    shown = await congress.read(card, congress.codes[who.person], "phone")
    assert (shown.name, shown.admission) == (who.name, Admission.BIND)
    assert shown.membership is not None
    assert shown.membership.delegation == who.delegation
    assert (await congress.read(queries.roll_call, congress.meeting)).present == 0


async def test_a_card_says_what_signing_in_on_this_device_will_ask(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    who, chair = congress.deputies[1], congress.chair
    assert await admission(congress, congress.codes[chair.person], "x") is Admission.SET_PIN
    await congress.sign_in(who, "phone")
    await congress.sign_in(chair, "laptop", PIN)
    code = congress.codes[who.person]
    assert await admission(congress, code, "phone") is Admission.KNOWN
    assert await admission(congress, code, "tablet") is Admission.OTHER_DEVICE
    assert await admission(congress, congress.codes[chair.person], "x") is Admission.ASK_PIN


async def test_a_card_of_a_code_nobody_printed_is_not_here(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    with refused("not-here", thing="badge"):
        await congress.read(card, "A" * 26, "phone")


async def test_a_card_is_for_the_newest_meeting_that_is_not_closed(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await close_meeting(db, congress.chair)
    code = congress.codes[congress.clerk.person]
    shown = await congress.read(card, code, "laptop")
    assert shown.membership is not None
    assert shown.membership.meeting == congress.meeting, "better the closed one than none"
    clerk = congress.clerk
    newer = await call_meeting(db, clerk.person, clerk.name, NOTICE)
    shown = await congress.read(card, code, "laptop")
    assert shown.membership is not None
    assert shown.membership.meeting == newer


async def test_one_badge_makes_present_in_every_meeting_that_gathers(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    clerk = congress.clerk
    second = await call_meeting(db, clerk.person, clerk.name, NOTICE)
    here = await member(db, second, clerk.name)
    await import_roster(db, here, read_roster([["姓名"], ["单独"]]))
    await open_sign_in(db, clerk)
    await open_sign_in(db, here)
    code = congress.codes[clerk.person]
    signed_in = await sign_in(db, congress.desk, code, "laptop", PIN)
    assert set(signed_in.meetings) == {congress.meeting, second}


async def test_behind_a_browser_is_the_holder_of_its_badge_in_their_place(
    db: Database,
) -> None:
    congress = await make_congress(db, deputies=3)
    signed_in = await congress.sign_in(congress.clerk, "laptop", PIN)
    found = await congress.recognise(signed_in.badge, "laptop")
    assert found.holder is not None
    assert (found.holder.person, found.holder.may_call) == (congress.clerk.person, True)
    assert found.member == congress.clerk


async def test_a_holder_has_no_place_in_another_meeting(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    signed_in = await congress.sign_in(congress.deputies[1], "phone")
    found = await congress.recognise(signed_in.badge, "phone", congress.outsider.meeting)
    assert found.holder is not None
    assert found.member is None


@pytest.mark.parametrize("device", ["", "another phone"])
async def test_a_badge_without_its_device_is_nobody(db: Database, device: str) -> None:
    congress = await make_congress(db, deputies=3)
    signed_in = await congress.sign_in(congress.deputies[1], "phone")
    found = await congress.recognise(signed_in.badge, device)
    assert (found.holder, found.member) == (None, None)


async def test_all_who_knock_together_are_recognised_in_their_order(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    crowd = congress.deputies[1:]
    badges = [(await congress.sign_in(one, one.name)).badge for one in crowd]
    knocks = [
        Knock(badge, one.name, meeting)
        for badge, one in zip(badges, crowd, strict=True)
        for meeting in (congress.meeting, congress.outsider.meeting, None)
    ]
    found = await congress.read(recognise_all, [*knocks, Knock("none", "none", None)])
    assert [one.member for one in found[:-1:3]] == list(crowd)
    assert {one.member for one in (*found[1::3], *found[2::3])} == {None}
    assert found[-1].holder is None


async def test_the_desk_sees_whose_badge_is_in_use(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    who = congress.deputies[1].person
    await congress.sign_in(congress.deputies[1])
    in_use = await congress.read(badge_holders, congress.meeting)
    assert [person for person, bound in in_use.items() if bound] == [who]
    await release_device(db, congress.clerk, who)
    assert True not in (await congress.read(badge_holders, congress.meeting)).values()


async def test_refused_devices_are_shown_only_to_their_own_meeting(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await congress.sign_in(congress.deputies[1])
    with refused("other-device"):
        await congress.sign_in(congress.deputies[1], "tablet")
    assert await congress.read(refused_devices, congress.outsider.meeting) == []
    [seen] = await congress.read(refused_devices, congress.meeting)
    assert seen.refused_at == db.clock()
