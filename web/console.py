"""What the chair does next: one act, or the reason why there is none. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ballots.adoption import Standing
from ballots.outcome import Matter, Next
from ballots.queries import RoundView, Vote
from ballots.round import Kind, Phase
from ballots.settling.settlement import OpenMatter
from sessions.agenda.item import ItemKind
from sessions.meeting import MeetingPhase
from sessions.queries import MeetingView


class Act(StrEnum):
    ADD_ROSTER = "add_roster"  # nobody is on the roster yet: the clerk's work
    OPEN_SIGN_IN = "open_sign_in"
    AWAIT_QUORUM = "await_quorum"
    OPEN_MEETING = "open_meeting"
    START_ITEM = "start_item"
    PREPARE_VOTE = "prepare_vote"  # candidates or method are not ready: the clerk's work
    RITE = "rite"  # of the ceremony, before the act that it belongs to
    ADOPT_METHOD = "adopt_method"
    SEAL = "seal"
    PREPARE_BOX = "prepare_box"
    OPEN_ROUND = "open_round"
    CLOSE_ROUND = "close_round"
    AWAIT_FREEZE = "await_freeze"  # the last ballots are coming in, then the box is frozen
    AWAIT_SLIPS = "await_slips"  # two tellers have to type the same totals
    COUNT = "count"
    TYPE_TOTALS = "type_totals"
    ANNOUNCE = "announce"
    RUN_OFF = "run_off"
    SECOND_ROUND = "second_round"
    SETTLE = "settle"  # a lot, the presidium, or the meeting's choice among several ways
    CLOSE_MEETING = "close_meeting"
    READ_MINUTES = "read_minutes"


@dataclass(frozen=True, slots=True)
class Step:
    act: Act
    path: str = ""  # under the meeting's own address
    title: str = ""
    numbers: tuple[int, ...] = field(default=())
    ways: tuple[Next, ...] = field(default=())  # how what is open may be settled
    paper: str = ""  # the vote that it is about


# Papers of a voting session go through these together: the earliest of them comes first.
TOGETHER = (
    Act.CLOSE_ROUND,
    Act.PREPARE_VOTE,
    Act.ADOPT_METHOD,
    Act.SEAL,
    Act.PREPARE_BOX,
    Act.OPEN_ROUND,
    Act.AWAIT_FREEZE,
)
# Then they are counted and announced one by one, before any of them is voted on again.
ONE_BY_ONE = {Act.AWAIT_SLIPS, Act.COUNT, Act.TYPE_TOTALS, Act.ANNOUNCE}

# Before these the ceremony of a vote has its rites: those before the ballots are cast belong to
# the first paper of a voting session, the others to each paper by itself.
BEFORE_CAST = {Act.ADOPT_METHOD, Act.SEAL, Act.PREPARE_BOX, Act.OPEN_ROUND}
AFTER_CAST = {Act.COUNT, Act.ANNOUNCE}


def celebrated(step: Step, votes: Sequence[Vote]) -> Vote | None:
    """The vote whose ceremony leads up to this step, if there can be one."""
    if step.act in BEFORE_CAST:
        leads = (one for one in votes if one.paper.session in (None, one.paper.id))
        return next(leads, None)
    mine = (one for one in votes if one.paper.id == step.paper)
    return next(mine, None) if step.act in AFTER_CAST else None


def next_step(view: MeetingView, votes: Sequence[Vote], problems: Mapping[str, str]) -> Step:
    """The one act that comes next. `problems` say why a paper's method cannot be adopted."""
    phase = view.meeting.phase
    if phase is MeetingPhase.DRAFT:
        act = Act.OPEN_SIGN_IN if view.call.entitled else Act.ADD_ROSTER
        return Step(act, "/gather")
    if phase is MeetingPhase.GATHERING:
        act = Act.OPEN_MEETING if view.call.has_quorum else Act.AWAIT_QUORUM
        return Step(act, "/open")
    if phase is MeetingPhase.CLOSED:
        return Step(Act.READ_MINUTES, "/minutes")
    current = view.current
    is_vote = current is not None and current.kind is ItemKind.VOTE
    if is_vote and (step := _session_step(votes, problems)):
        return step
    if view.next is not None:
        return Step(Act.START_ITEM, f"/items/{view.next.id}/start", view.next.title)
    return Step(Act.CLOSE_MEETING, "/close")


def _session_step(votes: Sequence[Vote], problems: Mapping[str, str]) -> Step | None:
    if not votes:
        return Step(Act.PREPARE_VOTE)
    found = [
        replace(step, paper=vote.paper.id)
        for vote in votes
        if (step := _vote_step(vote, problems.get(vote.paper.id)))
    ]
    together = [step for step in found if step.act in TOGETHER]
    if together:
        return min(together, key=lambda step: TOGETHER.index(step.act))
    one_by_one = (step for step in found if step.act in ONE_BY_ONE)
    return next(one_by_one, found[0] if found else None)


def _vote_step(vote: Vote, problem: str | None) -> Step | None:
    if vote.paper.standing is not Standing.ADOPTED:
        act = Act.PREPARE_VOTE if problem else Act.ADOPT_METHOD
        return Step(act, f"/papers/{vote.paper.id}/adopt")
    latest = vote.latest
    if latest is not None and (step := _round_step(latest)):
        return step
    if vote.open_matter:
        return _settling_step(*vote.open_matter)
    if not any(one.stands for one in vote.rounds):
        return Step(Act.SEAL, f"/papers/{vote.paper.id}/seal")
    return None


def _settling_step(view: RoundView, matter: OpenMatter) -> Step:
    path, outcome = f"/rounds/{view.round.id}", view.outcome
    numbers = outcome.tied if outcome and matter.matter is Matter.TIE else ()
    match matter.ways:
        case (Next.RUN_OFF,):
            return Step(Act.RUN_OFF, f"{path}/run-off", numbers=numbers)
        case (Next.SECOND_ROUND,):
            return Step(Act.SECOND_ROUND, f"{path}/second-round")
        case ways:
            return Step(Act.SETTLE, path, numbers=numbers, ways=ways)


def _round_step(view: RoundView) -> Step | None:
    path = f"/rounds/{view.round.id}"
    match view.round.phase:
        case Phase.SEALED:
            return _before_opening(view, path)
        case Phase.OPEN:
            return Step(Act.CLOSE_ROUND, f"{path}/close")
        case Phase.CLOSED:
            return _before_count(view, path)
        case Phase.COUNTED | Phase.SIGNED:
            return Step(Act.ANNOUNCE, f"{path}/announce")
    return None


def _before_opening(view: RoundView, path: str) -> Step:
    if view.round.kind is Kind.SECRET and view.box is None:
        return Step(Act.PREPARE_BOX, f"{path}/prepare")
    return Step(Act.OPEN_ROUND, f"{path}/open")


def _before_count(view: RoundView, path: str) -> Step:
    if view.box is not None and not view.box.is_frozen:
        return Step(Act.AWAIT_FREEZE)
    if view.box is not None and view.box.awaits_slips:
        return Step(Act.AWAIT_SLIPS, f"{path}/slips")
    by_hands = view.round.kind is Kind.HANDS
    return Step(Act.TYPE_TOTALS if by_hands else Act.COUNT, f"{path}/count")
