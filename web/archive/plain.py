"""The files of an archive that follow from its journal alone. Needs nothing but Python.

`minyi verify` and the `verify.py` in an archive make them again and compare. What a further
room can tell of a meeting by its facts is one more line in PLAIN or FAMILIES.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from ballots.record import method_files, result_files
from core.chain import Event
from core.errors import Refused
from sessions.archive.register import agenda_json, attendance_json
from sessions.retention import DataClass, Retention, kept_as

Events: TypeAlias = Sequence[Event]

AGENDA, ATTENDANCE = "agenda.json", "attendance.json"
PLAIN: Mapping[str, Callable[[Events], bytes | None]] = {
    AGENDA: agenda_json,
    ATTENDANCE: attendance_json,  # of the public copy's journal it makes nothing
}
FAMILIES: Sequence[Callable[[Events], Mapping[str, bytes]]] = (method_files, result_files)
# Documents that are worded: only Minyi itself can make them again, anybody knows their names.
DOCUMENTS = "documents/"
STYLE = f"{DOCUMENTS}documents.css"
WORDED = re.compile(
    r"documents/(documents\.css|(minutes|attendance|speeches|(method|count|announcement)-\d+"
    r"|(report|announcement)-\d+-\d+)\.(zh|en)\.(html|docx|pdf))"
)
ATTENDED = f"{DOCUMENTS}attendance"


def class_of(name: str, whole: Retention) -> Retention:
    """How long a file is kept of a meeting that is kept so long."""
    is_attendance = name == ATTENDANCE or name.startswith(ATTENDED)
    return kept_as(DataClass.ATTENDANCE if is_attendance else DataClass.RECORD, whole)


def plain_files(events: Events) -> dict[str, bytes]:
    """Refuses a journal that nothing can be made of: `journal-unusable`."""
    try:
        made = {name: make(events) for name, make in PLAIN.items()}
        files = {name: octets for name, octets in made.items() if octets is not None}
        for family in FAMILIES:
            files |= family(events)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise Refused("journal-unusable", problem=type(problem).__name__) from None
    return files
