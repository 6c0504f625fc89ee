"""A result as tables to download. The columns of the public contract come first."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from ballots.ballot_table import HEADER, cell
from ballots.deciding.breakdown import Breakdown, told_columns
from ballots.method import VoteMethod
from ballots.outcome import Outcome, outcome_to_facts
from ballots.paper import decode_marks
from sessions.queries import Line
from web import words
from web.language import Language

COLUMNS = (
    "no",
    "name",
    "for",
    "against",
    "abstain",
    "not_marked",
    "illegible",
    "passes",
    "rank",
    "chosen",
)
BY_MODE = ("satisfied", "basically", "unsatisfied", "grade", "rank_sum")
Rows = list[list[object]]


def result_rows(method: VoteMethod, outcome: Outcome) -> Rows:
    """One line an item; what only this method counts stands in columns at the end."""
    facts = outcome_to_facts(outcome)["items"]
    items = msgspec.convert(facts, list[dict[str, object]])
    own = [name for name in BY_MODE if name in items[0]]
    places = method.seats_by_category or {}
    category = {one.no: one.category for one in method.candidates}
    extra = ["category"] * bool(places) + [f"for {group}" for group in method.groups]
    rows: Rows = [[*COLUMNS, *own, *extra]]
    for item, one in zip(items, outcome.items, strict=True):
        stands = [category[one.no]] * bool(places)
        apart = [one.for_by_group.get(group, 0) for group in method.groups]
        rows.append([*(item[name] for name in (*COLUMNS, *own)), *stands, *apart])
    return rows


def ballot_rows(method: VoteMethod, listed: Sequence[tuple[Line, str]]) -> Rows:
    """The ballots by name, as `minyi tally` reads them: namesakes are told apart."""
    rows: Rows = [[*HEADER, *method.numbers]]
    times = Counter(line.name for line, _ in listed)
    seen: Counter[str] = Counter()
    for line, marks in listed:
        seen[line.name] += 1
        is_one = times[line.name] == 1
        name = line.name if is_one else f"{line.name} ({seen[line.name]})"
        counted = decode_marks(method, marks)
        cells = [cell(method.mode, counted.mark(no)) for no in method.numbers]
        rows.append([name, line.delegation, *cells])
    return rows


def breakdown_rows(language: Language, method: VoteMethod, found: Breakdown) -> Rows:
    """One line an item and delegation. `of` tells which delegations a line adds up."""
    columns = told_columns(method)
    rows: Rows = [
        ["no", "name", "group", "of", "ballots", *(one.rstrip("_") for one in columns)]
    ]
    for at, candidate in enumerate(method.candidates):
        for row in found.rows:
            label = words.group_words(language, row.groups)
            names = words.each_group(language, row.groups)
            figures = [getattr(row.count.items[at], column) for column in columns]
            head = [candidate.no, candidate.name, label, names, row.count.valid]
            rows.append([*head, *figures])
    return rows
