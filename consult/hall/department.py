"""A department invited to answer, and what it replied. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import Refused

NAME_LENGTH = 60
PERSON_LENGTH = 60
WORDS_LENGTH = 500
MOST_DEPARTMENTS = 60


class InviteReply(StrEnum):
    WAITING = "waiting"
    COMES = "comes"
    SENDS = "sends"  # somebody else than who was asked
    DECLINES = "declines"


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: str
    person: str  # who is asked to come, by office or name; after SENDS who is sent
    invited_on: str  # YYYY-MM-DD
    reply: InviteReply = InviteReply.WAITING
    words: str = ""  # why it declines


def check_reply(reply: InviteReply, person: str, words: str) -> None:
    """Refuse a substitute without a name, and a refusal without its reason."""
    if reply is InviteReply.SENDS and not person:
        raise Refused("field-empty", field="person")
    if reply is InviteReply.DECLINES and not words:
        raise Refused("field-empty", field="words")
