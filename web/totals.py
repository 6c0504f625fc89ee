"""Totals that a person types: of hands, or of paper slips."""

from ballots.method import VoteMethod
from web.forms import Form

HANDS_MOST = 9999


def typed_totals(form: Form, method: VoteMethod) -> dict[int, tuple[int, int, int]]:
    """For, against and abstain by candidate number; `form.check` raises what is wrong."""
    return {
        no: (
            form.number(f"for-{no}", 0, HANDS_MOST),
            form.number_or_none(f"against-{no}", 0, HANDS_MOST) or 0,
            form.number_or_none(f"abstain-{no}", 0, HANDS_MOST) or 0,
        )
        for no in method.numbers
    }
