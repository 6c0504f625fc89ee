"""Agendas as they are usual: what comes, of which kind, how deep, and for how long. Pure.

Only codes stand here; a door has the words, in the language of whoever fills an agenda in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sessions.agenda.item import ItemKind


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    kind: ItemKind
    lasts: int | None  # minutes; a heading has those of its parts
    depth: int = 0


def _report(code: str, lasts: int, depth: int = 0) -> Line:
    return Line(code, ItemKind.REPORT, lasts, depth)


def _talk(code: str, lasts: int, depth: int = 0) -> Line:
    return Line(code, ItemKind.DELIBERATION, lasts, depth)


def _vote(code: str, lasts: int, depth: int = 0) -> Line:
    return Line(code, ItemKind.VOTE, lasts, depth)


def _other(code: str, lasts: int, depth: int = 0) -> Line:
    return Line(code, ItemKind.OTHER, lasts, depth)


def _heading(code: str) -> Line:
    return Line(code, ItemKind.OTHER, None)


# A method of voting is adopted under the item of its vote, so it has no line of its own.
AGENDAS: Mapping[str, tuple[Line, ...]] = {
    # 地方组织法 Art. 17: presidium, secretary-general, agenda, other preparations
    "preparatory": (
        _other("presidium-elected", 15),
        _other("session-agenda", 10),
        _other("preparations", 10),
    ),
    "presidium-first": (
        _other("standing-chairs", 10),
        _other("presiding-chairs", 10),
        _other("deputy-secretaries", 5),
        _other("session-timetable", 10),
        _other("bills-deadline", 5),
        _talk("method-drafted", 15),
    ),
    "plenary-opening": (
        _other("opening", 10),
        _report("government-report", 60),
        _heading("plan-and-budget"),
        _talk("plan-report", 20, 1),
        _talk("budget-report", 20, 1),
        _report("projects-explained", 15),
    ),
    "plenary-second": (
        _heading("work-reports"),
        _report("committee-report", 40, 1),
        _report("court-report", 30, 1),
        _report("procuratorate-report", 30, 1),
    ),
    "presidium-second": (
        _report("delegations-heard", 30),
        _talk("resolutions-drafted", 20),
        _talk("projects-submitted", 15),
        _other("scrutineers-proposed", 10),
    ),
    "plenary-closing": (
        _other("scrutineers-adopted", 5),
        _vote("projects-vote", 40),
        _heading("resolutions"),
        _other("government-resolution", 5, 1),
        _other("plan-resolution", 5, 1),
        _other("budget-resolution", 5, 1),
        _other("committee-resolution", 5, 1),
        _other("court-resolution", 5, 1),
        _other("procuratorate-resolution", 5, 1),
        _other("closing", 10),
    ),
    # Art. 19: a township congress elects its presidium when it meets
    "township": (
        _other("township-presidium-elected", 15),
        _other("opening", 10),
        _heading("work-reports"),
        _report("township-government-report", 40, 1),
        _report("township-presidium-report", 20, 1),
        _talk("budget-report", 15, 1),
        _report("projects-explained", 15),
        _talk("in-groups", 60),
        _other("scrutineers-adopted", 5),
        _vote("projects-vote", 40),
        _other("resolutions", 15),
        _other("closing", 10),
    ),
    "standing-committee": (
        _other("committee-agenda", 5),
        _other("law-studied", 20),
        _heading("special-report"),
        _report("special-report-heard", 20, 1),
        _talk("special-report-deliberated", 40, 1),
        _report("projects-progress", 20),
        _talk("budget-carried-out", 30),
        _vote("satisfaction", 20),
        _other("appointments", 20),
        _other("oath", 10),
        _other("decisions", 15),
    ),
    "village": (
        _other("village-opening", 5),
        _report("village-followed-up", 15),
        _report("village-accounts", 20),
        _heading("village-matter"),
        _report("village-matter-explained", 15, 1),
        _talk("village-matter-discussed", 30, 1),
        _vote("village-matter-voted", 20, 1),
        _other("village-questions", 20),
        _other("village-announced", 10),
    ),
}

# The meetings of a whole congress session, in their order.
SESSIONS: Mapping[str, tuple[str, ...]] = {
    "annual": (
        "preparatory",
        "presidium-first",
        "plenary-opening",
        "plenary-second",
        "presidium-second",
        "plenary-closing",
    ),
}
