"""How candidates are marked on secret papers: the choices of each mode, and what decides. Pure.

docs/sealed-box.md, "Choices". The words are those of the public JSON of a vote method.
"""

from typing import Protocol

GRADE, RANK, CHOOSE_ONE = "grade", "rank", "choose_one"
CHOICES = {"pick": 2, CHOOSE_ONE: 2, "for_against_abstain": 4, GRADE: 4}  # K by mode
VALUES = {  # what the words of a manifest may be, by field
    "mode": {*CHOICES, RANK},
    "over_marked": {"spoils", "valid"},
    "under_marked": {"spoils", "valid"},
    "blank": {"abstain", "not_marked"},
    "over_budget": {"warn", "refuse"},
    "tie": {"run_off", "all", "lot", "presidium"},
    "items_per_paper": {"all", "one"},
}
MOST_RANKED = 99  # candidates: the longest record is 320 kB, and K is one byte


def choices_in(mode: str, stand: int) -> int:
    """K, the answers there are to one question; a rank has a place for each candidate."""
    return stand + 1 if mode == RANK else CHOICES[mode]


class Marking(Protocol):
    """What a manifest and a vote method both say about the marks on a ballot."""

    @property
    def mode(self) -> str: ...
    @property
    def min_marks(self) -> int: ...
    @property
    def max_marks(self) -> int | None: ...
    @property
    def under_marked(self) -> str: ...
    @property
    def budget_cap(self) -> object: ...
    @property
    def over_budget(self) -> str: ...


def is_counted_together(marking: Marking) -> bool:
    """Whether the marks beside all candidates decide together if a ballot is valid."""
    if marking.mode in {"pick", CHOOSE_ONE, RANK} or marking.max_marks is not None:
        return True
    if marking.under_marked == "spoils" and marking.min_marks > 0:
        return True
    return keeps_budget(marking)


def keeps_budget(marking: Marking) -> bool:
    """Whether a ballot over the cap is refused. A cap that only warns is shown, and no more."""
    return marking.budget_cap is not None and marking.over_budget == "refuse"
