"""What the issuing of an announcement tells."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementIssued(Fact):
    """第 k 号公告. It stands as it was issued; a correction is one under another number."""

    paper: str
    item: str
    title: str
    number: int
    year: str
    government: str  # whose projects they are; empty for other matters
    counts: bool  # whether it tells the votes
    sha256: str  # of the text's UTF-8
    text: str
    by: str
