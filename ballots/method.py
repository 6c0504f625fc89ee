"""The vote method a meeting adopts: who stands, for how many seats, and what counts. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Mode(StrEnum):
    PICK = "pick"  # tick at most N
    FOR_AGAINST_ABSTAIN = "for_against_abstain"  # each item; capped when max_marks is set
    GRADE = "grade"  # 满意度测评: each item satisfied, basically or not; nothing is chosen
    RANK = "rank"  # numbers by urgency, 1 the first; the lowest sums are chosen
    CHOOSE_ONE = "choose_one"  # one of several alternatives

    @property
    def answers(self) -> tuple[str, ...]:
        """What can be said of an item, as a table counts it; in mode rank any number."""
        match self:
            case Mode.RANK:
                return ()
            case Mode.GRADE:
                return ("satisfied", "basically", "unsatisfied")
            case Mode.FOR_AGAINST_ABSTAIN:
                return ("for", "against", "abstain")
            case _:
                return ("for",)


class Base(StrEnum):
    ALL_MEMBERS = "all_members"  # 全体代表, frozen when the session opens
    PRESENT = "present"
    VOTERS = "voters"  # ballots returned
    VALID = "valid"


class Compare(StrEnum):
    OVER = ">"  # 过半数: strictly more
    AT_LEAST = ">="  # 半数以上, 三分之二以上: the share itself is enough


class Effect(StrEnum):  # what marking too many or too few does to the whole ballot
    SPOILS = "spoils"
    VALID = "valid"


class Blank(StrEnum):
    ABSTAIN = "abstain"
    NOT_MARKED = "not_marked"


class Tie(StrEnum):
    RUN_OFF = "run_off"
    ALL = "all"
    LOT = "lot"
    PRESIDIUM = "presidium"


class Shortfall(StrEnum):
    ASK = "ask"
    EMPTY = "empty"
    SECOND_ROUND = "second_round"
    NEXT_SESSION = "next_session"


class OverBudget(StrEnum):  # what marking projects for more than budget_cap does
    WARN = "warn"  # the voter is told, and the ballot counts
    REFUSE = "refuse"  # no phone casts it, and a slip is invalid whole


class Grade(StrEnum):
    SATISFIED = "satisfied"
    BASICALLY = "basically"
    UNSATISFIED = "unsatisfied"


class Secrecy(StrEnum):
    SECRET = "secret"
    RECORDED = "recorded"
    HANDS = "hands"


class LiveTally(StrEnum):
    NONE = "none"
    TURNOUT = "turnout"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of some number of people or ballots, such as more than 1/2 of all members.

    With a `group` only its people and its ballots are counted, on both sides.
    """

    of: Base
    fraction: Fraction
    compare: Compare
    group: str | None = None

    def reached_by(self, count: int, out_of: int) -> bool:
        """Whether `count` of `out_of` is enough. Exact."""
        return count >= self.smallest(out_of)

    def smallest(self, out_of: int) -> int:
        """The smallest count that is enough: 164 for > 1/2 of 327, 218 for >= 2/3 of 327."""
        bound = self.fraction * out_of
        return floor(bound) + 1 if self.compare is Compare.OVER else ceil(bound)

    def votes_needed(self, out_of: int) -> int:
        """The smallest count that carries: at least one vote, for 0 of 0 is no majority."""
        return max(1, self.smallest(out_of))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of the ballot. `cost` is in 万元 (10,000 yuan)."""

    no: int
    name: str
    category: str | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grading:
    """When votes make a grade: `satisfied` by those alone, `basically` by both together.

    The default is Zhenhai's rule (domain.md 6.6): satisfied with half of all members,
    basically with more than half, else unsatisfied.
    """

    satisfied: Share = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.AT_LEAST)
    basically: Share = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)


@dataclass(frozen=True, slots=True)
class Block:
    """Candidates that stand under one heading; without categories there is one block."""

    candidates: tuple[Candidate, ...]
    category: str | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteMethod:
    """Field for field the public JSON. What has a default may be left out of the JSON.

    In mode grade nothing is chosen: seats, majority, tie and shortfall have no effect there.
    `budget_cap` is in 万元, as the costs are.
    """

    title: str
    mode: Mode
    candidates: tuple[Candidate, ...]
    seats: int
    seats_by_category: dict[str, int] | None = None
    min_marks: int = 0
    max_marks: int | None = None
    over_marked: Effect = Effect.SPOILS
    under_marked: Effect = Effect.VALID
    blank: Blank = Blank.ABSTAIN
    majority: tuple[Share, ...]
    quorum_open: Share | None
    quorum_vote: Share | None = None
    tie: Tie = Tie.RUN_OFF
    shortfall: Shortfall = Shortfall.ASK
    min_surplus: Fraction = Fraction(0)
    budget_cap: Decimal | None = None
    secrecy: Secrecy = Secrecy.SECRET
    live_tally: LiveTally = LiveTally.TURNOUT
    over_budget: OverBudget = OverBudget.WARN
    rounds_max: int = 2  # 浙江选举细则 Art. 49: after one supplementary vote no further
    grading: Grading = Grading()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the candidates, in the order of the ballot."""
        return tuple(candidate.no for candidate in self.candidates)

    @property
    def most_marks(self) -> int | None:
        """How many marks a ballot may have; None for as many as there are candidates."""
        return 1 if self.mode is Mode.CHOOSE_ONE else self.max_marks

    @property
    def has_costs(self) -> bool:
        """Whether it says something what the marks of a ballot cost together.

        Grades choose nothing to be paid. Whoever ranks, or takes one of several, pays for no
        sum of them, unless a budget is held against it.
        """
        adds_up = self.mode in {Mode.PICK, Mode.FOR_AGAINST_ABSTAIN}
        is_capped = self.mode is not Mode.GRADE and self.budget_cap is not None
        return (adds_up or is_capped) and any(one.cost for one in self.candidates)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The candidates by category where each has places, in the order of the ballot.

        So are the categories: JSON keeps no order of theirs.
        """
        places = self.seats_by_category
        if places is None or self.mode is Mode.GRADE:
            return (Block(self.candidates),)
        stand: dict[str | None, list[Candidate]] = {}
        for one in self.candidates:
            stand.setdefault(one.category, []).append(one)
        return tuple(
            Block(tuple(some), name, places.get(name or "")) for name, some in stand.items()
        )

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups whose votes are also counted apart, each once."""
        return tuple(dict.fromkeys(share.group for share in self.majority if share.group))
