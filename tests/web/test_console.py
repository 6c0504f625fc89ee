"""What the chair does next: for every state of the meeting one act, or the reason for none."""

from dataclasses import replace

import pytest

from ballots.adoption import Paper, Standing
from ballots.commands import first_draft, with_candidates
from ballots.deciding.decision import decide
from ballots.method import Shortfall
from ballots.outcome import Matter, Next, Turnout
from ballots.queries import RoundView, Vote
from ballots.round import Kind, Phase, Round
from ballots.settling.settlement import Settlement
from ballots.tally import empty_tally
from core.ids import ItemId, MeetingId, PaperId, RoundId
from sessions.agenda.item import Item, ItemKind, ItemState
from sessions.attendance.rollcall import RollCall
from sessions.meeting import Meeting, MeetingPhase
from sessions.queries import MeetingView
from tests.cast import projects
from web.console import Act, Step, next_step

MEETING = MeetingId("m")
METHOD = with_candidates(first_draft("票决办法"), projects(3))
FULL, SHORT, NOBODY = RollCall(6, 4, 0), RollCall(6, 3, 2), RollCall(0, 0, 0)
VOTE_ON = Item(ItemId("v"), MEETING, 1, "票决", ItemKind.VOTE, ItemState.CURRENT)
REPORT_ON = replace(VOTE_ON, kind=ItemKind.REPORT)
NEXT = Item(ItemId("n"), MEETING, 2, "决议", ItemKind.OTHER, ItemState.PLANNED)


def meeting(phase: MeetingPhase, call: RollCall = FULL, *agenda: Item) -> MeetingView:
    held = Meeting(MEETING, "第三次会议", "青禾县人大", "", "", phase, None, None)
    return MeetingView(held, call, agenda)


def vote(standing: Standing, *rounds: RoundView) -> Vote:
    paper = Paper(PaperId("p"), MEETING, VOTE_ON.id, standing, METHOD, tuple(projects(3)))
    return Vote(paper, rounds)


def round(phase: Phase, kind: Kind = Kind.RECORDED) -> RoundView:
    """A round in which nobody voted, so that it ends in a tie of all three for one place."""
    tie = replace(METHOD, majority=())
    outcome = decide(tie, empty_tally(tie), Turnout(6, 6, 6))
    held = Round(
        RoundId("r"),
        MEETING,
        PaperId("p"),
        1,
        kind,
        phase,
        tie,
    )
    is_counted = phase in (Phase.COUNTED, Phase.SIGNED, Phase.ANNOUNCED)
    counted = outcome if is_counted else None
    paper = vote(Standing.ADOPTED).paper
    return RoundView(held, paper, 0, 6, empty_tally(tie), counted)


def without_tie(shortfall: Shortfall) -> RoundView:
    """Nobody has the majority, so that a place stays unfilled."""
    view = round(Phase.ANNOUNCED)
    method = replace(METHOD, shortfall=shortfall)
    calm = decide(method, empty_tally(method), Turnout(6, 6, 6))
    return replace(view, round=replace(view.round, method=method), outcome=calm)


def void_by_law() -> RoundView:
    """Announced, but too few were there for the count to hold."""
    nobody = decide(METHOD, empty_tally(METHOD), Turnout(6, 3, 3))
    assert not nobody.vote_valid
    return replace(round(Phase.ANNOUNCED), outcome=nobody)


@pytest.mark.parametrize(
    ("view", "act", "path"),
    [
        (meeting(MeetingPhase.DRAFT, NOBODY), Act.ADD_ROSTER, "/gather"),
        (meeting(MeetingPhase.DRAFT), Act.OPEN_SIGN_IN, "/gather"),
        (meeting(MeetingPhase.GATHERING, SHORT), Act.AWAIT_QUORUM, "/open"),
        (meeting(MeetingPhase.GATHERING, FULL), Act.OPEN_MEETING, "/open"),
        (meeting(MeetingPhase.OPEN, FULL, NEXT), Act.START_ITEM, "/items/n/start"),
        (meeting(MeetingPhase.OPEN, FULL, REPORT_ON, NEXT), Act.START_ITEM, "/items/n/start"),
        (meeting(MeetingPhase.OPEN, FULL, REPORT_ON), Act.CLOSE_MEETING, "/close"),
        (meeting(MeetingPhase.OPEN), Act.CLOSE_MEETING, "/close"),
        (meeting(MeetingPhase.CLOSED, FULL, NEXT), Act.READ_MINUTES, "/minutes"),
    ],
)
def test_outside_a_vote_the_meeting_says_what_is_next(
    view: MeetingView, act: Act, path: str
) -> None:
    step = next_step(view, (), {})
    assert (step.act, step.path) == (act, path)


@pytest.mark.parametrize(
    ("held", "problem", "act", "path"),
    [
        (None, None, Act.PREPARE_VOTE, ""),
        (vote(Standing.DRAFT), "no-candidates", Act.PREPARE_VOTE, "/papers/p/adopt"),
        (vote(Standing.DRAFT), None, Act.ADOPT_METHOD, "/papers/p/adopt"),
        (vote(Standing.REJECTED), None, Act.ADOPT_METHOD, "/papers/p/adopt"),
        (vote(Standing.ADOPTED), None, Act.SEAL, "/papers/p/seal"),
    ],
)
def test_before_its_rounds_a_vote_is_prepared_and_adopted(
    held: Vote | None, problem: str | None, act: Act, path: str
) -> None:
    votes = (held,) if held else ()
    problems = {"p": problem} if problem else {}
    step = next_step(meeting(MeetingPhase.OPEN, FULL, VOTE_ON, NEXT), votes, problems)
    assert (step.act, step.path) == (act, path)


@pytest.mark.parametrize(
    ("latest", "act", "path"),
    [
        (round(Phase.SEALED), Act.OPEN_ROUND, "/rounds/r/open"),
        (round(Phase.OPEN), Act.CLOSE_ROUND, "/rounds/r/close"),
        (round(Phase.OPEN, Kind.HANDS), Act.CLOSE_ROUND, "/rounds/r/close"),
        (round(Phase.CLOSED), Act.COUNT, "/rounds/r/count"),
        (round(Phase.CLOSED, Kind.HANDS), Act.TYPE_TOTALS, "/rounds/r/count"),
        (round(Phase.COUNTED), Act.ANNOUNCE, "/rounds/r/announce"),
        (round(Phase.SIGNED), Act.ANNOUNCE, "/rounds/r/announce"),
        (round(Phase.ANNOUNCED), Act.RUN_OFF, "/rounds/r/run-off"),
        (void_by_law(), Act.SEAL, "/papers/p/seal"),
        (without_tie(Shortfall.ASK), Act.SETTLE, "/rounds/r"),
        (without_tie(Shortfall.SECOND_ROUND), Act.SECOND_ROUND, "/rounds/r/second-round"),
        (without_tie(Shortfall.EMPTY), Act.START_ITEM, "/items/n/start"),
        (round(Phase.VOID), Act.SEAL, "/papers/p/seal"),
    ],
)
def test_a_round_goes_from_phase_to_phase(latest: RoundView, act: Act, path: str) -> None:
    view = meeting(MeetingPhase.OPEN, FULL, VOTE_ON, NEXT)
    step = next_step(view, (vote(Standing.ADOPTED, latest),), {})
    assert (step.act, step.path) == (act, path)


def again(phase: Phase) -> RoundView:
    """The run-off of `round`'s tie."""
    view = round(phase)
    held = replace(view.round, id=RoundId("r2"), follows=RoundId("r"), settles=Matter.TIE)
    return replace(view, round=held, depth=2)


@pytest.mark.parametrize(
    ("latest", "act", "path"),
    [
        (again(Phase.SEALED), Act.OPEN_ROUND, "/rounds/r2/open"),
        (again(Phase.VOID), Act.RUN_OFF, "/rounds/r/run-off"),
        (again(Phase.ANNOUNCED), Act.SETTLE, "/rounds/r2"),
    ],
)
def test_a_run_off_completes_its_round(latest: RoundView, act: Act, path: str) -> None:
    view = meeting(MeetingPhase.OPEN, FULL, VOTE_ON, NEXT)
    held = vote(Standing.ADOPTED, round(Phase.ANNOUNCED), latest)
    step = next_step(view, (held,), {})
    assert (step.act, step.path) == (act, path)


def test_a_tie_that_was_settled_is_over() -> None:
    view = meeting(MeetingPhase.OPEN, FULL, VOTE_ON, NEXT)
    tied = round(Phase.ANNOUNCED)
    lot = Settlement(tied.round.id, Matter.TIE, Next.LOT, (2,), "3-5-1")
    step = next_step(view, (vote(Standing.ADOPTED, replace(tied, settlements=(lot,))),), {})
    assert step.act is Act.START_ITEM


def test_a_run_off_names_the_tied() -> None:
    view = meeting(MeetingPhase.OPEN, FULL, VOTE_ON)
    held = vote(Standing.ADOPTED, round(Phase.ANNOUNCED))
    assert next_step(view, (held,), {}).numbers == (1, 2, 3)


def test_the_next_item_is_named() -> None:
    step = next_step(meeting(MeetingPhase.OPEN, FULL, REPORT_ON, NEXT), (), {})
    assert step == Step(Act.START_ITEM, "/items/n/start", "决议")


def of_two(first: RoundView | None, second: RoundView | None) -> tuple[Vote, Vote]:
    """A voting session of two papers, `p` and `q`."""
    lead = vote(Standing.ADOPTED, *([first] if first else []))
    other = vote(Standing.ADOPTED, *([second] if second else []))
    return lead, replace(other, paper=replace(other.paper, id=PaperId("q")))


@pytest.mark.parametrize(
    ("first", "second", "act", "paper"),
    [
        (None, None, Act.SEAL, "p"),
        (round(Phase.SEALED), round(Phase.SEALED), Act.OPEN_ROUND, "p"),
        (round(Phase.OPEN), round(Phase.OPEN), Act.CLOSE_ROUND, "p"),
        (round(Phase.SEALED), round(Phase.OPEN), Act.CLOSE_ROUND, "q"),
        (round(Phase.CLOSED), round(Phase.CLOSED), Act.COUNT, "p"),
        (round(Phase.COUNTED), round(Phase.CLOSED), Act.ANNOUNCE, "p"),
        (round(Phase.ANNOUNCED), round(Phase.CLOSED), Act.COUNT, "q"),
        (round(Phase.ANNOUNCED), round(Phase.COUNTED), Act.ANNOUNCE, "q"),
        (round(Phase.ANNOUNCED), round(Phase.ANNOUNCED), Act.RUN_OFF, "p"),
        (without_tie(Shortfall.EMPTY), round(Phase.ANNOUNCED), Act.RUN_OFF, "q"),
        (round(Phase.ANNOUNCED), round(Phase.VOID), Act.SEAL, "q"),
    ],
)
def test_a_session_goes_together_to_the_close_and_then_one_by_one(
    first: RoundView | None, second: RoundView | None, act: Act, paper: str
) -> None:
    view = meeting(MeetingPhase.OPEN, FULL, VOTE_ON, NEXT)
    step = next_step(view, of_two(first, second), {})
    assert (step.act, step.paper) == (act, paper)
