"""What the door tells: badges printed, replaced, refused, released."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgesPrinted(Fact):
    count: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeReissued(Fact):
    person: str
    name: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRefused(Fact):
    """A badge was shown on a second device. The clerk sees it and decides."""

    person: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReleased(Fact):
    person: str
    name: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerBadgeMade(Fact):
    """At the server's terminal: the first badge, or the way back in. Outside any meeting."""

    first: bool
    by: str
