"""Who came, left, was on leave or missing, by the journal alone. Pure.

The journal names who came, went or was marked; of those of whom nothing was said, the opening
names the deputies that were missing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.ids import PersonId
from core.journal import Entry
from core.people import Role
from sessions.attendance.presence import MARKS, Presence, Register, register
from sessions.attendance.rollcall import Attendance, Line

CAME_OR_WENT = frozenset({"PersonArrived", "PersonLeft", "PersonReturned"})
OPENED = "MeetingOpened"
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as the journal names them."""

    name: str
    delegation: str
    roles: frozenset[Role]


def told_lines(entries: Sequence[Entry]) -> list[Line]:
    """Everybody the journal speaks of, as they stand at its end. Seats and units it does not
    tell. Takes the journal of one meeting, whole and in order.
    """
    people, now = _people(entries), register(entries)
    lines = [_line(person, one, now.of(person)) for person, one in people.items()]
    opened = next((at for at, one in enumerate(entries) if one.kind == OPENED), None)
    if opened is None:
        return lines
    then = register(entries[:opened])
    return [*lines, *_unsaid(entries[opened], people, then)]


def _people(entries: Iterable[Entry]) -> dict[PersonId, Known]:
    """In the order in which they are first spoken of, as they were named last.

    Journals from before marks named delegation and roles: whom the clerk marked was a deputy,
    the delegation is the one that the opening tells.
    """
    entries = list(entries)
    homes = {
        one["name"]: one["delegation"]
        for entry in entries
        if entry.kind == OPENED
        for one in (*entry.facts["on_leave"], *entry.facts["missing"])
    }
    found: dict[PersonId, Known] = {}
    for entry in entries:
        for one in _named(entry):
            home = one.get("delegation") or homes.get(one["name"], "")
            roles = frozenset(map(Role, one.get("roles") or [Role.DEPUTY]))
            found[PersonId(one["person"])] = Known(one["name"], home, roles)
    return found


def _named(entry: Entry) -> Iterator[Facts]:
    if entry.kind in CAME_OR_WENT or entry.kind in MARKS:
        yield from entry.facts.get("people", [entry.facts])


def _line(person: PersonId, one: Known, presence: Presence) -> Line:
    return Line(
        person=person,
        name=one.name,
        delegation=one.delegation,
        seat="",
        roles=one.roles,
        attendance=presence.attendance,
        reason=presence.leave.reason,
        arrived_at=presence.arrived_at,
        leave_from=presence.leave.start,
        leave_to=presence.leave.end,
        left_at=presence.left_at,
        back_at=presence.back_at,
    )


def _unsaid(opening: Entry, people: Mapping[PersonId, Known], then: Register) -> list[Line]:
    """The deputies that were missing at the opening and of whom nothing else is said.

    Two of one name in one delegation are two: only who was not here then is taken for one of
    those missing.
    """
    said = [
        (one.name, one.delegation)
        for person, one in people.items()
        if then.of(person).attendance is Attendance.ABSENT
    ]
    lines = []
    for one in opening.facts["missing"]:
        who = (one["name"], one["delegation"])
        if who in said:
            said.remove(who)
        else:
            known = Known(*who, frozenset({Role.DEPUTY}))
            lines.append(_line(PersonId(""), known, Presence()))
    return lines
