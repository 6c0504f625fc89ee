"""Which documents there are, and how each is composed: the one list that page and door read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ballots.method import Secrecy
from core.errors import NotHere
from web.documents.attendance import compose_attendance
from web.documents.dossier import Dossier, PaperFile, RoundFile
from web.documents.minutes import compose_minutes
from web.documents.model import Document
from web.documents.page import write_page
from web.documents.pdf import write_pdf
from web.documents.plain import write_text
from web.documents.scribe import Scribe
from web.documents.speeches import compose_speeches, summaries_of
from web.documents.vote import (
    Announced,
    Layout,
    compose_announcement,
    compose_count,
    compose_method,
    compose_report,
    compose_slips,
)
from web.documents.word import write_word
from web.pages import Pages


class Kept(StrEnum):
    """The kinds of documents, by the name in their address."""

    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    SPEECHES = "speeches"
    METHOD = "method"
    SLIPS = "slips"
    COUNT = "count"
    REPORT = "report"
    ANNOUNCEMENT = "announcement"


class Shape(StrEnum):
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document: its kind, of which vote or round, and what is chosen about it."""

    kind: Kept
    of: str = ""
    layout: Layout = Layout.A4
    announced: Announced = field(default_factory=Announced)


def compose_document(scribe: Scribe, dossier: Dossier, wanted: Wanted) -> Document:
    """The document that is wanted; `NotHere` when the meeting has none of that kind yet."""
    match wanted.kind:
        case Kept.MINUTES:
            return compose_minutes(scribe, dossier)
        case Kept.ATTENDANCE:
            return compose_attendance(scribe, dossier)
        case Kept.SPEECHES:
            found = summaries_of(dossier.minutes)
            return compose_speeches(scribe, dossier.congress, dossier.meeting, found)
        case Kept.REPORT:
            return compose_report(scribe, dossier, _round(dossier, wanted.of))
        case _:
            return _of_vote(scribe, dossier, wanted)


def _of_vote(scribe: Scribe, dossier: Dossier, wanted: Wanted) -> Document:
    paper = dossier.papers.get(wanted.of)
    if paper is None:
        raise NotHere("document")
    match wanted.kind:
        case Kept.METHOD:
            return compose_method(scribe, dossier, paper)
        case Kept.SLIPS:
            return compose_slips(scribe, dossier, paper, wanted.layout)
        case Kept.COUNT:
            return compose_count(scribe, dossier, paper)
        case _:
            return compose_announcement(scribe, dossier, paper, wanted.announced)


def _round(dossier: Dossier, round: str) -> RoundFile:
    if round not in dossier.rounds:
        raise NotHere("document")
    return dossier.rounds[round]


def write_document(pages: Pages, document: Document, shape: Shape) -> bytes:
    """The document in a shape. Takes its time: beside the event loop."""
    return WRITERS[shape](pages, document)


WRITERS: Mapping[Shape, Callable[[Pages, Document], bytes]] = {
    Shape.HTML: write_page,
    Shape.PDF: lambda _, document: write_pdf(document),
    Shape.DOCX: lambda _, document: write_word(document),
    Shape.TXT: lambda _, document: write_text(document).encode(),
}


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A vote as the page of documents lists it."""

    paper: PaperFile
    reports: tuple[RoundFile, ...]

    @property
    def takes_slips(self) -> bool:
        """Whether slips and sheets are of use: a show of hands has none."""
        method = self.paper.method
        return method is not None and method.secrecy is not Secrecy.HANDS


def votes_on_paper(dossier: Dossier) -> Iterator[OnPaper]:
    """The votes of a meeting that have a method, with the rounds that were counted."""
    for paper in dossier.papers.values():
        if paper.method is not None and paper.method.candidates:
            counted = [one for one in paper.rounds if one.counted and not one.is_void]
            yield OnPaper(paper, tuple(counted))
