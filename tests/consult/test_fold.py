"""The state of a consultation follows from the set of its entries, and from nothing else."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.contribution.entry import Entry, in_order, read_entry
from consult.contribution.fold import fold
from consult.contribution.said import (
    Circle,
    Contributed,
    ContributionKind,
    EntryId,
    Said,
    Voice,
    Withdrawn,
)
from consult.reactions.reaction import Opinion, Reaction, later
from core.errors import Refused

IDS = [EntryId(f"{n:032x}") for n in range(4)]
VOICES = [Voice("stool:a"), Voice("stool:b")]
MOMENTS = [f"2026-05-01T08:00:00.{n:06d}+00:00" for n in range(3)]

said: st.SearchStrategy[Said] = st.one_of(
    st.builds(
        Contributed, st.sampled_from(ContributionKind), st.text(), st.sampled_from(Circle)
    ),
    st.builds(Withdrawn, st.sampled_from(IDS)),
)
entries = st.builds(
    Entry,
    st.sampled_from(IDS),
    st.sampled_from(MOMENTS),
    st.sampled_from(VOICES),
    st.just(""),
    said,
)


@given(st.lists(entries, max_size=8), st.randoms())
def test_any_order_and_any_repetition_gives_the_same_state(
    log: list[Entry], chance: st.DrawFn
) -> None:
    mixed = log + log[: len(log) // 2]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert fold(mixed) == fold(log)


@given(st.lists(entries, max_size=6), st.lists(entries, max_size=6))
def test_two_logs_become_one_whichever_is_taken_in_first(
    yard: list[Entry], town: list[Entry]
) -> None:
    once = in_order(in_order(yard) + in_order(town))
    assert once == in_order(in_order(town) + in_order(yard))
    assert in_order(once + yard) == once, "taken in twice without harm"


@given(entries)
def test_an_entry_is_read_as_it_was_written(entry: Entry) -> None:
    row = (entry.id, entry.at, entry.kind, entry.voice, entry.typed_by, entry.data)
    assert read_entry(*row) == entry


@pytest.mark.parametrize(
    ("id", "at", "kind", "data"),
    [
        ("7", MOMENTS[0], "withdrawn", f'{{"contribution":"{IDS[0]}"}}'),
        (IDS[0], "yesterday", "withdrawn", f'{{"contribution":"{IDS[0]}"}}'),
        (IDS[0], MOMENTS[0], "promoted", "{}"),
        (IDS[0], MOMENTS[0], "contributed", "{}"),
        (IDS[0], MOMENTS[0], "contributed", "[" * 100_000),
    ],
)
def test_what_is_no_entry_is_refused(id: str, at: str, kind: str, data: str) -> None:
    with pytest.raises(Refused, match="entry-unreadable"):
        read_entry(id, at, kind, "stool:a", "", data)


def test_only_its_own_voice_takes_a_contribution_back() -> None:
    made = Contributed(ContributionKind.WORRY, "路灯不亮", Circle.PUBLIC)
    first = Entry(IDS[0], MOMENTS[0], VOICES[0], "", made)
    theirs = Entry(IDS[1], MOMENTS[1], VOICES[1], "", Withdrawn(IDS[0]))
    own = Entry(IDS[2], MOMENTS[1], VOICES[0], "", Withdrawn(IDS[0]))
    assert len(fold([first, theirs]).standing) == 1
    assert fold([first, theirs, own]).standing == []


def test_the_last_reaction_counts_whatever_comes_in_first() -> None:
    three = [
        Reaction(IDS[0], VOICES[0], value, at, id, "")
        for value, at, id in (
            (Opinion.AGREE, MOMENTS[0], IDS[1]),
            (Opinion.DISAGREE, MOMENTS[1], IDS[2]),
            (Opinion.PASS, MOMENTS[1], IDS[1]),
        )
    ]
    for a, b, c in permutations(three):
        assert later(later(a, b), c).value is Opinion.DISAGREE
