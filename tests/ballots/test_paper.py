"""One ballot: what a phone may cast, what spoils it, and its one-line form."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.method import Base, Candidate, Compare, Effect, Grade, Mode, Share, VoteMethod
from ballots.paper import (
    Ballot,
    Mark,
    as_read,
    ballot,
    check_ballot,
    decode_marks,
    encode_marks,
    is_valid,
)
from core.errors import Refused

FOR, AGAINST, ABSTAIN, ILLEGIBLE = Mark
ITEMS = VoteMethod(
    title="项目票决办法",
    mode=Mode.FOR_AGAINST_ABSTAIN,
    candidates=tuple(Candidate(no, f"项目{no}") for no in (3, 1, 2, 7)),
    seats=2,
    max_marks=2,
    majority=(Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER),),
    quorum_open=None,
)
PICK = replace(ITEMS, mode=Mode.PICK)
EXACTLY_TWO = replace(PICK, min_marks=2, under_marked=Effect.SPOILS)
any_marks = st.dictionaries(st.sampled_from(ITEMS.numbers), st.sampled_from(Mark))


def test_the_order_of_marking_leaves_no_trace() -> None:
    assert ballot({7: FOR, 1: AGAINST}) == ballot({1: AGAINST, 7: FOR})
    assert ballot({7: FOR, 1: AGAINST}).marks == ((1, AGAINST), (7, FOR))


def test_a_ballot_tells_the_mark_beside_a_number() -> None:
    marked = ballot({7: FOR, 1: AGAINST}, group="第三代表团")
    assert (marked.mark(7), marked.mark(1), marked.mark(2)) == (FOR, AGAINST, None)
    assert (marked.made, marked.group) == (1, "第三代表团")


@pytest.mark.parametrize(
    ("method", "marks"),
    [
        (ITEMS, {}),
        (ITEMS, {3: FOR, 1: FOR, 2: AGAINST, 7: ABSTAIN}),
        (ITEMS, {3: AGAINST, 1: AGAINST, 2: AGAINST, 7: AGAINST}),
        (PICK, {3: FOR, 7: FOR}),
        (PICK, {3: FOR}),  # 选举法 Art. 44: fewer than the seats is valid
        (replace(PICK, min_marks=2), {3: FOR}),
        (replace(PICK, over_marked=Effect.VALID), {3: FOR, 1: FOR, 2: FOR}),
        (replace(ITEMS, max_marks=None), {3: FOR, 1: FOR, 2: FOR, 7: FOR}),
        (EXACTLY_TWO, {3: FOR, 1: FOR}),
    ],
)
def test_a_phone_casts_what_will_count(method: VoteMethod, marks: dict[int, Mark]) -> None:
    check_ballot(method, ballot(marks))
    assert is_valid(method, ballot(marks))


REFUSED = [
    (ITEMS, {4: FOR}, "candidate-unknown", "mark-4", {"no": 4}),
    (ITEMS, {1: ILLEGIBLE}, "mark-illegible", "mark-1", {"no": 1}),
    (PICK, {2: AGAINST}, "mark-outside-mode", "mark-2", {"no": 2, "mark": "against"}),
    (PICK, {2: ABSTAIN}, "mark-outside-mode", "mark-2", {"no": 2, "mark": "abstain"}),
    (PICK, {1: FOR, 2: FOR, 3: FOR}, "over-marked", None, {"marked": 3, "most": 2}),
    (ITEMS, {1: FOR, 2: FOR, 3: FOR}, "over-marked", None, {"marked": 3, "most": 2}),
    (EXACTLY_TWO, {1: FOR}, "under-marked", None, {"marked": 1, "least": 2}),
    (EXACTLY_TWO, {}, "under-marked", None, {"marked": 0, "least": 2}),
]


@pytest.mark.parametrize(("method", "marks", "code", "field", "facts"), REFUSED)
def test_a_phone_cannot_spoil_a_ballot(
    method: VoteMethod,
    marks: dict[int, Mark],
    code: str,
    field: str | None,
    facts: dict[str, object],
) -> None:
    with pytest.raises(Refused) as no:
        check_ballot(method, ballot(marks))
    assert (no.value.code, no.value.field, no.value.facts) == (code, field, facts)


def test_one_illegible_item_leaves_the_slip_valid() -> None:
    assert is_valid(ITEMS, ballot({1: ILLEGIBLE, 2: FOR, 3: FOR}))


def test_a_ballot_is_one_line_in_the_order_of_the_paper() -> None:
    marked = ballot({1: AGAINST, 2: ABSTAIN, 3: FOR})
    assert encode_marks(ITEMS, marked) == "+-o."
    assert encode_marks(ITEMS, ballot({7: ILLEGIBLE})) == "...x"
    assert decode_marks(ITEMS, "+-o.") == marked


@given(any_marks)
def test_a_ballot_survives_its_line(marks: dict[int, Mark]) -> None:
    line = encode_marks(ITEMS, ballot(marks))
    assert len(line) == 4
    assert decode_marks(ITEMS, line) == ballot(marks)


@pytest.mark.parametrize(
    ("line", "code", "facts"),
    [
        ("+-o", "marks-length", {"length": 3, "candidates": 4}),
        ("+-o..", "marks-length", {"length": 5, "candidates": 4}),
        ("+-o?", "mark-unknown", {"no": 7, "sign": "?"}),
        ("+-O.", "mark-unknown", {"no": 2, "sign": "O"}),
    ],
)
def test_a_malformed_line_is_refused(line: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refused) as no:
        decode_marks(ITEMS, line)
    assert (no.value.code, no.value.facts) == (code, facts)


def test_a_mark_for_a_stranger_has_no_place_in_the_line() -> None:
    with pytest.raises(Refused, match="candidate-unknown"):
        encode_marks(ITEMS, Ballot(((4, FOR),)))


GRADED = replace(ITEMS, mode=Mode.GRADE, max_marks=None)


def test_grades_are_one_sign_an_item() -> None:
    marked = ballot({3: Grade.SATISFIED, 1: Grade.BASICALLY, 2: Grade.UNSATISFIED})
    check_ballot(GRADED, marked)
    assert encode_marks(GRADED, marked) == "321."
    assert decode_marks(GRADED, "321.") == marked
    with pytest.raises(Refused, match="mark-unknown"):
        decode_marks(GRADED, "32+.")
    with pytest.raises(Refused, match="mark-outside-mode"):
        check_ballot(ITEMS, marked)


def test_one_of_several_is_one_tick() -> None:
    one = replace(ITEMS, mode=Mode.CHOOSE_ONE, max_marks=None)
    check_ballot(one, ballot({7: FOR}))
    assert encode_marks(one, ballot({7: FOR})) == "...+"
    with pytest.raises(Refused, match="over-marked") as no:
        check_ballot(one, ballot({7: FOR, 1: FOR}))
    assert no.value.facts == {"marked": 2, "most": 1}
    with pytest.raises(Refused, match="mark-outside-mode"):
        check_ballot(one, ballot({7: AGAINST}))


def test_a_ranking_is_read_over_by_its_numbers() -> None:
    ranking = replace(ITEMS, mode=Mode.RANK, max_marks=None)
    read = as_read(ranking, ballot({7: 1, 1: 3}))
    assert [one.no for one in read] == [7, 1, 3, 2]
    assert [one.no for one in as_read(ITEMS, ballot({7: FOR}))] == [3, 1, 2, 7]
