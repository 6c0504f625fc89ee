"""Typed totals of slips as a count, by mode; what so many slips cannot hold is refused. Pure.

What a voter left empty is not marked, as on a show of hands.
"""

from collections.abc import Mapping
from decimal import Decimal

from ballots.method import Effect, OverBudget, VoteMethod
from ballots.tally import ItemCount, Tally
from core.errors import Refused

Typed = Mapping[int, tuple[int, int, int]]


def graded_totals(method: VoteMethod, valid: int, totals: Typed) -> Tally:
    """Satisfied, basically and unsatisfied of each candidate on so many valid slips."""
    items = tuple(_graded(no, valid, totals) for no in method.numbers)
    _check_most(method, valid, sum(valid - item.not_marked for item in items))
    return Tally(valid, valid, 0, items)


def _graded(no: int, valid: int, totals: Typed) -> ItemCount:
    grades = _figures(no, ("satisfied", "basically", "unsatisfied"), totals)
    if (total := sum(grades)) > valid:
        raise Refused("slips-total", f"satisfied-{no}", no=no, total=total, valid=valid)
    satisfied, basically, unsatisfied = grades
    return ItemCount(
        no,
        not_marked=valid - total,
        satisfied=satisfied,
        basically=basically,
        unsatisfied=unsatisfied,
    )


def ranked_totals(method: VoteMethod, valid: int, totals: Typed) -> Tally:
    """The slips with a number for each candidate, and the sum of these numbers as written.

    A number counts once on a slip: so all numbers together are no more than 1 + 2 + … on each
    slip, and the smallest that so many marks can be. A slip without a number for a candidate
    counts there as the last place.
    """
    last = len(method.candidates)
    items = tuple(_ranked(no, valid, last, totals) for no in method.numbers)
    marks = sum(item.for_ for item in items)
    _check_most(method, valid, marks)
    written = sum(item.rank_sum - last * item.not_marked for item in items)
    most = valid * last * (last + 1) // 2
    least = _least(valid, marks)
    if not least <= written <= most:
        raise Refused("ranks-impossible", field="returned", sum=written, least=least, most=most)
    return Tally(valid, valid, 0, items)


def _ranked(no: int, valid: int, last: int, totals: Typed) -> ItemCount:
    numbered, written, _ = _figures(no, ("numbered", "sum"), totals)
    if numbered > valid:
        raise Refused("slips-total", f"numbered-{no}", no=no, total=numbered, valid=valid)
    least, most = numbered, numbered * last
    if not least <= written <= most:
        raise Refused("rank-sum-impossible", f"sum-{no}", no=no, least=least, most=most)
    blank = valid - numbered
    return ItemCount(no, for_=numbered, not_marked=blank, rank_sum=written + last * blank)


def check_spending(method: VoteMethod, counted: Tally) -> None:
    """Refuse more money than so many valid slips can hold, each within the cap."""
    cap = method.budget_cap
    if cap is None or method.over_budget is OverBudget.WARN:
        return
    costs = {each.no: each.cost or Decimal(0) for each in method.candidates}
    spent = sum((item.for_ * costs[item.no] for item in counted.items), Decimal(0))
    if spent > counted.valid * cap:
        most = f"{counted.valid * cap:f}"
        raise Refused("slips-over-budget", field="returned", cost=f"{spent:f}", most=most)


def _check_most(method: VoteMethod, valid: int, marks: int) -> None:
    if method.over_marked is Effect.SPOILS and method.most_marks is not None:
        most = valid * method.most_marks
        if marks > most:
            raise Refused("slips-over-marked", field="returned", marks=marks, most=most)


def _least(valid: int, marks: int) -> int:
    """The smallest sum of so many numbers on so many slips: spread evenly over them."""
    if not valid:
        return 0
    each, more = divmod(marks, valid)
    return valid * each * (each + 1) // 2 + more * (each + 1)


def _figures(no: int, names: tuple[str, ...], totals: Typed) -> tuple[int, int, int]:
    if no not in totals:
        raise Refused("total-missing", field=f"{names[0]}-{no}", no=no)
    for name, number in zip(names, totals[no], strict=False):
        if number < 0:
            raise Refused("number-negative", field=f"{name}-{no}", number=number)
    return totals[no]
