"""The parts of a page that live: one template each, for the first load and for every push."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as ballots
from ballots.ceremony.queries import Ceremony, ceremony_of
from ballots.methods.check import check_method
from ballots.queries import RoundView, Vote
from ballots.round import Phase
from ballots.secret.boxes import Boxes
from consult.pictures.shown import Glance
from consult.queries import YardView
from core.errors import Refused
from sessions import queries as sessions
from sessions.attendance.record import Gap
from sessions.meeting import MeetingPhase
from sessions.notices import queries as notices
from sessions.queries import MeetingView
from sessions.screens.queries import screens_of
from sessions.screens.screen import Screen, main_screen
from sessions.signin import queries as door
from sessions.signin.queries import RefusedDevice
from sessions.speaking.queries import FloorView, floor_view
from web.console import BEFORE_CAST, Act, Step, celebrated, next_step
from web.foresight import Sight, followers, sight
from web.hub import Audience, Group
from web.pages import Pages
from web.walls import Told, look_of, picture_of, told_results
from web.yard import YARD_PARTS, yard_for

# The parts each audience has. A part's template is live/<part>.html, its element has id=<part>.
PARTS: dict[Audience, tuple[str, ...]] = {
    Audience.PHONE: ("now", "notices", "queue"),
    Audience.SCREEN: ("stage", "attendance", "turnout", "lectern"),
    Audience.CHAIR: (
        "console",
        "attendance",
        "turnout",
        "missing",
        "screens",
        "devices",
        "floor",
    ),
    Audience.DESK: ("attendance", "screens", "devices", "floor"),
    **YARD_PARTS,
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
    floor: FloorView  # of the current item
    groups: Mapping[str, int] = field(default_factory=dict)  # of a method not yet adopted
    notices: int = 0  # another number after each notice; it tells nothing else
    screens: tuple[Screen, ...] = ()  # the big screens; phones are not told of them
    results: tuple[Told, ...] = ()  # those that a big screen can show again
    ceremony: Ceremony | None = None  # of the vote in hand, if the chair follows one
    gaps: tuple[Gap, ...] = ()  # who is missing, by delegation: for the chair alone
    yard: YardView | None = None  # for those who look at a consultation
    glance: Glance | None = None  # what people in it think

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

    def told(self, round: str) -> Told | None:
        return next((one for one in self.results if one.view.round.id == round), None)

    def wall(self, screen: str) -> Screen:
        """This big screen; one that was removed a moment ago goes dark until it is closed."""
        gone = replace(main_screen(self.view.meeting.id), is_blank=True)
        return next((one for one in self.screens if one.id == screen), gone)

    @property
    def sight(self) -> Sight | None:
        """What the hall will see after the next act."""
        return sight(self.step, self.view.next, self.round)

    @property
    def may_have_ceremony(self) -> bool:
        """Whether the chair can still begin the ceremony of this vote."""
        return self.ceremony is None and self.step.act in BEFORE_CAST

    @property
    def followers(self) -> tuple[Screen, ...]:
        return followers(self.screens)

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


async def hall(
    connection: AsyncConnection,
    meeting: str,
    boxes: Boxes,
    audiences: Set[Audience] = frozenset(Audience),
) -> Hall:
    """Read what these audiences of a meeting are shown now, in one consistent view."""
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
    ceremony = await _ceremony(connection, meeting, step, votes, audiences)
    if ceremony and ceremony.due:
        step = replace(step, act=Act.RITE)
    return Hall(
        view=view,
        votes=votes,
        problem=problems.get(step.paper),
        step=step,
        devices=await door.refused_devices(connection, meeting),
        number=number,
        floor=await floor_view(connection, meeting, view.current),
        groups=await _groups(connection, meeting, votes),
        notices=await notices.change(connection, meeting),
        gaps=await _gaps(connection, meeting, audiences),
        ceremony=ceremony,
        yard=await yard_for(connection, meeting, audiences),
        **await _walls(connection, meeting, audiences),
    )


async def _ceremony(
    connection: AsyncConnection,
    meeting: str,
    step: Step,
    votes: Sequence[Vote],
    audiences: Set[Audience],
) -> Ceremony | None:
    """What belongs before the chair's next act; no other screen tells of it."""
    vote = celebrated(step, votes) if Audience.CHAIR in audiences else None
    return await ceremony_of(connection, meeting, vote) if vote else None


class Walls(TypedDict):
    screens: tuple[Screen, ...]
    results: tuple[Told, ...]


async def _walls(connection: AsyncConnection, meeting: str, audiences: Set[Audience]) -> Walls:
    """The big screens, for those who look at them or say what they show."""
    if audiences <= {Audience.PHONE}:
        return Walls(screens=(), results=())
    screens = await screens_of(connection, meeting)
    asked = audiences - {Audience.SCREEN} or any(one.picture.round for one in screens)
    results = await told_results(connection, meeting) if asked else ()
    return Walls(screens=screens, results=results)


async def _gaps(
    connection: AsyncConnection, meeting: str, audiences: Set[Audience]
) -> tuple[Gap, ...]:
    if Audience.CHAIR not in audiences:
        return ()
    return await sessions.gaps_by_delegation(connection, meeting)


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


def render_part(pages: Pages, group: Group, part: str, hall: Hall) -> str:
    """One part for one group. The picture of a big screen is that of this very screen."""
    template, more = f"live/{part}.html", {}
    if group.audience is Audience.SCREEN:
        more = on_wall(hall.wall(group.screen))
        template = more["picture"] if part == "stage" else template
    audience = group.audience
    return pages.render(group.language, template, hall=hall, audience=audience, **more)


def on_wall(screen: Screen) -> dict[str, Any]:
    """What the templates of a big screen are told beside what is on in the hall."""
    return {"screen": screen, "picture": picture_of(screen), "look": look_of(screen)}
