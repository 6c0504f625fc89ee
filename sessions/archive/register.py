"""Agenda and attendance as files, from the journal alone. Pure; needs nothing but Python."""

from collections.abc import Sequence

from core.canonical import Json
from core.chain import Event, journal_line

NOTICES = ("MeetingCalled", "MeetingAmended")
NOTICE = ("title", "congress", "place", "held_on")


def notice_of(events: Sequence[Event]) -> dict[str, str]:
    """The notice of the meeting as it was corrected last."""
    said = [event.says for event in events if event.kind in NOTICES]
    return {name: str(said[-1].get(name, "")) if said else "" for name in NOTICE}


def agenda_json(events: Sequence[Event]) -> bytes | None:
    """The agenda as it stood at the close; None from before it was written down."""
    return _listed(events, "AgendaListed", "items")


def attendance_json(events: Sequence[Event]) -> bytes | None:
    """Everybody on the roster as they stood at the close; None where it is not shown."""
    return _listed(events, "RegisterListed", "people")


def _listed(events: Sequence[Event], kind: str, field: str) -> bytes | None:
    found: list[Json] = [
        event.says[field] for event in events if event.kind == kind and field in event.says
    ]
    return journal_line(found[-1]) + b"\n" if found else None
