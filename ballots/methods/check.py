"""What no meeting could vote by. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ballots.method import Base, Candidate, Compare, Mode, OverBudget, Share, VoteMethod
from core.errors import Refused

WHOLE_DIGITS, DECIMALS = 16, 6  # of a cost: sums of these are exact


def check_method(method: VoteMethod) -> None:
    """Refuse a method no meeting could vote by, before it is put up for adoption."""
    if not method.title.strip():
        raise Refused("title-empty", field="title")
    _check_candidates(method.candidates)
    if method.mode is not Mode.GRADE:
        _check_seats(method)
        _check_categories(method)
    _check_marks(method)
    _check_budget(method)
    if method.rounds_max < 1:
        raise Refused("rounds-max-below-one", field="rounds_max")
    for index, share in enumerate(method.majority):
        _check_share(f"majority[{index}]", share)
    _check_share("quorum_open", method.quorum_open)
    _check_share("quorum_vote", method.quorum_vote)
    _check_share("grading.satisfied", method.grading.satisfied)
    _check_share("grading.basically", method.grading.basically)


def _check_candidates(candidates: Sequence[Candidate]) -> None:
    if not candidates:
        raise Refused("no-candidates", field="candidates")
    seen = set[int]()
    for index, each in enumerate(candidates):
        where = f"candidates[{index}]"
        if each.no < 1:
            raise Refused("candidate-number-below-one", field=f"{where}.no", no=each.no)
        if each.no in seen:
            raise Refused("candidate-doubled", field=f"{where}.no", no=each.no)
        if not each.name.strip():
            raise Refused("candidate-unnamed", field=f"{where}.name", no=each.no)
        if each.cost is not None and not _is_amount(each.cost):
            raise Refused("cost-impossible", field=f"{where}.cost", no=each.no)
        seen.add(each.no)


def _is_amount(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or amount < 0:  # infinite, or no number at all
        return False
    return exponent >= -DECIMALS and amount.adjusted() < WHOLE_DIGITS


def _check_seats(method: VoteMethod) -> None:
    seats, stand = method.seats, len(method.candidates)
    if not 1 <= seats <= stand:
        raise Refused("seats-outside", field="seats", seats=seats, candidates=stand)
    least = method.min_surplus
    if least < 0:
        raise Refused("surplus-negative", field="min_surplus", least=str(least))
    # 差额比例 is counted on the seats: 12 candidates for 10 seats are a surplus of 1/5
    if (surplus := Fraction(stand - seats, seats)) < least:
        raise Refused("surplus-too-small", "seats", surplus=str(surplus), least=str(least))


def _check_categories(method: VoteMethod) -> None:
    """分类票决: every candidate stands in a category with places, which sum to the seats."""
    places, where = method.seats_by_category, "seats_by_category"
    if places is None:
        return
    for candidate in method.candidates:
        if (category := candidate.category or "") not in places:
            raise Refused("category-without-seats", where, no=candidate.no, category=category)
    standing = Counter(candidate.category for candidate in method.candidates)
    for category, seats in places.items():
        if not 1 <= seats <= (stand := standing[category]):
            facts = {"seats": seats, "candidates": stand}
            raise Refused("category-seats-outside", where, category=category, **facts)
    if (total := sum(places.values())) != method.seats:
        raise Refused("category-seats-sum", where, total=total, seats=method.seats)


def _check_budget(method: VoteMethod) -> None:
    if method.budget_cap is None:
        return
    if not _is_amount(method.budget_cap):
        raise Refused("budget-impossible", field="budget_cap")
    unpriced = [each.no for each in method.candidates if each.cost is None]
    if unpriced and method.over_budget is OverBudget.REFUSE:
        raise Refused("cost-missing", field="budget_cap", no=unpriced[0])


def _check_marks(method: VoteMethod) -> None:
    least, most, stand = method.min_marks, method.max_marks, len(method.candidates)
    stand = 1 if method.mode is Mode.CHOOSE_ONE else stand
    if most is None and method.mode is Mode.PICK:
        raise Refused("max-marks-missing", field="max_marks")
    limit = stand if most is None else most
    if not 1 <= limit <= stand:
        raise Refused("max-marks-outside", field="max_marks", most=limit, candidates=stand)
    if not 0 <= least <= limit:
        raise Refused("min-marks-outside", field="min_marks", least=least, most=limit)


# A quorum asks how many came: it can be a share only of those who could have come.
# 地方组织法 Art. 14: a congress opens with two thirds of all its deputies.
BASES = {
    "quorum_open": frozenset({Base.ALL_MEMBERS}),
    "quorum_vote": frozenset({Base.ALL_MEMBERS, Base.PRESENT}),
}


def _check_share(where: str, share: Share | None) -> None:
    if share is None:
        return
    if not 0 < share.fraction <= 1:
        raise Refused("fraction-outside", f"{where}.fraction", fraction=str(share.fraction))
    if share.fraction == 1 and share.compare is Compare.OVER:
        raise Refused("share-beyond-reach", field=f"{where}.compare")
    if share.of not in BASES.get(where, frozenset(Base)):
        raise Refused("quorum-base-unfit", field=f"{where}.of", of=str(share.of))
    if share.group is not None:
        _check_group(where, share, share.group)


def _check_group(where: str, share: Share, group: str) -> None:
    """Groups have majorities of their own, of their members or of their ballots."""
    if not where.startswith("majority"):
        raise Refused("group-outside-majority", field=f"{where}.group", group=group)
    if share.of is Base.PRESENT or not group.strip():
        raise Refused("group-base-unfit", field=f"{where}.of", group=group)


def check_groups(method: VoteMethod, sizes: Mapping[str, int]) -> None:
    """Refuse a majority of a group nobody belongs to. `sizes` are its members, by name."""
    for index, share in enumerate(method.majority):
        if share.group is not None and not sizes.get(share.group):
            where = f"majority[{index}].group"
            raise Refused("group-unknown", where, group=share.group)
