"""An agenda as iCalendar (RFC 5545), for the calendars of phones. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from sessions.agenda.item import Item
from sessions.agenda.plan import minutes_of, moment, timetable
from sessions.meeting import Meeting

LINE = 75  # octets of a line, without its end (RFC 5545, 3.1)
ROOM = "@minyi"  # ids are random, so this need not be a host
FIRST = datetime(2000, 1, 1, tzinfo=UTC)  # the stamp of a meeting that nobody has ever changed


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar. With a moment it has a time, else it takes the whole day."""

    uid: str
    sequence: int
    stamp: datetime
    title: str
    starts: datetime | date
    ends: datetime | None = None
    text: str = ""
    place: str = ""
    is_cancelled: bool = False
    is_part: bool = False  # of another entry, which takes the time already


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The whole file. The same events give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Minyi//Agenda//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    if isinstance(event.starts, datetime):
        yield f"DTSTART:{_utc(event.starts)}"
        if event.ends and event.ends > event.starts:
            yield f"DTEND:{_utc(event.ends)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.starts + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{escaped(event.text)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if event.is_part else 'OPAQUE'}"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A TEXT value (3.3.11): no control character but the line break, which is written \\n."""
    text = "\n".join(text.splitlines())
    text = "".join(sign for sign in text if sign == "\n" or not is_control(sign))
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def is_control(sign: str) -> bool:
    return sign < " " or "\x7f" <= sign < "\xa0"


def folded(line: str) -> bytes:
    """A content line cut into lines of at most 75 octets, never within a character (3.1)."""
    parts: list[bytes] = [b""]
    for sign in line:
        octets = sign.encode()
        if len(parts[-1]) + len(octets) > LINE:
            parts.append(b" ")
        parts[-1] += octets
    return b"\r\n".join(parts)


def meeting_event(meeting: Meeting, agenda: list[Item], zone: tzinfo) -> Event | None:
    """The meeting as one entry with its agenda as text; None while it has no day."""
    if not meeting.date:
        return None
    slots = timetable(agenda, meeting.starts)
    first = minutes_of(meeting.starts)
    clock = moment(meeting.date, first, zone) if first is not None else None
    ends = [slot.ends for slot in slots.values() if slot.ends is not None]
    lines = [_line(one, slots[one.id].clock if one.id in slots else "") for one in agenda]
    return Event(
        uid=f"{meeting.id}{ROOM}",
        sequence=meeting.changes,
        stamp=meeting.changed_at or FIRST,
        title=f"{meeting.congress} {meeting.title}",
        starts=clock or date.fromisoformat(meeting.date),
        ends=moment(meeting.date, max(ends), zone) if clock and ends else None,
        text="\n".join(line for line in lines if line),
        place=meeting.place,
    )


def _line(item: Item, clock: str) -> str:
    if item.is_aside:
        return ""
    who = " · ".join(part for part in (item.speaker, item.unit) if part)
    told = f"{item.number} {item.title}{f' ({who})' if who else ''}"
    return f"{clock} {told}" if clock and not item.is_heading else told


def item_events(meeting: Meeting, agenda: list[Item], zone: tzinfo) -> Iterator[Event]:
    """Every item whose time is planned; what is put aside is cancelled and keeps its name."""
    if not meeting.date:
        return
    # What is aside has no slot, but calendars that hold it have to be told: at the beginning.
    first = minutes_of(meeting.starts) or 0
    slots = timetable(agenda, meeting.starts)
    for one in agenda:
        slot = slots.get(one.id)
        if one.is_heading or (slot is None and not one.is_aside):
            continue
        begins = slot.begins if slot else first
        ends = slot.ends if slot else None
        yield Event(
            uid=f"{one.id}{ROOM}",
            sequence=meeting.changes,
            stamp=meeting.changed_at or FIRST,
            title=f"{one.number} {one.title}",
            starts=moment(meeting.date, begins, zone),
            ends=moment(meeting.date, ends, zone) if ends is not None else None,
            text=" · ".join(part for part in (one.speaker, one.unit) if part),
            place=meeting.place,
            is_cancelled=one.is_aside,
            is_part=True,
        )
