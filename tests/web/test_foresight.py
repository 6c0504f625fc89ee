"""What the hall will see after the chair's next act."""

from dataclasses import replace

import pytest

from ballots.method import LiveTally
from ballots.round import Kind, Phase
from sessions.agenda.item import Item
from tests.web.test_console import NEXT, REPORT_ON, VOTE_ON, round
from web.console import Act, Step
from web.foresight import Sight, sight

SILENT = {Act.ADD_ROSTER, Act.AWAIT_QUORUM, Act.PREPARE_VOTE, Act.AWAIT_FREEZE}
SILENT |= {Act.AWAIT_SLIPS, Act.READ_MINUTES}  # nobody can press these
SILENT |= {Act.RITE}  # words, while the picture stays


@pytest.mark.parametrize("act", list(Act))
def test_every_act_that_can_be_pressed_says_what_the_hall_sees(act: Act) -> None:
    seen = sight(Step(act), NEXT, round(Phase.OPEN))
    assert (seen is None) is (act in SILENT)


@pytest.mark.parametrize(
    ("live", "seen"),
    [
        (LiveTally.NONE, Sight.VOTING),
        (LiveTally.TURNOUT, Sight.TURNOUT),
        (LiveTally.FULL, Sight.RUNNING_COUNT),
    ],
)
def test_while_the_vote_is_open_the_hall_sees_what_the_method_says(
    live: LiveTally, seen: Sight
) -> None:
    view = round(Phase.SEALED)
    method = replace(view.round.method, live_tally=live)
    view = replace(view, round=replace(view.round, method=method))
    assert sight(Step(Act.OPEN_ROUND), None, view) is seen


def test_hands_and_a_secret_box_are_announced_as_such() -> None:
    by_hands = round(Phase.SEALED, Kind.HANDS)
    assert sight(Step(Act.OPEN_ROUND), None, by_hands) is Sight.HANDS
    secret = round(Phase.OPEN, Kind.SECRET)
    assert sight(Step(Act.CLOSE_ROUND), None, secret) is Sight.LAST_BALLOTS
    assert sight(Step(Act.CLOSE_ROUND), None, round(Phase.OPEN)) is Sight.CLOSED


@pytest.mark.parametrize(
    ("item", "seen"), [(REPORT_ON, Sight.ITEM), (VOTE_ON, Sight.VOTE_ITEM), (None, Sight.ITEM)]
)
def test_an_item_with_a_vote_brings_its_candidates(item: Item | None, seen: Sight) -> None:
    assert sight(Step(Act.START_ITEM), item, None) is seen
