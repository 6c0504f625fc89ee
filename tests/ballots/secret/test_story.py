"""The journal of an archive: who can sign for the server can tell no other story in it."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from ballots.secret.verify import verify_archive
from core.chain import facts_hash, journal_line
from core.checking import State
from tests.ballots.secret.hall import Files, Hall, Told, make_manifest
from tests.cast import marked

SLIPS: dict[str, Any] = {
    **{"returned": 4, "valid": 3, "invalid": 1},
    "items": [
        {"no": no, "for": 3 - no, "against": no, "abstain": 0, "not_marked": 0, "illegible": 0}
        for no in (1, 2, 3)
    ],
}
SIGNS = ["++-", "+-.", "+oo", "-+.", "..."]


def make_hall(apart: bool = False, slips: dict[str, Any] | None = SLIPS) -> Hall:
    hall = Hall(make_manifest(3, apart))
    for at, signs in enumerate(SIGNS):
        hall.vote(f"deputy-{at:02}", marked(signs))
    return replace(hall, slips=slips)


HALL, PLAIN = make_hall(), make_hall(slips=None)
Story = Callable[[list[Told]], object]


def whys(files: Files) -> dict[str, str]:
    report = verify_archive(files, HALL.receipts, HALL.hash)
    return {check.name: check.why for check in report.checks if check.state is State.FAILS}


def place(told: list[Told], kind: str) -> int:
    return next(at for at, one in enumerate(told) if one[0] == kind)


def without(kind: str) -> Story:
    """All entries of this kind are kept from the journal."""

    def change(told: list[Told]) -> None:
        told[:] = [one for one in told if one[0] != kind]

    return change


def again(kind: str) -> Story:
    return lambda told: told.insert(place(told, kind), told[place(told, kind)])


def ahead(kind: str, other: str) -> Story:
    """The first entry of this kind stands before the other."""
    return lambda told: told.insert(place(told, other), told.pop(place(told, kind)))


def other(kind: str, **facts: object) -> Story:
    """The first entry of this kind says something else."""

    def change(told: list[Told]) -> None:
        at = place(told, kind)
        told[at] = (kind, told[at][1] | facts)

    return change


def outcome(*kinds: str, **facts: object) -> Story:
    """In these entries another outcome is told."""

    def change(told: list[Told]) -> None:
        for kind in kinds:
            at = place(told, kind)
            said = deepcopy(told[at][1]["outcome"])
            if "item" in facts:
                said["items"][1] |= facts["item"]
            told[at] = (kind, told[at][1] | {"outcome": {**said, **facts, "item": 0}})

    return change


def as_kind(kind: str, another: str) -> Story:
    """The facts are there, but in an entry of another kind."""

    def change(told: list[Told]) -> None:
        at = place(told, kind)
        told[at] = (another, told[at][1])

    return change


def last_elsewhere(told: list[Told]) -> None:
    """The last slip was given out in another round."""
    at = place(told, "RoundClosed") - 1
    told[at] = (told[at][0], told[at][1] | {"round": "round-2"})


BOTH = ("RoundCounted", "ResultAnnounced")
STORIES: dict[str, tuple[Story, str, str]] = {
    "not opened": (without("BoxOpened"), "journal-manifest", "box-not-opened"),
    "opened in another kind of entry": (
        as_kind("BoxOpened", "BoxPrepared"),
        "journal-manifest",
        "box-not-opened",
    ),
    "opened twice": (again("BoxOpened"), "journal-manifest", "box-opened-twice"),
    "not closed": (without("RoundClosed"), "journal-order", "told-once"),
    "counted twice": (again("RoundCounted"), "journal-order", "told-once"),
    "another round's close": (
        other("RoundClosed", round="round-2"),
        "journal-order",
        "told-once",
    ),
    "frozen before the close": (
        ahead("BoxFrozen", "RoundClosed"),
        "journal-order",
        "told-out-of-order",
    ),
    "counted before the freeze": (
        ahead("RoundCounted", "BoxFrozen"),
        "journal-order",
        "told-out-of-order",
    ),
    "closed before the opening": (
        ahead("RoundClosed", "BoxOpened"),
        "journal-order",
        "told-out-of-order",
    ),
    "a slip given after the close": (
        lambda told: told.insert(place(told, "BoxFrozen"), told.pop(place(told, "SlipGiven"))),
        "journal-order",
        "told-out-of-order",
    ),
    "slips typed before the close": (
        ahead("SlipsTyped", "RoundClosed"),
        "journal-order",
        "told-out-of-order",
    ),
    "another box frozen": (
        other("BoxFrozen", checkpoint_hash="00" * 32),
        "journal-checkpoint",
        "box-not-frozen",
    ),
    "frozen in another kind of entry": (
        as_kind("BoxFrozen", "BoxWitnessed"),
        "journal-checkpoint",
        "box-not-frozen",
    ),
    "frozen in another round": (
        other("BoxFrozen", round="round-2"),
        "journal-checkpoint",
        "box-not-frozen",
    ),
    "not announced": (without("ResultAnnounced"), "announced", "not-announced"),
    "something after the announcement": (
        lambda told: told.append(("ItemEnded", {"item": "i"})),
        "announced",
        "not-announced",
    ),
    "announced in another round": (
        other("ResultAnnounced", round="round-2"),
        "announced",
        "not-announced",
    ),
    "announced otherwise than counted": (
        outcome("ResultAnnounced", chosen=[2]),
        "announced",
        "announced-not-counted",
    ),
    "another announced as chosen": (
        outcome(*BOTH, chosen=[2]),
        "announced",
        "announced-chosen",
    ),
    "another announced as tied": (outcome(*BOTH, tied=[2]), "announced", "announced-chosen"),
    "more votes announced": (outcome(*BOTH, item={"for": 9}), "announced", "announced-figures"),
    "fewer votes against announced": (
        outcome(*BOTH, item={"against": 0}),
        "announced",
        "announced-figures",
    ),
    "abstentions hidden": (
        outcome(*BOTH, item={"abstain": 7}),
        "announced",
        "announced-figures",
    ),
    "more announced as not marked": (
        outcome(*BOTH, item={"not_marked": 7}),
        "announced",
        "announced-figures",
    ),
    "more ballots announced": (outcome(*BOTH, returned=10), "announced", "announced-figures"),
    "fewer handed out, it is said": (
        outcome(*BOTH, issued=5),
        "announced",
        "announced-figures",
    ),
    "an announcement of nothing": (outcome(*BOTH, items=[]), "announced", "announced-figures"),
    "no slips given out": (without("SlipGiven"), "slips-given", "more-slips-than-given"),
    "fewer slips given out": (
        lambda told: told.pop(place(told, "RoundClosed") - 1),
        "slips-given",
        "more-slips-than-given",
    ),
    "a slip given in another round": (last_elsewhere, "slips-given", "more-slips-than-given"),
    "more slips than people": (
        other("SlipGiven", given=16),
        "slips-given",
        "more-slips-than-people",
    ),
    "slips nobody typed": (without("SlipsTyped"), "slips-typed", "slips-not-typed"),
    "slips typed by one": (other("SlipsTyped", by="周敏"), "slips-typed", "slips-not-typed"),
    "slips typed in two ways": (
        other("SlipsTyped", count=SLIPS | {"returned": 5}),
        "slips-typed",
        "slips-not-typed",
    ),
    "slips typed in another round": (
        other("SlipsTyped", round="round-2"),
        "slips-typed",
        "slips-not-typed",
    ),
}


@pytest.mark.parametrize(("change", "name", "why"), STORIES.values(), ids=STORIES)
def test_another_story_is_named(change: Story, name: str, why: str) -> None:
    assert whys(HALL.archive([1], change=change)).get(name) == why


@pytest.mark.parametrize("hall", [HALL, PLAIN, make_hall(apart=True)])
def test_the_true_story_holds(hall: Hall) -> None:
    report = verify_archive(hall.archive([1]), hall.receipts, hall.hash)
    assert report.named(State.FAILS) == ()
    assert {"journal-order", "announced", "slips-given", "slips-typed"} <= set(
        report.named(State.HOLDS)
    )


def lines(change: Callable[[dict[str, Any]], object], kind: str) -> Files:
    """The archive with the first line of this kind shown otherwise."""
    files = HALL.archive([1])
    trees = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    change(next(tree for tree in trees if tree["kind"] == kind))
    return files | {"journal.jsonl": b"".join(journal_line(tree) + b"\n" for tree in trees)}


def hide(tree: dict[str, Any]) -> None:
    tree["facts_hash"] = facts_hash(tree.pop("facts"), tree.pop("salt"))


def show(tree: dict[str, Any]) -> None:
    del tree["facts_hash"]
    tree["facts"], tree["salt"] = {"person": "deputy-09"}, "00" * 16


def test_the_chain_holds_without_facts_but_not_with_others() -> None:
    assert whys(lines(lambda tree: None, "PersonArrived")) == {}
    for change in (
        show,
        lambda tree: tree.update(facts_hash="00" * 32),
        lambda tree: tree.update(facts_hash=tree["facts_hash"].upper()),
        lambda tree: tree.update(facts={}),
        lambda tree: tree.pop("facts_hash"),
    ):
        assert whys(lines(change, "PersonArrived"))["journal"] == "journal-broken"


HIDDEN = {
    "BoxOpened": {"journal-manifest"},
    "RoundClosed": {"journal-order"},
    "BoxFrozen": {"journal-order", "journal-checkpoint"},
    "RoundCounted": {"journal-order", "announced"},
    "ResultAnnounced": {"journal-order", "announced"},
    "SlipsTyped": {"slips-typed"},
    "DeviceEnrolled": {"devices-enrolled"},
}


@pytest.mark.parametrize(("kind", "named"), HIDDEN.items(), ids=HIDDEN)
def test_whoever_hides_facts_that_are_needed_is_told(kind: str, named: set[str]) -> None:
    assert set(whys(lines(hide, kind))) == named
