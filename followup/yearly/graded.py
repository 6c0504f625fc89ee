"""What a satisfaction vote said of one matter, read from the journal of its meeting. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.journal import Entry
from followup.calendar import day_of
from followup.matter import How, Link, LinkTo

NAME_LENGTH = 60  # characters of an item on a ballot
ANNOUNCED, CALLED = "ResultAnnounced", ("MeetingCalled", "MeetingAmended")


@dataclass(frozen=True, slots=True)
class Graded:
    """One announced grade: counts of valid ballots, as they were read out."""

    congress: str
    title: str
    on: date
    satisfied: int
    basically: int
    unsatisfied: int
    valid: int
    grade: str  # satisfied, basically, unsatisfied; empty when the vote is void


def item_link(meeting: str, paper: str, no: int) -> Link:
    return Link(LinkTo.GRADED_ITEM, f"{meeting}/{paper}/{no}", How.JUDGED_BY)


def name_of(title: str) -> str:
    """A matter's name on the ballot."""
    return title[:NAME_LENGTH]


def meeting_of(link: Link) -> str:
    return link.to_id.split("/")[0]


def graded(entries: Iterable[Entry], link: Link, title: str) -> Graded | None:
    """The last announced result of the matter; None as long as there is none.

    The clerk may change the list on the ballot: a number that has another name is not it.
    """
    _, paper, no = link.to_id.split("/")
    congress, found = "", None
    for entry in entries:
        facts = entry.facts
        if entry.kind in CALLED:
            congress = str(facts.get("congress", congress))
        elif entry.kind == ANNOUNCED and facts["paper"] == paper:
            row = _row(facts, int(no), name_of(title))
            if row is not None:
                found = _graded(congress, facts, row, day_of(datetime.fromisoformat(entry.at)))
    return found


def _row(facts: Mapping[str, Any], no: int, name: str) -> Mapping[str, Any] | None:
    rows: list[Mapping[str, Any]] = facts["outcome"]["items"]
    for row in rows:
        if row["no"] == no and row["name"] == name and "satisfied" in row:
            return row
    return None


def _graded(
    congress: str, facts: Mapping[str, Any], row: Mapping[str, Any], on: date
) -> Graded:
    return Graded(
        congress,
        str(facts["title"]),
        on,
        int(row["satisfied"]),
        int(row["basically"]),
        int(row["unsatisfied"]),
        int(facts["outcome"]["valid"]),
        str(row.get("grade") or ""),
    )
