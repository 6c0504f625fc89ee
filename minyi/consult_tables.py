"""The sections of `minyi consult analyse` as tables for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ballots.secret.sentences import printable
from consult.opinion.ladder import Shown
from minyi.consult_words import SHOWN

MOST = 20  # lines of one table; a script gets them all

Section = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


def show(told: Mapping[str, Section], sizes: Mapping[str, int]) -> None:
    console = Console()
    _say(console, "{people:,} people, {statements:,} statements, {votes:,} votes", sizes)
    pca, groups, gic, repness = (told[name] for name in ("pca", "groups", "gic", "repness"))
    title = "pca: the axes hold {:.1%} and {:.1%} of all variance".format(*pca["shares"])
    _table(console, title, _by(pca["statements"], "extremity"))
    scores = ", ".join(f"{k}: {one:.3f}" for k, one in groups["silhouettes"].items())
    _table(
        console, f"groups: by {groups['by']} (silhouettes {scores or 'none'})", groups["groups"]
    )
    _table(console, "gic: what all groups agree on", _by(gic["statements"], "gic"))
    if (declared := gic["declared"]) is not None:
        _table(console, _declared(declared), _by(declared["statements"], "consensus"))
    priority = _by(told["priority"]["statements"], "priority")
    _table(console, "priority: what to show next", priority)
    for group in repness["groups"]:
        title = f"repness: what sets group {group['id']} apart"
        _table(console, title, group["statements"])
    _table(console, "repness: what most people agree on or reject", repness["majority"])
    wilson = _by(told["wilson"]["statements"], "low")
    _table(console, "wilson: sure support, one-sided 90 %", wilson)
    divided = _by(told["divisiveness"]["statements"], "divisiveness")
    _table(console, "divisiveness: most divided", divided)
    unclear = _by(told["divisiveness"]["statements"], "pass_share")
    _table(console, "divisiveness: least understood", unclear[:MOST])
    _show_ladder(console, told["ladder"])


def _by(rows: Rows, column: str) -> Rows:
    return sorted(
        rows, key=lambda row: -1 if row[column] is None else row[column], reverse=True
    )


def _declared(declared: Section) -> str:
    strata = ", ".join(f"{name} {size}" for name, size in declared["strata"].items())
    left = ", ".join(declared["suppressed"])
    left = f"; fewer than 4 people, left out: {left}" if left else ""
    return f"gic: consensus across declared groups ({strata}{left})"


def _table(console: Console, title: str, rows: Rows) -> None:
    if not rows:
        return
    _say(console, f"\n{printable(title)}")
    table = Table()
    for name, cell in rows[0].items():
        justify = "left" if isinstance(cell, str | bool) else "right"
        table.add_column(name.replace("_", " "), justify=justify)  # type: ignore[arg-type]
    for row in rows[:MOST]:
        table.add_row(*map(_cell, row.values()))
    console.print(table)
    if len(rows) > MOST:
        _say(console, "… and {more:,} more; --json has them all", {"more": len(rows) - MOST})


def _cell(value: object) -> Text:
    match value:
        case bool():
            return Text("yes" if value else "")
        case float():
            return Text(f"{value:.4f}")
        case None:
            return Text("-")
    return Text(printable(value))


def _show_ladder(console: Console, ladder: Section) -> None:
    shown = [words for what, words in SHOWN.items() if str(what) in ladder["shown"]]
    _say(console, "\nladder: may be shown to people:")
    for words in shown:
        _say(console, f"  - {words}")
    if Shown.LINE in ladder["shown"]:
        _say(console, f"People differ most on {printable(ladder['separating'])}.")
    _say(console, ladder["because"] or "Nothing stands in the way of showing all of it.")


def _say(console: Console, line: str, facts: Mapping[str, object] | None = None) -> None:
    console.print(Text(line if facts is None else line.format(**facts)), soft_wrap=True)
