"""Who is not in the hall. Of who has voted it says nothing: it knows attendance alone. Pure."""

from collections.abc import Iterable

from sessions.attendance.rollcall import Attendance, Line, by_delegation

EXPECTED_NO_MORE = {Attendance.PRESENT, Attendance.ON_LEAVE}


def missing(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The deputies who should be here and are not, by delegation in the roster's order."""
    return by_delegation(line for line in lines if line.attendance not in EXPECTED_NO_MORE)
