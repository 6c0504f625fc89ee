"""`minyi funding`: what residents' approvals in a .pb file would fund. Advice, not a decision.

Exit codes: 0 printed, 1 the file cannot be read or contradicts itself.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ballots.funding.pabulib import Election, Project, read_election, read_text
from ballots.funding.rules import Funding, equal_shares, greedy
from ballots.secret.sentences import printable
from core.errors import Refused
from minyi.tally import printable_refusal
from web.language import Language
from web.words import sentence


class Rule(StrEnum):
    """How the budget is spent."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


def run(file: Path, rule: Rule, as_json: bool) -> int:
    """Print what the rule funds; answer the exit code."""
    try:
        election = read_election(read_text(file.read_bytes()))
    except Refused as refusal:
        said = sentence(Language.EN, printable_refusal(refusal))
        return _refuse(refusal.code, said, refusal.facts, as_json)
    except OSError as problem:
        said = printable(f"{problem.filename} cannot be read: {problem.strerror}.")
        return _refuse("file-unreadable", said, {}, as_json)
    funding = greedy(election) if rule is Rule.GREEDY else equal_shares(election)
    if as_json:
        print(json.dumps(to_json(election, rule, funding), indent=2))
    else:
        show(election, rule, funding)
    return 0


def show(election: Election, rule: Rule, funding: Funding) -> None:
    console, votes = Console(), election.votes()
    title = Text(f"{printable(election.title)}: {rule} would fund")
    table = Table("", "id", "project", title=title, title_justify="left")
    table.add_column("votes", justify="right")
    table.add_column(f"cost {printable(election.currency)}".strip(), justify="right")
    for place, one in enumerate(funding.funded, start=1):
        name = Text(printable(one.name))
        cells = (Text(printable(one.id)), name, f"{votes[one.id]:,}", _money(one.cost))
        table.add_row(str(place), *cells)
    console.print(table)
    left, found = election.budget - funding.cost, len(funding.funded)
    lines = [
        f"{found} of {len(election.projects)} projects, {election.voters:,} voters",
        f"Budget {_money(election.budget)}, spent {_money(funding.cost)}, left {_money(left)}",
    ]
    if funding.share is not None:
        lines.append(f"Shares were raised by {funding.raised:,} above an equal part each")
    lines += _against_published(election, funding)
    lines.append("Advice only: what residents' approvals alone would fund.")
    for line in lines:
        console.print(Text(line), soft_wrap=True)


def _against_published(election: Election, funding: Funding) -> list[str]:
    published = _published(election)
    if published is None:
        return []
    ours = {one.id for one in funding.funded}
    lines = [f"Published winners ({printable(election.rule) or 'rule not told'}):"]
    if ours == published:
        return [f"{lines[0]} the same"]
    for words, ids in (("only here", ours - published), ("only there", published - ours)):
        lines += [f"  {words}: {printable(sorted(ids))}"] if ids else []
    return lines


def _published(election: Election) -> set[str] | None:
    if all(one.selected is None for one in election.projects):
        return None
    return {one.id for one in election.projects if one.selected}


def to_json(election: Election, rule: Rule, funding: Funding) -> dict[str, object]:
    """What a script gets. Amounts are numbers when whole, else decimals as text."""
    votes, published = election.votes(), _published(election)
    ours = {one.id for one in funding.funded}
    return {
        "exit": 0,
        "title": election.title,
        "currency": election.currency,
        "rule": str(rule),
        "voters": election.voters,
        "projects": len(election.projects),
        "funded": [_project(one, votes) for one in funding.funded],
        "budget": _plain(election.budget),
        "cost": _plain(funding.cost),
        "left": _plain(election.budget - funding.cost),
        "share": None if funding.share is None else str(funding.share),
        "raised": None if funding.share is None else funding.raised,
        "published_rule": election.rule,
        "published": None if published is None else sorted(published),
        "as_published": None if published is None else published == ours,
    }


def _project(one: Project, votes: Mapping[str, int]) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "votes": votes[one.id], "cost": _plain(one.cost)}


def _decimal(amount: Fraction) -> Decimal:
    """Exact: amounts in a file have at most 15 digits and 4 decimals, a Decimal has 28."""
    return Decimal(amount.numerator) / amount.denominator


def _plain(amount: Fraction) -> int | str:
    return amount.numerator if amount.denominator == 1 else str(_decimal(amount))


def _money(amount: Fraction) -> str:
    return f"{_decimal(amount):,f}"


def _refuse(code: str, said: str, facts: Mapping[str, object], as_json: bool) -> int:
    refused = {"exit": 1, "refused": code, "sentence": said, "facts": facts}
    if as_json:
        print(json.dumps(refused, indent=2))
    else:
        Console(stderr=True).print(Text(said), soft_wrap=True)
    return 1
