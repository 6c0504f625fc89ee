"""What a matter is at a moment: its units, its ratings, how far it has come. Pure."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from followup import event as e
from followup.acts import MatterState
from followup.matter import Matter, Part
from followup.terms import Terms


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's part of one round. `ended_on` when it was returned or handed over anew."""

    round: int
    org: str
    org_name: str
    part: Part
    given_on: date
    accept_by: date | None
    answer_by: date | None
    due_on: date | None
    accepted_on: date | None = None
    answer_set_on: date | None = None  # by an extension, which knows of earlier pauses
    due_set_on: date | None = None
    returned_on: date | None = None
    ended_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One asking for ratings: the first of a round, or the one after a hearing."""

    round: int
    again: bool
    opened_on: date
    deputies: int
    residents: int
    ratings: tuple[e.Rated, ...] = ()
    closed_on: date | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """`taken` are the events with an effect, in order; `idle` the ids of the others."""

    terms: Terms = field(default_factory=Terms)
    matter: Matter | None = None
    state: MatterState = MatterState.NONE
    before: MatterState = MatterState.NONE  # the suspension
    since: date | None = None  # when this state began
    planned_on: date | None = None  # when the plan was last changed
    round: int = 1
    assignments: tuple[Assignment, ...] = ()
    done: tuple[int, ...] = ()  # milestones
    claimed: int | None = None  # percent, as the unit says
    achieved: str = ""
    pauses: tuple[tuple[date, date | None], ...] = ()
    ballots: tuple[Ballot, ...] = ()
    closed_on: date | None = None
    wishes: tuple[str, ...] = ()  # tokens that ask for reopening since the closing
    taken: tuple[e.MatterEvent, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def lead(self) -> Assignment | None:
        leads = [one for one in self.assignments if one.part is Part.LEAD and one.is_open]
        return leads[-1] if leads else None

    def of(self, org: str) -> Assignment | None:
        """The open part of this unit."""
        own = [one for one in self.assignments if one.org == org and one.is_open]
        return own[-1] if own else None

    @property
    def reopens_until(self) -> date | None:
        """The last day on which a closed matter can be opened again."""
        if self.closed_on is None:
            return None
        return self.closed_on + timedelta(days=self.terms.reopen_days)

    @property
    def earned(self) -> int:
        """Weight of the milestones that are evidenced."""
        listed = self.matter.milestones if self.matter else ()
        return sum(one.weight for one in listed if one.seq in self.done)

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.matter.milestones) if self.matter else 0

    @property
    def percent(self) -> int | None:
        """Progress by evidence: Σ weights of evidenced milestones / Σ weights, rounded down."""
        return self.earned * 100 // self.weight if self.weight else None
