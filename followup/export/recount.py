"""Recomputes what an export claims from its journals, and names the first difference. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.canonical import Json, Reader, from_canonical
from core.chain import Event, journal_from_lines
from core.checking import Report, Step, Unchecked, given, run
from core.errors import Refused
from core.zipped import read_zip
from followup.calendar import Calendar
from followup.event import KINDS, event_from
from followup.export.bundle import (
    CALENDAR,
    FIGURES,
    HEAD,
    JOURNALS,
    ROWS,
    TERMS,
    VERSION,
    WHAT,
    figures_tree,
    row_tree,
)
from followup.figures.counting import PartedBy
from followup.figures.review import figures_of
from followup.summary import View, summary, view
from followup.terms import Terms, terms_from
from followup.warning import RULE

HOLDS, FAILS, OPEN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Head:
    as_of: date
    rule: str
    matters: int


@dataclass(slots=True)
class Case:
    """The export as far as it has been read; each step may add to it."""

    octets: bytes
    files: Mapping[str, bytes] | None = None
    head: Head | None = None
    terms: Terms | None = None
    calendar: Calendar | None = None
    chains: Mapping[str, tuple[Event, ...]] | None = None
    views: Mapping[str, View] | None = None

    def file(self, name: str) -> bytes:
        files = given(self.files)
        if name not in files:
            raise Refused("file-missing", file=name)
        return files[name]


def is_export(octets: bytes) -> bool:
    """Whether this is an export of matters; if broken, whether it looks like one."""
    try:
        return HEAD in read_zip(octets)
    except Refused:
        return f'"{WHAT}"'.encode() in octets


def recount(octets: bytes) -> tuple[Report, int]:
    """All checks, and the exit code: 0 all holds, 1 something fails, 2 it could not be seen."""
    report = run(Case(octets), STEPS)
    if not report.holds:
        return report, FAILS
    return report, OPEN if any(check.why for check in report.checks) else HOLDS


def _zip(case: Case) -> Mapping[str, bytes]:
    return read_zip(case.octets)


def _head(case: Case) -> Head:
    said = Reader(from_canonical(case.file(HEAD)), "what version as_of rule matters")
    if said.text("what") != WHAT or said.number("version") != VERSION:
        raise Refused("export-form", file=HEAD)
    return Head(_day(said.text("as_of"), HEAD), said.text("rule"), said.number("matters"))


def _day(text: str, file: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("export-form", file=file) from None


def _terms(case: Case) -> Terms:
    tree = from_canonical(case.file(TERMS))
    if not isinstance(tree, dict):
        raise Refused("export-form", file=TERMS)
    return terms_from(tree)


def _calendar(case: Case) -> Calendar:
    tree = from_canonical(case.file(CALENDAR))
    days: dict[date, bool] = {}
    for one in tree if isinstance(tree, list) else [None]:
        match one:
            case [str() as day, bool() as worked]:
                days[_day(day, CALENDAR)] = worked
            case _:
                raise Refused("export-form", file=CALENDAR)
    return Calendar(days)


def _chains(case: Case) -> Mapping[str, tuple[Event, ...]]:
    """Each matter's chain, from its first entry."""
    lines = case.file(JOURNALS).split(b"\n")
    if lines.pop() != b"":
        raise Refused("export-form", file=JOURNALS)
    found: dict[str, tuple[Event, ...]] = {}
    for matter, own in groupby(lines, _matter_of):
        if matter in found:
            raise Refused("export-form", file=JOURNALS)
        found[matter] = journal_from_lines(b"".join(line + b"\n" for line in own))
    if len(found) != given(case.head).matters:
        raise Refused("sum-wrong", found=len(found), total=given(case.head).matters)
    return found


def _matter_of(line: bytes) -> str:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    matter = said.get("meeting") if isinstance(said, dict) else None
    if not isinstance(matter, str):
        raise Refused("export-form", file=JOURNALS)
    return matter


def _views(case: Case) -> Mapping[str, View]:
    """Every matter anew. What another version of the rule said, this one cannot check."""
    head, terms, days = given(case.head), given(case.terms), given(case.calendar)
    if head.rule != RULE:
        raise Unchecked("rule-other", said=head.rule, own=RULE)
    found: dict[str, View] = {}
    for matter, entries in given(case.chains).items():
        known = [one for one in entries if one.kind in KINDS]
        try:
            events = [event_from(one.kind, matter, dict(one.facts)) for one in known]
            found[matter] = view(events, terms, days, head.as_of)
        except (TypeError, ValueError, KeyError, ArithmeticError):
            raise Refused("export-facts", matter=matter) from None
        if found[matter].progress.matter is None:
            raise Refused("export-facts", matter=matter)
    return found


def _rows(case: Case) -> None:
    """State, colour, lateness, progress and money of each matter."""
    claimed: dict[str, dict[str, Json]] = {}
    for line in case.file(ROWS).split(b"\n")[:-1]:
        tree = from_canonical(line)
        if not isinstance(tree, dict):
            raise Refused("export-form", file=ROWS)
        claimed[str(tree.get("id"))] = tree
    views, days, chains = given(case.views), given(case.calendar), given(case.chains)
    for matter, seen in views.items():
        found = row_tree(summary(seen, days, len(chains[matter])))
        told = claimed.pop(matter, {})
        _compare(told, found, str(found["no"]))
    if claimed:
        raise Refused("export-row", matter=next(iter(claimed)), field="id", said="", found="")


def _compare(told: Mapping[str, Json], found: Mapping[str, Json], no: str) -> None:
    for name in [*found, *(set(told) - set(found))]:
        if name not in told or name not in found or told[name] != found[name]:
            facts = {"said": told.get(name), "found": found.get(name)}
            raise Refused("export-row", matter=no, field=name, **facts)


def _figures(case: Case) -> None:
    tree = from_canonical(case.file(FIGURES))
    views = list(given(case.views).values())
    for by in PartedBy:
        found: Json = figures_tree(figures_of(views, by, given(case.calendar)))
        told = tree.get(by) if isinstance(tree, dict) else None
        if told != found:
            raise Refused("export-figure", None, **_first(by, told, found))


def _first(where: str, told: Json, found: Json) -> dict[str, object]:
    """The first place in which two trees differ."""
    if isinstance(told, dict) and isinstance(found, dict):
        for key in sorted({*told, *found}):
            if told.get(key) != found.get(key):
                return _first(f"{where}.{key}", told.get(key), found.get(key))
    if isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        for place, (one, other) in enumerate(zip(told, found, strict=True)):
            if one != other:
                return _first(f"{where}.{place}", one, other)
    return {"where": where, "said": told, "found": found}


STEPS = (
    Step("zip", _zip, gives="files"),
    Step("form", _head, needs="files", gives="head"),
    Step("terms", _terms, needs="files", gives="terms"),
    Step("calendar", _calendar, needs="files", gives="calendar"),
    Step("journals", _chains, needs="files head", gives="chains"),
    Step("replay", _views, needs="head terms calendar chains", gives="views"),
    Step("colours", _rows, needs="views"),
    Step("figures", _figures, needs="views"),
)
