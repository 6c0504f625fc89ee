"""When the items of an agenda are planned: times of day, and minutes. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from core.errors import Refused
from core.ids import ItemId
from sessions.agenda.item import Item
from sessions.agenda.tree import parts_of

HOUR = 60
LONGEST = 10 * HOUR  # minutes: whatever takes longer is two items
TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1954, 2199  # the first congresses, and beyond any notice


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item is planned, in minutes after the midnight before the meeting."""

    begins: int
    ends: int | None  # None: nobody has said how long it takes
    is_early: bool = False  # it is to begin before the item above has ended

    @property
    def clock(self) -> str:
        """The time of day at which it begins: 09:30."""
        return clock_of(self.begins)


def clock_of(minutes: int) -> str:
    hours, rest = divmod(minutes, HOUR)
    return f"{hours % 24:02}:{rest:02}"


def minutes_of(clock: str) -> int | None:
    """Minutes after midnight; None for an empty time."""
    found = TIME.fullmatch(clock)
    return int(found[1]) * HOUR + int(found[2]) if found else None


def read_time(typed: str, field: str = "starts") -> str:
    """A time of day as 09:30, or empty; refused when it is neither."""
    typed = typed.strip()
    # Some browsers send the seconds of a time field as well.
    typed = typed.removesuffix(":00") if len(typed) > len("09:30") else typed
    if typed and not TIME.fullmatch(typed):
        raise Refused("time-unreadable", field=field, typed=typed[:20])
    return typed


def read_date(typed: str, field: str = "date") -> str:
    """A day as 2027-01-20, or empty; refused when there is no such day."""
    typed = typed.strip()
    if not typed:
        return ""
    try:
        day = date.fromisoformat(typed) if DATE.fullmatch(typed) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused("date-unreadable", field=field, typed=typed[:20])
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused("date-far", field=field, least=FIRST_YEAR, most=LAST_YEAR)
    return typed


def timetable(items: Sequence[Item], starts: str) -> dict[ItemId, Slot]:
    """When each item is planned. `items` are arranged; `starts` is the meeting's time of day.

    An item without a time of its own follows the one before, as long as it is known when that
    ends. What is postponed or withdrawn takes no time. A heading has the time of its parts.
    """
    found: dict[ItemId, Slot] = {}
    clock = minutes_of(starts)
    last = clock
    for one in items:
        own = minutes_of(one.starts)
        is_early = own is not None and last is not None and own < last
        clock = own if own is not None else clock
        if one.is_heading or one.is_aside or clock is None:
            continue
        ends = clock + one.lasts if one.lasts is not None else None
        found[one.id] = Slot(clock, ends, is_early)
        last = ends if ends is not None else clock
        clock = ends
    for one in items:
        slots = [found[part.id] for part in parts_of(items, one) if part.id in found]
        if one.is_heading and slots:
            found[one.id] = Slot(slots[0].begins, slots[-1].ends)
    return found


def planned_end(slots: Sequence[Slot]) -> int | None:
    """When the last of them ends, in minutes after midnight, if that is known."""
    return slots[-1].ends if slots else None


def moment(day: str, minutes: int, zone: tzinfo) -> datetime:
    """The UTC moment so many minutes after the midnight of a day, by the clocks of a zone."""
    days, minutes = divmod(minutes, 24 * HOUR)
    at = date.fromisoformat(day) + timedelta(days=days)
    clock = time(minutes // HOUR, minutes % HOUR, tzinfo=zone)
    return datetime.combine(at, clock).astimezone(UTC)
