"""Totals that a person types: of hands, or of paper slips."""

from ballots.method import Mode, VoteMethod
from web.forms import Form

HANDS_MOST = 9999


def typed_totals(form: Form, method: VoteMethod) -> dict[int, tuple[int, int, int]]:
    """Three figures by candidate number, as `ballots.tally.Typed` has them.

    `form.check` raises what is wrong with them. No number is typed for a ranking.
    """
    if method.mode is Mode.RANK:
        return {}
    if method.mode is Mode.GRADE:
        satisfied, basically, unsatisfied = method.mode.answers
        return {
            no: (
                form.number(f"{satisfied}-{no}", 0, HANDS_MOST),
                form.number(f"{basically}-{no}", 0, HANDS_MOST),
                form.number(f"{unsatisfied}-{no}", 0, HANDS_MOST),
            )
            for no in method.numbers
        }
    return {
        no: (
            form.number(f"for-{no}", 0, HANDS_MOST),
            form.number_or_none(f"against-{no}", 0, HANDS_MOST) or 0,
            form.number_or_none(f"abstain-{no}", 0, HANDS_MOST) or 0,
        )
        for no in method.numbers
    }
