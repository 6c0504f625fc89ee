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

from ballots.funding.pabulib import Election, Project, read_election
from ballots.funding.rules import Funding, equal_shares, greedy
from ballots.secret.sentences import printable
from core.errors import Refused

SENTENCES = {
    "funding-not-pabulib": "This is no .pb file: it must begin with a line META.",
    "funding-section-order": "%(section)s stands here too early or twice; the order is META,"
    " PROJECTS, VOTES.",
    "funding-section-missing": "The file ends without anything under %(section)s.",
    "funding-column": "The names of the columns under %(section)s must have %(column)s once.",
    "funding-line": "This line cannot be parted into cells.",
    "funding-width": "There are %(found)s cells; the line of names has %(wanted)s.",
    "funding-key-twice": "%(key)s is said a second time.",
    "funding-key-missing": "META ends without %(key)s.",
    "funding-vote-type": "Ballots of the type “%(typed)s” cannot be counted here. Only approval"
    " and choose-1 can: orders and points say more than approvals.",
    "funding-amount": "%(column)s is “%(typed)s”, but must be an amount above 0, such as 1500"
    " or 1500.50.",
    "funding-count": "%(column)s is “%(typed)s”, but must be a whole number.",
    "funding-project-id": "“%(typed)s” cannot be a project_id: it is empty or has a comma.",
    "funding-project-twice": "The project %(project)s stands here a second time.",
    "funding-project-unknown": "The ballot has %(project)s, which is not under PROJECTS.",
    "funding-approved-twice": "The ballot has %(project)s twice.",
    "funding-chose-several": "The ballot has %(found)s projects, where one may be chosen.",
    "funding-voter-id": "The ballot has no voter_id.",
    "funding-voter-twice": "This voter has a ballot on line %(first)s already.",
    "funding-count-differs": "%(key)s is %(told)s, but the file has %(found)s. Was it cut off?",
    "funding-votes-differ": "%(project)s is said to have %(told)s votes; the ballots give it"
    " %(found)s.",
    "funding-not-utf-8": "This is no text in UTF-8.",
}


class Rule(StrEnum):
    """How the budget is spent."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


def run(file: Path, rule: Rule, as_json: bool) -> int:
    """Print what the rule funds; answer the exit code."""
    try:
        election = read_election(_text(file.read_bytes()))
    except Refused as refusal:
        facts = {name: printable(fact) for name, fact in refusal.facts.items()}
        sentence = f"Line {facts['line']}: {SENTENCES[refusal.code] % facts}"
        return _refuse(refusal.code, sentence, refusal.facts, as_json)
    except OSError as problem:
        sentence = printable(f"{problem.filename} cannot be read: {problem.strerror}.")
        return _refuse("file-unreadable", sentence, {}, as_json)
    funding = greedy(election) if rule is Rule.GREEDY else equal_shares(election)
    if as_json:
        print(json.dumps(to_json(election, rule, funding), indent=2))
    else:
        show(election, rule, funding)
    return 0


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Refused("funding-not-utf-8", line=line) from None


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


def _refuse(code: str, sentence: str, facts: Mapping[str, object], as_json: bool) -> int:
    refused = {"exit": 1, "refused": code, "sentence": sentence, "facts": facts}
    if as_json:
        print(json.dumps(refused, indent=2))
    else:
        Console(stderr=True).print(Text(sentence), soft_wrap=True)
    return 1
