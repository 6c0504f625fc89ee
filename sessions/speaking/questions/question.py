"""A question to a department: open until it is answered, on the spot or later. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.errors import Refused
from core.ids import ItemId, MeetingId, PersonId
from core.moves import Moves, check_move
from core.people import Role
from sessions.attendance.rollcall import Line
from sessions.meeting import Member

TEXT_LENGTH = 500
ANSWER_LENGTH = 2000
UNIT_LENGTH = 60
MOST_OPEN = 5  # of one deputy in one meeting


class QuestionState(StrEnum):
    OPEN = "open"
    PROMISED = "promised"  # to be answered by a date
    ANSWERED = "answered"


# 浙江省乡镇人大条例 Art. 23: heads of departments answer on the spot, otherwise later
QUESTION_MOVES: Moves[QuestionState] = {
    (QuestionState.OPEN, QuestionState.ANSWERED): frozenset({Role.CLERK, Role.NON_VOTING}),
    (QuestionState.OPEN, QuestionState.PROMISED): frozenset({Role.CLERK, Role.NON_VOTING}),
    (QuestionState.PROMISED, QuestionState.ANSWERED): frozenset({Role.CLERK, Role.NON_VOTING}),
}


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    meeting: MeetingId
    item: ItemId
    title: str  # of the item
    person: PersonId
    name: str
    delegation: str
    unit: str
    addressee: PersonId | None  # whose phone can answer; None leaves it to all attendees
    text: str
    state: QuestionState
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""
    due_on: str = ""
    answered_at: datetime | None = None

    def may_be_answered_by(self, who: Member) -> bool:
        """The clerk for everybody; a department's head for the department."""
        if Role.CLERK in who.roles:
            return True
        return Role.NON_VOTING in who.roles and self.addressee in (None, who.person)


def addressee(lines: Iterable[Line], unit: str) -> PersonId | None:
    """The attendee who is meant by a name or a department, if it is only one."""
    found = [
        one.person
        for one in lines
        if Role.NON_VOTING in one.roles and unit in (one.name, one.delegation)
    ]
    return found[0] if len(found) == 1 else None


def check_answer(question: Question, who: Member, then: QuestionState) -> None:
    check_move(QUESTION_MOVES, question.state, then, who.roles)
    if not question.may_be_answered_by(who):
        raise Refused("not-your-question", unit=question.unit)


def check_due(due_on: str, today: date) -> str:
    """The day an answer is promised for, as YYYY-MM-DD; refuses one that is over."""
    try:
        day = date.fromisoformat(due_on.strip())
    except ValueError:
        raise Refused("date-unreadable", field="due_on", typed=due_on[:20]) from None
    if day < today:
        raise Refused("date-over", field="due_on", day=day.isoformat())
    return day.isoformat()
