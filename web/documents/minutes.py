"""会议记录: the minutes, from the journal alone, with all that was added to them."""

from collections.abc import Iterator, Sequence

from web.documents.dossier import Dossier
from web.documents.model import Block, Document, Heading, Look, Paragraph, Part, Title
from web.documents.scribe import Scribe

PAGE = "sessions/minutes.html"  # also the page that members read: one wording for both


def compose_minutes(scribe: Scribe, dossier: Dossier) -> Document:
    """The page of the minutes on paper: with its own title, and items below one heading."""
    head = scribe.parts("documents/minutes_head.html", dossier=dossier)
    body = scribe.block(PAGE, "main", minutes=dossier.minutes)
    title, course, *foot = head
    blocks = [title, *_ordered(body, [course]), *foot]
    return scribe.document(_name(title), blocks)


def _ordered(body: Sequence[Part], head: Sequence[Part]) -> Iterator[Block]:
    """The page's own title goes; before the first item stands the heading of all items."""
    waiting = list(head)
    for part in body:
        if isinstance(part, Title) or _is_subtitle(part):
            continue
        if isinstance(part, Heading) and part.level == 2 and waiting:
            yield waiting.pop(0)
        yield part


def _is_subtitle(part: Part) -> bool:
    return isinstance(part, Paragraph) and part.look is Look.SUBTITLE


def _name(title: Part) -> str:
    return title.text.replace("\n", " ") if isinstance(title, Title) else ""
