"""发言摘要: summaries of speeches, each confirmed by its speaker; from the journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sessions.minutes import Minutes
from web.documents.dossier import Dossier
from web.documents.model import Document
from web.documents.scribe import Scribe

SETTLED = ("SummaryConfirmed", "SummaryCorrected")  # by the speaker


@dataclass(frozen=True, slots=True)
class Summary:
    """`confirmed_at` is None while the speaker has not confirmed the text."""

    speaker: str
    delegation: str
    item: str
    text: str
    confirmed_at: datetime | None


def summaries_of(minutes: Minutes) -> Iterator[Summary]:
    """What was sent to a speaker or settled by them, in the order of speaking."""
    titles = {item.item: item.title for item in minutes.items}
    for turn in sorted(minutes.floor.turns, key=lambda one: one.began_at):
        act = minutes.summaries.get(turn.turn)
        if act is not None:
            yield Summary(
                turn.name,
                turn.groups.get("delegation", ""),
                titles.get(turn.item, ""),
                act.facts["text"],
                act.at if act.kind in SETTLED else None,
            )


def compose_speeches(scribe: Scribe, dossier: Dossier) -> Document:
    """All summaries of a meeting, by item."""
    summaries = list(summaries_of(dossier.minutes))
    return write_speeches(scribe, dossier.congress, dossier.meeting, summaries)


def write_speeches(
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
