"""A message to an office: kept until it was sent, handed over or cancelled. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.errors import Refused
from followup.office import Office

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)  # between two tries
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
ADDRESS_LENGTH = 120
TOLD_LENGTH = 300  # characters of a receipt or an error that are kept


class Topic(StrEnum):
    """What a message is about; its words are of the doors."""

    ASSIGNED = "assigned"
    RETURNED = "returned"
    EXTENSION_ASKED = "extension_asked"
    EXTENDED = "extended"
    CLAIMED = "claimed"
    SENT_BACK = "sent_back"  # looked at on the spot, and it does not hold
    HEARING = "hearing"  # below satisfied: a hearing is due
    UNSETTLED = "unsettled"  # below again: to be handed over a second time
    ESCALATED = "escalated"
    DUE = "due"
    LATE = "late"
    WARNING = "warning"


class Channel(StrEnum):
    SMTP = "smtp"
    WEBHOOK = "webhook"
    PAPER = "paper"  # handed over by somebody


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is to be told what. `org` is empty for whoever holds the office; what has the same
    `key` is told once."""

    topic: Topic
    office: Office
    org: str
    key: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """As it is kept. `id` goes with it on every try, so that a receiver knows a second copy."""

    id: str
    matter: str
    topic: Topic
    office: Office
    org: str
    org_name: str
    facts: dict[str, Any]
    made_at: datetime
    tries: int = 0
    next_try: datetime | None = None  # none when nothing is to be sent any more
    channel: Channel | None = None  # the one it was tried by last
    sent_at: datetime | None = None
    receipt: str = ""
    error: str = ""
    cancelled_at: datetime | None = None
    settled_by: str = ""
    address: str = ""  # of the organisation, as it is set now

    @property
    def is_waiting(self) -> bool:
        return self.next_try is not None


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries that failed: doubled each time, up to a bound."""
    return min(FIRST * (1 << min(tries - 1, 20)), LONGEST)


def told(text: str) -> str:
    """What a server said, as one short line."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[
        :TOLD_LENGTH
    ]


def check_address(address: str) -> str:
    """Refuse what is no single plain e-mail address; an empty one takes the old one away."""
    if address and (len(address) > ADDRESS_LENGTH or not ADDRESS.fullmatch(address)):
        raise Refused("not-an-address", "address")
    return address


def check_waiting(message: Message) -> None:
    if not message.is_waiting:
        raise Refused("message-settled")
