"""How each group of a file of ballots voted, where it may be told: for `minyi tally`."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ballots.deciding.breakdown import FEWEST, Breakdown, told_columns
from ballots.method import VoteMethod
from ballots.secret.sentences import printable

WITHHELD = (
    f"Not told by group: figures of fewer than {FEWEST} ballots, or of ballots that all say the"
    " same of an item, would tell how single people voted."
)


def show_groups(method: VoteMethod, found: Breakdown) -> None:
    console, columns = Console(), told_columns(method)
    if not found.rows:
        said = (
            WITHHELD if found.withheld else "Fewer than two groups: nothing to tell by group."
        )
        console.print(Text(said), soft_wrap=True)
        return
    table = Table("no", "group", title=Text("By group"), title_justify="left")
    for name in ("ballots", *columns):
        table.add_column(name.rstrip("_").replace("_", " "), justify="right")
    for at, no in enumerate(method.numbers):
        for row in found.rows:
            cells = [str(getattr(row.count.items[at], name)) for name in columns]
            table.add_row(str(no), Text(_name(row.groups)), str(row.count.valid), *cells)
        table.add_section()
    console.print(table)
    for row in found.rows:
        if row.is_merged:
            names = ", ".join(_name([name]) for name in row.groups)
            console.print(Text(f"The other groups, told together: {names}."), soft_wrap=True)


def _name(groups: Sequence[str]) -> str:
    if len(groups) > 1:
        return "other groups"
    return printable(groups[0]) or "without a group"


def groups_to_json(method: VoteMethod, found: Breakdown) -> dict[str, object]:
    """What a script gets: lines that add up to the result, or the groups that are not told."""
    columns = told_columns(method)
    return {
        "rows": [
            {
                "groups": list(row.groups),
                "ballots": row.count.valid,
                "items": [
                    {
                        "no": item.no,
                        **{name.rstrip("_"): getattr(item, name) for name in columns},
                    }
                    for item in row.count.items
                ],
            }
            for row in found.rows
        ],
        "withheld": list(found.withheld),
    }
