"""The mathematics of Pol.is comes out, on the real conversation of 35 people."""

import numpy as np
import pytest

from consult.opinion.components import components, extremity, project
from consult.opinion.consensus import consensus, labels_of
from consult.opinion.matrix import Floats, Whole, counts
from consult.opinion.priority import priorities
from consult.opinion.representativeness import Side, majorities, representativeness
from tests.consult.opinion.golden import by_statement, conversation, groups, published


def flips() -> Floats:
    """+1 or -1 for each axis: whether it points as published, where agree is -1."""
    ours, theirs = components(conversation()).axes, np.array(published()["pca"]["comps"])
    return np.asarray(np.sign(np.sum(ours * theirs, axis=1)))


def labels() -> Whole:
    return labels_of(conversation(), groups())[1]


def test_the_axes_are_those_published() -> None:
    found = components(conversation())
    theirs = np.array(published()["pca"]["comps"])
    assert found.axes * flips()[:, None] == pytest.approx(theirs, abs=1e-9)
    assert -found.mean == pytest.approx(np.array(published()["pca"]["center"]), abs=1e-9)


def test_everybody_stands_where_published() -> None:
    table, base = conversation(), published()["base-clusters"]
    points = project(table, components(table)) * -flips()
    rows = [table.people.index(str(members[0])) for members in base["members"]]
    assert all(len(members) == 1 for members in base["members"]), "need people, not averages"
    theirs = np.array([base["x"], base["y"]]).T
    assert points[rows] == pytest.approx(theirs, abs=1e-9)


def test_extremity_is_that_published() -> None:
    theirs = np.array(published()["pca"]["comment-extremity"])
    assert extremity(components(conversation())) == pytest.approx(theirs, abs=1e-9)


def test_group_informed_consensus_is_that_published() -> None:
    table = conversation()
    found = consensus(table, labels()).product
    theirs = by_statement(published()["group-aware-consensus"], table.statements)
    assert found == pytest.approx(theirs, abs=1e-9)


def test_priorities_are_those_published() -> None:
    table = conversation()
    placed = counts(table.cells[labels() >= 0])
    found = priorities(placed, extremity(components(table)))
    theirs = by_statement(published()["comment-priorities"], table.statements)
    assert found == pytest.approx(theirs, rel=1e-9)


def test_representative_statements_are_those_published() -> None:
    found = representativeness(conversation(), labels())
    assert len(found) == len(published()["repness"]) == 3
    for group, rows in enumerate(found):
        theirs = published()["repness"][str(group)]
        told = [(str(one["tid"]), one["repful-for"], "best-agree" in one) for one in theirs]
        assert [(one.statement, one.side, one.best) for one in rows] == told
        for ours, one in zip(rows, theirs, strict=True):
            assert (ours.successes, ours.trials) == (one["n-success"], one["n-trials"])
            numbers = (ours.share, ours.test, ours.ratio, ours.ratio_test)
            names = ("p-success", "p-test", "repness", "repness-test")
            assert numbers == pytest.approx([one[name] for name in names], abs=1e-5)


def test_majority_opinions_are_those_published() -> None:
    found = majorities(conversation())
    for side in Side:
        ours = [one for one in found if one.side is side]
        theirs = published()["consensus"][side]
        assert [one.statement for one in ours] == [str(one["tid"]) for one in theirs]
        numbers = [(one.share, one.test) for one in ours]
        assert numbers == [
            pytest.approx((one["p-success"], one["p-test"]), abs=1e-9) for one in theirs
        ]
