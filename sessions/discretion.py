"""What of the journal the members of a meeting read in its minutes. Pure.

The record itself leaves nothing out: chair, clerk and auditor read it whole.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from core.journal import Entry
from core.people import Role
from sessions.handouts.handout import READERS, Release

WHOLE = frozenset({Role.CHAIR, Role.CLERK, Role.AUDITOR})
MARKS = frozenset({"AttendanceMarked", "ManyMarked"})
HANDOUTS = frozenset({"HandoutReleased", "HandoutReplaced", "HandoutWithdrawn"})


def discreet(entries: Sequence[Entry], roles: Collection[Role]) -> Sequence[Entry]:
    """The entries as somebody with these roles may read them.

    Why somebody is on leave is often their health, and a paper for the deputies is not even
    named to others.
    """
    if not WHOLE.isdisjoint(roles):
        return entries
    hidden = frozenset[str]() if _reads_papers(roles) else _for_deputies(entries)
    return [
        _without_reasons(one)
        for one in entries
        if one.kind not in HANDOUTS or one.facts["handout"] not in hidden
    ]


def _reads_papers(roles: Collection[Role]) -> bool:
    return not READERS[Release.DEPUTIES].isdisjoint(roles)


def _for_deputies(entries: Sequence[Entry]) -> frozenset[str]:
    """The papers that were released, at the last, to the deputies alone."""
    last: dict[str, str] = {}
    for one in entries:
        if one.kind == "HandoutReleased":
            last[one.facts["handout"]] = one.facts["to"]
        elif one.kind == "HandoutReplaced":
            last[one.facts["handout"]] = last.get(one.facts["before"], Release.DEPUTIES)
    return frozenset(paper for paper, to in last.items() if to != Release.ALL)


def _without_reasons(entry: Entry) -> Entry:
    if entry.kind in MARKS:
        return replace(entry, facts={**entry.facts, "reason": ""})
    if entry.kind == "MeetingOpened":
        away = [{**one, "reason": ""} for one in entry.facts["on_leave"]]
        return replace(entry, facts={**entry.facts, "on_leave": away})
    return entry
