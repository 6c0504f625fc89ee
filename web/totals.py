"""Totals that a person types: of hands, or of paper slips."""

from ballots.method import Mode, VoteMethod
from web.forms import Form

HANDS_MOST = 9999
SUM_MOST = 999_999  # of all numbers written for one candidate


# What is typed for each candidate, by mode.
COLUMNS = {
    Mode.PICK: ("for",),
    Mode.CHOOSE_ONE: ("for",),
    Mode.FOR_AGAINST_ABSTAIN: ("for", "against", "abstain"),
    Mode.GRADE: ("satisfied", "basically", "unsatisfied"),
    Mode.RANK: ("numbered", "sum"),
}
MAY_BE_EMPTY = {"against", "abstain"}  # nobody raised a hand


def typed_totals(form: Form, method: VoteMethod) -> dict[int, tuple[int, int, int]]:
    """Three figures by candidate number; `form.check` raises what is wrong.

    Where the mode types fewer, the others are nought.
    """

    def typed(name: str, no: int) -> int:
        most = SUM_MOST if name == "sum" else HANDS_MOST
        if name in MAY_BE_EMPTY:
            return form.number_or_none(f"{name}-{no}", 0, most) or 0
        return form.number(f"{name}-{no}", 0, most)

    found = {}
    for no in method.numbers:
        one, two, three = [*(typed(name, no) for name in COLUMNS[method.mode]), 0, 0][:3]
        found[no] = (one, two, three)
    return found
