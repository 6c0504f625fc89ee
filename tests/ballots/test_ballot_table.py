"""Ballots as a table: each cell read as it says, each error where it stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.ballot_table import read_ballots
from ballots.method import Candidate, Grade, Mode, VoteMethod
from ballots.paper import Ballot, Mark, ballot
from core.errors import Refused

FOR, AGAINST, ABSTAIN, ILLEGIBLE = Mark
ITEMS = VoteMethod(
    title="票决办法",
    mode=Mode.FOR_AGAINST_ABSTAIN,
    candidates=tuple(Candidate(no, f"项目{no}") for no in (3, 1, 12)),
    seats=2,
    max_marks=2,
    majority=(),
    quorum_open=None,
)
PICK = replace(ITEMS, mode=Mode.PICK)
HEADER = "ballot,group,1,3,12\n"


def read(method: VoteMethod, text: str) -> tuple[Ballot, ...]:
    return read_ballots(method, text.encode())


def test_a_line_is_a_ballot_and_its_columns_may_stand_in_any_order() -> None:
    assert read(ITEMS, HEADER + "b1,第三代表团,for,against,abstain\nb2,,x,,\n") == (
        ballot({1: FOR, 3: AGAINST, 12: ABSTAIN}, "第三代表团"),
        ballot({1: ILLEGIBLE}),
    )


def test_a_tick_is_a_one() -> None:
    assert read(PICK, HEADER + "b1,,1,,x\n") == (ballot({1: FOR, 12: ILLEGIBLE}),)


def test_an_empty_ballot_is_a_ballot_and_an_empty_line_is_none() -> None:
    assert read(PICK, HEADER + "b1,,,,\n\n") == (ballot({}),)
    assert read(PICK, HEADER) == ()


def test_spreadsheets_may_add_their_mark_quotes_and_line_ends() -> None:
    text = "\ufeff" + HEADER.replace("\n", "\r\n") + '"b 1", ," 1 ",,\r\n'
    assert read(PICK, text) == (ballot({1: FOR}),)


def test_ballots_without_a_name_are_not_taken_for_one() -> None:
    assert len(read(PICK, HEADER + ",,1,,\n,,1,,\n")) == 2


CELL = {"known": ["for", "against", "abstain", "x"]}
WRONG = [
    ("", "ballots-header", {"line": 1, "column": 1, "value": "", "wanted": "ballot"}),
    (
        "ballot,1,3,12\n",
        "ballots-header",
        {"line": 1, "column": 2, "value": "1", "wanted": "group"},
    ),
    (
        "ballot,group,1,3,4\n",
        "ballots-number-unknown",
        {"line": 1, "column": 5, "value": "4"},
    ),
    ("ballot,group,1,3,1\n", "ballots-number-twice", {"line": 1, "column": 5, "value": "1"}),
    ("ballot,group,1,3\n", "ballots-number-missing", {"line": 1, "no": 12}),
    (HEADER + "b1,,for,,,\n", "ballots-width", {"line": 2, "found": 6, "wanted": 5}),
    (HEADER + "b1,,for,\n", "ballots-width", {"line": 2, "found": 4, "wanted": 5}),
    (
        HEADER + "b1,,for,,\nb1,,for,,\n",
        "ballots-twice",
        {"line": 3, "ballot": "b1", "first": 2},
    ),
    (
        HEADER + "b1,,for,,\n\nb2,,,yes,\n",
        "ballots-cell",
        {"line": 4, "column": 4, "no": 3, "value": "yes"} | CELL,
    ),
    (
        HEADER + "b1,,,,1\n",
        "ballots-cell",
        {"line": 2, "column": 5, "no": 12, "value": "1"} | CELL,
    ),
    (HEADER + 'b1,"a"b,,,\n', "ballots-line", {"line": 2}),
]


@pytest.mark.parametrize(("text", "code", "facts"), WRONG)
def test_an_error_names_its_line_and_column(
    text: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refused) as no:
        read(ITEMS, text)
    assert (no.value.code, no.value.facts) == (code, facts)


def test_another_encoding_is_refused_by_its_line() -> None:
    with pytest.raises(Refused, match="ballots-not-utf-8") as no:
        read_ballots(PICK, HEADER.encode() + "b1,代表团,1,,\n".encode("gb18030"))
    assert no.value.facts == {"line": 2}


@given(st.binary(max_size=60))
def test_whatever_is_given_is_read_or_refused_by_its_line(content: bytes) -> None:
    for start in (b"", HEADER.encode()):
        facts: dict[str, object] = {"line": 0}
        try:
            read_ballots(PICK, start + content)
        except Refused as refusal:
            facts = refusal.facts
        assert "line" in facts


def test_grades_and_ranks_are_numbers() -> None:
    graded = replace(ITEMS, mode=Mode.GRADE, max_marks=None)
    assert read(graded, HEADER + "b1,,3,2,1\nb2,,x,,\n") == (
        ballot({1: Grade.SATISFIED, 3: Grade.BASICALLY, 12: Grade.UNSATISFIED}),
        ballot({1: ILLEGIBLE}),
    )
    ranked = replace(ITEMS, mode=Mode.RANK)
    assert read(ranked, HEADER + "b1,,2,25,x\n") == (ballot({1: 2, 3: 25, 12: ILLEGIBLE}),)
    one = replace(ITEMS, mode=Mode.CHOOSE_ONE, max_marks=None)
    assert read(one, HEADER + "b1,,,1,\n") == (ballot({3: FOR}),)


@pytest.mark.parametrize(
    ("mode", "cell"),
    [
        (Mode.GRADE, "4"),
        (Mode.GRADE, "satisfied"),
        (Mode.RANK, "0"),
        (Mode.RANK, "-1"),
        (Mode.RANK, "1.5"),
        (Mode.CHOOSE_ONE, "2"),
        (Mode.PICK, "for"),
    ],
)
def test_a_cell_of_another_mode_is_refused(mode: Mode, cell: str) -> None:
    with pytest.raises(Refused, match="ballots-cell") as no:
        read(replace(PICK, mode=mode), HEADER + f"b1,,,{cell},\n")
    assert (no.value.facts["line"], no.value.facts["column"]) == (2, 4)
