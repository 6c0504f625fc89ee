"""What is told of messages in the chain of the house: never an address."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSet(Fact):
    org: str
    org_name: str
    has_address: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCancelled(Fact):
    message: str
    matter: str
    topic: str
    org_name: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHanded(Fact):
    """Handed over on paper."""

    message: str
    matter: str
    topic: str
    org_name: str
    by: str
