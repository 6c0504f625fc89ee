"""出席情况: who came, late or not, who left, was on leave or missing; from the journal."""

from core.people import Role
from sessions.attendance.record import sums_by_delegation, sums_of
from sessions.attendance.rollcall import Attendance, Line, by_delegation, is_late
from sessions.attendance.told import told_lines
from web.documents.dossier import Dossier
from web.documents.model import Document, Title
from web.documents.scribe import Scribe

CAME = frozenset({Attendance.PRESENT, Attendance.LEFT})


def compose_attendance(scribe: Scribe, dossier: Dossier) -> Document:
    """The attendance of a meeting as the journal tells it, up to its end."""
    lines, opened_at = told_lines(dossier.entries), dossier.minutes.opened_at
    # Who is of no delegation comes last.
    lines.sort(key=lambda one: not one.delegation)
    deputies = [one for one in lines if Role.DEPUTY in one.roles]
    others = [one for one in lines if Role.DEPUTY not in one.roles]

    came = [one for one in deputies if one.attendance in CAME]
    parts = scribe.parts(
        "documents/attendance.html",
        dossier=dossier,
        minutes=dossier.minutes,
        sums=sums_by_delegation(deputies, opened_at),
        total=sums_of(deputies, opened_at),
        came=by_delegation(came),
        late=[one for one in came if is_late(one, opened_at)],
        left=[one for one in deputies if one.attendance is Attendance.LEFT],
        on_leave=[one for one in deputies if _has_leave(one)],
        others=[one.name for one in others if one.attendance in CAME],
    )
    title = parts[0].text if isinstance(parts[0], Title) else ""
    return scribe.document(title.replace("\n", " "), parts)


def _has_leave(line: Line) -> bool:
    return line.attendance is Attendance.ON_LEAVE or line.leave.has_hours
