"""The result against the papers: counted as the room counts, with the most marked chosen."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.method import Blank
from ballots.paper import Answer, Ballot, Mark
from ballots.secret.canonical import canonical
from ballots.secret.case import State
from ballots.secret.choices import ballot_of, method_of
from ballots.secret.figures import count_choices
from ballots.secret.verify import verify_archive
from ballots.tally import tally, tally_to_facts
from tests.ballots.secret.hall import Hall, make_manifest
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


marks = st.text("+-o.", min_size=3, max_size=3).map(marked)


@given(st.lists(marks, max_size=8), st.sampled_from(Blank))
@settings(deadline=None)
def test_the_verifier_counts_as_the_room_does(heap: list[Ballot], blank: Blank) -> None:
    manifest = replace(MANIFEST, blank=str(blank))
    known: list[Answer | None] = [None, Mark.FOR, Mark.AGAINST, Mark.ABSTAIN]
    choices = [[known.index(one.mark(no)) for no in (1, 2, 3)] for one in heap]
    assert [ballot_of(manifest, 1, one) for one in choices] == heap
    counted = tally_to_facts(tally(method_of(manifest, 1), heap))
    assert canonical(count_choices(manifest, 1, choices)) == canonical({"no": 1} | counted)


def test_verifying_needs_nothing_but_cryptography() -> None:
    """The verifier is handed out alone: to whoever has Python and one package."""
    code = "import sys, ballots.secret.verify; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    modules = set(loaded.stdout.split())
    assert "ballots.secret.recount" in modules
    assert not modules & {"gmpy2", "msgspec", "sqlalchemy", "sqlite3", "ballots.method"}
