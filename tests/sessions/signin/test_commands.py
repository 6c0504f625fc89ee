"""At the door: one scan, signed in and present; one badge, one device."""

import asyncio

from core.database import Database
from core.errors import Refused
from core.ids import PersonId
from core.journal import Entry
from core.people import Role
from sessions import queries
from sessions.attendance.rollcall import Attendance
from sessions.commands import close_meeting, open_sign_in
from sessions.meeting import Member
from sessions.signin.badge import Admission, SignedIn
from sessions.signin.commands import (
    arrive,
    print_badges,
    reissue_badge,
    release_device,
    sign_in,
)
from sessions.signin.owner.commands import first_badge
from sessions.signin.queries import badge_holders, card, refused_devices
from tests.cast import PIN, Congress, in_session, make_congress, refused


async def gathering(db: Database, deputies: int = 6) -> Congress:
    congress = await make_congress(db, deputies)
    await open_sign_in(db, congress.clerk)
    return congress


async def attendance(congress: Congress, who: Member) -> Attendance:
    line = await congress.read(queries.member_line, congress.meeting, who.person)
    return line.attendance


async def arrivals(congress: Congress) -> list[str]:
    return [facts["person"] for facts in await congress.told("PersonArrived")]


async def test_one_scan_signs_in_and_makes_present(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    signed_in = await congress.sign_in(who)
    assert signed_in.person == who.person
    assert signed_in.meetings == (congress.meeting,)
    assert await attendance(congress, who) is Attendance.PRESENT


async def test_an_arrival_is_written_with_name_delegation_and_roles(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    await congress.sign_in(who)
    [facts] = await congress.told("PersonArrived")
    assert (facts["name"], facts["delegation"]) == (who.name, who.delegation)
    assert (facts["roles"], facts["by"]) == (["deputy"], "")


async def test_scanning_again_on_the_same_phone_changes_nothing(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    first = await congress.sign_in(who)
    before = await congress.journal()
    assert await congress.sign_in(who) == first
    assert await congress.journal() == before


async def test_a_code_typed_in_small_letters_is_the_same_badge(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    code = f" {congress.codes[who.person].lower()} "
    assert (await sign_in(db, congress.desk, code, "phone", "")).person == who.person


async def test_a_code_nobody_printed_opens_nothing(db: Database) -> None:
    congress = await gathering(db)
    for pin in ("", PIN):
        with refused("not-here", thing="badge"):
            await sign_in(db, congress.desk, "A" * 26, "phone", pin)


async def test_a_second_device_is_refused_and_the_clerk_hears_of_it_once(
    db: Database,
) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    await congress.sign_in(who)
    for _ in range(3):
        with refused("other-device"):
            await congress.sign_in(who, "a friend's phone")
    assert [facts["name"] for facts in await congress.told("DeviceRefused")] == [who.name]
    [seen] = await congress.read(refused_devices, congress.meeting)
    assert (seen.person, seen.delegation) == (who.person, who.delegation)


async def test_each_further_device_is_told_of_itself(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    await congress.sign_in(who)
    for device in ("a tablet", "a watch"):
        with refused("other-device"):
            await congress.sign_in(who, device)
    assert len(await congress.told("DeviceRefused")) == 2
    assert len(await congress.read(refused_devices, congress.meeting)) == 1, "one person"


async def test_a_released_badge_binds_to_the_next_device(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    old = await congress.sign_in(who)
    with refused("other-device"):
        await congress.sign_in(who, "new phone")
    await release_device(db, congress.clerk, who.person)
    assert (await congress.sign_in(who, "new phone")).badge == old.badge
    assert await congress.read(refused_devices, congress.meeting) == []
    with refused("other-device"):
        await congress.sign_in(who)
    assert (await congress.recognise(old.badge, f"phone-{who.person}")).holder is None


async def test_a_reissued_badge_kills_the_old_one_and_its_device(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    old = await congress.sign_in(who)
    code = await reissue_badge(db, congress.clerk, who.person)
    with refused("badge-revoked"):
        await congress.sign_in(who)
    assert (await congress.recognise(old.badge, f"phone-{who.person}")).holder is None
    fresh = await sign_in(db, congress.desk, code, "new phone", "")
    assert (fresh.person, fresh.badge != old.badge) == (who.person, True)
    assert await attendance(congress, who) is Attendance.PRESENT, "still here"


async def test_no_badge_code_is_ever_stored(db: Database) -> None:
    congress = await gathering(db)
    code = congress.codes[congress.deputies[1].person]
    await congress.sign_in(congress.deputies[1])
    assert len(code) == 26
    async with db.reading() as connection:
        for table in ("badge", "device", "journal", "person", "member"):
            rows = (await connection.exec_driver_sql(f"SELECT * FROM {table}")).all()
            assert rows, table
            assert code not in str(rows), table


async def test_a_new_server_has_one_first_badge_and_its_holder_may_call(db: Database) -> None:
    first = await first_badge(db, "周敏")
    assert first is not None
    async with db.reading() as connection:
        shown = await card(connection, first[1], "laptop")
    assert (shown.name, shown.admission) == ("周敏", Admission.SET_PIN)
    assert await first_badge(db, "吴遥") is None


async def test_badges_are_printed_for_those_without_one(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    assert set(congress.codes) == set(await congress.read(badge_holders, congress.meeting))
    with refused("badges-all-printed"):
        await print_badges(db, congress.clerk, None)


async def test_a_badge_printed_again_replaces_the_one_before(db: Database) -> None:
    congress = await gathering(db)
    who, other = congress.deputies[1:3]
    [(person, code)] = (await print_badges(db, congress.clerk, [who.person])).items()
    assert person == who.person
    with refused("badge-revoked"):
        await congress.sign_in(who)
    assert (await sign_in(db, congress.desk, code, "phone", "")).person == who.person
    await congress.sign_in(other)


async def test_a_clerk_prints_no_badge_for_another_meeting(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    with refused("badges-all-printed"):
        await print_badges(db, congress.outsider, [who.person])
    for act in (reissue_badge, release_device):
        with refused("not-here", thing="person"):
            await act(db, congress.outsider, who.person)
    await congress.sign_in(who)


async def test_before_the_sign_in_opens_a_scan_does_not_make_present(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    who = congress.deputies[1]
    assert (await congress.sign_in(who)).meetings == ()
    assert await attendance(congress, who) is Attendance.ABSENT
    assert await arrivals(congress) == []


async def test_who_signed_in_early_says_i_am_here_later(db: Database) -> None:
    congress = await make_congress(db, deputies=6)
    who = congress.deputies[1]
    await congress.sign_in(who)
    with refused("sign-in-not-open"):
        await arrive(db, who)
    await open_sign_in(db, congress.clerk)
    for _ in range(2):
        await arrive(db, who)
    assert await arrivals(congress) == [who.person], "once"
    assert await attendance(congress, who) is Attendance.PRESENT


async def test_arriving_is_for_those_on_the_roster(db: Database) -> None:
    congress = await gathering(db)
    stranger = Member(congress.meeting, PersonId("nobody"), "", "", frozenset(Role), "")
    with refused("sign-in-not-open"):
        await arrive(db, stranger)


async def test_after_the_close_a_scan_does_not_make_present(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=4)
    late = congress.deputies[5]
    await close_meeting(db, congress.chair)
    assert (await congress.sign_in(late)).meetings == ()
    assert await attendance(congress, late) is Attendance.ABSENT


async def test_a_late_deputy_is_present_in_the_running_meeting(db: Database) -> None:
    congress = await in_session(db, deputies=6, present=4)
    late = congress.deputies[5]
    await congress.sign_in(late)
    assert await attendance(congress, late) is Attendance.PRESENT
    assert (await congress.read(queries.roll_call, congress.meeting)).present == 5


async def test_three_hundred_sign_in_at_once(db: Database, told: list[Entry]) -> None:
    congress = await gathering(db, deputies=301)
    crowd = congress.deputies[1:]
    before = len(told)
    answers = await asyncio.gather(*map(congress.sign_in, crowd))
    assert [one.person for one in answers] == [one.person for one in crowd]
    assert (await congress.read(queries.roll_call, congress.meeting)).present == 300
    assert sorted(await arrivals(congress)) == sorted(one.person for one in crowd)
    ticks = [entry for entry in told[before:] if entry.kind == "AttendanceChanged"]
    assert 0 < len(ticks) < 10, "they shared commits, and each commit tells one figure"


async def test_the_same_scan_twice_at_once_is_one_arrival(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    one, other = await asyncio.gather(congress.sign_in(who), congress.sign_in(who))
    assert one == other
    assert await arrivals(congress) == [who.person]


async def test_two_phones_with_one_badge_race_and_one_gets_in(db: Database) -> None:
    congress = await gathering(db)
    who = congress.deputies[1]
    scans = (congress.sign_in(who, device) for device in ("phone", "tablet", "watch"))
    answers = await asyncio.gather(*scans, return_exceptions=True)
    assert sum(isinstance(one, SignedIn) for one in answers) == 1
    codes = [one.code for one in answers if isinstance(one, Refused)]
    assert codes == ["other-device", "other-device"]
