"""The floor as the journal tells it: who waits, who speaks, who has spoken. Pure.

Nothing of it is kept anywhere else. All figures are whole seconds of the journal's moments, so
that the seconds of all turns are the seconds in which somebody had the floor.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.journal import Entry
from sessions.speaking.limits import STANDARD, Limits, Ordering, Preset, Terms
from sessions.speaking.word import INTERRUPTS, Category, Listing, Turn, Waiting, Word


@dataclass(slots=True)
class Matter:
    """All that was asked and said under one item."""

    item: str
    terms: Terms = STANDARD
    state: Listing = Listing.OPEN
    waiting: list[Waiting] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    passed: dict[str, bool] = field(default_factory=dict)  # person to: is an official
    asks_unheard: bool = False
    asked: dict[str, int] = field(default_factory=dict)  # how often, by person
    begun_at: datetime | None = None  # when the first speaker was called
    # Those present then. Not those present now: else whoever leaves would move others back.
    present: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    here: int = 0

    def times(self, person: str) -> int:
        """How many speeches this person has begun on this matter."""
        return sum(one.person == person and one.word is Word.SPEECH for one in self.turns)

    @property
    def heard(self) -> set[str]:
        """Those who have spoken, or said that they would not; officials aside."""
        spoke = {
            one.person
            for one in self.turns
            if not one.official and one.word in (Word.SPEECH, Word.REPLY)
        }
        return spoke | {one for one, is_official in self.passed.items() if not is_official}

    @property
    def first_timers(self) -> list[Waiting]:
        """Those waiting for a first speech."""
        return [one for one in self.speeches if not self.times(one.person)]

    @property
    def speeches(self) -> list[Waiting]:
        return [one for one in self.waiting if one.word is Word.SPEECH]

    @property
    def statement(self) -> Turn | None:
        """The last speech: what a direct reply would answer."""
        spoken = (one for one in reversed(self.turns) if one.word is Word.SPEECH)
        return next(spoken, None)

    def mine(self, person: str, word: Word) -> Waiting | None:
        """What this person waits for. A speech and a reply are not waited for twice."""
        mine = (one for one in self.waiting if one.person == person and one.word is word)
        return next(mine, None)


@dataclass(slots=True)
class Floor:
    matters: dict[str, Matter] = field(default_factory=dict)
    holding: list[Turn] = field(default_factory=list)  # the last one speaks, others wait
    at: datetime | None = None  # the last moment that the journal tells of

    def matter(self, item: str) -> Matter:
        return self.matters.get(item) or Matter(item)

    @property
    def speaking(self) -> Turn | None:
        return self.holding[-1] if self.holding else None

    @property
    def turns(self) -> list[Turn]:
        """All turns of the meeting, matter by matter."""
        return [turn for matter in self.matters.values() for turn in matter.turns]

    def find(self, turn: str) -> Turn | None:
        return next((one for one in self.turns if one.turn == turn), None)


def fold(entries: Iterable[Entry]) -> Floor:
    """Read the journal, or only its entries of `KINDS`: both give the same floor."""
    floor = Floor()
    for entry in entries:
        step = STEPS.get(entry.kind)
        if step is not None:
            floor.at = datetime.fromisoformat(entry.at)
            step(floor, floor.at, entry)
    return floor


def _of(floor: Floor, entry: Entry) -> Matter:
    item = entry.facts["item"]
    return floor.matters.setdefault(item, Matter(item))


def _arranged(floor: Floor, at: datetime, entry: Entry) -> None:
    facts = entry.facts
    limits = Limits(facts["first"], facts["later"], facts["most"], facts["patience"])
    terms = Terms(Ordering(facts["order"]), Preset(facts["preset"]), limits)
    _of(floor, entry).terms = terms


def _asked(floor: Floor, at: datetime, entry: Entry) -> None:
    facts = entry.facts
    named = {name: facts[name] for name in ("entry", "item", "person", "name", "groups")}
    matter = _of(floor, entry)
    matter.passed.pop(facts["person"], None)  # who changes their mind is welcome
    matter.asked[facts["person"]] = matter.asked.get(facts["person"], 0) + 1
    matter.waiting.append(
        Waiting(
            **named,
            official=facts["official"],
            word=Word(facts["word"]),
            category=_category(facts),
            to=facts["to"],
            number=entry.number,
            asked_at=at,
            by=facts["by"],
        )
    )


def _category(facts: Mapping[str, Any]) -> Category | None:
    return Category(facts["category"]) if facts["category"] else None


def _withdrawn(floor: Floor, at: datetime, entry: Entry) -> None:
    _take(_of(floor, entry), entry.facts["entry"])


def _take(matter: Matter, name: str) -> Waiting | None:
    found = next((one for one in matter.waiting if one.entry == name), None)
    matter.waiting = [one for one in matter.waiting if one.entry != name]
    return found


def _passed(floor: Floor, at: datetime, entry: Entry) -> None:
    matter = _of(floor, entry)
    matter.passed[entry.facts["person"]] = entry.facts["official"]


def _given(floor: Floor, at: datetime, entry: Entry) -> None:
    facts, matter = entry.facts, _of(floor, entry)
    asked = _take(matter, facts["entry"])
    for one in matter.waiting:
        one.skipped += one.entry in facts["skipped"]
    if matter.begun_at is None:
        matter.begun_at, matter.present, matter.here = at, facts["present"], facts["here"]
    word = Word(facts["word"])
    if word in INTERRUPTS and floor.speaking:
        floor.speaking.stop(at)
    elif word not in INTERRUPTS:
        _clear(floor, at)
    names = ("turn", "entry", "item", "person", "name", "groups", "times", "due", "by")
    turn = Turn(
        **{name: facts[name] for name in names},
        official=asked.official if asked else False,
        word=word,
        category=_category(facts),
        to=asked.to if asked else "",
        allowed=facts["seconds"],
        began_at=at,
        resumed_at=at,
    )
    matter.turns.append(turn)
    floor.holding.append(turn)


def _extended(floor: Floor, at: datetime, entry: Entry) -> None:
    for turn in floor.holding:
        if turn.turn == entry.facts["turn"]:
            turn.allowed += entry.facts["seconds"]
            turn.extended += entry.facts["seconds"]


def _left(floor: Floor, at: datetime, entry: Entry) -> None:
    left = [one for one in floor.holding if one.turn == entry.facts["turn"]]
    floor.holding = [one for one in floor.holding if one not in left]
    for one in left:
        _end(one, at)
    if floor.speaking and floor.speaking.resumed_at is None:
        floor.speaking.resumed_at = at


def _end(turn: Turn, at: datetime) -> None:
    turn.stop(at)
    turn.ended_at = at


def _clear(floor: Floor, at: datetime) -> None:
    for one in floor.holding:
        _end(one, at)
    floor.holding = []


def _over(floor: Floor, at: datetime, entry: Entry) -> None:
    """An item begins or ends, or the meeting does: nobody goes on speaking."""
    _clear(floor, at)


def _turned(floor: Floor, at: datetime, entry: Entry) -> None:
    _of(floor, entry).state = Listing(entry.facts["state"])


def _unheard(floor: Floor, at: datetime, entry: Entry) -> None:
    _of(floor, entry).asks_unheard = True


STEPS: dict[str, Callable[[Floor, datetime, Entry], None]] = {
    "FloorArranged": _arranged,
    "WordAsked": _asked,
    "WordWithdrawn": _withdrawn,
    "WordPassed": _passed,
    "FloorGiven": _given,
    "FloorExtended": _extended,
    "FloorLeft": _left,
    "ListTurned": _turned,
    "UnheardAsked": _unheard,
    "ItemStarted": _over,
    "ItemEnded": _over,
    "MeetingClosed": _over,
}
KINDS = frozenset(STEPS)
