"""Which rules of a method have an effect in which mode. Pure."""

from collections.abc import Mapping

from ballots.method import Mode

CHOOSING = frozenset(Mode) - {Mode.GRADE}  # in mode grade nothing is chosen
EFFECT: Mapping[str, frozenset[Mode]] = {
    **dict.fromkeys(("seats", "seats_by_category", "min_surplus", "majority"), CHOOSING),
    **dict.fromkeys(("tie", "shortfall", "rounds_max", "budget_cap", "over_budget"), CHOOSING),
    "max_marks": CHOOSING - {Mode.CHOOSE_ONE},
    "over_marked": CHOOSING,
    # An empty place on a ranked list is the last place, and of several only one is chosen.
    "blank": frozenset(Mode) - {Mode.RANK, Mode.CHOOSE_ONE},
    "grading": frozenset({Mode.GRADE}),
}


def has_effect(field: str, mode: Mode) -> bool:
    """Whether this field of a method changes anything in this mode."""
    return mode in EFFECT.get(field, frozenset(Mode))
