"""What the hall will see after the chair's next act. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from ballots.method import LiveTally
from ballots.queries import RoundView
from ballots.round import Kind
from sessions.agenda.item import ItemKind
from sessions.queries import Item
from sessions.screens.screen import Screen
from web.console import Act, Step


class Sight(StrEnum):
    SIGN_IN = "sign_in"
    OPENED = "opened"
    ITEM = "item"
    VOTE_ITEM = "vote_item"
    METHOD = "method"
    BALLOT = "ballot"
    WORDS = "words"
    VOTING = "voting"
    TURNOUT = "turnout"
    RUNNING_COUNT = "running_count"
    HANDS = "hands"
    CLOSED = "closed"
    LAST_BALLOTS = "last_ballots"
    NO_COUNT = "no_count"  # nothing of it is seen before the announcement
    RESULT = "result"
    SETTLED = "settled"
    FAREWELL = "farewell"


ALWAYS = {
    Act.OPEN_SIGN_IN: Sight.SIGN_IN,
    Act.OPEN_MEETING: Sight.OPENED,
    Act.ADOPT_METHOD: Sight.METHOD,
    Act.SEAL: Sight.BALLOT,
    Act.RUN_OFF: Sight.BALLOT,
    Act.SECOND_ROUND: Sight.BALLOT,
    Act.PREPARE_BOX: Sight.WORDS,
    Act.COUNT: Sight.NO_COUNT,
    Act.TYPE_TOTALS: Sight.NO_COUNT,
    Act.ANNOUNCE: Sight.RESULT,
    Act.SETTLE: Sight.SETTLED,
    Act.CLOSE_MEETING: Sight.FAREWELL,
}
WHILE_OPEN = {
    LiveTally.NONE: Sight.VOTING,
    LiveTally.TURNOUT: Sight.TURNOUT,
    LiveTally.FULL: Sight.RUNNING_COUNT,
}


def sight(step: Step, following: Item | None, round: RoundView | None) -> Sight | None:
    """What comes onto every screen that follows the meeting; None: the step changes none."""
    if step.act is Act.START_ITEM:
        is_vote = following is not None and following.kind is ItemKind.VOTE
        return Sight.VOTE_ITEM if is_vote else Sight.ITEM
    if round is not None and step.act is Act.OPEN_ROUND:
        by_hands = round.round.kind is Kind.HANDS
        return Sight.HANDS if by_hands else WHILE_OPEN[round.round.method.live_tally]
    if round is not None and step.act is Act.CLOSE_ROUND:
        return Sight.LAST_BALLOTS if round.round.kind is Kind.SECRET else Sight.CLOSED
    return ALWAYS.get(step.act)


def followers(screens: Sequence[Screen]) -> tuple[Screen, ...]:
    """The screens on which it will be seen."""
    return tuple(screen for screen in screens if screen.follows)
