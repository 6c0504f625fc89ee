"""The documents of a meeting: one page that lists them, and each in every shape."""

from asyncio import to_thread
from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from starlette.responses import Response

from ballots import queries as ballots
from ballots.project import clean
from core.errors import NotHere
from core.journal import Entry
from core.people import Role
from sessions import queries as sessions
from web.access import Who, page
from web.documents.dossier import Dossier, read_dossier
from web.documents.scribe import Scribe
from web.documents.shelf import (
    Kept,
    Shape,
    Wanted,
    compose_document,
    votes_on_paper,
    write_document,
)
from web.documents.vote import GOVERNMENT_LENGTH, Announced, Layout
from web.downloads import attachment, shown
from web.language import preferred
from web.visit import Visit

DOCUMENTS = "/m/{meeting:str}/documents"
# Who sees a count before the hall does: whoever announces it, and whoever signs it.
AHEAD = frozenset({Role.CHAIR, Role.SCRUTINEER})

Choice = TypeVar("Choice", bound=StrEnum)


async def documents(visit: Visit) -> Response:
    """All documents that there are by now, in both languages and every shape."""
    dossier = await read(visit, ahead=True)
    return visit.render(
        "documents/shelf.html",
        dossier=dossier,
        votes=list(votes_on_paper(dossier)),
        sees_counts=not visit.me.roles.isdisjoint(AHEAD),
        layouts=Layout,
        tongue=preferred(visit.request.query_params.get("in"), visit.language.tag),
        government=government_of(dossier.congress),
        year=dossier.minutes.notice.get("held_on", "")[:4],
    )


async def document(visit: Visit) -> Response:
    """One document. What it is made from is the journal, and the choices in its address."""
    wanted, shape = _wanted(visit)
    dossier = await read(visit, ahead=wanted.kind is Kept.REPORT)
    pages, language = visit.house.pages, visit.language
    async with visit.house.writing:
        content = await to_thread(make, Scribe(pages, language), dossier, wanted, shape)
    name = f"{wanted.kind}.{shape}"
    return (attachment if shape is Shape.DOCX else shown)(name, content)


async def report(visit: Visit) -> Response:
    """The report of the count for those who sign it: before the hall hears of it."""
    dossier = await read(visit, ahead=True)
    wanted = Wanted(Kept.REPORT, visit.path("round"))
    scribe = Scribe(visit.house.pages, visit.language)
    async with visit.house.writing:
        content = await to_thread(make, scribe, dossier, wanted, Shape.PDF)
    return shown("report.pdf", content)


def make(scribe: Scribe, dossier: Dossier, wanted: Wanted, shape: Shape) -> bytes:
    """Compose and write a document; it takes a tenth of a second and more."""
    return write_document(scribe.pages, compose_document(scribe, dossier, wanted), shape)


async def read(visit: Visit, *, ahead: bool = False) -> Dossier:
    """The dossier of the meeting, up to the first count that this visitor may not know yet."""
    async with visit.house.db.reading() as connection:
        entries: Sequence[Entry] = await sessions.journal_since(connection, visit.me.meeting, 0)
    if not ahead or visit.me.roles.isdisjoint(AHEAD):
        entries = ballots.told_so_far(entries)
    return await to_thread(read_dossier, entries)


def government_of(congress: str) -> str:
    """青禾县人民政府 for 青禾县第十八届人民代表大会: a proposal that the clerk can change."""
    place, found, _ = congress.partition("第")
    return f"{place}人民政府" if found and place else ""


def _wanted(visit: Visit) -> tuple[Wanted, Shape]:
    name, _, ending = visit.path("document").partition(".")
    asked = visit.request.query_params
    number = asked.get("number", "")
    announced = Announced(
        number=int(number)
        if number.isascii() and number.isdecimal() and len(number) < 5
        else 0,
        year=clean(asked.get("year", ""))[:20],
        government=clean(asked.get("government", ""))[:GOVERNMENT_LENGTH],
        counts=bool(asked.get("counts")),
    )
    layout = _one_of(Layout, asked.get("layout", Layout.A4))
    wanted = Wanted(_one_of(Kept, name), asked.get("of", ""), layout, announced)
    return wanted, _one_of(Shape, ending)


def _one_of(kind: type[Choice], value: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        raise NotHere("document") from None


routes = [
    page(DOCUMENTS, documents, Who.CONVENER),
    page(f"{DOCUMENTS}/{{document:str}}", document, Who.CONVENER),
    page("/m/{meeting:str}/rounds/{round:str}/report.pdf", report, Who.SCRUTINEER),
]
