"""Badges: who may come in with one, on which device, and with which PIN. Pure.

A badge is a link with 128 random bits; only its hash is kept. It binds to the first device.
Persons with power set a PIN at first use and are asked for it on every further device.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import Refused
from core.ids import BadgeId, MeetingId, PersonId
from core.people import POWERFUL, Role
from sessions.attendance.presence import NOT_HERE, Presence
from sessions.meeting import MeetingPhase

CODE_LENGTH = 26  # base32 characters: 130 bits, of which 128 are random
TRIES = 5  # wrong PINs before a badge is locked
LOCKED_FOR = timedelta(minutes=5)
PIN_LENGTHS = range(6, 13)
PIN_ROUNDS = 200_000  # PBKDF2 steps, about 60 ms: asked once a device, not once a page


@dataclass(frozen=True, slots=True)
class Badge:
    id: BadgeId
    person: PersonId
    name: str
    may_call: bool  # may call new meetings
    revoked_at: datetime | None
    pin_hash: str | None
    wrong_pins: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Membership:
    """One of the meetings that the holder of a badge belongs to."""

    meeting: MeetingId
    phase: MeetingPhase
    title: str
    congress: str
    name: str
    delegation: str
    roles: frozenset[Role]
    present: bool
    presence: Presence = NOT_HERE

    @property
    def gathers(self) -> bool:
        """Sign-in makes present in this meeting."""
        return self.phase in (MeetingPhase.GATHERING, MeetingPhase.OPEN)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A badge shown on a device. `pin_is_right` was tried before, outside the transaction."""

    code_hash: str
    device_hash: str
    pin_is_right: bool | None = None  # None: no PIN was given
    new_pin_hash: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    badge: BadgeId
    person: PersonId
    meetings: tuple[MeetingId, ...]  # those in which the person is now present


class Admission(StrEnum):
    KNOWN = "known"  # this device is bound already
    BIND = "bind"  # first device, or a further one that knew the PIN
    ASK_PIN = "ask_pin"  # a person with power on a new device
    SET_PIN = "set_pin"  # a person with power, first use
    OTHER_DEVICE = "other_device"  # bound elsewhere: the clerk decides


def badge_code(random_bytes: bytes) -> str:
    """The 26 upper-case characters printed in the QR, from 16 random bytes."""
    return base64.b32encode(random_bytes).decode().rstrip("=")


def secret_hash(secret: str) -> str:
    """What is kept of a badge code or a device name: SHA-256, hex. Case does not matter."""
    return hashlib.sha256(secret.strip().upper().encode()).hexdigest()


def has_power(badge: Badge, memberships: Iterable[Membership]) -> bool:
    """Whether the holder runs any meeting, and so must have a PIN."""
    return badge.may_call or any(not one.roles.isdisjoint(POWERFUL) for one in memberships)


def admit(badge: Badge, devices: Collection[str], device: str, powerful: bool) -> Admission:
    """How a badge may be used on a device. Refuses a badge that was replaced."""
    if badge.revoked_at is not None:
        raise Refused("badge-revoked")
    known = device in devices
    if powerful and badge.pin_hash is None and (known or not devices):
        return Admission.SET_PIN
    if known:
        return Admission.KNOWN
    if powerful and badge.pin_hash is not None:
        return Admission.ASK_PIN
    # Also for power given later to a badge in use: whoever photographed it sets no PIN.
    return Admission.OTHER_DEVICE if devices else Admission.BIND


def check_may_replace(theirs: Iterable[Membership], mine: Iterable[Membership]) -> None:
    """Refuse to replace the badge of somebody who has power where I am no clerk.

    A new badge clears the PIN: else the clerk of one meeting could become that of any other.
    """
    my_desks = {one.meeting for one in mine if Role.CLERK in one.roles}
    for one in theirs:
        if not one.roles.isdisjoint(POWERFUL) and one.meeting not in my_desks:
            raise Refused("other-meetings")


def check_pin_shape(pin: str) -> None:
    if not pin.isascii() or not pin.isdigit() or len(pin) not in PIN_LENGTHS:
        raise Refused("pin-shape", field="pin", least=PIN_LENGTHS[0], most=PIN_LENGTHS[-1])
    if len(set(pin)) == 1 or pin in "01234567890123" or pin in "9876543210987":
        raise Refused("pin-too-easy", field="pin")


def pin_hash(pin: str, salt: bytes) -> str:
    """PBKDF2-HMAC-SHA256 of the PIN as `salt$hash`, both hex. Slow on purpose."""
    digest = hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, PIN_ROUNDS)
    return f"{salt.hex()}${digest.hex()}"


def pin_matches(pin: str, kept: str) -> bool:
    salt = bytes.fromhex(kept.split("$")[0])
    return hmac.compare_digest(pin_hash(pin, salt), kept)


def check_not_locked(badge: Badge, now: datetime) -> None:
    if badge.locked_until is not None and now < badge.locked_until:
        seconds = int((badge.locked_until - now).total_seconds()) + 1
        raise Refused("pin-locked", field="pin", seconds=seconds)


def after_wrong_pin(badge: Badge, now: datetime) -> tuple[int, datetime | None]:
    """The new count of wrong PINs and until when the badge is locked, if it is."""
    wrong = badge.wrong_pins + 1
    return (0, now + LOCKED_FOR) if wrong >= TRIES else (wrong, None)
