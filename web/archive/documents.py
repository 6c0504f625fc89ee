"""The documents of an archive that are worded: those of `web.documents`, from its journal.

In Chinese, the minutes in English as well; each to read, to edit and to print.
"""

import hashlib
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from core.chain import Event
from core.errors import Refused
from core.ids import MeetingId
from core.journal import Entry
from web.archive.plain import DOCUMENTS, STYLE, Events
from web.documents.dossier import Dossier, read_dossier
from web.documents.model import Document
from web.documents.page import write_page
from web.documents.pdf import FONTS, write_pdf
from web.documents.scribe import Scribe
from web.documents.shelf import Kept, OnPaper, Wanted, compose_document, votes_on_paper
from web.documents.vote import Announced
from web.documents.word import write_word
from web.language import Language
from web.pages import Pages

HOUSE = Path(__file__).parents[2]
STYLE_SOURCE = HOUSE / "web" / "static" / "documents.css"
CODES = {Language.ZH: "zh", Language.EN: "en"}
ROSTER = "RegisterListed"  # withheld in a public copy: then nobody is told who came
# What else draws, sets or words: another version of it may write other bytes.
DRAWS = ("babel", "jinja2", "python-docx", "lxml", "typst", "pylopdf-fonts-zh-cn")


def documents(events: Events, zone: str) -> dict[str, bytes]:
    """All of them. Refuses a journal that cannot be worded: `document-unmakeable`."""
    pages = _pages(zone)
    files, name = {STYLE: STYLE_SOURCE.read_bytes()}, DOCUMENTS
    try:
        dossier = _dossier(events)
        for stem, language, wanted in _wanted(dossier):
            name = f"{DOCUMENTS}{stem}.{CODES[language]}"
            made = compose_document(Scribe(pages, language), dossier, wanted)
            files |= {f"{name}.{ending}": file for ending, file in _written(pages, made)}
    except Exception as problem:
        # A stranger's journal can hold anything in any place; it must not stop the checks.
        raise Refused(
            "document-unmakeable", file=name, problem=type(problem).__name__
        ) from None
    return files


def _written(pages: Pages, document: Document) -> Iterator[tuple[str, bytes]]:
    yield "html", write_page(pages, document, alone=True)
    yield "docx", write_word(document)
    yield "pdf", write_pdf(document)


def _dossier(events: Events) -> Dossier:
    dossier = read_dossier([_entry(event) for event in events if event.says])
    minutes = dossier.minutes
    minutes.last_number, minutes.last_hash = events[-1].number, events[-1].hash
    return dossier


def _entry(event: Event) -> Entry:
    return Entry(MeetingId(event.meeting), event.number, event.at, event.kind, dict(event.says))


def _wanted(dossier: Dossier) -> Iterator[tuple[str, Language, Wanted]]:
    """The name of each without its ending, its language, and what it is."""
    yield "minutes", Language.ZH, Wanted(Kept.MINUTES)
    yield "minutes", Language.EN, Wanted(Kept.MINUTES)
    if any(entry.kind == ROSTER for entry in dossier.entries):
        yield "attendance", Language.ZH, Wanted(Kept.ATTENDANCE)
    if dossier.minutes.summaries:
        yield "speeches", Language.ZH, Wanted(Kept.SPEECHES)
    for number, vote in enumerate(votes_on_paper(dossier), start=1):
        for stem, wanted in _of_vote(vote, number):
            yield stem, Language.ZH, wanted


def _of_vote(vote: OnPaper, number: int) -> Iterator[tuple[str, Wanted]]:
    paper = vote.paper
    yield f"method-{number}", Wanted(Kept.METHOD, paper.id)
    if vote.takes_slips:
        yield f"count-{number}", Wanted(Kept.COUNT, paper.id)
    for round in vote.reports:
        yield f"report-{number}-{round.number}", Wanted(Kept.REPORT, round.id)
    for issued in paper.issued:
        asked = Announced(issued.facts["number"])
        wanted = Wanted(Kept.ANNOUNCEMENT, paper.id, announced=asked)
        yield f"announcement-{number}-{asked.number}", wanted
    if paper.has_result and not paper.issued:  # a draft, and it says so
        yield f"announcement-{number}", Wanted(Kept.ANNOUNCEMENT, paper.id)


@cache
def _pages(zone: str) -> Pages:
    """Pages that link to nothing of this server."""
    try:
        return Pages(ZoneInfo(zone), lambda name: name)
    except (KeyError, ValueError, OSError):
        raise Refused("field-wrong", field="zone") from None


@cache
def wording() -> str:
    """The hash of all that words the documents: programs with the same one write the same."""
    known = hashlib.sha256()
    files = [STYLE_SOURCE]
    files += [
        path for end in ("*.html", "*.po", "*.typ") for path in (HOUSE / "web").rglob(end)
    ]
    for room in ("core", "sessions", "ballots", "web"):
        files += (HOUSE / room).rglob("*.py")
    for path in sorted(files):
        name = path.relative_to(HOUSE).as_posix()
        known.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for font in sorted(FONTS.iterdir()):
        if font.is_file():
            known.update(f"{font.name}\0".encode() + hashlib.sha256(font.read_bytes()).digest())
    for package in DRAWS:
        known.update(f"{package} {version(package)}\0".encode())
    known.update(f"{zlib.ZLIB_RUNTIME_VERSION} {unicodedata.unidata_version}".encode())
    return known.hexdigest()
