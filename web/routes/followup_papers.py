"""What offices hand out: the circular of a month, the report of a year, the export."""

import calendar
import re
from asyncio import to_thread
from datetime import date

from starlette.responses import Response

from core.errors import Forbidden, NotHere
from followup.calendar import day_of
from followup.evaluation import may_see_ratings
from followup.event import events_of
from followup.export.bundle import bundle
from followup.figures import queries as figures
from followup.figures.review import Review, review
from followup.office import OrgKind
from followup.queries import orgs
from web.access import Who, page
from web.documents.followup import CIRCULAR, YEAR, Head, compose_review
from web.documents.scribe import Scribe
from web.documents.shelf import Shape, write_document
from web.downloads import attachment, shown
from web.language import Language
from web.routes.followup_board import BOARD, fresh
from web.routes.followup_lists import check_sees_all
from web.visit import Visit

MONTH = re.compile(r"(2[0-9]{3})-(0[1-9]|1[0-2])")
A_YEAR = re.compile(r"2[0-9]{3}")


async def circular(visit: Visit) -> Response:
    """What happened in a month, as of its last day or today."""
    found = MONTH.fullmatch(visit.request.query_params.get("month", ""))
    if found is None:
        raise NotHere("document")
    year, month = int(found[1]), int(found[2])
    last = date(year, month, calendar.monthrange(year, month)[1])
    zh = visit.language is Language.ZH
    words = f"{year}年{month}月" if zh else f"{calendar.month_name[month]} {year}"
    return await _written(visit, CIRCULAR, "circular", date(year, month, 1), last, words)


async def year_report(visit: Visit) -> Response:
    typed = visit.request.query_params.get("year", "")
    if not A_YEAR.fullmatch(typed):
        raise NotHere("document")
    first, last = date(int(typed), 1, 1), date(int(typed), 12, 31)
    words = f"{typed}年度" if visit.language is Language.ZH else typed
    return await _written(visit, YEAR, "year-report", first, last, words)


async def _written(
    visit: Visit, template: str, name: str, first: date, last: date, period: str
) -> Response:
    await check_sees_all(visit)
    asked = visit.request.query_params.get("shape", "")
    shape = Shape(asked) if asked in set(Shape) else Shape.HTML
    until = min(last, day_of(visit.house.db.clock()))
    if until < first:
        raise NotHere("document")
    async with visit.house.db.reading() as connection:
        ground = await figures.ground(connection, until)
        known = await orgs(connection)
    congress = next((one.name for one in known.values() if one.kind is OrgKind.CONGRESS), "")
    scribe = Scribe(visit.house.pages, visit.language)

    def write() -> bytes:
        made = _review(ground, first, until)
        document = compose_review(scribe, template, Head(congress, period), made)
        return write_document(scribe.pages, document, shape)

    async with visit.house.writing:
        content = await to_thread(write)
    return (attachment if shape is Shape.DOCX else shown)(f"{name}.{shape}", content)


def _review(ground: figures.Ground, first: date, until: date) -> Review:
    chains = {one: events_of(entries) for one, entries in ground.chains.items()}
    return review(chains, ground.terms, ground.calendar, first, until)


async def export(visit: Visit) -> Response:
    """Everything that colours and figures follow from, to be recomputed elsewhere."""
    own = await check_sees_all(visit)
    if not may_see_ratings(own.offices):
        raise Forbidden("ratings-hidden")
    await fresh(visit)
    async with visit.house.db.reading() as connection:
        ground = await figures.ground(connection)
        showed = await figures.showed(connection, day_of(visit.house.db.clock()))
    async with visit.house.writing:
        content = await to_thread(bundle, ground.chains, ground.terms, ground.calendar, showed)
    return attachment("matters.zip", content)


routes = [
    page(f"{BOARD}-circular", circular, Who.HOLDER),
    page(f"{BOARD}-year", year_report, Who.HOLDER),
    page(f"{BOARD}-export.zip", export, Who.HOLDER),
]
