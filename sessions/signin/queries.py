"""What the door can tell: whose badge this is, who holds one, who was turned away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from core.ids import MeetingId, PersonId
from sessions import store as meeting_store
from sessions.meeting import MeetingPhase, Member
from sessions.signin import store
from sessions.signin.badge import Admission, Membership, admit, has_power, secret_hash


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is behind a signed-in browser."""

    person: PersonId
    name: str
    may_call: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What a scanned badge shows before anybody signs in."""

    name: str
    membership: Membership | None  # the meeting it is for, the newest that is not closed
    admission: Admission


@dataclass(frozen=True, slots=True)
class RefusedDevice:
    person: PersonId
    name: str
    delegation: str
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class Knock:
    """A signed-in browser before a door: its badge, its device, and the meeting it wants in."""

    badge: str
    device: str
    meeting: str | None


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who knocked: the holder, if badge and device still belong together, and their place."""

    holder: Holder | None
    member: Member | None


async def recognise_all(
    connection: AsyncConnection, knocks: Sequence[Knock]
) -> list[Recognised]:
    """Everybody who knocks at the same moment, in two statements."""
    bound = await store.list_bound(connection, sorted({one.badge for one in knocks}))
    rows = [bound.get((one.badge, secret_hash(one.device))) for one in knocks]
    wanted: dict[str, set[PersonId]] = {}
    for one, row in zip(knocks, rows, strict=True):
        if row is not None and one.meeting is not None:
            wanted.setdefault(one.meeting, set()).add(row.person)
    members = {
        (meeting, line.person): Member(
            MeetingId(meeting), line.person, line.name, line.delegation, line.roles, line.seat
        )
        for meeting, persons in wanted.items()
        for line in await meeting_store.list_lines(connection, meeting, sorted(persons))
    }
    return [
        Recognised(
            Holder(PersonId(row.person), row.name, row.may_call),
            members.get((one.meeting, row.person)) if one.meeting is not None else None,
        )
        if row is not None
        else Recognised(None, None)
        for one, row in zip(knocks, rows, strict=True)
    ]


async def card(connection: AsyncConnection, code: str, device: str) -> Card:
    """Whose badge this is and what signing in with it on this device will ask."""
    digest = secret_hash(code)
    badge = (await store.find_badges(connection, [digest])).get(digest)
    if badge is None:
        raise NotHere("badge")
    rows = (await store.list_memberships(connection, [badge.person])).get(badge.person, [])
    devices = await store.list_devices(connection, [badge.id])
    admission = admit(
        badge, devices.get(badge.id, set()), secret_hash(device), has_power(badge, rows)
    )
    running = [row for row in rows if row.phase is not MeetingPhase.CLOSED]
    return Card(badge.name, next(iter(running or rows), None), admission)


async def badge_holders(connection: AsyncConnection, meeting: str) -> dict[str, bool]:
    """Persons with a live badge; True when a device is bound to it."""
    return await store.list_badge_holders(connection, meeting)


async def refused_devices(connection: AsyncConnection, meeting: str) -> list[RefusedDevice]:
    return [
        RefusedDevice(row.person, row.name, row.delegation, row.refused_at)
        for row in await store.list_refused(connection, meeting)
    ]
