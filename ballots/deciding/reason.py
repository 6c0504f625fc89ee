"""The one reason the hall is told for what was decided. Pure."""

from collections.abc import Iterable, Sequence

from ballots.deciding.cut import Cut
from ballots.method import Grade, Mode, VoteMethod
from ballots.outcome import Because, Fact, ItemOutcome
from ballots.tally import ItemCount


def graded(items: Sequence[ItemOutcome]) -> Because:
    """What a satisfaction vote found: how many items have each grade."""
    counts = {str(grade): sum(item.grade is grade for item in items) for grade in Grade}
    return Because(
        "graded",
        {
            "satisfied": counts["satisfied"],
            "basically": counts["basically"],
            "unsatisfied": counts["unsatisfied"],
        },
    )


def reason(
    method: VoteMethod, cuts: Sequence[Cut], threshold: int, passing: Sequence[ItemCount]
) -> Because:
    """A tie comes first, then a tie that the method settled, then a shortfall."""
    if any(cut.tied for cut in cuts):
        return _tie(method, cuts, passing)
    if any(cut.drawn for cut in cuts):
        drawn, level = _all(cut.drawn for cut in cuts), _all(cut.level for cut in cuts)
        return Because("tie-by-lot", {"tied": level, "drawn": drawn})
    if any(cut.level for cut in cuts):
        return _all_chosen(method, cuts, passing)
    if any(cut.unfilled for cut in cuts):
        return _shortfall(method, cuts, threshold, len(passing))
    return _filled(method, cuts, threshold)


def _all(numbers: Iterable[tuple[int, ...]]) -> list[int | str]:
    return [no for some in numbers for no in some]


def _votes(method: VoteMethod, cuts: Sequence[Cut], passing: Sequence[ItemCount]) -> int:
    """The votes of those level at the cut; in mode rank the sum of their ranks."""
    level = next(cut.level[0] for cut in cuts if cut.level)
    item = next(item for item in passing if item.no == level)
    return item.rank_sum if method.mode is Mode.RANK else item.for_


def _tie(method: VoteMethod, cuts: Sequence[Cut], passing: Sequence[ItemCount]) -> Because:
    facts: dict[str, Fact] = {
        "tied": _all(cut.tied for cut in cuts),
        "chosen": sum(len(cut.chosen) for cut in cuts),
        "tied_seats": sum(cut.tied_seats for cut in cuts),
    }
    if method.seats_by_category is not None:
        categories: list[int | str] = [cut.category or "" for cut in cuts if cut.tied]
        return Because("tie-in-categories", facts | {"categories": categories})
    votes = _votes(method, cuts, passing)
    code = "tie-at-cut-by-rank" if method.mode is Mode.RANK else "tie-at-cut"
    return Because(code, facts | {"votes": votes})


def _all_chosen(
    method: VoteMethod, cuts: Sequence[Cut], passing: Sequence[ItemCount]
) -> Because:
    tied = _all(cut.level for cut in cuts)
    if method.mode is Mode.RANK or method.seats_by_category is not None:
        return Because("tie-all-level", {"tied": tied})
    chosen, votes = sum(len(cut.chosen) for cut in cuts), _votes(method, cuts, passing)
    facts: dict[str, Fact] = {"tied": tied, "votes": votes, "chosen": chosen}
    return Because("tie-all-chosen", facts | {"seats": method.seats})


def _shortfall(
    method: VoteMethod, cuts: Sequence[Cut], threshold: int, passing: int
) -> Because:
    unfilled = sum(cut.unfilled for cut in cuts)
    facts: dict[str, Fact] = {"seats": method.seats, "unfilled": unfilled}
    if method.seats_by_category is not None:
        categories: list[int | str] = [cut.category or "" for cut in cuts if cut.unfilled]
        return Because("too-few-in-categories", facts | {"categories": categories})
    if method.groups:
        return Because("too-few-pass-gates", facts | {"passing": passing})
    if passing == 0:
        return Because("none-pass", {"threshold": threshold, "seats": method.seats})
    return Because("too-few-pass", facts | {"passing": passing, "threshold": threshold})


def _filled(method: VoteMethod, cuts: Sequence[Cut], threshold: int) -> Because:
    chosen = sum(len(cut.chosen) for cut in cuts)
    facts = {"chosen": chosen, "seats": method.seats}
    if method.seats_by_category is not None:
        return Because("chosen-by-category", facts)
    if method.mode is Mode.RANK:
        return Because("chosen-by-rank", facts)
    return Because("chosen-all-seats", facts | {"threshold": threshold})
