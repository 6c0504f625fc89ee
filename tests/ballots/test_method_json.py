"""The public JSON of a method: read strictly, written always the same."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.method import (
    Base,
    Blank,
    Candidate,
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
from ballots.methods.contract import method_from_json, method_to_json
from core.errors import Refused

HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
TWO_THIRDS = Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST)
CONTRACT = """
{"title": "2020年民生实事项目票决办法", "mode": "pick",
 "candidates": [{"no": 1, "name": "市民中心", "category": null, "cost": null}],
 "seats": 10, "seats_by_category": null,
 "min_marks": 0, "max_marks": 10, "over_marked": "spoils", "under_marked": "valid", "blank": "abstain",
 "majority": [{"of": "all_members", "fraction": "1/2", "compare": ">"}],
 "quorum_open": {"of": "all_members", "fraction": "2/3", "compare": ">="}, "quorum_vote": null,
 "tie": "run_off", "shortfall": "ask", "min_surplus": "0", "budget_cap": null,
 "secrecy": "secret", "live_tally": "turnout"}
"""  # noqa: E501

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
shares = st.builds(
    Share,
    st.sampled_from(Base),
    st.fractions(min_value=0, max_value=1, max_denominator=999),
    st.sampled_from(Compare),
    st.none() | texts,
)
costs = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False)
candidates = st.builds(Candidate, st.integers(), texts, st.none() | texts, st.none() | costs)
methods = st.builds(
    VoteMethod,
    title=texts,
    mode=st.sampled_from(Mode),
    candidates=st.lists(candidates, max_size=5).map(tuple),
    seats=st.integers(),
    seats_by_category=st.none() | st.dictionaries(texts, st.integers(), max_size=3),
    min_marks=st.integers(),
    max_marks=st.none() | st.integers(),
    over_marked=st.sampled_from(Effect),
    under_marked=st.sampled_from(Effect),
    blank=st.sampled_from(Blank),
    majority=st.lists(shares, max_size=3).map(tuple),
    quorum_open=st.none() | shares,
    quorum_vote=st.none() | shares,
    tie=st.sampled_from(Tie),
    shortfall=st.sampled_from(Shortfall),
    min_surplus=st.fractions(min_value=0, max_value=3, max_denominator=999),
    budget_cap=st.none() | costs,
    over_budget=st.sampled_from(OverBudget),
    rounds_max=st.integers(1, 4),
    grading=st.just(Grading()) | st.builds(Grading, shares, shares),
    secrecy=st.sampled_from(Secrecy),
    live_tally=st.sampled_from(LiveTally),
)


def changed(**parts: object) -> str:
    return json.dumps({**json.loads(CONTRACT), **parts})


def test_the_public_json_reads_as_it_says() -> None:
    method = method_from_json(CONTRACT.encode())
    assert method.candidates == (Candidate(1, "市民中心"),)
    assert method.majority == (HALF,)
    assert method.quorum_open == TWO_THIRDS
    assert (method.seats, method.max_marks, method.blank) == (10, 10, Blank.ABSTAIN)


def test_the_public_json_is_written_in_the_order_of_the_contract() -> None:
    written = method_to_json(method_from_json(CONTRACT))
    assert json.loads(written, object_pairs_hook=list) == json.loads(
        CONTRACT, object_pairs_hook=list
    )


@given(methods)
def test_a_method_survives_its_json(method: VoteMethod) -> None:
    assert method_from_json(method_to_json(method)) == method
    assert method_to_json(method_from_json(method_to_json(method))) == method_to_json(method)


def test_what_the_law_settles_may_be_left_out() -> None:
    tree = json.loads(CONTRACT)
    for key in ("seats_by_category", "over_marked", "under_marked", "blank", "tie", "secrecy"):
        del tree[key]
    assert method_from_json(json.dumps(tree)) == method_from_json(CONTRACT)


@pytest.mark.parametrize("cost", ["335.1545", 335.1545])
def test_a_cost_keeps_every_digit(cost: object) -> None:
    read = method_from_json(changed(candidates=[{"no": 1, "name": "桥", "cost": cost}]))
    assert read.candidates[0].cost == Decimal("335.1545")


SHARE = {"of": "all_members", "fraction": "1/2", "compare": ">"}
MALFORMED = [
    ({"seats": "10"}, "wrong-type", "seats", {"expected": "int", "got": "str"}),
    ({"seats": 10.0}, "wrong-type", "seats", {"expected": "int", "got": "decimal"}),
    ({"seats": True}, "wrong-type", "seats", {"expected": "int", "got": "bool"}),
    ({"majority": None}, "wrong-type", "majority", {"expected": "array", "got": "null"}),
    (
        {"candidates": [{"no": 1, "name": "a", "cost": "dear"}]},
        "wrong-type",
        "candidates[0].cost",
        {"expected": "decimal", "got": "str"},
    ),
    ({"colour": "red"}, "field-unknown", "colour", {"name": "colour"}),
    (
        {"candidates": [{"no": 1, "name": "a", "votes": 3}]},
        "field-unknown",
        "candidates[0].votes",
        {"name": "votes"},
    ),
    ({"candidates": [{"no": 1}]}, "field-missing", "candidates[0].name", {"name": "name"}),
    ({"mode": "guess"}, "mode-unknown", "mode", {"value": "guess"}),
    ({"tie": "duel"}, "value-unknown", "tie", {"value": "duel"}),
    (
        {"majority": [{**SHARE, "of": "everyone"}]},
        "value-unknown",
        "majority[0].of",
        {"value": "everyone"},
    ),
    *(
        (
            {"quorum_open": {**SHARE, "fraction": bad}},
            "fraction-unreadable",
            "quorum_open.fraction",
            {"value": str(bad)},
        )
        for bad in ("1/0", "half", "", " 1/2", "-1/2", "1e1", "１/２", "1" * 10, 0.5)
    ),
]


@pytest.mark.parametrize(("parts", "code", "field", "facts"), MALFORMED)
def test_a_malformed_method_is_refused_where_it_is_wrong(
    parts: dict[str, object], code: str, field: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refused) as no:
        method_from_json(changed(**parts))
    assert (no.value.code, no.value.field, no.value.facts) == (code, field, facts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        b"\xff\xfe",
        "[" * 100_000,
        '{"seats": ' + "1" * 5000 + "}",
        '{"seats": 1e999999',
    ],
)
def test_what_is_not_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(Refused, match="method-unreadable"):
        method_from_json(text)


def test_text_that_could_never_be_written_is_refused() -> None:
    with pytest.raises(Refused, match="method-unreadable"):
        method_from_json(changed(title="half a pair \ud800"))


def test_a_number_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(Refused, match="method-unreadable"):
        method_from_json('{"seats": 1e99999999999999999999}')


def test_a_list_is_no_method() -> None:
    with pytest.raises(Refused, match="wrong-type") as no:
        method_from_json("[]")
    assert no.value.field is None


def test_a_field_given_twice_is_refused() -> None:
    with pytest.raises(Refused, match="field-doubled") as no:
        method_from_json(CONTRACT.replace('"tie"', '"seats": 9, "tie"'))
    assert no.value.field == "seats"


def test_a_title_is_required() -> None:
    tree = json.loads(CONTRACT)
    del tree["title"]
    with pytest.raises(Refused, match="field-missing") as no:
        method_from_json(json.dumps(tree))
    assert no.value.field == "title"


@pytest.mark.parametrize(
    "parts",
    [
        {"seats_by_category": {"教育": 3}},
        {"budget_cap": "4000", "over_budget": "refuse"},
        {"tie": "lot", "rounds_max": 3},
        {"majority": [{**SHARE, "group": "deputies"}]},
        {"grading": {"satisfied": {**SHARE, "of": "valid"}, "basically": SHARE}},
    ],
)
def test_the_rarer_fields_are_read_and_written(parts: dict[str, object]) -> None:
    written = json.loads(method_to_json(method_from_json(changed(**parts))))
    assert {name: written[name] for name in parts} == parts
    assert written == {**json.loads(CONTRACT), **parts}


def test_a_majority_of_no_special_group_is_a_plain_one() -> None:
    assert method_from_json(changed(majority=[{**SHARE, "group": None}])).majority == (HALF,)
