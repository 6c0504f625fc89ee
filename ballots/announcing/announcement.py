"""公告: what is issued of a vote, and what stands in the way of it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.errors import Refused
from core.journal import Entry

ISSUED = "AnnouncementIssued"
# What an announcement is made of: after one of these its text is another.
CHANGES = frozenset({"ResultAnnounced", "PlacesSettled", "MeetingAmended", ISSUED})


@dataclass(frozen=True, slots=True)
class Issue:
    """What is decided about an announcement; `government` is empty for other matters."""

    paper: str
    number: int
    year: str = ""
    government: str = ""
    counts: bool = False


def check_issue(issue: Issue, entries: Sequence[Entry], taken: Collection[int]) -> None:
    """Refuse one without a number, one before the result, and a number twice.

    `taken` are the numbers issued in all meetings of the session: an announcement is No. k of
    a session. A correction is one of its own: what was issued is with the public.
    """
    if issue.number < 1:
        raise Refused("announcement-unnumbered", field="number")
    told = [one for one in entries if one.kind == "ResultAnnounced"]
    if issue.paper not in {one.facts["paper"] for one in told}:
        raise Refused("announcement-before-result")
    if issue.number in taken:
        raise Refused("announcement-taken", field="number", number=issue.number)
