"""Residents' approvals beside a congress's vote. Advice: no part of any decision. Pure."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ballots.funding.pabulib import Election, read_election, read_text
from ballots.funding.rules import equal_shares
from ballots.method import Mode, VoteMethod
from core.errors import Refused
from core.ids import PaperId

SHOWN = 20  # ids or numbers that a refusal repeats
YUAN = 10_000  # in 万元
CURRENCIES = {"万元": 1, "CNY": YUAN, "RMB": YUAN, "元": YUAN, "人民币": YUAN}


class Purse(StrEnum):
    """Whose budget is spent."""

    FILE = "file"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that lies beside a vote. `budget` is in `currency`, `numbers` as in the file."""

    paper: PaperId
    file_hash: str  # SHA-256, hex
    residents: int
    numbers: tuple[int, ...]
    budget: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What approvals alone would fund, by number of candidate, and how many approve each."""

    funded: tuple[int, ...]
    approvals: Mapping[int, int]
    purse: Purse
    budget: Fraction  # in the currency of the file


def attached(paper: PaperId, method: VoteMethod, content: bytes) -> Attached:
    """The file as it may lie beside this vote; refuses any that is not of its candidates."""
    if method.mode is Mode.GRADE:
        raise Refused("advice-to-grades")
    election = read_election(read_text(content))
    check_candidates(election, method.numbers)
    return Attached(
        paper,
        hashlib.sha256(content).hexdigest(),
        election.voters,
        tuple(sorted(int(one.id) for one in election.projects)),
        election.budget,
        election.currency,
    )


def check_candidates(election: Election, numbers: Collection[int]) -> None:
    """Refuse a file whose projects are not the candidates, each by its number."""
    wanted = {str(no) for no in numbers}
    strange = [one for one in election.projects if one.id not in wanted]
    if strange:
        ids = [one.id for one in strange[:SHOWN]]
        raise Refused("advice-not-candidates", line=strange[0].line, projects=ids)
    known = {one.id for one in election.projects}
    missing = [no for no in sorted(numbers) if str(no) not in known]
    if missing:
        last = max((one.line for one in election.projects), default=1)
        raise Refused("advice-candidates-missing", line=last, numbers=missing[:SHOWN])


def advise(content: bytes, cap: Decimal | None) -> Advice:
    """Equal shares with cost utilities and add-one, and no filling up of what is left.

    `cap` is the budget_cap of the method in 万元: it takes the place of the file's budget
    where the file is in yuan, so that both lists had the same money. Takes up to seconds.
    """
    election = read_election(read_text(content))
    scale = CURRENCIES.get(election.currency)
    is_capped = cap is not None and cap > 0 and scale is not None
    budget = Fraction(cap or 0) * (scale or 0) if is_capped else election.budget
    found = equal_shares(replace(election, budget=budget))
    votes = election.votes()
    return Advice(
        tuple(sorted(int(one.id) for one in found.funded)),
        {int(one.id): votes[one.id] for one in election.projects},
        Purse.METHOD if is_capped else Purse.FILE,
        budget,
    )
