"""What a paper may say: the rules of `ballots.paper.check_ballot`, read off a manifest. Pure.

Needs nothing but `cryptography`, as every verifier asks it of every record.
"""

from collections.abc import Sequence

from ballots.secret.manifest import Manifest
from ballots.secret.modes import CHOOSE_ONE, GRADE, RANK, keeps_budget
from core.errors import Refused

FOR = 1  # the k of a mark for, where the mode has one


def check_legal(manifest: Manifest, choices: Sequence[int]) -> None:
    """Refuse choices that spoil a paper."""
    mode, marked = manifest.mode, made(manifest.mode, choices)
    most = 1 if mode == CHOOSE_ONE else manifest.max_marks
    if is_ranked_twice(mode, choices):
        raise Refused("rank-twice")
    if manifest.over_marked == "spoils" and most is not None and marked > most:
        raise Refused("over-marked", marked=marked, most=most)
    if manifest.under_marked == "spoils" and marked < manifest.min_marks:
        raise Refused("under-marked", marked=marked, least=manifest.min_marks)
    if keeps_budget(manifest):  # then there is one paper, which asks about all candidates
        cost = spent(mode, choices, [item.cost for item in manifest.items])
        if cost > (manifest.budget_cap or 0):
            raise Refused("over-budget", cost=cost, cap=manifest.budget_cap)


def made(mode: str, choices: Sequence[int]) -> int:
    """How many are marked for, graded or numbered: held against least and most."""
    return sum(k > 0 if mode in {GRADE, RANK} else k == FOR for k in choices)


def is_ranked_twice(mode: str, choices: Sequence[int]) -> bool:
    """Whether one number stands beside two candidates, so that nobody can say which."""
    written = [k for k in choices if k > 0]
    return mode == RANK and len(set(written)) < len(written)


def spent(mode: str, choices: Sequence[int], costs: Sequence[int | None]) -> int:
    """What is marked for, or numbered, costs together. A grade spends nothing."""
    if mode == GRADE:
        return 0
    wanted = (k > 0 if mode == RANK else k == FOR for k in choices)
    return sum(cost or 0 for is_wanted, cost in zip(wanted, costs, strict=True) if is_wanted)
