"""What is told of a hall consultation."""

from dataclasses import dataclass

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class HallNoticePublished(Fact):
    """The notice of the topic, word for word; again when it was corrected."""

    topic: str
    background: str
    questions: tuple[str, ...]
    organiser: str
    held_on: str  # YYYY-MM-DD; empty: the meeting has no date yet
    days: int | None  # between the first notice and the meeting
    corrects: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDepartmentInvited(Fact):
    department: str
    who: str
    invited_on: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDepartmentReplied(Fact):
    department: str
    reply: str
    who: str
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDepartmentDropped(Fact):
    department: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallExpertPicked(Fact):
    expert: str  # the name
    fields: tuple[str, ...]
    unit: str
    conflict: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallExpertDropped(Fact):
    expert: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallQuestionPut(Fact):
    question: str
    number: int
    department: str  # empty: to whom it may concern
    text: str
    stool: int  # 0: not of a stool
    by: str  # who typed it; empty: by the stool's own phone


@dataclass(frozen=True, slots=True, kw_only=True)
class HallAnswerPromised(Fact):
    question: str
    number: int
    who: str
    due: str
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallQuestionAnswered(Fact):
    question: str
    number: int
    who: str
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallRecordObjected(Fact):
    """A participant does not confirm the record, and says why."""

    entry: str
    stool: int
    text: str
    by: str  # who typed it; empty: by the stool's own phone


@dataclass(frozen=True, slots=True, kw_only=True)
class HallRecordTold(Fact):
    """“23 of 31 confirmed, 1 objection”, as the consultation closes."""

    confirmed: int
    on_paper: int  # how many of these signed on paper
    objected: int
    participants: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallRecordChanged(Tick):
    """Somebody confirmed."""

    answers: int
