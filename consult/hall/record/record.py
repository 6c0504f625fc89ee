"""Questions with their answers, and who confirms the record, as the log tells it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consult.contribution.entry import Entry
from consult.contribution.said import Amended, Contributed, Moderated, Remarked, Withdrawn
from consult.hall.record.said import HallAsked, HallReplied, RecordConfirmed, RecordObjected
from consult.resolution.entries import Disposed
from core.errors import Refused

STOOL = "stool:"
NAMED = 12  # numbers in a refusal: more than that nobody reads out


class Answered(StrEnum):
    OPEN = "open"
    PROMISED = "promised"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Reply:
    at: str
    by: str
    said: HallReplied


@dataclass(slots=True)
class Question:
    id: str
    number: int
    at: str
    voice: str
    typed_by: str
    said: HallAsked
    replies: list[Reply] = field(default_factory=list)  # the oldest first

    @property
    def last(self) -> HallReplied | None:
        return self.replies[-1].said if self.replies else None

    @property
    def state(self) -> Answered:
        if self.last is None:
            return Answered.OPEN
        return Answered.PROMISED if self.last.due else Answered.GIVEN

    def is_late(self, today: date) -> bool:
        """Promised for a day that is over. ISO days sort as text."""
        return self.last is not None and "" < self.last.due < today.isoformat()


@dataclass(frozen=True, slots=True)
class Word:
    """What a participant says to the record."""

    at: str
    typed_by: str  # who wrote down a signature on paper; empty: by their own phone
    objection: str  # empty: it is confirmed
    id: str  # of its entry
    holds: bool  # nothing was added to the record since


@dataclass(slots=True)
class HallRecord:
    questions: dict[str, Question] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)  # by voice; the last one each
    hidden: dict[str, str] = field(default_factory=dict)  # by entry; empty: it is shown

    @property
    def open(self) -> list[Question]:
        return [
            one
            for one in self.questions.values()
            if one.state is Answered.OPEN and not self.hidden[one.id]
        ]

    @property
    def confirmed(self) -> dict[str, Word]:
        return {v: word for v, word in self.words.items() if word.holds and not word.objection}

    @property
    def objected(self) -> dict[str, Word]:
        """Objections stay what they are, also when the record was put right because of them."""
        return {v: word for v, word in self.words.items() if word.objection}

    @property
    def on_paper(self) -> int:
        return sum(bool(word.typed_by) for word in self.confirmed.values())


def fold_record(log: Iterable[Entry]) -> HallRecord:
    """Read a log that is in order. Whoever is not a stool confirms nothing here, and only
    staff, who have no voice and a name, write down answers."""
    log = list(log)
    record = HallRecord()
    for entry in log:
        if isinstance(entry.said, HallAsked) and entry.said.text and _may_ask(entry):
            _ask(record, entry, entry.said)
    changed = max((entry.at for entry in log if _changes(entry)), default="")
    for entry in log:  # after all questions: the clocks of two machines differ
        if isinstance(entry.said, HallReplied) and _is_staff(entry):
            changed = max(changed, _reply(record, entry, entry.said))
    for entry in log:
        match entry.said:
            case RecordConfirmed() if entry.voice.startswith(STOOL):
                words = ""
            case RecordObjected(words) if entry.voice.startswith(STOOL) and words:
                pass
            case _:
                continue
        record.words[entry.voice] = Word(
            entry.at, entry.typed_by, words, entry.id, entry.at >= changed
        )
    _hide(record, log)
    return record


def _hide(record: HallRecord, log: Iterable[Entry]) -> None:
    """Staff can hide a question or an objection, as they can what is said elsewhere."""
    can = [*record.questions, *(one.id for one in record.objected.values())]
    record.hidden = dict.fromkeys(can, "")
    for entry in log:
        match entry.said:
            case Moderated(target, reason, hides) if _is_staff(entry) and target in can:
                record.hidden[target] = reason if hides else ""


def _may_ask(entry: Entry) -> bool:
    return _is_staff(entry) or entry.voice.startswith(STOOL)


def _changes(entry: Entry) -> bool:
    """Whether what was said, or what becomes of it, is another from here on."""
    match entry.said:
        case Contributed() | Withdrawn() | Amended() | Remarked():
            return True
        case HallAsked():
            return _may_ask(entry)
        case Disposed():
            return _is_staff(entry)
    return False


def _is_staff(entry: Entry) -> bool:
    return not entry.voice and bool(entry.typed_by)


def _ask(record: HallRecord, entry: Entry, said: HallAsked) -> None:
    number = len(record.questions) + 1
    record.questions[entry.id] = Question(
        entry.id, number, entry.at, entry.voice, entry.typed_by, said
    )


def _reply(record: HallRecord, entry: Entry, said: HallReplied) -> str:
    """When the record was changed by it. A promise that is kept later changes nothing that was
    confirmed: the promise itself was."""
    found = record.questions.get(said.question)
    if found is None:
        return ""
    keeps = found.state is Answered.PROMISED and not said.due
    found.replies.append(Reply(entry.at, entry.typed_by, said))
    return "" if keeps else entry.at


def check_questions(record: HallRecord) -> None:
    """Refuse to close, or to confirm, while a question was neither answered nor promised."""
    numbers = [one.number for one in record.open]
    if numbers:
        raise Refused("hall-questions-open", count=len(numbers), numbers=numbers[:NAMED])


def check_replied(said: HallReplied, today: date) -> None:
    """Refuse an answer without words or a promise for a day that is over."""
    if not said.who:
        raise Refused("field-empty", field="who")
    if not said.due:
        if not said.words:
            raise Refused("field-empty", field="words")
        return
    try:
        day = date.fromisoformat(said.due)
    except ValueError:
        raise Refused("promise-without-day", field="due") from None
    if day < today:
        raise Refused("promise-in-the-past", field="due")
