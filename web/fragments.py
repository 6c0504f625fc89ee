"""The parts of a page that live: one template each, for the first load and for every push."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as ballots
from ballots.methods.check import check_method
from ballots.queries import RoundView, Vote
from ballots.round import Phase
from ballots.secret.boxes import Boxes
from core.errors import Refused
from sessions import queries as sessions
from sessions.attendance.record import Gap
from sessions.meeting import MeetingPhase
from sessions.queries import MeetingView
from sessions.signin import queries as door
from sessions.signin.queries import RefusedDevice
from web.console import Step, next_step
from web.hub import Audience
from web.language import Language
from web.pages import Pages

# The parts each audience has. A part's template is live/<part>.html, its element has id=<part>.
PARTS: dict[Audience, tuple[str, ...]] = {
    Audience.PHONE: ("now",),
    Audience.SCREEN: ("stage", "attendance", "turnout"),
    Audience.CHAIR: ("console", "attendance", "missing", "turnout", "devices"),
    Audience.DESK: ("attendance", "devices"),
}

# What a piece of news touches. What is not named here touches everything.
TOUCHES: dict[str, frozenset[str]] = {
    # Also the console: its next act waits for the quorum.
    "AttendanceChanged": frozenset({"attendance", "console", "missing"}),
    "TurnoutChanged": frozenset({"turnout"}),
    "TallyChanged": frozenset({"turnout"}),
    "PersonArrived": frozenset(),
    "AttendanceMarked": frozenset(),
    **dict.fromkeys(("PersonReturned", "PersonLeft", "ManyMarked", "MarkUndone"), frozenset()),
    **dict.fromkeys(("RegisterFrozen", "RegisterExtended"), frozenset()),
    "PresentRecounted": frozenset({"console"}),
    "BadgesPrinted": frozenset(),
    "BallotsListed": frozenset(),
    "AdviceAttached": frozenset(),
    "DeviceEnrolled": frozenset(),
    "BoxFilled": frozenset({"turnout"}),
    "BoxChecked": frozenset({"stage", "console"}),
    "SlipGiven": frozenset({"turnout"}),
    "DeviceRefused": frozenset({"devices"}),
    "DeviceReleased": frozenset({"devices"}),
    "BadgeReissued": frozenset({"devices"}),
    "FunnelBegun": frozenset(),
    "FunnelEntriesListed": frozenset(),
    "FunnelStagesPlanned": frozenset(),
    "FunnelVotesTyped": frozenset(),
    "FunnelStageConcluded": frozenset(),
}
EVERYTHING = frozenset(part for parts in PARTS.values() for part in parts)


@dataclass(frozen=True, slots=True)
class Hall:
    """All that the living parts show, the same for everybody: nothing personal."""

    view: MeetingView
    votes: tuple[Vote, ...]  # of the voting session under the current item; mostly one
    problem: Refused | None  # why the method of the vote in hand cannot be adopted yet
    step: Step
    devices: list[RefusedDevice]
    number: int  # the journal's last number when this was read
    groups: Mapping[str, int] = field(default_factory=dict)  # of a method not yet adopted
    gaps: tuple[Gap, ...] = ()  # who is missing, by delegation

    @property
    def vote(self) -> Vote | None:
        """The vote in hand; when all are done, the one that was held last."""
        mine = (vote for vote in self.votes if vote.paper.id == self.step.paper)
        return next(mine, None) or max(self.votes, key=_closed_at, default=None)

    @property
    def shown(self) -> Vote | None:
        """The vote the hall looks at: what was told last stands until more is told."""
        vote = self.vote
        if vote is None or vote.phase not in AFTER_CLOSE:
            return vote
        told = [one for one in self.votes if one.phase is Phase.ANNOUNCED]
        if vote.phase is not Phase.ANNOUNCED:
            told = [one for one in told if _closed_at(one) == _closed_at(vote)]
        return max(told, key=_told_at, default=vote)

    @property
    def rounds(self) -> tuple[RoundView, ...]:
        """The latest round of each vote of the session."""
        return tuple(vote.latest for vote in self.votes if vote.latest)

    @property
    def round(self) -> RoundView | None:
        """The round in hand, or the last one under the current item."""
        return self.vote.latest if self.vote else None

    @property
    def shown_round(self) -> RoundView | None:
        return self.shown.latest if self.shown else None

    @property
    def slide(self) -> str:
        """How the big screen lays its picture out: few large words, or a list."""
        counting = (Phase.CLOSED, Phase.COUNTED, Phase.SIGNED)
        waits = self.shown_round is not None and self.shown_round.round.phase in counting
        return "with-list" if self.vote and self.in_session and not waits else "title-slide"

    @property
    def in_session(self) -> bool:
        return self.view.meeting.phase is MeetingPhase.OPEN

    @property
    def voting(self) -> bool:
        return self.round is not None and self.round.round.phase is Phase.OPEN


AFTER_CLOSE = (Phase.CLOSED, Phase.COUNTED, Phase.SIGNED, Phase.ANNOUNCED)


def _told_at(vote: Vote) -> str:
    told = vote.latest.round.told_at if vote.latest else None
    return told.isoformat() if told else ""


def _closed_at(vote: Vote) -> str:
    """When its latest round was closed; all papers of a session are closed at one moment."""
    closed = vote.latest.round.closed_at if vote.latest else None
    return closed.isoformat() if closed else ""


async def hall(connection: AsyncConnection, meeting: str, boxes: Boxes) -> Hall:
    """Read what the screens of a meeting show now, in one consistent view."""
    number = await sessions.last_number(connection, meeting)
    view = await sessions.meeting_view(connection, meeting)
    item = view.current.id if view.current else ""
    votes = tuple(
        replace(vote, rounds=tuple(map(boxes.shown, vote.rounds)))
        for vote in await ballots.votes_together(connection, meeting, item)
    )
    found = ((str(vote.paper.id), method_problem(vote)) for vote in votes)
    problems = {paper: problem for paper, problem in found if problem}
    step = next_step(view, votes, {paper: one.code for paper, one in problems.items()})
    return Hall(
        view=view,
        votes=votes,
        problem=problems.get(step.paper),
        step=step,
        devices=await door.refused_devices(connection, meeting),
        number=number,
        groups=await _groups(connection, meeting, votes),
        gaps=await sessions.gaps_by_delegation(connection, meeting),
    )


async def _groups(
    connection: AsyncConnection, meeting: str, votes: Sequence[Vote]
) -> Mapping[str, int]:
    """The delegations of which a method asks a majority, only where it is put to the hands."""
    asks = any(vote.paper.method.groups and not vote.is_adopted for vote in votes)
    return await sessions.group_sizes(connection, meeting) if asks else {}


def method_problem(vote: Vote | None) -> Refused | None:
    """Why this vote's method could not be adopted, if it could not."""
    if vote is None:
        return None
    try:
        check_method(vote.paper.method)
    except Refused as refusal:
        return refusal
    return None


def render_part(
    pages: Pages, language: Language, audience: Audience, part: str, hall: Hall
) -> str:
    return pages.render(language, f"live/{part}.html", hall=hall, audience=audience)
