"""The form of a vote method: every rule as a field, read with all complaints at once."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ballots.method import (
    Base,
    Blank,
    Compare,
    Effect,
    Grading,
    LiveTally,
    Mode,
    OverBudget,
    Secrecy,
    Share,
    Shortfall,
    Tie,
    VoteMethod,
)
from ballots.methods.effect import has_effect
from web.forms import Choice, Form

CHOICES: Mapping[str, tuple[StrEnum, ...]] = {
    "mode": tuple(Mode),
    "secrecy": tuple(Secrecy),
    "over_marked": tuple(Effect),
    "under_marked": tuple(Effect),
    "blank": tuple(Blank),
    "base": tuple(Base),
    "group_base": (Base.ALL_MEMBERS, Base.VOTERS, Base.VALID),
    "quorum_base": (Base.ALL_MEMBERS, Base.PRESENT),
    "compare": tuple(Compare),
    "tie": tuple(Tie),
    "shortfall": tuple(Shortfall),
    "over_budget": tuple(OverBudget),
    "live_tally": tuple(LiveTally),
}
GATES = ("", "_2", "_3")  # the ends of the names of each majority's fields
CATEGORIES_MOST = 50
ROUNDS_MOST = 9
GROUP_LENGTH = 40
PATH = re.compile(r"majority\[(\d+)\]\.(\w+)")


def typed_method(form: Form) -> VoteMethod:
    """The method as it was filled in, or all complaints; the command puts in the candidates.

    What has no effect in the chosen mode is not read: what is adopted says nothing idle.
    """
    method = _read(form)
    form.check()
    return method


def _read(form: Form) -> VoteMethod:
    mode = form.choice("mode", Mode)
    chooses = has_effect("seats", mode)
    places = _places(form) if chooses and form.is_ticked("by_category") else None
    return VoteMethod(
        title=form.text("title", 80),
        mode=mode,
        candidates=(),
        seats=_seats(form, places) if chooses else 1,
        seats_by_category=places,
        min_marks=form.number_or_none("min_marks", 0, 200) or 0,
        max_marks=_most(form) if has_effect("max_marks", mode) else None,
        over_marked=_effective(form, "over_marked", Effect.SPOILS, mode),
        under_marked=form.choice("under_marked", Effect),
        blank=_effective(form, "blank", _idle_blank(mode), mode),
        majority=_majority(form) if has_effect("majority", mode) else (),
        quorum_open=_share(form, "quorum_open", Base.ALL_MEMBERS),
        quorum_vote=_share(form, "quorum_vote", None),
        tie=_effective(form, "tie", Tie.RUN_OFF, mode),
        shortfall=_effective(form, "shortfall", Shortfall.ASK, mode),
        min_surplus=form.fraction("min_surplus") if chooses else Fraction(0),
        budget_cap=form.money("budget_cap") if has_effect("budget_cap", mode) else None,
        secrecy=form.choice("secrecy", Secrecy),
        live_tally=form.choice("live_tally", LiveTally),
        over_budget=_effective(form, "over_budget", OverBudget.WARN, mode),
        rounds_max=form.number("rounds_max", 1, ROUNDS_MOST) if chooses else 2,
        grading=_grading(form) if has_effect("grading", mode) else Grading(),
    )


def _effective(form: Form, name: str, idle: Choice, mode: Mode) -> Choice:
    return form.choice(name, type(idle)) if has_effect(name, mode) else idle


def _idle_blank(mode: Mode) -> Blank:
    """Whoever chooses one alternative does not abstain from the others."""
    return Blank.NOT_MARKED if mode is Mode.CHOOSE_ONE else Blank.ABSTAIN


def _most(form: Form) -> int | None:
    return form.number_or_none("max_marks", 1, 200)


def _seats(form: Form, places: Mapping[str, int] | None) -> int:
    """The places: of all categories together, where each has its own."""
    return form.number("seats", 1, 200) if places is None else max(1, sum(places.values()))


def _places(form: Form) -> dict[str, int]:
    """The places of each category that the form shows."""
    names = (f"category_{index}" for index in range(CATEGORIES_MOST))
    found = [(name, form.values[name]) for name in names if name in form.values]
    return {
        category: form.number(name.replace("category", "category_seats"), 0, 200)
        for name, category in found
    }


def _majority(form: Form) -> tuple[Share, ...]:
    """The gates that are filled in; 0 or empty is no gate, so that the most votes win."""
    return tuple(_gate(form, end) for end in filled_gates(form))


def filled_gates(form: Form) -> list[str]:
    """The ends of the names of those majorities that ask for something."""
    typed = {end: form.values.get(f"fraction{end}", "").strip() for end in GATES}
    return [end for end, fraction in typed.items() if fraction.strip("0./")]


def _gate(form: Form, end: str) -> Share:
    group = form.text(f"group{end}", GROUP_LENGTH, needed=False)
    return Share(
        form.choice(f"base{end}", Base),
        form.fraction(f"fraction{end}"),
        form.choice(f"compare{end}", Compare),
        group or None,
    )


def _share(form: Form, name: str, base: Base | None) -> Share | None:
    """A quorum, or none where the share is empty or 0."""
    if not form.values.get(f"{name}_fraction", "").strip().strip("0./"):
        return None
    return Share(
        base or form.choice(f"{name}_base", Base),
        form.fraction(f"{name}_fraction"),
        form.choice(f"{name}_compare", Compare),
    )


def _grading(form: Form) -> Grading:
    satisfied, basically = (
        Share(
            form.choice(f"{name}_base", Base),
            form.fraction(f"{name}_fraction"),
            form.choice(f"{name}_compare", Compare),
        )
        for name in ("satisfied", "basically")
    )
    return Grading(satisfied, basically)


def field_of(path: str, form: Form) -> str:
    """The name of the form's field for a field of the method: `majority[1].of` is `base_2`."""
    if gate := PATH.fullmatch(path):
        ends, part = filled_gates(form), gate[2].replace("of", "base")
        return part + ends[int(gate[1])] if int(gate[1]) < len(ends) else part
    path = path.removeprefix("grading.").replace(".of", ".base").replace(".", "_")
    return "by_category" if path == "seats_by_category" else path


def gates_of(method: VoteMethod) -> Sequence[tuple[str, Share | None]]:
    """The rows of the form for the majorities, the empty ones as well."""
    shares: list[Any] = [*method.majority, *[None] * len(GATES)]
    return list(zip(GATES, shares, strict=False))
