"""送达: somebody without a phone is told by a contact person, on paper, by voice. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.errors import Refused
from followup import event as e
from followup.office import Office
from followup.standing import Progress

NAME_LENGTH = 40  # characters of a household, a stool or a name
PHONE_LENGTH = 30
MOST = 60  # people that are named at once


class Way(StrEnum):
    VISIT = "visit"  # 上门
    SLIP = "slip"  # 回执单
    BROADCAST = "broadcast"  # 村广播
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One person or household to be told. Names are for those who tell them, and stay out of
    the chain."""

    id: str
    matter: str
    org: str
    org_name: str
    contact: str
    phone: str
    receiver: str
    due: date
    delivered_on: date | None = None
    delivered_by: str = ""
    way: Way | None = None


def deliveries(now: Progress) -> list[tuple[e.DeliveryDue, e.Delivered | None]]:
    """Every delivery of the matter, with what met it."""
    met = {one.delivery: one for one in now.taken if isinstance(one, e.Delivered)}
    owed = [one for one in now.taken if isinstance(one, e.DeliveryDue)]
    return [(one, met.get(one.delivery)) for one in owed]


def may_deliver(now: Progress, event: e.Delivered) -> bool:
    """Whether it is still owed, and by who says so; the congress office may as well."""
    for owed, by in deliveries(now):
        if owed.delivery == event.delivery:
            return by is None and (
                event.office == Office.CONGRESS_OFFICE or event.org == owed.to
            )
    return False


def receivers(text: str) -> list[str]:
    """One a line; refused when there are none, too many, or one is too long."""
    found = list(dict.fromkeys(one for line in text.splitlines() if (one := line.strip())))
    if not found:
        raise Refused("field-empty", "receivers")
    if len(found) > MOST:
        raise Refused("matter-too-many", "receivers", most=MOST)
    longest = max(len(one) for one in found)
    if longest > NAME_LENGTH:
        raise Refused("field-too-long", "receivers", most=NAME_LENGTH, length=longest)
    return found


def pages(listed: Sequence[Delivery], a_page: int = 8) -> list[Sequence[Delivery]]:
    """The slips of each sheet of A4."""
    return [listed[first : first + a_page] for first in range(0, len(listed), a_page)]
