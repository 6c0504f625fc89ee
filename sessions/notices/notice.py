"""A notice, and whom it is for. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import Refused
from core.ids import MeetingId, NoticeId
from core.people import Role
from sessions.meeting import Member

TEXT_LENGTH = 300
REASON_LENGTH = 100
MOST_NOTICES = 300  # of one meeting


class To(StrEnum):
    ALL = "all"
    DEPUTIES = "deputies"
    DELEGATION = "delegation"


@dataclass(frozen=True, slots=True)
class Notice:
    id: NoticeId
    meeting: MeetingId
    number: int  # counts up in a meeting
    at: datetime
    text: str
    to: To
    delegation: str  # only for To.DELEGATION
    by: str
    reason: str  # of its withdrawal; empty: it stands

    @property
    def stands(self) -> bool:
        return not self.reason


def is_for(notice: Notice, member: Member) -> bool:
    """Whether a notice is for this member. Who writes notices does not get all of them."""
    if notice.to is To.DELEGATION:
        return bool(member.delegation) and member.delegation == notice.delegation
    return notice.to is To.ALL or Role.DEPUTY in member.roles


def notices_for(notices: Iterable[Notice], member: Member) -> list[Notice]:
    """Those for a member, the newest first."""
    mine = [one for one in notices if is_for(one, member)]
    return sorted(mine, key=lambda one: -one.number)


def unread(notices: Sequence[Notice], seen: int) -> list[Notice]:
    """Those of them above the last number a browser has shown."""
    return [one for one in notices if one.number > seen and one.stands]


def check_text(text: str) -> None:
    if not text:
        raise Refused("field-empty", field="text")
    if len(text) > TEXT_LENGTH:
        raise Refused("field-too-long", field="text", most=TEXT_LENGTH, length=len(text))


def check_reason(reason: str) -> None:
    if not reason:
        raise Refused("field-empty", field="reason")
    if len(reason) > REASON_LENGTH:
        raise Refused("field-too-long", field="reason", most=REASON_LENGTH, length=len(reason))


def check_delegation(to: To, delegation: str, known: Collection[str]) -> None:
    """Refuse a notice to a delegation that has nobody in it."""
    if to is To.DELEGATION and delegation not in known:
        raise Refused("choose-one", field="delegation")
