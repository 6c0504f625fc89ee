"""A consultation: its form, its topic and its phases. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import Refused
from core.ids import MeetingId
from core.moves import Moves
from core.people import Role

TOPIC_LENGTH = 120
MOST_STOOLS = 500


class ConsultForm(StrEnum):
    BENCH = "bench"  # 板凳民主会
    HALL = "hall"  # 民主议事会
    VILLAGE_TALK = "village_talk"  # 村民说事
    ONLINE = "online"  # 线上议事


class ConsultPhase(StrEnum):
    GATHERING = "gathering"  # stools are taken
    TALKING = "talking"
    RESOLVING = "resolving"  # what becomes of each contribution
    CLOSED = "closed"


STAFF = frozenset({Role.CHAIR, Role.CLERK})  # the host, and who records
CONSULT_MOVES: Moves[ConsultPhase] = {
    (ConsultPhase.GATHERING, ConsultPhase.TALKING): STAFF,
    (ConsultPhase.TALKING, ConsultPhase.RESOLVING): STAFF,
    (ConsultPhase.RESOLVING, ConsultPhase.TALKING): STAFF,
    (ConsultPhase.RESOLVING, ConsultPhase.CLOSED): STAFF,
}
SPEAKING = (ConsultPhase.TALKING, ConsultPhase.RESOLVING)


@dataclass(frozen=True, slots=True)
class Consultation:
    """What belongs to one meeting beyond the meeting itself; they share their id."""

    meeting: MeetingId
    form: ConsultForm
    topic: str
    grid: str  # the grid it is held for, or empty
    phase: ConsultPhase
    closed_at: datetime | None = None

    @property
    def takes_words(self) -> bool:
        """Whether contributions and reactions are taken in now."""
        return self.phase in SPEAKING

    @property
    def moves(self) -> tuple[ConsultPhase, ...]:
        """The phases that can come next."""
        return tuple(then for now, then in CONSULT_MOVES if now is self.phase)


def check_topic(topic: str) -> None:
    """Refuse a consultation about nothing, or about a whole page."""
    if not topic:
        raise Refused("field-empty", field="topic")
    if len(topic) > TOPIC_LENGTH:
        raise Refused("field-too-long", field="topic", most=TOPIC_LENGTH, length=len(topic))


def check_takes_words(consultation: Consultation) -> None:
    """Refuse contributions and reactions before the talk and after the close."""
    if not consultation.takes_words:
        raise Refused("consult-not-talking", phase=consultation.phase)
