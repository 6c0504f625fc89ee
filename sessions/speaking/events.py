"""What the floor, the questions and the summaries tell. All of them are facts."""

from dataclasses import dataclass, field

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorArranged(Fact):
    """The order and the limits of one item; minutes as they hold from now on."""

    item: str
    title: str
    order: str
    preset: str
    first: int
    later: int
    most: int
    patience: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordAsked(Fact):
    item: str
    entry: str
    person: str
    name: str
    groups: dict[str, str]  # attribute to value; an official belongs to none
    official: bool
    word: str
    category: str = ""  # of a point of order
    to: str = ""  # the turn that a direct reply answers
    by: str = ""  # empty: by their own phone


@dataclass(frozen=True, slots=True, kw_only=True)
class WordWithdrawn(Fact):
    item: str
    entry: str
    person: str
    name: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPassed(Fact):
    """Asked whether they would speak, somebody said no: an answer as good as any."""

    item: str
    person: str
    name: str
    groups: dict[str, str]
    official: bool
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorGiven(Fact):
    item: str
    entry: str
    turn: str
    person: str
    name: str
    groups: dict[str, str]
    word: str
    category: str
    times: int  # 1 for a first speech on this matter, 0 for what is no speech
    seconds: int  # allowed; 0 is without a limit
    present: dict[str, dict[str, int]]  # those present who may vote: attribute, value, number
    here: int  # their number
    skipped: list[str]  # entries of those present who had asked earlier
    due: str = ""  # the name that the order had next, where another one was called
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorExtended(Fact):
    item: str
    turn: str
    person: str
    name: str
    seconds: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorLeft(Fact):
    item: str
    turn: str
    person: str
    name: str
    seconds: int
    over: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTurned(Fact):
    """The list of speakers was closed or opened again."""

    item: str
    state: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnheardAsked(Fact):
    """Those who have not spoken are asked whether they would."""

    item: str
    number: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPut(Fact):
    question: str
    item: str
    title: str
    person: str
    name: str
    delegation: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Fact):
    question: str
    answer: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPromised(Fact):
    question: str
    due_on: str
    note: str = field(default="")
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySent(Fact):
    """The recorder asks the speaker whether this is what was said."""

    turn: str
    item: str
    person: str
    name: str
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryConfirmed(Fact):
    turn: str
    item: str
    person: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryCorrected(Fact):
    """The speaker's own text, which stands; what the recorder had written stays beside it."""

    turn: str
    item: str
    person: str
    name: str
    text: str
    written: str


# What changes who speaks or waits; and what is only written down about it.
SPOKEN = frozenset(
    kind.__name__
    for kind in (
        *(FloorArranged, WordAsked, WordWithdrawn, WordPassed, FloorGiven),
        *(FloorExtended, FloorLeft, ListTurned, UnheardAsked),
    )
)
WRITTEN = frozenset(
    kind.__name__
    for kind in (
        *(QuestionPut, QuestionAnswered, AnswerPromised),
        *(SummarySent, SummaryConfirmed, SummaryCorrected),
    )
)
