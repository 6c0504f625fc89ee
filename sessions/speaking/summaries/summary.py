"""What somebody said, in a few sentences that the speaker stands by (发言纪要). Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import Refused
from core.ids import MeetingId, PersonId
from core.moves import Moves
from core.people import Role

SUMMARY_LENGTH = 5000


class SummaryState(StrEnum):
    DRAFT = "draft"  # the recorder writes
    SENT = "sent"  # the speaker is asked
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"  # the speaker's own text stands


class Hand(StrEnum):
    """Whose hand it is in: no role, for whoever spoke is the speaker."""

    SPEAKER = "speaker"


# 全国人大常委会议事规则 Art. 44: recorded by the staff, checked and signed by the speaker
SUMMARY_MOVES: Moves[SummaryState] = {
    (SummaryState.DRAFT, SummaryState.DRAFT): frozenset({Role.CLERK}),
    (SummaryState.DRAFT, SummaryState.SENT): frozenset({Role.CLERK}),
    (SummaryState.SENT, SummaryState.CONFIRMED): frozenset({Hand.SPEAKER}),
    (SummaryState.SENT, SummaryState.CORRECTED): frozenset({Hand.SPEAKER}),
}


@dataclass(frozen=True, slots=True)
class Summary:
    turn: str
    meeting: MeetingId
    person: PersonId
    text: str
    correction: str
    state: SummaryState
    settled_at: datetime | None = None

    @property
    def stands(self) -> str:
        """The text that goes into the record."""
        return self.correction or self.text


def check_text(text: str, field: str) -> str:
    """The text without blanks around it; refuses an empty or an endless one."""
    text = text.strip()
    if not text:
        raise Refused("field-empty", field=field)
    if len(text) > SUMMARY_LENGTH:
        raise Refused("field-too-long", field=field, most=SUMMARY_LENGTH, length=len(text))
    return text
