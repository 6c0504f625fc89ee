"""`minyi tally`: counts a file of ballots by any method and says what it decides.

Exit codes: 0 the vote holds; 1 it is void, or something given cannot be read.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ballots.ballot_table import read_ballots
from ballots.deciding.breakdown import breakdown
from ballots.deciding.cut import Drawing
from ballots.deciding.decision import FIRST, decide
from ballots.method import Mode, VoteMethod
from ballots.methods.check import check_method
from ballots.methods.contract import method_from_json
from ballots.outcome import (
    ItemOutcome,
    Outcome,
    Turnout,
    check_turnout,
    group_members,
    outcome_to_facts,
)
from ballots.paper import Ballot
from ballots.secret.sentences import printable
from ballots.tally import Tally, tally, with_returned
from core.errors import Refused
from minyi.by_group import groups_to_json, show_groups
from web.language import Language
from web.words import because, sentence


@dataclass(frozen=True, slots=True)
class Hall:
    """What the file of ballots does not say. None: as many as present, as in the file."""

    members: int
    present: int
    issued: int | None = None
    returned: int | None = None
    groups: Sequence[str] = ()  # NAME=N
    drawing: Drawing = FIRST

    @property
    def turnout(self) -> Turnout:
        issued = self.present if self.issued is None else self.issued
        groups = dict(map(group_members, self.groups))
        return Turnout(self.members, self.present, issued, groups)

    def count(self, method: VoteMethod, ballots: Iterable[Ballot]) -> Tally:
        count = tally(method, ballots)
        return count if self.returned is None else with_returned(count, self.returned)


def run(
    method_file: Path, ballots_file: Path, hall: Hall, as_json: bool, by_group: bool = False
) -> int:
    """Print the outcome, and by group if asked; answer the exit code."""
    at = method_file.name  # where a refusal has its cause
    try:
        method = method_from_json(method_file.read_bytes())
        check_method(method)
        at = ballots_file.name
        ballots = read_ballots(method, ballots_file.read_bytes())
        at = ""
        check_turnout(hall.turnout)
        outcome = decide(method, hall.count(method, ballots), hall.turnout, hall.drawing)
    except Refused as refusal:
        said = sentence(Language.EN, printable_refusal(refusal))
        place = ", ".join(printable(part) for part in (at, refusal.field) if part)
        said = f"{place}: {said}" if place else said
        return _refuse(refusal.code, said, refusal.facts, as_json)
    except OSError as problem:
        said = printable(f"{problem.filename} cannot be read: {problem.strerror}.")
        return _refuse("file-unreadable", said, {}, as_json)
    apart = breakdown(method, ballots) if by_group else None
    if as_json:
        facts = outcome_to_facts(outcome) | {"because": reason(outcome)}
        by = {"by_group": groups_to_json(method, apart)} if apart else {}
        print(json.dumps(facts | by, indent=2))
    else:
        show(method, outcome)
        if apart:
            show_groups(method, apart)
    return 0 if outcome.vote_valid else 1


def printable_refusal(refusal: Refused) -> Refused:
    """The same refusal with nothing in it that could steer a terminal."""
    facts = {name: printable(fact) for name, fact in refusal.facts.items()}
    return Refused(refusal.code, refusal.field, **facts)


def reason(outcome: Outcome) -> str:
    return because(Language.EN, outcome.because.code, outcome.because.facts)


def show(method: VoteMethod, outcome: Outcome) -> None:
    console = Console()
    title = Text(printable(method.title))
    table = Table("no", "candidate", title=title, title_justify="left")
    columns = [name for name in COLUMNS[method.mode] if _tells(outcome, name)]
    for name in columns:
        table.add_column(name.rstrip("_").replace("_", " "), justify="right")
    table.add_column("")
    for item in sorted(outcome.items, key=lambda item: item.rank):
        cells = [str(getattr(item, name)) for name in columns]
        table.add_row(
            str(item.no), Text(printable(item.name)), *cells, _standing(outcome, item)
        )
    console.print(table)
    for line in _lines(outcome):
        console.print(Text(line), soft_wrap=True)


def _tells(outcome: Outcome, column: str) -> bool:
    """Whether anything stands in this column; two that seldom do are left out otherwise."""
    seldom = column in {"not_marked", "illegible"}
    return not seldom or any(getattr(item, column) for item in outcome.items)


EMPTY = ("abstain", "not_marked", "illegible", "rank")
COLUMNS: Mapping[Mode, Sequence[str]] = {
    Mode.PICK: ("for_", *EMPTY),
    Mode.CHOOSE_ONE: ("for_", *EMPTY),
    Mode.FOR_AGAINST_ABSTAIN: ("for_", "against", *EMPTY),
    Mode.GRADE: ("satisfied", "basically", "unsatisfied", *EMPTY),
    Mode.RANK: ("rank_sum", *EMPTY),
}


def _standing(outcome: Outcome, item: ItemOutcome) -> str:
    if item.grade is not None:
        return str(item.grade)
    if item.chosen:
        return "chosen"
    if item.no in outcome.tied:
        return "tied"
    return "passes" if item.passes and outcome.vote_valid else ""


def _lines(outcome: Outcome) -> list[str]:
    groups = outcome.group_thresholds.items()
    apart = "".join(f"; of {printable(name)} {least}" for name, least in groups)
    chosen = ", ".join(map(str, outcome.chosen)) or "none"
    return [
        f"Issued {outcome.issued}, returned {outcome.returned}: {outcome.valid} valid,"
        f" {outcome.invalid} invalid",
        f"Votes needed: {outcome.threshold}{apart}",
        f"Chosen: {chosen}; places open: {outcome.unfilled + outcome.tied_seats};"
        f" next: {outcome.next}",
        reason(outcome),
    ]


def _refuse(code: str, said: str, facts: Mapping[str, object], as_json: bool) -> int:
    if as_json:
        refused = {"exit": 1, "refused": code, "sentence": said, "facts": facts}
        print(json.dumps(refused, indent=2, default=str))
    else:
        Console(stderr=True).print(Text(said), soft_wrap=True)
    return 1
