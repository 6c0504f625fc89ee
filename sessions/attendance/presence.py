"""How somebody's attendance changes, and who is here by the journal alone. Pure.

Commands and the reading of the journal go through the same functions, so that the register is
what the journal says and nothing else.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from core.errors import Refused
from core.ids import PersonId
from core.journal import Entry
from core.moves import Moves, check_move
from core.people import Role
from sessions.attendance.rollcall import Attendance, Leave, Line

ABSENT, PRESENT = Attendance.ABSENT, Attendance.PRESENT
ON_LEAVE, LEFT = Attendance.ON_LEAVE, Attendance.LEFT

ANYBODY = frozenset(Role)  # for themselves: at the door, or with a tap on the own phone
PEN = frozenset({Role.CLERK})
MOVES: Moves[Attendance] = {
    (ABSENT, PRESENT): ANYBODY,
    (ON_LEAVE, PRESENT): ANYBODY,
    (LEFT, PRESENT): ANYBODY,
    (PRESENT, LEFT): ANYBODY,
    (ABSENT, ON_LEAVE): PEN,
    (PRESENT, ON_LEAVE): PEN,
    (LEFT, ON_LEAVE): PEN,
    (ON_LEAVE, ABSENT): PEN,
    (PRESENT, ABSENT): PEN,  # marked or signed in by mistake
    (LEFT, ABSENT): PEN,
}
NO_LEAVE = Leave()
CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's line of the register. Moments are UTC, hours of a leave the hall's own."""

    attendance: Attendance = ABSENT
    leave: Leave = NO_LEAVE
    arrived_at: datetime | None = None  # the first time
    left_at: datetime | None = None  # the last time
    back_at: datetime | None = None  # the last time


NOT_HERE = Presence()


def of_line(line: Line) -> Presence:
    """What the roster has of this person."""
    return Presence(line.attendance, line.leave, line.arrived_at, line.left_at, line.back_at)


def read_leave(reason: str, start: str, end: str) -> Leave:
    """A leave as typed; refuses hours that are none, and an end before the beginning."""
    hours = {"leave_from": start.strip(), "leave_to": end.strip()}
    for name, typed in hours.items():
        found = CLOCK.fullmatch(typed)
        if typed and found is None:
            raise Refused("hour-unreadable", field=name, typed=typed[:20])
        hours[name] = f"{int(found[1]):02}:{found[2]}" if found else ""
    if all(hours.values()) and hours["leave_from"] >= hours["leave_to"]:
        raise Refused("leave-ends-early", field="leave_to")
    return Leave(reason, hours["leave_from"], hours["leave_to"])


def arrived(was: Presence, at: datetime) -> Presence:
    """Here. A leave for some hours stays on record; one for the whole day was not taken."""
    kept = was.leave if was.leave.has_hours else NO_LEAVE
    back_at = at if was.attendance is LEFT else was.back_at
    return Presence(PRESENT, kept, was.arrived_at or at, was.left_at, back_at)


def departed(was: Presence, at: datetime) -> Presence:
    return replace(was, attendance=LEFT, left_at=at)


def marked(was: Presence, then: Attendance, leave: Leave, at: datetime) -> Presence:
    """What the clerk's pen makes of it. The same again changes nothing.

    A leave that begins later takes nobody out of the hall yet: until then they are expected.
    """
    if then is ON_LEAVE:
        if not leave.start:
            return Presence(ON_LEAVE, leave)
        return replace(was, leave=leave, attendance=_until_leave(was.attendance))
    if then is was.attendance:
        return was
    match then:
        case Attendance.PRESENT:
            return arrived(was, at)
        case Attendance.LEFT:
            return departed(was, at)
        case _:
            return NOT_HERE


def _until_leave(attendance: Attendance) -> Attendance:
    return ABSENT if attendance is ON_LEAVE else attendance


def check_change(was: Presence, now: Presence, roles: Iterable[Role]) -> None:
    """Refuse what cannot be (who never came cannot have left), forbid what is the clerk's."""
    if now.attendance is not was.attendance:
        check_move(MOVES, was.attendance, now.attendance, frozenset(roles))


@dataclass(slots=True)
class Register:
    """What the journal says: everybody's presence, and how it was before each act."""

    lines: dict[PersonId, Presence] = field(default_factory=dict)
    last: dict[PersonId, int] = field(default_factory=dict)  # the entry that made it so
    before: dict[int, dict[PersonId, Presence]] = field(default_factory=dict)

    def of(self, person: str) -> Presence:
        """Nobody has said anything of who is not in it: they are not here."""
        return self.lines.get(PersonId(person), NOT_HERE)


MARKS = {"AttendanceMarked", "ManyMarked"}


def register(entries: Sequence[Entry]) -> Register:
    """Read the attendance of one meeting from its journal, whole and in order."""
    known = Register()
    for entry in entries:
        changed = _changed(known, entry)
        if changed:
            known.before[entry.number] = {one: known.of(one) for one in changed}
            known.lines.update(changed)
            known.last.update(dict.fromkeys(changed, entry.number))
    return known


def _changed(known: Register, entry: Entry) -> dict[PersonId, Presence]:
    facts, at = entry.facts, datetime.fromisoformat(entry.at)
    match entry.kind:
        case "PersonArrived" | "PersonReturned":
            person = PersonId(facts["person"])
            return {person: arrived(known.of(person), at)}
        case "PersonLeft":
            person = PersonId(facts["person"])
            return {person: departed(known.of(person), at)}
        case "AttendanceMarked":
            return _marked(known, [facts], facts, at)
        case "ManyMarked":
            return _marked(known, facts["people"], facts, at)
        case "MarkUndone":
            before = known.before[facts["undoes"]]
            return {PersonId(one["person"]): before[one["person"]] for one in facts["people"]}
        case _:
            return {}


def _marked(
    known: Register,
    people: Iterable[Mapping[str, Any]],
    facts: Mapping[str, Any],
    at: datetime,
) -> dict[PersonId, Presence]:
    then = Attendance(facts["attendance"])
    hours = facts.get("leave_from", ""), facts.get("leave_to", "")
    leave = Leave(facts["reason"], *hours)
    persons = [PersonId(one["person"]) for one in people]
    return {one: marked(known.of(one), then, leave, at) for one in persons}


def check_may_undo(entries: Sequence[Entry], number: int) -> dict[PersonId, Presence]:
    """How the people of a clerk's mark were before it; refuses what has been changed since."""
    found = [one for one in entries if one.number == number and one.kind in MARKS]
    if not found:
        raise Refused("no-such-mark")
    known = register(entries)
    before = known.before[number]
    if any(known.last[person] != number for person in before):
        raise Refused("changed-since")
    return before
