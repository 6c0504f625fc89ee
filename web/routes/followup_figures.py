"""Figures with numerator, denominator and definition; and all of it as CSV and JSON."""

from collections.abc import Iterator
from enum import StrEnum
from functools import partial

from starlette.responses import JSONResponse, Response

from core.spreadsheet import write_csv
from followup.calendar import day_of
from followup.figures import queries as figures
from followup.figures.counting import RATERS, Figures, Line, PartedBy
from followup.office import SEES_ALL, Office
from followup.summary import Summary
from web import words
from web.access import Who, page
from web.downloads import attachment
from web.followup_board_words import COLUMNS, FIGURE_COLUMNS
from web.language import translations
from web.routes.followup_board import BOARD, asked_of, fresh, held
from web.visit import Visit

FIGURES = f"{BOARD}-figures"
FIELDS = (
    *("no", "title", "kind", "level", "place", "decided_on", "lead_name", "state", "colour"),
    *("late", "duty", "due", "percent", "claimed", "reports", "planned", "paid", "round"),
)
NAMED = {"kind": "MatterKind", "level": "Tier", "state": "MatterState", "colour": "Colour"}
NAMED |= {"duty": "Duty"}


async def _table(visit: Visit) -> tuple[PartedBy, Figures]:
    await fresh(visit)
    asked = visit.request.query_params.get("by", "")
    by = PartedBy(asked) if asked in set(PartedBy) else PartedBy.UNIT
    async with visit.house.db.reading() as connection:
        return by, await figures.table(connection, by)


async def shown(visit: Visit) -> Response:
    by, table = await _table(visit)
    sees_all = not SEES_ALL.isdisjoint((await held(visit)).offices)
    async with visit.house.db.reading() as connection:
        activity = await figures.activity(connection) if sees_all else None
        terms = await figures.terms(connection)
    return visit.render(
        "followup/figures.html",
        by=by,
        ways=PartedBy,
        counted_of=lambda line: line.rates,
        rated_by={who: partial(_rated, who) for who in RATERS},
        table=table,
        activity=activity,
        k=terms.k,
        today=day_of(visit.house.db.clock()),
    )


def _rated(who: Office, line: Line) -> tuple[figures.Rate, ...]:
    return line.rated[who]


async def _listed(visit: Visit) -> list[Summary]:
    await fresh(visit)
    asked, _ = asked_of(visit)
    async with visit.house.db.reading() as connection:
        return await figures.all_matters(connection, asked)


async def matters_csv(visit: Visit) -> Response:
    """What the board says of every matter, in words."""
    say = translations(visit.language).gettext
    rows: list[list[object]] = [[say(COLUMNS[name]) for name in FIELDS]]
    rows += [
        [_worded(visit, name, getattr(one, name)) for name in FIELDS]
        for one in await _listed(visit)
    ]
    return attachment("matters.csv", write_csv(rows))


def _worded(visit: Visit, name: str, value: object) -> object:
    if name not in NAMED or not value:
        return value
    return words.named(visit.language, f"{NAMED[name]}.{value}")


async def matters_json(visit: Visit) -> Response:
    """The same with the names that programs read; `late` counts working days."""
    as_of = day_of(visit.house.db.clock()).isoformat()
    listed = [
        {name: _plain(getattr(one, name)) for name in ("id", *FIELDS)}
        for one in await _listed(visit)
    ]
    return JSONResponse({"as_of": as_of, "money": "10,000 yuan", "matters": listed})


def _plain(value: object) -> object:
    if isinstance(value, StrEnum) or value is None or isinstance(value, int):
        return value
    return str(value)


async def figures_csv(visit: Visit) -> Response:
    by, table = await _table(visit)
    say = translations(visit.language).gettext
    rows: list[list[object]] = [[say(one) for one in FIGURE_COLUMNS]]
    for line in (*table.lines, table.total):
        name = name_of(visit, by, line) if line is not table.total else say("All")
        rows += [[name, *row] for row in _rates(visit, line)]
    return attachment("figures.csv", write_csv(rows))


def name_of(visit: Visit, by: PartedBy, line: Line) -> str:
    if by is PartedBy.LEVEL:
        return words.named(visit.language, f"Tier.{line.key}")
    return line.name or translations(visit.language).gettext("no unit yet")


def _rates(visit: Visit, line: Line) -> Iterator[list[object]]:
    def named(name: str) -> str:
        return words.named(visit.language, name)

    groups = [("", line.rates), *((str(who), rates) for who, rates in line.rated.items())]
    for rater, rates in groups:
        for one in rates:
            who = named(f"Office.{rater}") if rater else ""
            means = named(f"FigureMeans.{one.figure}")
            yield [named(f"Figure.{one.figure}"), who, one.count, one.of, one.percent, means]


async def figures_json(visit: Visit) -> Response:
    by, table = await _table(visit)
    lines = [_line(one) for one in table.lines]
    as_of = day_of(visit.house.db.clock()).isoformat()
    told = {"as_of": as_of, "by": by, "lines": lines, "total": _line(table.total)}
    return JSONResponse(told | {"ratings_waiting": table.waiting})


def _line(line: Line) -> dict[str, object]:
    def told(rates: tuple[figures.Rate, ...]) -> dict[str, object]:
        return {
            one.figure: {"count": one.count, "of": one.of, "percent": one.percent}
            for one in rates
        }

    rated = {str(who): told(rates) for who, rates in line.rated.items()}
    about: dict[str, object] = {"key": line.key, "name": line.name, "matters": line.matters}
    return about | {"figures": told(line.rates), "rated_by": rated}


routes = [
    page(FIGURES, shown, Who.ANYONE),
    page(f"{FIGURES}.csv", figures_csv, Who.ANYONE),
    page(f"{FIGURES}.json", figures_json, Who.ANYONE),
    page(f"{BOARD}.csv", matters_csv, Who.ANYONE),
    page(f"{BOARD}.json", matters_json, Who.ANYONE),
]
