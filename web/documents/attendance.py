"""出席情况: who came, who was on leave and who was missing, by delegation; from the journal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.people import Role
from sessions.attendance.presence import MARKS
from sessions.attendance.rollcall import Attendance
from web.documents.dossier import Dossier, Facts
from web.documents.model import Document, Title
from web.documents.scribe import Scribe


@dataclass(slots=True)
class Group:
    """One delegation; names in the order of the journal."""

    name: str
    present: list[str] = field(default_factory=list)
    on_leave: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Comer:
    name: str
    delegation: str
    votes: bool


def compose_attendance(scribe: Scribe, dossier: Dossier) -> Document:
    """The attendance of a meeting as the journal tells it."""
    came = list(_came(dossier))
    parts = scribe.parts(
        "documents/attendance.html",
        dossier=dossier,
        minutes=dossier.minutes,
        groups=_groups(dossier, came),
        others=[one.name for one in came if not one.votes],
    )
    title = parts[0].text if isinstance(parts[0], Title) else ""
    return scribe.document(title.replace("\n", " "), parts)


def _came(dossier: Dossier) -> Iterator[Comer]:
    """Everybody who was here at some time, and by no mistake that was taken back.

    Journals from before marks named delegation and roles: whom the clerk marked was a deputy,
    the delegation is the one told elsewhere.
    """
    opening = dossier.minutes.opening or {"on_leave": [], "missing": []}
    homes = {
        one["name"]: one["delegation"] for one in (*opening["on_leave"], *opening["missing"])
    }
    found: dict[str, Comer] = {}
    marked: dict[int, list[str]] = {}  # who is here by a mark alone, by its entry
    for entry in dossier.entries:
        facts = entry.facts
        if entry.kind == "PersonArrived":
            votes = Role.DEPUTY in facts["roles"]
            found[facts["person"]] = Comer(facts["name"], facts["delegation"], votes)
        elif entry.kind in MARKS and facts["attendance"] == Attendance.PRESENT:
            people = facts["people"] if entry.kind == "ManyMarked" else [facts]
            new = [one for one in people if one["person"] not in found]
            marked[entry.number] = [one["person"] for one in new]
            found.update((one["person"], _marked(one, homes)) for one in new)
        elif entry.kind == "MarkUndone":
            for person in marked.pop(facts["undoes"], []):
                found.pop(person, None)
    yield from found.values()


def _marked(one: Facts, homes: Mapping[str, str]) -> Comer:
    home = one.get("delegation") or homes.get(one["name"], "")
    return Comer(one["name"], home, Role.DEPUTY in (one.get("roles") or [Role.DEPUTY]))


def _groups(dossier: Dossier, came: list[Comer]) -> list[Group]:
    groups: dict[str, Group] = {}

    def group(name: str) -> Group:
        return groups.setdefault(name, Group(name))

    for one in came:
        if one.votes:
            group(one.delegation).present.append(one.name)
    opening = dossier.minutes.opening or {"on_leave": [], "missing": []}
    for one in opening["on_leave"]:
        group(one["delegation"]).on_leave.append(one["name"])
    for one in opening["missing"]:
        group(one["delegation"]).missing.append(one["name"])
    return sorted(groups.values(), key=lambda one: not one.name)  # who is of none comes last
