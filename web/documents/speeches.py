"""发言摘要: summaries of speeches, each confirmed by its speaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sessions.minutes import Minutes
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


def summaries_of(minutes: Minutes) -> list[Summary]:
    """What was written of each turn, in the order of the speeches."""
    titles = {one.item: one.title for one in minutes.items}
    return [
        Summary(
            speaker=turn.name,
            delegation=turn.groups.get("delegation", ""),
            item=titles.get(turn.item, ""),
            text=act.facts["text"],
            confirmed_at=None if act.kind == "SummarySent" else act.at,
        )
        for turn in minutes.floor.turns
        if (act := minutes.summaries.get(turn.turn))
    ]


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
