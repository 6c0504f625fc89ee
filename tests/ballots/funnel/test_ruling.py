"""The rules of a stage: the order of votes, ties at the cut, departures, and their reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.funnel.funnel import Sheet, Stage, StageKind
from ballots.funnel.ruling import (
    Announced,
    Ruling,
    by_congress,
    by_delegations,
    by_organ,
    check_keep,
    cut,
    departures,
    ranks,
    vote_order,
)
from tests.cast import refused

NAMES = {1: "路", 2: "桥", 3: "学校", 4: "水厂"}


def advisory(keep: int, *votes: int) -> Stage:
    """Two delegations: the first gave these votes, the second one to each project."""
    first = dict(enumerate(votes, start=1))
    sheet = Sheet({"东": first, "西": dict.fromkeys(first, 1)})
    return Stage(1, StageKind.ADVISORY, "投票", "各代表团", keep, sheet=sheet)


def decision(keep: int) -> Stage:
    return Stage(2, StageKind.DECISION, "研究", "常务会议", keep)


def test_the_most_votes_come_first_and_equal_votes_share_the_better_place() -> None:
    votes = {1: 3, 2: 9, 3: 9, 4: 1}
    assert vote_order(votes, votes) == [2, 3, 1, 4]
    assert ranks(votes) == {2: 1, 3: 1, 1: 3, 4: 4}


def test_a_clean_cut_has_no_tie() -> None:
    found = cut({1: 3, 2: 9, 3: 9, 4: 1}, 2)
    assert (found.through, found.tied, found.places) == ((2, 3), (), 0)


def test_who_is_level_on_both_sides_of_the_cut_is_tied() -> None:
    found = cut({1: 3, 2: 9, 3: 3, 4: 3, 5: 1}, 3)
    assert (found.through, found.tied, found.places) == ((2,), (1, 3, 4), 2)


@given(st.dictionaries(st.integers(1, 99), st.integers(0, 9), min_size=2), st.data())
def test_nobody_is_cut_who_has_more_votes_than_somebody_who_is_not(
    votes: dict[int, int], data: st.DataObject
) -> None:
    keep = data.draw(st.integers(1, len(votes) - 1))
    found = cut(votes, keep)
    out = set(votes) - set(found.through) - set(found.tied)
    assert len(found.through) + found.places == keep
    assert not found.tied or 0 < found.places < len(found.tied)
    levels = [
        min((votes[no] for no in group), default=None)
        for group in (found.through, found.tied, out)
    ]
    told = [one for one in levels if one is not None]
    assert told == sorted(told, reverse=True)


def test_delegations_keep_the_first_by_the_sum_of_their_votes() -> None:
    told = by_delegations(advisory(2, 5, 0, 7, 3), NAMES, Ruling())
    assert [(one.no, one.votes, one.rank, one.kept) for one in told.fates] == [
        *((3, 8, 1, True), (1, 6, 2, True), (4, 4, 3, False), (2, 1, 4, False))
    ]
    assert told.fates[0].given == {"东": 7, "西": 1}


def test_a_tie_at_the_cut_is_settled_by_name_and_with_a_reason() -> None:
    stage = advisory(2, 5, 3, 3, 0)
    with refused("funnel-tie-open", numbers=[2, 3], places=1):
        by_delegations(stage, NAMES, Ruling())
    with refused("funnel-tie-open"):
        by_delegations(stage, NAMES, Ruling(frozenset({2, 3}), reason="急"))
    with refused("funnel-tie-unexplained"):
        by_delegations(stage, NAMES, Ruling(frozenset({3})))
    told = by_delegations(stage, NAMES, Ruling(frozenset({3, 4}), reason="急需"))
    assert (set(told.kept), told.tied, told.reason) == ({1, 3}, (2, 3), "急需")
    assert [one.reason for one in told.fates] == ["", "急需", "急需", ""]


def test_a_delegation_that_is_not_in_is_told() -> None:
    sheet = Sheet({"东": {1: 4, 2: 0, 3: 2, 4: 1}, "西": {1: 1}, "南": {}})
    stage = Stage(1, StageKind.ADVISORY, "投票", "各代表团", 2, sheet=sheet)
    told = by_delegations(stage, NAMES, Ruling())
    assert (told.delegations, told.missing) == (("东", "西", "南"), ("西", "南"))


def test_without_votes_nothing_is_concluded() -> None:
    with refused("funnel-no-votes"):
        by_delegations(Stage(1, StageKind.ADVISORY, "", "", 2), NAMES, Ruling())


@pytest.mark.parametrize("keep", [0, 4, 5])
def test_a_stage_keeps_some_and_drops_some(keep: int) -> None:
    with refused("funnel-keep-outside", keep=keep, entered=4):
        check_keep(keep, 4)
    with refused("funnel-keep-outside"):
        by_organ(decision(keep), NAMES, {}, Ruling(frozenset(NAMES)))


VOTES = {1: 9, 2: 7, 3: 5, 4: 5}


def test_whoever_an_organ_drops_needs_a_reason() -> None:
    with refused("funnel-keep-differs", kept=1, keep=2):
        by_organ(decision(2), NAMES, VOTES, Ruling(frozenset({1})))
    with refused("funnel-drop-unexplained", numbers=[4]):
        by_organ(decision(2), NAMES, VOTES, Ruling(frozenset({1, 2}), {3: "无地"}))
    told = by_organ(
        decision(2), NAMES, VOTES, Ruling(frozenset({1, 2}), {3: "无地", 4: "重复"})
    )
    assert [(one.no, one.kept, one.rank, one.reason) for one in told.fates] == [
        *((1, True, 1, ""), (2, True, 2, ""), (3, False, 3, "无地"), (4, False, 3, "重复"))
    ]


def test_a_departure_from_the_order_of_votes_needs_a_reason_too() -> None:
    assert departures(VOTES, {1, 3}) == [3]
    reasons = {2: "已立项", 4: "重复"}
    with refused("funnel-departure-unexplained", numbers=[3]):
        by_organ(decision(2), NAMES, VOTES, Ruling(frozenset({1, 3}), reasons))
    told = by_organ(decision(2), NAMES, VOTES, Ruling(frozenset({1, 3}), reasons | {3: "最急"}))
    assert told.kept == {1, 3}


def test_only_who_takes_a_place_out_of_order_departs() -> None:
    assert departures(VOTES, {2, 3}) == [3], "number 2 is among the first two anyway"


def test_equal_votes_and_no_votes_are_no_departure() -> None:
    assert departures(VOTES, {1, 2, 4}) == []
    assert departures({}, {2}) == []


ANNOUNCED = Announced(NAMES, {1: 4, 2: 9, 3: 8, 4: 1}, {2: 1, 3: 2, 1: 3, 4: 4}, {2, 3}, None)
CONGRESS = Stage(3, StageKind.CONGRESS, "票决", "大会", 2)


def test_the_announced_vote_is_the_conclusion() -> None:
    told = by_congress(CONGRESS, NAMES, ANNOUNCED)
    assert told is not None
    assert [(one.no, one.votes, one.kept) for one in told.fates] == [
        *((2, 9, True), (3, 8, True), (1, 4, False), (4, 1, False))
    ]


def test_who_came_in_and_did_not_stand_is_dropped_without_votes() -> None:
    told = by_congress(CONGRESS, NAMES | {5: "公园"}, ANNOUNCED)
    assert told is not None
    fate = told.fate(5)
    assert fate is not None
    assert (fate.votes, fate.kept) == (None, False)


@pytest.mark.parametrize("names", [{1: "路"}, NAMES | {3: "别的学校"}])
def test_a_vote_on_others_is_not_the_conclusion(names: dict[int, str]) -> None:
    assert by_congress(CONGRESS, names, ANNOUNCED) is None
