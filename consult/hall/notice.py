"""The notice of a hall consultation's topic, and whether it was out in time. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from core.errors import Refused

# 重大行政决策程序暂行条例 Art. 16: what is heard about is delivered seven days before
DAYS_AHEAD = 7
BACKGROUND_LENGTH = 3000
QUESTIONS_LENGTH = 2000
ORGANISER_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Notice:
    """What participants are told before they come; the topic is the consultation's own."""

    background: str
    questions: str  # one a line
    organiser: str
    published_at: datetime | None = None  # None: a draft that only staff see
    corrected_at: datetime | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions to be discussed."""
        return tuple(line for line in self.questions.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Ahead:
    """How long before the meeting something was out. Days of the calendar, as people count."""

    out: date | None
    held: date | None

    @property
    def days(self) -> int | None:
        """None where it is not out yet, or the meeting has no date; below 0: after it."""
        return (self.held - self.out).days if self.out and self.held else None

    @property
    def latest(self) -> date | None:
        """The last day on which it is out early enough."""
        return self.held - timedelta(days=DAYS_AHEAD) if self.held else None

    @property
    def is_enough(self) -> bool:
        return self.days is not None and self.days >= DAYS_AHEAD


def ahead(out: datetime | None, held: str, zone: tzinfo) -> Ahead:
    """`held`: the day of the meeting as YYYY-MM-DD; empty where it has none yet."""
    return Ahead(
        out.astimezone(zone).date() if out else None,
        date.fromisoformat(held) if held else None,
    )


def day_of(date_: str, held_on: str) -> str:
    """The day of a meeting as YYYY-MM-DD: the one its plan refers to, else the one its notice
    says, where that is a day and not a sentence. Empty: it has none yet."""
    for written in (date_, held_on):
        try:
            return date.fromisoformat(written).isoformat()
        except ValueError:
            continue
    return ""


def says_the_same(one: Notice, other: Notice) -> bool:
    return (one.background, one.questions, one.organiser) == (
        other.background,
        other.questions,
        other.organiser,
    )


def check_notice(notice: Notice, topic: str) -> None:
    """Refuse to publish a notice that tells nobody what they are to think about."""
    for field, text in (
        ("topic", topic),
        ("organiser", notice.organiser),
        ("background", notice.background),
        ("questions", "".join(notice.asked)),
    ):
        if not text.strip():
            raise Refused("field-empty", field=field)
