"""Secret rounds of every mode, and ballots for them, drawn at random."""

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from hypothesis import strategies as st

from ballots.deciding.decision import decide
from ballots.method import Base, Compare, Mode, Share, Tie
from ballots.outcome import Turnout
from ballots.paper import Answer, Ballot, ballot, check_ballot
from ballots.secret.choices import answers, method_of_all
from ballots.secret.manifest import Manifest
from ballots.secret.modes import VALUES, is_counted_together
from ballots.tally import tally
from core.errors import Refused
from minyi.players import simulated_ballot
from tests.ballots.secret.hall import make_manifest

MODES = sorted(VALUES["mode"])
effects = st.sampled_from(["spoils", "valid"])


@st.composite
def manifests(draw: st.DrawFn, modes: Sequence[str] = MODES) -> Manifest:
    """These modes, with a cap, categories and each way to settle ties."""
    stand, mode = draw(st.integers(1, 4)), draw(st.sampled_from(modes))
    limit = 1 if mode == "choose_one" else draw(st.integers(1, stand))
    terms: dict[str, Any] = {
        "mode": mode,
        "seats": 0 if mode == "grade" else draw(st.integers(1, stand)),
        "max_marks": limit if mode == "pick" or draw(st.booleans()) else None,
        "min_marks": draw(st.integers(0, limit)),
        "over_marked": draw(effects),
        "under_marked": draw(effects),
        "blank": draw(st.sampled_from(["abstain", "not_marked"])),
        "tie": draw(st.sampled_from(["run_off", "all"])),
    }
    made = make_manifest(stand, **terms)
    if stand > 1 and mode != "grade" and draw(st.booleans()):
        items = [replace(one, category="A" if one.no == 1 else "B") for one in made.items]
        places = {"items": tuple(items), "seats": 2, "seats_by_category": {"A": 1, "B": 1}}
        terms |= places
    if draw(st.booleans()):
        costs = draw(st.lists(st.integers(0, 9), min_size=stand, max_size=stand))
        items = [
            replace(one, cost=10**8 * cost)
            for one, cost in zip(terms.get("items", made.items), costs, strict=True)
        ]
        terms |= {"items": tuple(items), "budget_cap": 10**8 * draw(st.integers(0, 20))}
        terms |= {"over_budget": draw(st.sampled_from(["warn", "refuse"])), "min_marks": 0}
    made = make_manifest(stand, **terms)
    is_apart = not is_counted_together(made) and draw(st.booleans())
    return make_manifest(stand, apart=is_apart, **terms)


def ballots(manifest: Manifest) -> st.SearchStrategy[Ballot]:
    """Legal or not."""
    said, numbers = answers(manifest), manifest.numbers
    freely = st.tuples(*[st.sampled_from(said)] * len(numbers)).map(partial(sheet, numbers))
    if manifest.mode != "rank":
        return freely
    return freely | st.permutations(said[1:]).map(partial(sheet, numbers))


def sheet(numbers: Sequence[int], made: Sequence[Answer | None]) -> Ballot:
    pairs = zip(numbers, made, strict=True)
    return ballot({no: mark for no, mark in pairs if mark is not None})


def is_legal(manifest: Manifest, mine: Ballot) -> bool:
    try:
        check_ballot(method_of_all(manifest), mine)
    except Refused:
        return False
    return True


@st.composite
def heaps(draw: st.DrawFn, manifest: Manifest) -> list[Ballot]:
    """Five to eight legal ballots."""
    drawn = draw(st.lists(ballots(manifest), max_size=8))
    legal = [one for one in drawn if is_legal(manifest, one)]
    method = method_of_all(manifest)
    more = [simulated_ballot(method, random.Random(at)) for at in range(5 - len(legal))]
    return legal + more


def ends(
    manifest: Manifest, heap: list[Ballot], share: Fraction = Fraction(0)
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Chosen and tied, as the room decides, by a majority of so much of the ballots."""
    needed = (Share(Base.VOTERS, share, Compare.OVER),) if share else ()
    places = manifest.seats_by_category
    method = replace(
        method_of_all(manifest),
        seats_by_category=None if places is None else dict(places),
        tie=Tie(manifest.tie),
        majority=needed,
    )
    cast = len(heap)
    found = decide(method, tally(method, heap), Turnout(cast, cast, cast))
    assert method.mode is not Mode.GRADE or not found.chosen
    return found.chosen, found.tied
