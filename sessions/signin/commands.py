"""What can change at the door. Thousands sign in within a minute, so sign-ins share commits."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import replace
from secrets import token_bytes
from typing import TypeAlias

from core.database import Database, SharedCommit, Transaction
from core.errors import NotHere, Refused
from core.ids import BadgeId, MeetingId, PersonId, new_id
from sessions import store as meeting_store
from sessions.attendance.commands import tell_attendance
from sessions.attendance.events import PersonReturned
from sessions.attendance.presence import LEFT, Presence, arrived
from sessions.attendance.store import save_presences
from sessions.events import PersonArrived
from sessions.meeting import Member
from sessions.signin import store
from sessions.signin.badge import (
    Admission,
    Badge,
    Membership,
    SignedIn,
    SignIn,
    admit,
    after_wrong_pin,
    badge_code,
    check_may_replace,
    check_not_locked,
    check_pin_shape,
    has_power,
    pin_hash,
    pin_matches,
    secret_hash,
)
from sessions.signin.events import BadgeReissued, BadgesPrinted, DeviceRefused, DeviceReleased

Arrival: TypeAlias = tuple[Presence, PersonArrived | PersonReturned]


async def sign_in(
    db: Database, desk: SharedCommit[SignIn, SignedIn], code: str, device: str, pin: str
) -> SignedIn:
    """One scan: signed in and present. Again on the same device, nothing changes."""
    ask = SignIn(secret_hash(code), secret_hash(device))
    if pin:
        ask = await _try_pin(db, ask, pin)
    return await desk.put(ask)


async def _try_pin(db: Database, ask: SignIn, pin: str) -> SignIn:
    """PINs are slow to check on purpose, so this happens beside the transaction, not inside."""
    async with db.reading() as connection:
        badge = (await store.find_badges(connection, [ask.code_hash])).get(ask.code_hash)
    if badge is None:
        raise NotHere("badge")
    check_not_locked(badge, db.clock())
    if badge.pin_hash is None:
        check_pin_shape(pin)
        made = await to_thread(pin_hash, pin, token_bytes(16))
        return SignIn(ask.code_hash, ask.device_hash, True, made)
    right = await to_thread(pin_matches, pin, badge.pin_hash)
    return SignIn(ask.code_hash, ask.device_hash, right)


async def sign_in_all(tx: Transaction, asks: Sequence[SignIn]) -> list[SignedIn | Refused]:
    """The work of the sign-in desk: many badges in one transaction, each answered alone."""
    badges = await store.find_badges(tx.connection, [ask.code_hash for ask in asks])
    devices = await store.list_devices(tx.connection, [one.id for one in badges.values()])
    memberships = await store.list_memberships(
        tx.connection, [one.person for one in badges.values()]
    )
    door = _Door(tx, badges, devices, memberships)
    answers: list[SignedIn | Refused] = []
    for ask in asks:
        try:
            answers.append(await door.let_in(ask))
        except Refused as refusal:
            answers.append(refusal)
    await door.write_down()
    return answers


class _Door:
    """One transaction's view of the door, so that two asks of one batch see each other.

    That matters for PINs: five hundred guesses sent at once are still counted one by one.
    """

    def __init__(
        self,
        tx: Transaction,
        badges: dict[str, Badge],
        devices: dict[str, set[str]],
        memberships: Mapping[str, list[Membership]],
    ) -> None:
        self.tx = tx
        self.badges = badges
        self.devices = devices
        self.memberships = memberships
        self.bound: list[dict[str, object]] = []
        self.arrived: dict[tuple[MeetingId, PersonId], Arrival] = {}

    async def let_in(self, ask: SignIn) -> SignedIn:
        badge = self.badges.get(ask.code_hash)
        if badge is None:
            raise NotHere("badge")
        rows = self.memberships.get(badge.person, [])
        known = self.devices.setdefault(badge.id, set())
        admission = admit(badge, known, ask.device_hash, has_power(badge, rows))
        await self._check(ask, badge, admission, rows)
        if ask.device_hash not in known:
            known.add(ask.device_hash)
            self.bound.append(
                {"badge": badge.id, "device_hash": ask.device_hash, "bound_at": self.tx.now}
            )
        return SignedIn(badge.id, badge.person, self.arrive(badge.person, rows))

    async def _check(
        self, ask: SignIn, badge: Badge, admission: Admission, rows: list[Membership]
    ) -> None:
        if admission is Admission.OTHER_DEVICE:
            await self._turn_away(ask, badge, rows)
        if admission is Admission.SET_PIN:
            if ask.new_pin_hash is None:
                raise Refused("pin-to-set", field="pin")
            await store.save_pin(self.tx.connection, badge.person, ask.new_pin_hash)
            self.badges[ask.code_hash] = replace(badge, pin_hash=ask.new_pin_hash)
        if admission is Admission.ASK_PIN:
            await self._ask_pin(ask, badge)

    async def _turn_away(self, ask: SignIn, badge: Badge, rows: list[Membership]) -> None:
        news = await store.note_refusal(
            self.tx.connection, badge.id, ask.device_hash, self.tx.now
        )
        for row in rows if news else ():
            if row.gathers:
                self.tx.record(
                    DeviceRefused(meeting=row.meeting, person=badge.person, name=badge.name)
                )
        raise Refused("other-device")

    async def _ask_pin(self, ask: SignIn, badge: Badge) -> None:
        check_not_locked(badge, self.tx.now)
        if ask.pin_is_right is None:
            raise Refused("pin-needed", field="pin")
        wrong, until = 0, None
        is_right = ask.pin_is_right and ask.new_pin_hash is None
        if not is_right:
            wrong, until = after_wrong_pin(badge, self.tx.now)
        self.badges[ask.code_hash] = replace(badge, wrong_pins=wrong, locked_until=until)
        await store.save_badge(
            self.tx.connection, badge.id, wrong_pins=wrong, locked_until=until
        )
        if not is_right:
            raise Refused("pin-wrong", field="pin")

    def arrive(self, person: PersonId, rows: list[Membership]) -> tuple[MeetingId, ...]:
        here = [row for row in rows if row.gathers]
        for row in here:
            if not row.present:
                told = PersonReturned if row.presence.attendance is LEFT else PersonArrived
                event = told(
                    meeting=row.meeting,
                    person=person,
                    name=row.name,
                    delegation=row.delegation,
                    roles=sorted(row.roles),
                )
                self.arrived[(row.meeting, person)] = (
                    arrived(row.presence, self.tx.now),
                    event,
                )
        return tuple(row.meeting for row in here)

    async def write_down(self) -> None:
        await store.bind_devices(self.tx.connection, self.bound)
        await save_presences(
            self.tx.connection, {who: presence for who, (presence, _) in self.arrived.items()}
        )
        for _, event in self.arrived.values():
            self.tx.record(event)
        for meeting in {meeting for meeting, _ in self.arrived}:
            await tell_attendance(self.tx, meeting)


async def arrive(db: Database, by: Member) -> None:
    """Signed in before the sign-in began: this is the button 'I am here'."""
    async with db.transaction() as tx:
        rows = (await store.list_memberships(tx.connection, [by.person])).get(by.person, [])
        here = [row for row in rows if row.meeting == by.meeting and row.gathers]
        if not here:
            raise Refused("sign-in-not-open")
        door = _Door(tx, {}, {}, {})
        door.arrive(by.person, here)
        await door.write_down()


async def print_badges(
    db: Database, by: Member, persons: Sequence[PersonId] | None, *, unused_too: bool = False
) -> dict[PersonId, str]:
    """New badge codes by person, for printing now: they are shown once and never stored.

    Without `persons` everybody who has none yet; with `unused_too` also those whose badge no
    phone has shown: the way out of a printer jam. Whoever has one loses it.
    """
    async with db.transaction() as tx:
        lines = await meeting_store.list_lines(tx.connection, by.meeting)
        holders = await store.list_badge_holders(tx.connection, by.meeting)
        wanted = [
            line.person
            for line in lines
            if (
                line.person not in holders or (unused_too and not holders[line.person])
                if persons is None
                else line.person in persons
            )
        ]
        if not wanted:
            raise Refused("badges-all-printed")
        codes = await issue_badges(tx, wanted)
        tx.record(BadgesPrinted(meeting=by.meeting, count=len(codes), by=by.name))
    return codes


async def issue_badges(tx: Transaction, persons: Sequence[PersonId]) -> dict[PersonId, str]:
    await store.revoke_badges(tx.connection, persons, tx.now)
    codes = {person: badge_code(token_bytes(16)) for person in persons}
    await store.add_badges(
        tx.connection,
        [
            {
                "id": BadgeId(new_id()),
                "person": person,
                "secret_hash": secret_hash(code),
                "issued_at": tx.now,
            }
            for person, code in codes.items()
        ],
    )
    return codes


async def reissue_badge(db: Database, by: Member, person: str) -> str:
    """A new badge for a lost one. The old one, and every device it was on, is dead at once."""
    async with db.transaction() as tx:
        member = await _replaceable(tx, by, person)
        codes = await issue_badges(tx, [member.person])
        await store.save_pin(tx.connection, member.person, None)
        tx.record(
            BadgeReissued(
                meeting=by.meeting, person=member.person, name=member.name, by=by.name
            )
        )
    return codes[member.person]


async def _replaceable(tx: Transaction, by: Member, person: str) -> Member:
    found = await meeting_store.find_member(tx.connection, by.meeting, person)
    if found is None:
        raise NotHere("person")
    rows = await store.list_memberships(tx.connection, [by.person, person])
    check_may_replace(rows.get(person, []), rows.get(by.person, []))
    return found[0]


async def release_device(db: Database, by: Member, person: str) -> None:
    """The holder has a new phone: the badge stays, the next device that shows it is bound."""
    async with db.transaction() as tx:
        member = await _replaceable(tx, by, person)
        await store.release_devices(tx.connection, [member.person])
        tx.record(
            DeviceReleased(
                meeting=by.meeting, person=member.person, name=member.name, by=by.name
            )
        )
