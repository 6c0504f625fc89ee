"""发言摘要: summaries of speeches, each confirmed by its speaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from web.documents.model import Document
from web.documents.scribe import Scribe


@dataclass(frozen=True, slots=True)
class Summary:
    """`confirmed_at` is None while the speaker has not confirmed the text."""

    speaker: str
    delegation: str
    item: str
    text: str
    confirmed_at: datetime | None


def compose_speeches(
    scribe: Scribe, congress: str, meeting: str, summaries: Sequence[Summary]
) -> Document:
    """The summaries by item, in the order in which they are given."""
    items: dict[str, list[Summary]] = {}
    for one in summaries:
        items.setdefault(one.item, []).append(one)
    parts = scribe.parts(
        "documents/speeches.html", congress=congress, meeting=meeting, items=items
    )
    return scribe.document(f"{congress} {meeting}", parts)
