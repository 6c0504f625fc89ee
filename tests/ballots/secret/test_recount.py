"""The result against the papers: counted as the room counts, with the most marked chosen."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.paper import decode_marks
from ballots.secret.choices import answers, ballot_of, method_of
from ballots.secret.figures import count_choices
from ballots.secret.verify import verify_archive
from ballots.tally import tally, tally_to_facts
from core.canonical import canonical
from core.checking import State
from tests.ballots.secret.hall import Hall, make_manifest
from tests.ballots.secret.rounds import heaps, manifests
from tests.cast import marked

MANIFEST = make_manifest(3)
HALL = Hall(MANIFEST)
for at, signs in enumerate(["++-", "+-.", "+oo", "-+.", "...", "+.+"]):
    HALL.vote(f"deputy-{at:02}", marked(signs))


@pytest.mark.parametrize(
    ("chosen", "tied", "name"),
    [
        ([1], [], ()),
        ([], [], ()),  # whether anybody reached the majority is not for the marks alone to say
        ([2], [], ("outcome",)),
        ([1, 2], [], ("outcome",)),
        ([1], [2, 3], ("outcome",)),
        ([9], [], ("outcome",)),
        ([1, 1], [], ("outcome",)),
        ([1], [1], ("outcome",)),
    ],
)
def test_the_chosen_must_be_those_with_most_marks(
    chosen: list[int], tied: list[int], name: tuple[str, ...]
) -> None:
    assert verify_archive(HALL.archive(chosen, tied)).named(State.FAILS) == name


def test_a_tie_at_the_cut_must_be_named_as_one() -> None:
    hall = Hall(make_manifest(3))
    for at, signs in enumerate(["++.", "++."]):
        hall.vote(f"deputy-{at:02}", marked(signs))
    assert verify_archive(hall.archive(tied=[1, 2])).holds
    for chosen, tied in (([1], []), ([1], [2]), ([], [1, 3]), ([], [1])):
        assert verify_archive(hall.archive(chosen, tied)).named(State.FAILS) == ("outcome",)


@given(st.data())
@settings(deadline=None)
def test_the_verifier_counts_as_the_room_does(data: st.DataObject) -> None:
    manifest = data.draw(manifests())
    heap, known = data.draw(heaps(manifest)), answers(manifest)
    for paper in manifest.papers:
        choices = [[known.index(one.mark(no)) for no in paper.questions] for one in heap]
        parts = [ballot_of(manifest, paper.no, one) for one in choices]
        counted = tally_to_facts(tally(method_of(manifest, paper.no), parts))
        found = count_choices(manifest, paper.no, choices)
        assert canonical(found) == canonical({"no": paper.no} | counted)


def hall_of(signs: Sequence[str], **terms: Any) -> Hall:
    hall = Hall(make_manifest(3, **terms))
    for at, text in enumerate(signs):
        hall.vote(f"deputy-{at:02}", decode_marks(method_of(hall.manifest, 1), text))
    return hall


TOO_FEW = ["1,2,3"] * 3 + [",2,3"] * 4  # number 1 has no majority, and yet a better sum than 3
RANKS = ["1,2,3", "1,3,2", "2,1,3", "3,1,2", "1,,"]
LEVEL = ["1,2,3", "2,1,3", "1,2,3", "2,1,3", ",,"]
RULES: dict[str, tuple[Hall, list[int], list[int], str]] = {
    "lowest sum": (hall_of(RANKS, mode="rank"), [1], [], ""),
    "not the lowest": (hall_of(RANKS, mode="rank"), [2], [], "outcome-order"),
    "level and named": (hall_of(LEVEL, mode="rank"), [], [1, 2], ""),
    "level and one chosen": (hall_of(LEVEL, mode="rank"), [1], [], "outcome-order"),
    "level and both chosen": (hall_of(LEVEL, mode="rank"), [1, 2], [], "outcome-wrong"),
    "level, all chosen by rule": (hall_of(LEVEL, mode="rank", tie="all"), [1, 2], [], ""),
    "level, drawn": (hall_of(LEVEL, mode="rank", tie="lot"), [2], [], "tie-settled"),
    "drawn, but not among the level": (
        hall_of(LEVEL, mode="rank", tie="lot"),
        [3],
        [],
        "outcome-order",
    ),
    "ranked by too few": (hall_of(TOO_FEW, mode="rank", seats=2), [2, 3], [], ""),
    "somebody chosen by grades": (
        hall_of(["321", "3..", "1.."], mode="grade", seats=0),
        [1],
        [],
        "outcome-wrong",
    ),
}


@pytest.mark.parametrize(("hall", "chosen", "tied", "why"), RULES.values(), ids=RULES)
def test_the_order_is_that_of_the_mode(
    hall: Hall, chosen: list[int], tied: list[int], why: str
) -> None:
    report = verify_archive(hall.archive(chosen, tied))
    [found] = [check for check in report.checks if check.name == "outcome"]
    assert found.why == why


def test_places_by_category_are_cut_one_by_one() -> None:
    items = tuple(replace(one, category="桥" if one.no < 3 else "校") for one in MANIFEST.items)
    places = {"seats": 2, "seats_by_category": {"桥": 1, "校": 1}, "items": items}
    hall = hall_of(["++.", "++.", "+..", ".++"], **places)
    for chosen, tied, why in (
        ([1, 3], [], "outcome-order"),
        ([3], [1, 2], ""),
        ([1, 2], [], "outcome-wrong"),
    ):
        report = verify_archive(hall.archive(chosen, tied))
        assert [one.why for one in report.checks if one.name == "outcome"] == [why]


def test_verifying_needs_nothing_but_cryptography() -> None:
    """The verifier is handed out alone: to whoever has Python and one package."""
    code = "import sys, ballots.secret.verify; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    modules = set(loaded.stdout.split())
    assert "ballots.secret.recount" in modules
    assert not modules & {"gmpy2", "msgspec", "sqlalchemy", "sqlite3", "ballots.method"}
