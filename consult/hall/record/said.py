"""What is written down of questions and of the record: one dataclass a kind of entry. Pure."""

from dataclasses import dataclass
from typing import TypeAlias

QUESTION_LENGTH = 1000
ANSWER_LENGTH = 2000
WHO_LENGTH = 60
OBJECTION_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class HallAsked:
    """A question to a department: by a stool, or read out for it."""

    text: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class HallReplied:
    """An answer on the spot, or the day by which there will be one."""

    question: str
    words: str
    who: str  # who answers, by office or name
    due: str = ""  # YYYY-MM-DD; empty: it is the answer


@dataclass(frozen=True, slots=True)
class RecordConfirmed:
    """This is what was said and what becomes of it."""


@dataclass(frozen=True, slots=True)
class RecordObjected:
    words: str


HallSaid: TypeAlias = HallAsked | HallReplied | RecordConfirmed | RecordObjected
HALL: dict[str, type[HallSaid]] = {
    "hall_asked": HallAsked,
    "hall_replied": HallReplied,
    "record_confirmed": RecordConfirmed,
    "record_objected": RecordObjected,
}
