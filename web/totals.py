"""Totals that a person types: of hands, or of paper slips."""

from ballots.method import Mode, VoteMethod
from web.forms import Form

HANDS_MOST = 9999
SUM_MOST = 999_999  # of all numbers written for one candidate


# What is typed for each candidate, by mode; only the first must be there.
COLUMNS = {
    Mode.PICK: ("for",),
    Mode.CHOOSE_ONE: ("for",),
    Mode.FOR_AGAINST_ABSTAIN: ("for", "against", "abstain"),
    Mode.GRADE: ("satisfied", "basically", "unsatisfied"),
    Mode.RANK: ("numbered", "sum"),
}


def typed_totals(form: Form, method: VoteMethod) -> dict[int, tuple[int, int, int]]:
    """Three figures by candidate number; `form.check` raises what is wrong.

    Where the mode types fewer, the others are nought.
    """
    first, *others = COLUMNS[method.mode]

    def more(no: int) -> list[int]:
        return [form.number_or_none(f"{name}-{no}", 0, SUM_MOST) or 0 for name in others]

    found = {}
    for no in method.numbers:
        one, two, three = [form.number(f"{first}-{no}", 0, HANDS_MOST), *more(no), 0, 0][:3]
        found[no] = (one, two, three)
    return found
