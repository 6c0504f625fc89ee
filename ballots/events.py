"""What the vote tells. Facts stand alone, so that minutes need nothing but the journal."""

from dataclasses import dataclass
from typing import Any

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectsListed(Fact):
    paper: str
    item: str
    projects: list[dict[str, Any]]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersJoined(Fact):
    """A paper is cast together with others, or by itself again (`session` is None)."""

    paper: str
    item: str
    title: str
    session: str | None
    with_: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodDrafted(Fact):
    paper: str
    item: str
    method: dict[str, Any]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodDeliberated(Fact):
    """提请审议: the draft lay before the delegations; what they said, in a sentence or two."""

    paper: str
    item: str
    title: str
    opinions: str
    method: dict[str, Any]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodReopened(Fact):
    """An adopted method is a draft again; the text that was adopted stays here."""

    paper: str
    item: str
    title: str
    reason: str
    method: dict[str, Any]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodVoted(Fact):
    """The method was put to a show of hands. When adopted, it is the law of this vote."""

    paper: str
    item: str
    title: str
    adopted: bool
    for_: int
    against: int
    abstain: int
    present: int
    members: int
    method: dict[str, Any]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSealed(Fact):
    """From here on the candidates and the method of this round are fixed."""

    round: str
    paper: str
    item: str
    number: int
    kind: str
    method: dict[str, Any]
    follows: str | None
    settles: str | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(Fact):
    round: str
    number: int
    kind: str
    members: int
    present: int
    issued: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Fact):
    round: str
    number: int
    issued: int
    cast: int | None  # None: a secret box tells it when it is frozen
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotsListed(Fact):
    """The ballots of a recorded round by name, one sign a candidate: anyone can recount."""

    round: str
    ballots: list[dict[str, str]]  # person, name, marks


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCounted(Fact):
    round: str
    number: int
    kind: str
    title: str
    members: int
    present: int
    outcome: dict[str, Any]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSigned(Fact):
    round: str
    number: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundVoided(Fact):
    round: str
    number: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAnnounced(Fact):
    """The result as read out. `chosen` is everyone chosen so far, run-offs included."""

    round: str
    paper: str
    number: int
    kind: str
    title: str
    seats: int
    members: int
    present: int
    method: dict[str, Any]
    outcome: dict[str, Any]
    chosen: list[dict[str, Any]]  # no, name
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesSettled(Fact):
    """What a result left open was settled without another round. `took` are who won by it."""

    round: str
    paper: str
    number: int
    title: str
    matter: str
    how: str
    tied: list[int]
    places: int
    took: list[int]
    depth: int  # which vote it was, as the lot counts them
    seed: str
    note: str
    chosen: list[dict[str, Any]]  # no, name: everyone chosen so far
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelBegun(Fact):
    """A path of stages by which many collected projects become few."""

    funnel: str
    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelEntriesListed(Fact):
    funnel: str
    title: str
    entries: list[dict[str, Any]]  # a project's fields and `proposed_by`
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStagesPlanned(Fact):
    funnel: str
    title: str
    stages: list[dict[str, Any]]  # position, kind, title, organ, held_on, keep, item
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelVotesTyped(Fact):
    """The votes of the delegations as they now stand; what is missing is not in yet."""

    funnel: str
    stage: int
    votes: dict[str, dict[str, int]]  # delegation, number of the project
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStageConcluded(Fact):
    """What a stage did with every project that came in. `wrong` corrects the one before."""

    funnel: str
    title: str
    stage: int
    conclusion: dict[str, Any]
    entered: int
    kept: int
    wrong: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoutChanged(Tick):
    round: str
    cast: int
    issued: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyChanged(Tick):
    round: str
    items: list[dict[str, Any]]
