"""The export: journals, terms, calendar, and the rows and figures of the boards. Pure.

The first three are the ground. The last two are claims: `followup.export.recount` makes them
again from the ground and says where they differ. The same content is the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from core.canonical import Json, canonical
from core.chain import journal_line
from core.journal import Entry
from core.zipped import archive_zip
from followup.calendar import Calendar
from followup.figures.counting import Figures, Line
from followup.summary import Summary
from followup.terms import Terms
from followup.warning import RULE

HEAD, TERMS, CALENDAR = "followup.json", "terms.json", "calendar.json"
JOURNALS, ROWS, FIGURES = "journals.jsonl", "rows.jsonl", "figures.json"
WHAT = "minyi.followup"
VERSION = 1
# What stands in tables of its own.
APART = ("dues", "units")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the boards showed on a day."""

    as_of: date
    rows: Sequence[Summary]
    figures: Mapping[str, Figures]  # by what they are parted


def bundle(
    chains: Mapping[str, Sequence[Entry]], terms: Terms, calendar: Calendar, shown: Shown
) -> bytes:
    """One zip. Ratings are in it with their tokens: it is for those who see all."""
    head = {
        "what": WHAT,
        "version": VERSION,
        "as_of": shown.as_of.isoformat(),
        "rule": RULE,
        "matters": len(chains),
    }
    days = [[day.isoformat(), worked] for day, worked in sorted(calendar.special.items())]
    entries = [entry for one in sorted(chains) for entry in chains[one]]
    rows = sorted(shown.rows, key=lambda one: one.id)
    tables = {by: figures_tree(found) for by, found in shown.figures.items()}
    return archive_zip(
        {
            HEAD: canonical(head),
            TERMS: canonical(asdict(terms)),
            CALENDAR: canonical(days),
            JOURNALS: _lines(journal_line(_entry(one)) for one in entries),
            ROWS: _lines(canonical(row_tree(one)) for one in rows),
            FIGURES: canonical(tables),
        }
    )


def _lines(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _entry(entry: Entry) -> dict[str, object]:
    return {one.name: getattr(entry, one.name) for one in fields(entry)}


def row_tree(row: Summary) -> dict[str, Json]:
    """A row as it is kept, field by field."""
    return {
        one.name: _plain(getattr(row, one.name)) for one in fields(row) if one.name not in APART
    }


def _plain(value: object) -> Json:
    if value is None or isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def figures_tree(found: Figures) -> dict[str, Json]:
    """Counts alone: percentages follow from them."""
    lines: list[Json] = [_line(one) for one in found.lines]
    return {"lines": lines, "total": _line(found.total), "waiting": found.waiting}


def _line(line: Line) -> dict[str, Json]:
    told: dict[str, Json] = {str(one.figure): [one.count, one.of] for one in line.rates}
    for who, rates in line.rated.items():
        told |= {f"{who}.{one.figure}": [one.count, one.of] for one in rates}
    return {"key": line.key, "matters": line.matters, "figures": told}
